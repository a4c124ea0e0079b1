//! The lines never crossed (design, section 3), as far as the source tree itself shows them, and the one that only
//! behaviour shows: facts hold no place in the text.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use weef::config::Config;
use weef::document::{self, Facts};
use weef::source::SourcePath;

use crate::{case, tree};

/// The floors of the house, lowest first. `tests` in `src` are looked through too, but may lean on anything.
const FLOORS: [&str; 23] = [
    "diagnostic",
    "source",
    "url",
    "tree",
    "language",
    "drawing",
    "picture",
    "config",
    "schema",
    "markdown",
    "document",
    "site",
    "citation",
    "theme",
    "card",
    "search",
    "snapshot",
    "host",
    "render",
    "output",
    "check",
    "serve",
    "cli",
];

/// Floors that need one of the same height, and why.
const NEIGHBOURS: [(&str, &str, &str); 5] = [
    ("diagnostic", "source", "a diagnostic is at a place of a file"),
    ("tree", "diagnostic", "what cannot be read is a problem"),
    ("language", "diagnostic", "weef speaks the language of the site"),
    ("config", "schema", "the settings declare the fields"),
    ("site", "markdown", "facts hold headings and links"),
];

/// The only floors that touch the outside world.
const DOORS: [&str; 4] = ["source", "output", "serve", "cli"];

/// A file of `src`.
struct Source {
    path: String,
    floor: String,
    text: String,
    /// The code without comments and texts, line for line.
    code: Vec<String>,
    is_test: bool,
}

fn sources() -> Vec<Source> {
    let files = tree::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let rust = files
        .into_iter()
        .filter(|(path, _)| Path::new(path).extension().is_some_and(|end| end == "rs"));
    let sources: Vec<Source> = rust
        .map(|(path, bytes)| {
            let text = String::from_utf8(bytes).expect("source code is UTF-8");
            let floor = path.split(['/', '.']).next().unwrap_or_default().to_owned();
            let is_test = path.ends_with("tests.rs");
            let code = without_tests(&text).lines().map(code_of).collect();
            Source { path, floor, text, code, is_test }
        })
        .collect();
    assert!(sources.len() > 30, "the source tree was not found");
    sources
}

/// A file's text up to its tests.
fn without_tests(text: &str) -> &str {
    let tests = text.match_indices("#[cfg(test)]").find(|(at, _)| {
        let after: Vec<&str> = text[*at..].lines().skip(1).take(3).collect();
        after.iter().any(|line| line.starts_with("mod tests {"))
    });
    tests.map_or(text, |(at, _)| &text[..at])
}

/// A line without its comment and without what stands in quotes.
fn code_of(line: &str) -> String {
    let mut code = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(['"', '/', '\'']) {
        code.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with("//") {
            return code;
        }
        if let Some(text) = rest.strip_prefix('"') {
            let end = text
                .match_indices('"')
                .find(|(i, _)| !text[..*i].ends_with('\\') || text[..*i].ends_with("\\\\"));
            rest = end.map_or("", |(i, _)| &text[i + 1..]);
            code.push_str("\"\"");
        } else if rest.starts_with("'\"'") || rest.starts_with("'/'") {
            rest = &rest[3..];
            code.push_str("''");
        } else {
            code.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    code + rest
}

/// Complains of every line of code for which `is_wrong` holds.
fn complain(sources: &[Source], what: &str, is_wrong: impl Fn(&Source, &str) -> bool) {
    let mut wrong = String::new();
    for source in sources.iter().filter(|source| !source.is_test) {
        for (number, line) in
            source.code.iter().enumerate().filter(|(_, line)| is_wrong(source, line))
        {
            let _ = writeln!(wrong, "src/{}:{}: {}", source.path, number + 1, line.trim());
        }
    }
    assert!(wrong.is_empty(), "{what}:\n{wrong}");
}

#[test]
fn only_the_doors_touch_the_outside_world() {
    const OUTSIDE: [&str; 16] = [
        "std::fs",
        "fs::",
        "File::",
        "std::env",
        "env::var",
        "std::net",
        "TcpStream",
        "SystemTime",
        "Instant",
        "Zoned::now",
        "Timestamp::now",
        "WalkDir",
        "tempfile",
        "std::process",
        "io::stdout",
        "canonicalize(",
    ];
    let is_word = |line: &str, word: &str| {
        line.match_indices(word)
            .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
    };
    complain(
        &sources(),
        "only source, output, serve and cli touch the outside world",
        |source, line| {
            let is_door = DOORS.contains(&source.floor.as_str()) || source.floor == "main";
            !is_door && OUTSIDE.iter().any(|word| is_word(line, word))
        },
    );
}

#[test]
fn layers_depend_downwards_only() {
    let height = |floor: &str| FLOORS.iter().position(|own| *own == floor);
    let sources = sources();
    for source in &sources {
        let known =
            height(&source.floor).is_some() || matches!(source.floor.as_str(), "lib" | "main");
        assert!(
            known,
            "src/{}: `{}` has no floor in this test; give it one",
            source.path, source.floor
        );
    }
    complain(&sources, "a floor names a higher one", |source, line| {
        let Some(own) = height(&source.floor) else { return false };
        line.match_indices("crate::").any(|(at, _)| {
            let rest = &line[at + "crate::".len()..];
            let names: Vec<&str> = match rest.strip_prefix('{') {
                Some(list) => list.split([',', '}']).map(str::trim).collect(),
                None => vec![rest],
            };
            names.into_iter().any(|name| {
                let end =
                    name.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(name.len());
                let named = &name[..end];
                let allowed =
                    NEIGHBOURS.iter().any(|(from, to, _)| *from == source.floor && *to == named);
                height(named).is_some_and(|other| other > own) && !allowed
            })
        })
    });
}

#[test]
fn no_unsafe_and_no_state_that_changes() {
    const CELLS: [&str; 8] =
        ["Mutex", "RwLock", "Atomic", "OnceLock", "OnceCell", "Cell<", "RefCell", "thread_local"];
    let sources = sources();
    complain(&sources, "unsafe", |_, line| {
        line.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == "unsafe")
    });
    complain(&sources, "a static that changes (a `LazyLock` of a constant is none)", |_, line| {
        let words = line.trim_start().trim_start_matches("pub ").trim_start_matches("pub(crate) ");
        let is_static = words.starts_with("static ") || words.starts_with("thread_local!");
        is_static
            && (words.starts_with("static mut") || CELLS.iter().any(|cell| line.contains(cell)))
    });
}

#[test]
fn addresses_are_spelled_in_one_module() {
    let mut wrong = String::new();
    for source in sources().iter().filter(|source| source.floor != "url" && !source.is_test) {
        for (number, line) in without_tests(&source.text).lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            let spelled = ["index.html", "percent_encod", "percent_decod", "\"%2", "%2F"];
            if spelled.iter().any(|word| code.contains(word)) {
                let _ = writeln!(wrong, "src/{}:{}: {}", source.path, number + 1, line.trim());
            }
        }
    }
    assert!(wrong.is_empty(), "only url spells `index.html` and percent signs:\n{wrong}");
}

#[test]
fn every_module_says_what_it_is() {
    for source in sources() {
        let first = source.text.lines().next().unwrap_or_default();
        assert!(
            first.starts_with("//! ") && first.len() > 20,
            "src/{} begins with: {first}",
            source.path
        );
        let sentence: String =
            source.text.lines().map_while(|line| line.strip_prefix("//!")).collect();
        assert!(sentence.contains('.'), "src/{} does not begin with a sentence", source.path);
    }
}

#[test]
fn files_are_small_and_none_is_called_mod() {
    for source in sources() {
        let lines = source.text.lines().count();
        assert!(lines <= 600, "src/{} has {lines} lines", source.path);
        assert!(!source.path.ends_with("mod.rs"), "src/{}", source.path);
        for name in ["utils", "util", "common", "helpers", "helper", "manager", "misc"] {
            assert!(source.path.split(['/', '.']).all(|part| part != name), "src/{}", source.path);
        }
    }
}

/// The codes of all problems, as the source of `Problem::code` has them.
pub(crate) fn codes() -> BTreeSet<String> {
    let sources = sources();
    let diagnostic = sources
        .iter()
        .find(|source| source.path == "diagnostic.rs")
        .expect("diagnostic.rs is there");
    let in_quotes = |line: &str| Some(line.split_once("=> \"")?.1.split_once('"')?.0.to_owned());
    let codes: BTreeSet<String> = diagnostic.text.lines().filter_map(in_quotes).collect();
    assert!(codes.len() >= 30, "the codes were not found: {codes:?}");
    codes
}

#[test]
fn every_code_has_a_case() {
    let codes = codes();
    let mut seen: BTreeSet<(String, bool)> = BTreeSet::new();
    for text in case::texts().values() {
        let is_english = text.contains("lang = \"en\"") || text.contains("like bare");
        for line in text.lines() {
            let mut words = line.split(' ');
            if matches!(words.next(), Some("error" | "warning" | "advice")) {
                seen.extend(words.next().map(|code| (code.to_owned(), is_english)));
            }
        }
    }
    let missing: Vec<&String> =
        codes.iter().filter(|code| !seen.contains(&((*code).clone(), false))).collect();
    assert!(missing.is_empty(), "without a case in Dutch: {missing:?}");
    let english = codes.iter().filter(|code| seen.contains(&((*code).clone(), true))).count();
    assert!(english >= 12, "only {english} codes have a case in English");
}

#[test]
fn facts_hold_no_place_in_the_text() {
    let front = "---\ntitel: T\nthemas: [a, b]\nauteurs: [X]\naliassen: [oud]\n---\n";
    let body = "Eerst [een](a.md) en [[Twee#kop|t]] ![b](c.png \"d\").\n\n## Kop {#k}\n\nTekst[^1] [#](#k).\n\n[^1]: Noot [v](v.md).\n";
    let facts = facts_of(&format!("{front}{body}"));
    assert_eq!(facts.links.len(), 5, "{:?}", facts.links);
    for same in [
        format!("{front}\n\n\n{body}"),
        format!("{front}Een alinea vooraf, met *nadruk* en `code`.\n\n{body}"),
        format!(
            "{front}{}\n\nEn nog wat erna.\n",
            body.replace("Tekst", "Een veel langere tekst, op\ntwee regels")
        ),
        format!(
            "---\n# een opmerking\n\ntitel:   'T'\nthemas:\n  - a\n  - b\nauteurs: X\naliassen: oud\n---\n{body}"
        ),
        format!("\u{feff}{front}{body}").replace('\n', "\r\n"),
    ] {
        assert_eq!(facts_of(&same), facts, "{same}");
    }
    for other in [
        body.replace("Kop", "Kap"),
        body.replace("a.md", "b.md"),
        format!("[voor](v.md)\n\n{body}"),
    ] {
        assert_ne!(facts_of(&format!("{front}{other}")), facts, "{other}");
    }
}

fn facts_of(text: &str) -> Facts {
    let path = SourcePath::new("content/x.md");
    let document = document::parse(&path, "x.md", text.as_bytes(), &Config::plain("T"));
    Facts::clone(&document.facts)
}

#[test]
fn code_is_told_from_texts_and_comments() {
    assert_eq!(code_of("let a = \"std::fs \\\" x\"; // unsafe"), "let a = \"\"; ");
    assert_eq!(code_of("a('\"', b'/') / 2"), "a('', b'') / 2");
}
