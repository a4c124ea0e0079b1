//! Where words stand → where classes stand: one posting for each section in which a form of a word is, or a longer
//! word of which it is a part.

use rayon::prelude::*;

use super::classes::Classes;
use super::vocabulary::{Occurrence, Vocabulary};
use crate::document::place;

/// From which count on each step of frequency begins.
const STEPS: [u32; 7] = [1, 2, 3, 4, 6, 9, 14];

/// A class in a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Posting {
    /// The section, counted over all pages.
    pub(super) section: u32,
    /// How often, in three bits, as steps; above them where else: see [`place`].
    pub(super) how: u8,
}

impl Posting {
    fn is_part(self) -> bool {
        self.how >> 3 & place::PART != 0
    }
}

/// The postings of each class, in the order of sections.
pub(super) fn gather(
    vocabulary: &Vocabulary,
    classes: &Classes,
    parts: &[Vec<u32>],
) -> Vec<Vec<Posting>> {
    let mut longer: Vec<Vec<u32>> = vec![Vec::new(); classes.words.len()];
    for (word, parts) in (0_u32..).zip(parts) {
        for part in parts {
            let class = classes.of[*part as usize];
            let list = &mut longer[class as usize];
            if class != classes.of[word as usize] && list.last() != Some(&word) {
                list.push(word);
            }
        }
    }
    let is_stop = vocabulary.stops();
    let of_class = |(words, longer): (&Vec<u32>, &Vec<u32>)| {
        let mut found: Vec<(Occurrence, bool)> = Vec::new();
        for (words, is_part) in [(words, false), (longer, true)] {
            for word in words {
                let here = vocabulary.occurrences(*word as usize).iter();
                // Who asks for a function word looks for a title.
                let here = here.filter(|here| here.places != 0 || !is_stop[*word as usize]);
                found.extend(here.map(|here| (*here, is_part)));
            }
        }
        found.sort_by_key(|(occurrence, _)| occurrence.section);
        let all = found.chunk_by(|a, b| a.0.section == b.0.section).map(posting).collect();
        thin(all, vocabulary)
    };
    classes.words.par_iter().zip(&longer).map(of_class).collect()
}

/// Of the sections of a page in which a class stands as a part only, the best one is enough, and none where the word
/// itself stands on the page.
fn thin(postings: Vec<Posting>, vocabulary: &Vocabulary) -> Vec<Posting> {
    let mut kept: Vec<Posting> = Vec::with_capacity(postings.len());
    let mut page = 0;
    let mut first = 0;
    for posting in postings {
        while vocabulary.sections.get(page + 1).is_some_and(|next| *next <= posting.section) {
            page += 1;
            first = kept.len();
        }
        let here = kept.get(first..).unwrap_or_default();
        match here.first().filter(|found| posting.is_part() || found.is_part()) {
            Some(found) if posting.is_part() && (!found.is_part() || found.how >= posting.how) => {}
            Some(_) if here.len() == 1 && kept[first].is_part() => kept[first] = posting,
            _ => kept.push(posting),
        }
    }
    kept
}

fn posting(here: &[(Occurrence, bool)]) -> Posting {
    let section = here.first().map_or(0, |(occurrence, _)| occurrence.section);
    let (mut whole, mut part, mut places, mut is_whole) = (0, 0, 0, false);
    for (occurrence, is_part) in here {
        *(if *is_part { &mut part } else { &mut whole }) += u32::from(occurrence.count);
        is_whole |= !is_part;
    }
    // Where the word itself stands, what longer words say in titles adds nothing.
    for (occurrence, _) in here.iter().filter(|(_, is_part)| *is_part != is_whole) {
        places |= occurrence.places;
    }
    let (count, is_part) = if is_whole { (whole + part / 2, 0) } else { (part, place::PART) };
    let step = STEPS.iter().filter(|step| count >= **step).count();
    Posting { section, how: u8::try_from(step).unwrap_or(7) | (places | is_part) << 3 }
}
