//! What the build and the browser must agree on.

use weef::language::tokens;

/// Texts and their words; `tests/browser/engine.test.mjs` reads the same file.
const WORDS: &str = include_str!("gold/zoekwoorden.tsv");

#[test]
fn the_build_folds_words_as_the_browser_does() {
    let mut lines = 0;
    for line in WORDS.lines().filter(|line| !line.starts_with('#')) {
        let (text, expected) = line.split_once('\t').expect("a line has a tab");
        let mut words = Vec::new();
        tokens(text, &mut |word, _| words.push(word.to_owned()));
        assert_eq!(words.join(" "), expected, "{text}");
        lines += 1;
    }
    assert!(lines > 20, "the file has lines");
}
