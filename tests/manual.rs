//! The manual says what the code does: a page for each command, kind of field and problem, and its examples are built.
//!
//! A code block whose first line says more than its language is an example. In `meldingen/CODE.md`, `yaml fout PATH` is a
//! file with the mistake and `yaml goed PATH` the same file mended; `yaml basis PATH` is there with both. The wrong site
//! has problems of that code only, the mended one none. In `velden/KIND.md`, `toml velden` are fields of a collection and
//! `yaml kop` is the front matter of a page of it, without a problem.
//!
//! `soorten/TYPE.md` has a page for each collection of the repository's own knowledge base, named after one page of it;
//! `yaml soort PATH` is such a page, put into that knowledge base without a problem. So are all blocks of
//! `eigen-soort.md`: `bestand PATH` is a file, `bovenaan PATH` and `onderaan PATH` come above and below what is there.
//! What `thema-maken.md` says is held to in `theming.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use weef::check;
use weef::diagnostic::Problem;
use weef::schema::FieldKind;
use weef::snapshot::{Options, Snapshot};
use weef::source::Sources;
use weef::url::slug;

use crate::case::TODAY;
use crate::{invariants, tree};

/// Codes of which no text can be an example: bytes that are none, files that cannot be read, links of the disk.
const WITHOUT_EXAMPLE: [&str; 6] =
    ["not-utf8", "unreadable", "leads-outside", "name-not-usable", "broken-image", "large-image"];

/// An example in a page of the manual.
#[derive(Debug)]
pub(crate) struct Example {
    /// The words behind the language: `fout content/blogs/x.md`.
    pub(crate) words: Vec<String>,
    pub(crate) text: String,
}

/// The pages of a folder of the manual, by name.
fn pages(folder: &str) -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/handleiding").join(folder);
    let pages = tree::read(&path).into_iter().filter(|(name, _)| name != "index.md");
    pages
        .filter_map(|(name, bytes)| {
            let text = String::from_utf8(bytes).expect("a page is UTF-8");
            Some((name.strip_suffix(".md")?.to_owned(), text))
        })
        .collect()
}

pub(crate) fn examples(page: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut fence: Option<String> = None;
    for line in page.lines() {
        match &fence {
            Some(open) if line.trim_end() == open => fence = None,
            Some(_) => {
                let text = &mut examples.last_mut().expect("a block is open").text;
                text.push_str(line);
                text.push('\n');
            }
            None if line.starts_with("```") => {
                let signs = line.chars().take_while(|c| *c == '`').count();
                fence = Some("`".repeat(signs));
                let words = line[signs..].split_whitespace().skip(1).map(ToOwned::to_owned);
                examples.push(Example { words: words.collect(), text: String::new() });
            }
            None => {}
        }
    }
    examples.retain(|example| !example.words.is_empty());
    examples
}

/// The site that examples are put into: files by path.
fn base() -> BTreeMap<String, Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/manual.site");
    let text = fs::read_to_string(path).expect("the site of the examples is there");
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut at = String::new();
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("==> ") {
            Some(path) => path.trim().clone_into(&mut at),
            None if at.is_empty() => {}
            None => files.entry(at.clone()).or_default().push_str(line),
        }
    }
    files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect()
}

/// The repository's own knowledge base: files by path.
pub(crate) fn own_site() -> BTreeMap<String, Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let content = tree::read(&root.join("content"));
    let mut files: BTreeMap<String, Vec<u8>> =
        content.into_iter().map(|(path, bytes)| (format!("content/{path}"), bytes)).collect();
    let settings = fs::read(root.join("weef.toml")).expect("the repository is a knowledge base");
    files.insert("weef.toml".to_owned(), settings);
    files
}

pub(crate) fn snapshot(files: &BTreeMap<String, Vec<u8>>) -> Snapshot {
    let files = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    let sources = Sources::in_memory("content", TODAY.parse().unwrap(), files);
    Snapshot::load(sources, Options::default())
}

/// The problems of a site: their codes, each with its file and sentence.
pub(crate) fn problems(files: &BTreeMap<String, Vec<u8>>) -> Vec<(&'static str, String)> {
    let snapshot = snapshot(files);
    let found = check::problems(&snapshot);
    let told = |problem: &Problem| problem.text(snapshot.speech()).0;
    found.iter().map(|d| (d.problem.code(), format!("{}: {}", d.file, told(&d.problem)))).collect()
}

#[test]
fn the_site_of_the_examples_is_clean() {
    assert_eq!(problems(&base()), []);
}

#[test]
fn a_page_for_each_problem() {
    let pages = pages("meldingen");
    let codes: BTreeSet<String> = invariants::codes();
    let named: BTreeSet<String> = pages.keys().cloned().collect();
    assert_eq!(
        named, codes,
        "content/handleiding/meldingen has a page for each code, and no other"
    );
    for (code, page) in &pages {
        let examples = examples(page);
        let with = |kinds: &[&str]| {
            let mut files = base();
            for example in examples.iter().filter(|e| kinds.contains(&e.words[0].as_str())) {
                files.insert(example.words[1].clone(), example.text.clone().into_bytes());
            }
            problems(&files)
        };
        if WITHOUT_EXAMPLE.contains(&code.as_str()) {
            assert!(examples.is_empty(), "{code} has no example that a test can build");
            continue;
        }
        let wrong = with(&["basis", "fout"]);
        assert!(!wrong.is_empty(), "{code}: the wrong example has no problem");
        assert!(wrong.iter().all(|(found, _)| found == code), "{code}: {wrong:#?}");
        assert_eq!(with(&["basis", "goed"]), [], "{code}: the mended example");
    }
}

#[test]
fn a_page_for_each_kind_of_field() {
    let pages = pages("velden");
    let kinds: BTreeSet<String> = FieldKind::NAMES.map(ToOwned::to_owned).into();
    let named: BTreeSet<String> = pages.keys().cloned().collect();
    assert_eq!(named, kinds, "content/handleiding/velden has a page for each kind, and no other");
    for (kind, page) in &pages {
        let examples = examples(page);
        let of = |word: &str| {
            examples
                .iter()
                .filter(|e| e.words[0] == word)
                .map(|e| e.text.as_str())
                .collect::<Vec<_>>()
        };
        let (fields, fronts) = (of("velden"), of("kop"));
        assert!(!fields.is_empty() && !fronts.is_empty(), "{kind} shows settings and a page");
        let mut files = base();
        let settings = files.get_mut("weef.toml").expect("the site has settings");
        let table = "\n[collections.voorbeelden]\nlabel = \"Voorbeelden\"\n[collections.voorbeelden.fields]\n";
        settings.extend(table.bytes().chain(fields.concat().bytes()));
        for (nth, front) in fronts.iter().enumerate() {
            let title = if front.contains("titel:") {
                String::new()
            } else {
                format!("titel: Voorbeeld {nth}\n")
            };
            let text = format!("---\n{title}{front}---\n\nTekst.\n");
            files.insert(format!("content/voorbeelden/{kind}-{nth}.md"), text.into_bytes());
        }
        assert_eq!(problems(&files), [], "{kind}");
    }
}

#[test]
fn a_page_for_each_type() {
    let own = own_site();
    let collections = snapshot(&own).site.config.collections.clone();
    let types: BTreeSet<String> = collections.iter().map(|one| slug(&one.label_one)).collect();
    let pages = pages("soorten");
    let named: BTreeSet<String> = pages.keys().cloned().collect();
    assert_eq!(named, types, "content/handleiding/soorten has a page for each type, and no other");
    for (name, page) in &pages {
        let mut files = own.clone();
        for example in examples(page) {
            assert_eq!(example.words[0], "soort", "{name}");
            let before = files.insert(example.words[1].clone(), example.text.into_bytes());
            assert_eq!(before, None, "{name}: the example is a page of its own");
        }
        assert!(files.len() > own.len(), "{name} shows a page");
        assert_eq!(problems(&files), [], "{name}");
    }
}

#[test]
fn a_type_of_your_own() {
    let mut files = own_site();
    let page = String::from_utf8(files["content/handleiding/eigen-soort.md"].clone());
    for example in examples(&page.expect("a page is UTF-8")) {
        let file = files.entry(example.words[1].clone()).or_default();
        let (text, there) = (example.text.into_bytes(), std::mem::take(file));
        *file = match example.words[0].as_str() {
            "bovenaan" => [text, there].concat(),
            "onderaan" => [there, text].concat(),
            "bestand" => text,
            other => panic!("no such example: {other}"),
        };
    }
    assert_eq!(problems(&files), []);
    let snapshot = snapshot(&files);
    let has = |collection: &weef::config::Collection| &*collection.name == "praktijkvoorbeelden";
    assert!(snapshot.site.config.collections.iter().any(has));
}

#[test]
fn a_page_for_each_command() {
    let help = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_weef")).args(arguments).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let all = help(&["--help"]);
    let commands: BTreeSet<String> = all
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(ToOwned::to_owned)
        .collect();
    let pages = pages("opdrachten");
    let named: BTreeSet<String> = pages.keys().cloned().collect();
    assert_eq!(named, commands, "content/handleiding/opdrachten has a page for each command");
    for (command, page) in &pages {
        let help = help(&[command, "--help"]);
        let options = help.split_whitespace().filter(|word| word.starts_with("--"));
        for option in options.map(|word| word.trim_matches([',', '.', ']', '[', '`', ')'])) {
            let is_general = matches!(option, "--help" | "--version");
            assert!(is_general || page.contains(option), "opdrachten/{command}.md lacks {option}");
        }
    }
}
