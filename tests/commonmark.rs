//! The CommonMark specification, all of its examples, where smart punctuation is off.
//!
//! The text is the npm package `commonmark-spec`, which `tests/run` installs for the browser tests.

use std::fmt::Write as _;
use std::path::Path;

use weef::language::Language;
use weef::markdown::{self, Dialect};

/// How many examples version 0.31.2 has: a reader that misses some would prove less than it says.
const EXAMPLES: usize = 652;

const FENCE: &str = "````````````````````````````````";

/// One example of the specification.
#[derive(Debug, Default)]
struct Example {
    /// The number that the specification gives it, from 1.
    number: usize,
    section: String,
    markdown: String,
    html: String,
}

#[test]
fn every_example_of_the_specification() {
    let examples = examples(&specification());
    assert_eq!(examples.len(), EXAMPLES, "the specification was not read whole");
    let mut wrong = String::new();
    let mut count = 0;
    for Example { number, section, markdown, html } in &examples {
        let ours = render(markdown);
        if normal(&ours) != normal(html) {
            count += 1;
            writeln!(
                wrong,
                "\n{number} ({section})\n--- text\n{markdown}--- theirs\n{html}--- ours\n{ours}"
            )
            .expect("a String can be written to");
        }
    }
    assert!(wrong.is_empty(), "{count} of {EXAMPLES} examples differ:\n{wrong}");
}

fn render(markdown: &str) -> String {
    let options = markdown::Options {
        language: Language::ENGLISH,
        smart_punctuation: false,
        dialect: Dialect::CommonMark,
        title: None,
    };
    markdown::parse(markdown, &options).body.fill(&|_| String::new())
}

/// A quote in a text may be written either way.
fn normal(html: &str) -> String {
    html.replace("&quot;", "\"")
}

fn specification() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/browser/node_modules/commonmark-spec/spec.txt");
    std::fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!(
            "{}: {error}\nThe specification comes with `npm ci` in tests/browser; tests/run does that.",
            path.display()
        )
    })
}

/// The examples in the specification's text: between two fences, the Markdown and the HTML with a line `.` between
/// them, and `→` for a tab.
fn examples(specification: &str) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    let mut section = "";
    let mut lines = specification.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix('#') {
            section = title.trim_start_matches('#').trim();
        } else if line.strip_prefix(FENCE).is_some_and(|info| info == " example") {
            found.push(Example {
                number: found.len() + 1,
                section: section.to_owned(),
                markdown: block(&mut lines, "."),
                html: block(&mut lines, FENCE),
            });
        }
    }
    found
}

/// The lines up to one that ends the block.
fn block<'a>(lines: &mut impl Iterator<Item = &'a str>, end: &str) -> String {
    let mut text = String::new();
    for line in lines.take_while(|line| *line != end) {
        text.push_str(&line.replace('→', "\t"));
        text.push('\n');
    }
    text
}
