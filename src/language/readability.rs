//! Dutch sentences → how easy they are to read, by three formulas that count words, syllables and sentences.
//!
//! Sources: W. H. Douma, *De leesbaarheid van landbouwbladen* (1960), with his own table of levels; R. H. M. Brouwer,
//! leesindex A (1963); C. H. Björnsson, *Läsbarhet* (1968). None of them knows whether a text is clear: they say how
//! long its words and sentences are.

use super::syllables::{is_address, syllables};
use crate::diagnostic::Speech;

/// A word of more letters is long to LIX.
const LONG: usize = 6;

/// What is counted in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// The sentences.
    pub sentences: u32,
    /// The words.
    pub words: u32,
    /// The syllables of all words.
    pub syllables: u32,
    /// The words of more than six letters.
    pub long_words: u32,
}

/// What a formula makes of a text, and what that means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// The figure; it can be below 0 and above 100.
    pub value: f64,
    /// What it means.
    pub band: Band,
}

/// How easy a text is to read, by the words of Douma.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Band {
    VeryEasy,
    Easy,
    FairlyEasy,
    Normal,
    FairlyHard,
    Hard,
    VeryHard,
}

impl Band {
    /// What people call it.
    pub fn text(self, speech: Speech) -> &'static str {
        match (self, speech) {
            (Self::VeryEasy, Speech::Dutch) => "heel makkelijk",
            (Self::Easy, Speech::Dutch) => "makkelijk",
            (Self::FairlyEasy, Speech::Dutch) => "vrij makkelijk",
            (Self::Normal, Speech::Dutch) => "gemiddeld",
            (Self::FairlyHard, Speech::Dutch) => "vrij moeilijk",
            (Self::Hard, Speech::Dutch) => "moeilijk",
            (Self::VeryHard, Speech::Dutch) => "heel moeilijk",
            (Self::VeryEasy, Speech::English) => "very easy",
            (Self::Easy, Speech::English) => "easy",
            (Self::FairlyEasy, Speech::English) => "fairly easy",
            (Self::Normal, Speech::English) => "average",
            (Self::FairlyHard, Speech::English) => "fairly hard",
            (Self::Hard, Speech::English) => "hard",
            (Self::VeryHard, Speech::English) => "very hard",
        }
    }
}

impl Counts {
    /// What is counted in one sentence; nothing where it has no words.
    pub fn of_sentence(sentence: &str) -> Self {
        let mut counts = Self::default();
        for word in words_of(sentence) {
            counts.words += 1;
            counts.syllables += u32::try_from(syllables(word)).unwrap_or(u32::MAX);
            counts.long_words += u32::from(is_long(word));
        }
        counts.sentences = u32::from(counts.words > 0);
        counts
    }

    /// Both together.
    pub fn add(&mut self, other: Self) {
        self.sentences = self.sentences.saturating_add(other.sentences);
        self.words = self.words.saturating_add(other.words);
        self.syllables = self.syllables.saturating_add(other.syllables);
        self.long_words = self.long_words.saturating_add(other.long_words);
    }

    /// How many words a sentence has.
    pub fn words_per_sentence(&self) -> f64 {
        f64::from(self.words) / f64::from(self.sentences.max(1))
    }

    fn syllables_per_word(&self) -> f64 {
        f64::from(self.syllables) / f64::from(self.words.max(1))
    }

    /// Flesch as Douma made it fit Dutch: 100 is easy, 0 is hard.
    pub fn flesch_douma(&self) -> Score {
        const BANDS: [(f64, Band); 6] = [
            (90.0, Band::VeryEasy),
            (80.0, Band::Easy),
            (70.0, Band::FairlyEasy),
            (60.0, Band::Normal),
            (45.0, Band::FairlyHard),
            (30.0, Band::Hard),
        ];
        let value = 206.835 - 0.93 * self.words_per_sentence() - 77.0 * self.syllables_per_word();
        Score { value, band: falling(value, &BANDS) }
    }

    /// Brouwer's index A: 100 is easy, 0 is hard. Of his six groups the outer ones are below 25 and from 80; good
    /// texts are between 50 and 75, and below 30 begins what is hard.
    pub fn brouwer(&self) -> Score {
        const BANDS: [(f64, Band); 5] = [
            (80.0, Band::VeryEasy),
            (75.0, Band::Easy),
            (50.0, Band::Normal),
            (30.0, Band::FairlyHard),
            (25.0, Band::Hard),
        ];
        let of_hundred_words = 100.0 * self.syllables_per_word();
        let value = 195.0 - 2.0 / 3.0 * of_hundred_words - 2.0 * self.words_per_sentence();
        Score { value, band: falling(value, &BANDS) }
    }

    /// Björnsson's LIX: 20 is easy, 60 is hard.
    pub fn lix(&self) -> Score {
        let long = 100.0 * f64::from(self.long_words) / f64::from(self.words.max(1));
        let value = self.words_per_sentence() + long;
        let band = match value {
            ..30.0 => Band::VeryEasy,
            ..40.0 => Band::Easy,
            ..50.0 => Band::Normal,
            ..60.0 => Band::Hard,
            _ => Band::VeryHard,
        };
        Score { value, band }
    }
}

/// The band of a figure that falls as a text gets harder: the first whose bound it reaches.
fn falling(value: f64, bands: &[(f64, Band)]) -> Band {
    bands.iter().find(|(from, _)| value >= *from).map_or(Band::VeryHard, |(_, band)| *band)
}

/// The words of a sentence as people count them: what stands between white space, a slash or a dash, with the signs
/// that stand to it.
pub fn words_of(sentence: &str) -> impl Iterator<Item = &str> {
    let is_gap = |c: char| c.is_whitespace() || matches!(c, '–' | '—' | '…');
    sentence.split(is_gap).flat_map(halves).filter(|word| word.contains(char::is_alphanumeric))
}

/// *wonen/zorg* is two words; *t/m*, *24/7* and an address are one.
fn halves(word: &str) -> impl Iterator<Item = &str> {
    let is_short = |part: &str| part.chars().filter(|c| c.is_alphabetic()).count() < 2;
    let is_one = is_address(word) || word.split('/').any(is_short);
    let whole = is_one.then_some(word);
    let parts = (!is_one).then(|| word.split('/'));
    whole.into_iter().chain(parts.into_iter().flatten())
}

fn is_long(word: &str) -> bool {
    !is_address(word) && word.chars().filter(|c| c.is_alphabetic()).count() > LONG
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Language, sentences};

    #[test]
    fn counted_by_hand() {
        let rows = include_str!("../../tests/gold/leesbaarheid.tsv");
        let rows: Vec<&str> = rows.lines().filter(|row| !row.starts_with('#')).collect();
        assert!(rows.len() >= 6, "{rows:?}");
        for row in rows {
            let cells: Vec<&str> = row.split('\t').collect();
            let mut counts = Counts::default();
            for range in sentences(cells[0], Language::DUTCH) {
                counts.add(Counts::of_sentence(&cells[0][range]));
            }
            let Counts { sentences, words, syllables, .. } = counts;
            let scores = [counts.flesch_douma(), counts.brouwer(), counts.lix()];
            let found = format!(
                "{sentences}\t{words}\t{syllables}\t{:.2}\t{:.2}\t{:.2}",
                scores[0].value, scores[1].value, scores[2].value
            );
            assert_eq!(found, cells[1..7].join("\t"), "{}", cells[0]);
        }
    }

    #[test]
    fn what_a_figure_means() {
        let easy = Counts { sentences: 10, words: 60, syllables: 75, long_words: 3 };
        assert_eq!(easy.flesch_douma().band, Band::VeryEasy);
        assert_eq!(easy.brouwer().band, Band::VeryEasy);
        assert_eq!(easy.lix().band, Band::VeryEasy);
        let middle = Counts { sentences: 10, words: 150, syllables: 255, long_words: 40 };
        assert_eq!(middle.flesch_douma().band, Band::Normal);
        assert_eq!(middle.brouwer().band, Band::Normal);
        assert_eq!(middle.lix().band, Band::Normal);
        let hard = Counts { sentences: 10, words: 300, syllables: 640, long_words: 120 };
        assert_eq!(hard.flesch_douma().band, Band::VeryHard);
        assert_eq!(hard.brouwer().band, Band::VeryHard);
        assert_eq!(hard.lix().band, Band::VeryHard);
        // Without words there is nothing to divide by.
        assert!(Counts::default().lix().value.is_finite());
        assert_eq!(Band::Normal.text(Speech::Dutch), "gemiddeld");
    }

    #[test]
    fn words_as_people_count_them() {
        let read = |text| words_of(text).collect::<Vec<_>>();
        assert_eq!(
            read("Zorg – en wonen/werken – telt."),
            ["Zorg", "en", "wonen", "werken", "telt."]
        );
        assert_eq!(
            read("t/m 24/7 e-mail & https://a.example/x/y"),
            ["t/m", "24/7", "e-mail", "https://a.example/x/y"]
        );
        assert_eq!(read(" -- * "), Vec::<&str>::new());
    }
}
