//! One document → how easy its text is to read, and what its settings advise about that. For Dutch only: the formulas
//! are made for it.
//!
//! Nothing here is a fact. The figures are worked out when someone asks for them; at a reading only where the settings
//! set a target.

use std::ops::Range;

use super::{Document, Facts, Places};
use crate::config::{Config, Targets};
use crate::diagnostic::{Problem, Strain};
use crate::language::{Counts, Language, Score, sentences, syllables, words_of};
use crate::markdown::{self, Dialect, Passage};
use crate::schema::{self, Core, Role};
use crate::source::lines::{Lines, Span};
use crate::source::text;
use xxhash_rust::xxh3::xxh3_64;

/// A page of fewer words has no figures: the formulas speak of averages, and were made on samples of a hundred words.
/// In less, one long word decides.
pub const FEWEST_WORDS: u32 = 100;
/// A summary of fewer words is not judged.
const FEWEST_IN_SUMMARY: u32 = 10;
/// So many of the longest sentences are told.
const LONGEST: usize = 5;
/// A word of so many syllables is one to look at.
const LONG_WORD: usize = 4;
/// So many of them are named.
const NAMED: usize = 3;
/// Sentences of more words on average are worth cutting.
const LONG_ON_AVERAGE: f64 = 15.0;

/// How easy a page is to read.
#[derive(Clone, Debug, PartialEq)]
pub struct Readability {
    /// How many words its running text has.
    pub words: u32,
    /// How many sentences.
    pub sentences: u32,
    /// How many syllables.
    pub syllables: u32,
    /// Flesch-Douma: 100 is easy, 0 is hard.
    pub flesch_douma: Score,
    /// Brouwer's index A: 100 is easy, 0 is hard.
    pub brouwer: Score,
    /// LIX: 20 is easy, 60 is hard.
    pub lix: Score,
    /// The five longest sentences, the longest first.
    pub longest: Vec<LongSentence>,
}

/// One of the longest sentences of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LongSentence {
    /// The sentence, without marks.
    pub text: Box<str>,
    /// How many words it has.
    pub words: u32,
    /// Where it stands in the file.
    pub span: Span,
}

impl Document {
    /// How easy it is to read, worked out when first asked for; none where it is not Dutch or has fewer than
    /// [`FEWEST_WORDS`]. `bytes` are those of its file; none, too, where these are no longer what was read.
    pub fn readability(&self, bytes: &[u8], config: &Config) -> Option<&Readability> {
        let language = self.facts.language.unwrap_or(config.language);
        if !is_measured(language) {
            return None;
        }
        if let Some(known) = self.readability.get() {
            return known.as_deref();
        }
        if xxh3_64(bytes) != self.hash {
            return None;
        }
        let known = self.readability.get_or_init(|| {
            let (text, _) = text::decode(bytes);
            let reading = Reading::new(text.get(self.body_start..).unwrap_or_default());
            (reading.counts.words >= FEWEST_WORDS)
                .then(|| Box::new(reading.readability(&Lines::new(&text), self.body_start)))
        });
        known.as_deref()
    }
}

/// Whether the formulas are made for a language.
fn is_measured(language: Language) -> bool {
    language.primary() == "nl"
}

/// A sentence by its passage and its place there, with its words.
struct Measured {
    passage: usize,
    range: Range<usize>,
    words: u32,
}

/// A body that was measured.
struct Reading {
    passages: Vec<Passage>,
    counts: Counts,
    /// Its longest sentences, the longest first.
    longest: Vec<Measured>,
}

impl Reading {
    fn new(body: &str) -> Self {
        let passages = markdown::prose(body, Dialect::Weef);
        let mut counts = Counts::default();
        let mut all = Vec::new();
        for (at, passage) in passages.iter().enumerate() {
            for range in sentences(&passage.text, Language::DUTCH) {
                let own = Counts::of_sentence(passage.text.get(range.clone()).unwrap_or_default());
                counts.add(own);
                all.push(Measured { passage: at, range, words: own.words });
            }
        }
        // Of equal length the first comes first.
        all.sort_by_key(|sentence| std::cmp::Reverse(sentence.words));
        all.truncate(LONGEST);
        all.retain(|sentence| sentence.words > 0);
        Self { passages, counts, longest: all }
    }

    fn text(&self, sentence: &Measured) -> &str {
        let passage = self.passages.get(sentence.passage);
        passage.and_then(|p| p.text.get(sentence.range.clone())).unwrap_or_default()
    }

    /// Where a sentence stands, in bytes of the body.
    fn place(&self, sentence: &Measured) -> Range<usize> {
        self.passages.get(sentence.passage).map_or(0..0, |p| p.place(&sentence.range))
    }

    fn readability(&self, lines: &Lines<'_>, body: usize) -> Readability {
        let Counts { words, sentences, syllables, .. } = self.counts;
        let longest = self.longest.iter().map(|sentence| {
            let place = self.place(sentence);
            let span = lines.span(place.start + body..place.end + body);
            LongSentence { text: self.text(sentence).into(), words: sentence.words, span }
        });
        Readability {
            words,
            sentences,
            syllables,
            flesch_douma: self.counts.flesch_douma(),
            brouwer: self.counts.brouwer(),
            lix: self.counts.lix(),
            longest: longest.collect(),
        }
    }
}

/// What the settings advise about a page, with places in its file.
pub(super) fn advice(
    (facts, places): (&Facts, &Places),
    (lines, body): (&Lines<'_>, usize),
    (config, fields): (&Config, &[schema::Field]),
) -> Vec<(Span, Problem)> {
    let targets = config.targets_of(facts.collection);
    if targets == Targets::default() || !is_measured(facts.language.unwrap_or(config.language)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    if let (Some(target), Some(summary)) = (targets.summary, &facts.summary) {
        found.extend(of_summary(summary, target, (places, fields)));
    }
    if targets.target.is_some() || targets.longest_sentence.is_some() {
        found.extend(of_body(targets, lines, body));
    }
    found
}

fn of_body(targets: Targets, lines: &Lines<'_>, body: usize) -> Vec<(Span, Problem)> {
    let reading = Reading::new(lines.text().get(body..).unwrap_or_default());
    let mut found = Vec::new();
    let first = reading.passages.first().map(|passage| passage.place(&(0..1)).start + body);
    if let (Some(target), Some(start)) = (targets.target, first)
        && reading.counts.words >= FEWEST_WORDS
        && let Some(score) = missed(&reading.counts, target)
    {
        let texts = reading.passages.iter().map(|passage| &*passage.text);
        let strain = strain(&reading.counts, texts);
        let line = lines.text().get(start..).and_then(|rest| rest.lines().next());
        let span = lines.span(start..start + line.map_or(0, |line| line.trim_end().len()));
        found.push((span, Problem::HardToRead { score, target, strain }));
    }
    let most = targets.longest_sentence.unwrap_or(u32::MAX);
    for sentence in reading.longest.iter().filter(|sentence| sentence.words > most) {
        let place = reading.place(sentence);
        let span = lines.span(place.start + body..place.end + body);
        found.push((span, Problem::LongSentence { words: sentence.words, most }));
    }
    found
}

fn of_summary(
    summary: &str,
    target: u32,
    (places, fields): (&Places, &[schema::Field]),
) -> Option<(Span, Problem)> {
    let mut counts = Counts::default();
    for range in sentences(summary, Language::DUTCH) {
        counts.add(Counts::of_sentence(summary.get(range).unwrap_or_default()));
    }
    let score = missed(&counts, target).filter(|_| counts.words >= FEWEST_IN_SUMMARY)?;
    let field = fields.iter().find(|field| field.role == Role::Core(Core::Summary))?;
    let strain = strain(&counts, std::iter::once(summary));
    let problem = Problem::HardSummary { field: field.written.to_string(), score, target, strain };
    Some((places.field(&field.name), problem))
}

/// The score of a text that stays below a target, in whole points.
fn missed(counts: &Counts, target: u32) -> Option<i32> {
    let value = counts.flesch_douma().value.floor();
    // A figure of a text fits by far, and a number that does not is cut.
    #[expect(clippy::cast_possible_truncation, reason = "cut to what fits")]
    (value < f64::from(target)).then_some(value as i32)
}

/// What makes a text hard: sentences that are long on average, and its longest words.
fn strain<'t>(counts: &Counts, texts: impl Iterator<Item = &'t str>) -> Strain {
    let average = counts.words_per_sentence();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cut to what fits")]
    let words_per_sentence = (average > LONG_ON_AVERAGE).then_some(average.round() as u32);
    let mut words: Vec<(usize, &str)> = Vec::new();
    for word in texts.flat_map(words_of) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        // A name cannot be chosen.
        let is_word = word.starts_with(char::is_lowercase) && word.chars().all(char::is_alphabetic);
        let long = if is_word { syllables(word) } else { 0 };
        if long >= LONG_WORD && !words.iter().any(|(_, known)| *known == word) {
            words.push((long, word));
            words.sort_by_key(|(long, _)| std::cmp::Reverse(*long));
            words.truncate(NAMED);
        }
    }
    let words = words.into_iter().map(|(_, word)| word.to_owned()).collect();
    Strain { words_per_sentence, words }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::document::{Document, parse};
    use crate::source::SourcePath;
    use crate::source::lines::Span;

    fn read(text: &str) -> Document {
        let path = SourcePath::new("content/a.md");
        parse(&path, "a.md", text.as_bytes(), &Config::plain("T"))
    }

    /// Twenty sentences of five words, and one of seven over two lines.
    fn long(front: &str) -> String {
        let short = "Dit is een korte zin. ".repeat(20);
        format!(
            "---\ntitel: A\n{front}---\n\n## Kop\n\n{short}\n\n- Deze *zin* telt\n  precies zeven hele woorden.\n"
        )
    }

    #[test]
    fn figures_of_a_page() {
        let text = long("");
        let document = read(&text);
        let config = Config::plain("T");
        // Other bytes than those that were read give nothing, and spoil nothing.
        assert_eq!(document.readability(b"Iets anders.", &config), None);
        let found = document.readability(text.as_bytes(), &config).expect("it is long enough");
        assert_eq!((found.words, found.sentences, found.syllables), (107, 21, 132));
        assert_eq!(found.longest.len(), super::LONGEST);
        let first = &found.longest[0];
        assert_eq!((&*first.text, first.words), ("Deze zin telt precies zeven hele woorden.", 7));
        assert_eq!(first.span, Span { line: 9, column: 3, end_line: 10, end_column: 30 });
        assert_eq!(found.longest[1].span, Span { line: 7, column: 1, end_line: 7, end_column: 22 });
        assert!(document.problems.is_empty());
    }

    #[test]
    fn short_pages_and_other_languages_have_none() {
        let config = Config::plain("T");
        for text in ["Een korte zin.".to_owned(), long("taal: en\n"), String::new()] {
            assert_eq!(read(&text).readability(text.as_bytes(), &config), None, "{text}");
        }
    }
}
