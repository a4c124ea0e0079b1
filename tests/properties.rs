//! What must hold for any input: nothing makes weef panic, nothing leads out of the site, the same sources give the
//! same bytes, and a change ends where a fresh start ends.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use rayon::ThreadPoolBuilder;
use weef::check;
use weef::config::Config;
use weef::diagnostic::Record;
use weef::document;
use weef::language::{Language, Typographer};
use weef::render::{Output, render_route};
use weef::snapshot::{Options, Snapshot, Work};
use weef::source::{SourcePath, Sources};
use weef::url::OutPath;

use crate::case::TODAY;
use crate::html;
use crate::tree::{self, Tree};

/// So many examples; what fails is shrunk, shown, and belongs in `tests/cases` from then on.
fn examples(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        max_shrink_iters: 2_000,
        ..ProptestConfig::default()
    }
}

/// Settings with every kind of field.
const SETTINGS: &str = r#"
title = "T"
base_url = "https://t.example/"
[readability]
target = 100
summary = 100
longest_sentence = 1
[vocabularies.themes]
folder = "themas"
keys = ["themas"]
[vocabularies.doelgroepen]
open = false
[vocabularies.doelgroepen.terms]
jong = { name = "Jongeren (J)", synonyms = ["Jeugd"], old_names = ["b"], parent = "oud" }
oud = { name = "Ouderen", parent = "jong" }
[collections.blogs]
template = "blog.html"
per_page = 2
[collections.blogs.fields]
bio = { kind = "markdown" }
views = { kind = "number" }
link = { kind = "link" }
file = { kind = "file" }
who = { kind = "person" }
also = { kind = "list", of = "reference" }
period = { kind = "period" }
group = { fields.a = { kind = "text", required = true }, fields.b = "date" }
samenvatting = { recommended = true, max = 10 }
who_else = { kind = "reference", collection = "mensen", inverse = "Andersom", required_when = { doelgroepen = "Jeugd" } }
code = { pattern = '[a-z]+', unique = true, default = "x" }
up = { kind = "reference", from_folder = true }
isbn = { format = "isbn" }
items = { kind = "list", of.fields.what = { kind = "reference" }, of.fields.when = "date" }
[collections.blogs.gathered.more]
collection = "blogs"
by = "what"
items = "items"
sort = "when"
[collections.blogs.gathered.named]
by = "also"
limit = 2
[collections.blogs.citation]
kind = "article"
[collections.blogs.calendar]
place = "up"
by = "who_else"
[collections.themas]
news = false
[collections.themas.fields]
parent = {}
synonyms = { kind = "list" }
[collections.mensen]
template = "person.html"
sort = "title"
news = false
"#;

/// What pages are made of: each kind of Markdown and of front matter, right and wrong.
const PIECES: [&str; 65] = [
    "---\n",
    "+++\n",
    "titel: Een\n",
    "title = \"Een\"\n",
    "datum: 2026-01-01\n",
    "datum: 1-1-2026\n",
    "themas: [zorg, 'C&A']\n",
    "auteurs: [Ann, {naam: Bo}]\n",
    "slug: ../x\n",
    "doelgroepen: [Jeugd, jongern, oud]\n",
    "oude_namen: [a, b]\n",
    "code: ZZ\n",
    "who_else: Een\n",
    "verwant: [Een, b]\n",
    "aliassen: [/oud/, oud, b]\n",
    "concept: ja\n",
    "bio: '**vet** [x](b.md)'\n",
    "beeld: {bestand: a.svg, alt: a}\n",
    "period: {from: 2020, until: }\n",
    "group: {a: 1, b: gisteren}\n",
    "\n",
    "\r\n",
    "\n\n",
    "# Kop\n",
    "## Kop {#k .c}\n",
    "###### Diep\n",
    "Een 'zin' met \"tekst\" - en...",
    "*nadruk* **vet** ~~weg~~ `code`",
    "[a](b.md)",
    "[a](#kop)",
    "[[Een]]",
    "[[b#kop|tekst]]",
    "![a](a.svg \"t\")",
    "![](weg.png)",
    "[^1]",
    "\n[^1]: Noot.\n",
    "- [x] taak\n- punt\n",
    "| a | b |\n|:-|-:|\n| c | d |\n",
    "> [!NOTE]\n> let op\n",
    "term\n: betekenis\n",
    "```rust\ncode\n```\n",
    "<b>html</b>",
    "<script>x</script>",
    "<Tag a={b}>",
    "{{ x }} {% y %}",
    "\0",
    "a\u{b}b \u{7}&#7;<b title=\"&#31;\">",
    "\u{feff}",
    "[x](javascript:y)",
    "é ünï 日本 \u{202e}",
    "publiceren_op: 2026-09-01\n",
    "verloopt_op: 2026-01-01\n",
    "gearchiveerd_op: 2026-01-01\n",
    "nakijken: 2026-01-01\n",
    "vertaling_van: Een\ntaal: en\n",
    "isbn: 978-3-16-148410-1\n",
    "also: [Een, {naam: b, rol: x}]\n",
    "items: [{what: Een, when: 2026-01-01}, {what: b}]\n",
    "```lijst\ncollectie: blogs\ntoon: tabel\nsorteer: views\nkolommen: [titel, also, period, bio, who]\n```\n",
    "```list\nitems: items\ncollection: blogs\nwhere: {what: deze pagina}\n```\n",
    "```lijst\n",
    "collectie: [blogs, x]\nthema: zorg\n",
    "waar: {code: ['",
    "sorteer: datum omlaag\nvanaf: 2026\naantal: 1\n",
    "> ```lijst\n> collectie: blogs\n",
];

fn page() -> impl Strategy<Value = Vec<u8>> {
    vec(select(&PIECES[..]), 0..24).prop_map(|pieces| pieces.concat().into_bytes())
}

/// A page with bytes cut out, put in and turned round.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let damage = (any::<Index>(), any::<Index>(), vec(any::<u8>(), 0..4));
    (page(), vec(damage, 1..5)).prop_map(|(mut bytes, damages)| {
        for (from, length, new) in damages {
            let from = from.index(bytes.len() + 1);
            let until = from + length.index((bytes.len() - from).min(8) + 1);
            bytes.splice(from..until, new);
        }
        bytes
    })
}

fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![4 => damaged(), 2 => page(), 1 => vec(any::<u8>(), 0..200), 1 => ".{0,200}".prop_map(String::into_bytes)]
}

fn load(files: &Tree) -> Snapshot {
    Snapshot::load(sources(files), Options::default())
}

fn sources(files: &Tree) -> Sources {
    let pairs = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    Sources::in_memory("content", TODAY.parse().unwrap(), pairs)
}

/// A site of these files, with the settings above and a picture.
fn site<'f>(files: impl IntoIterator<Item = (&'f str, Vec<u8>)>) -> Tree {
    let mut tree = Tree::from([
        ("weef.toml".to_owned(), SETTINGS.into()),
        ("content/blogs/a.svg".to_owned(), b"<svg width='1' height='2'/>".to_vec()),
    ]);
    tree.extend(files.into_iter().map(|(path, bytes)| (path.to_owned(), bytes)));
    tree
}

/// Every output by its path, and every problem as JSON: all that a site comes to.
fn all(snapshot: &Snapshot) -> Tree {
    let mut outputs = Tree::new();
    for (url, route) in snapshot.all_routes() {
        let bytes = match render_route(snapshot, url, route) {
            Ok(Output::Bytes(bytes)) => bytes,
            Ok(Output::Picture(made)) => {
                let bytes = snapshot.sources.read(&made.source).expect("a source in memory");
                made.make(&bytes).unwrap_or_else(|| made.stand_in(&bytes))
            }
            Ok(Output::Card(card)) => card.png(),
            Ok(Output::Copy(path)) => {
                snapshot.sources.read(&path).expect("a source in memory").to_vec()
            }
            Err(diagnostic) => format!("{diagnostic:?}").into_bytes(),
        };
        outputs.insert(url.out_path().as_str().to_owned(), bytes);
    }
    let problems = check::problems(snapshot);
    let records: Vec<Record> = problems.iter().map(|d| Record::new(d, snapshot.speech())).collect();
    outputs.insert(
        "problems".to_owned(),
        serde_json::to_vec_pretty(&records).expect("problems are JSON"),
    );
    outputs
}

/// The pages among the outputs.
fn pages(outputs: &Tree) -> impl Iterator<Item = (&String, String)> {
    let html = outputs
        .iter()
        .filter(|(path, _)| Path::new(path).extension().is_some_and(|end| end == "html"));
    html.map(|(path, bytes)| (path, String::from_utf8(bytes.clone()).expect("a page is UTF-8")))
}

proptest! {
    #![proptest_config(examples(1_500))]

    #[test]
    fn parsing_takes_anything(bytes in any_bytes()) {
        let path = SourcePath::new("content/x.md");
        let document = document::parse(&path, "x.md", &bytes, &Config::plain("T"));
        prop_assert!(!document.facts.title.is_empty());
        prop_assert_eq!(document.places.links.len(), document.facts.links.len());
        let lines = u32::try_from(bytes.split(|byte| *byte == b'\n').count()).unwrap();
        let spans = document.problems.iter().map(|d| d.span).chain(document.places.links.iter().copied());
        for span in spans {
            prop_assert!(span.line >= 1 && span.column >= 1 && (span.line, span.column) <= (span.end_line, span.end_column));
            prop_assert!(span.end_line <= lines + 1, "line {} of {lines}", span.end_line);
        }
    }

    #[test]
    fn typography_is_done_once(text in "['\"‘’“”. a0s(\\[/–—-]{0,24}", dutch: bool) {
        let language = if dutch { Language::DUTCH } else { Language::ENGLISH };
        let once = Typographer::text(language, &text);
        prop_assert_eq!(Typographer::text(language, &once), once);
    }
}

proptest! {
    #![proptest_config(examples(150))]

    #[test]
    fn resolving_and_rendering_take_anything(a in any_bytes(), b in any_bytes(), c in any_bytes()) {
        let files = site([("content/blogs/a.md", a), ("content/themas/b.md", b), ("content/mensen/c.md", c)]);
        let outputs = all(&load(&files));
        let problems = String::from_utf8_lossy(&outputs["problems"]);
        prop_assert!(!problems.contains("broken-template"), "{}", problems);
        for (path, html) in pages(&outputs) {
            let dangers = html::dangers(&html);
            prop_assert!(dangers.is_empty(), "{path}: {dangers:?}");
        }
    }

    #[test]
    fn marking_words_changes_no_text(a in any_bytes(), b in any_bytes(), c in any_bytes()) {
        let files = site([("content/blogs/a.md", a), ("content/woorden/b.md", b), ("content/x.md", c)]);
        let with = |glossary: &str| {
            let mut files = files.clone();
            let settings = format!("{SETTINGS}\n[collections.woorden]\n{glossary}\nfields.uitleg = \"markdown\"\n");
            files.insert("weef.toml".to_owned(), settings.into_bytes());
            for (name, word) in [("een", "Een"), ("vet", "vet"), ("zin", "'zin' met tekst"), ("en", "en..."), ("be", "&")] {
                // With a summary, since a list else says what the word means.
                let text = format!("---\ntitel: {}\nsamenvatting: Kort.\nuitleg: '*Zo* <b>is</b> het: {word}'\n---\n", quoted(word));
                files.insert(format!("content/woorden/w-{name}.md"), text.into_bytes());
            }
            all(&load(&files))
        };
        let (plain, marked) = (with(""), with("glossary = \"uitleg\""));
        for ((path, before), (_, after)) in pages(&plain).zip(pages(&marked)) {
            let text = html::without_notes(&after);
            // Programs are told that a page is a word of a glossary.
            let body = |html: &str| html::text(html.split_once("<body").map_or(html, |(_, body)| body));
            prop_assert_eq!(body(&before), body(&text), "{}", path);
            let (before, after) = (html::unbalanced(&before), html::unbalanced(&after));
            prop_assert_eq!(before, after, "{}", path);
            let dangers = html::dangers(&text);
            prop_assert!(dangers.is_empty(), "{path}: {dangers:?}");
        }
    }

    #[test]
    fn settings_take_anything(settings in prop_oneof![
        vec(any::<u8>(), 0..120),
        (any::<Index>(), vec(any::<u8>(), 0..6)).prop_map(|(at, new)| {
            let mut bytes = SETTINGS.as_bytes().to_vec();
            let at = at.index(bytes.len());
            bytes.splice(at..(at + 3).min(SETTINGS.len()), new);
            bytes
        }),
    ]) {
        let files = site([("weef.toml", settings), ("content/blogs/a.md", b"# A".to_vec())]);
        let outputs = all(&load(&files));
        prop_assert!(outputs.contains_key("index.html"));
    }

    #[test]
    fn nothing_leads_out_of_the_folder(
        slug in wicked(), alias in wicked(), title in wicked(), term in wicked(), name in wicked(), folder in wicked(),
    ) {
        let text = format!(
            "---\ntitel: {}\nslug: {}\naliassen: [{}]\nthemas: [{}]\n---\n# {title}\n",
            quoted(&title), quoted(&slug), quoted(&alias), quoted(&term),
        );
        // What the disk hands on: no slash within a name, no control characters, no backslash.
        let on_disk = |name: &str| name.replace(|c: char| c.is_control() || matches!(c, '/' | '\\'), "_");
        let path = format!("content/blogs/{}.md", on_disk(&name));
        let deep = format!("content/{}/{}.txt", on_disk(&folder), on_disk(&name));
        let files = site([(path.as_str(), text.clone().into_bytes()), ("content/x.md", text.into()), (deep.as_str(), b"x".to_vec())]);
        let snapshot = load(&files);
        for (url, _) in snapshot.all_routes() {
            let out = url.out_path();
            let bad = |part: &str| {
                matches!(part, "" | "." | "..") || part.contains(|c: char| c.is_control() || c == '\\')
            };
            prop_assert!(!out.as_str().split('/').any(bad), "{:?}", out);
            prop_assert_eq!(OutPath::parse(out.as_str()), Some(out));
        }
    }

    #[test]
    fn template_language_is_text(tokens in vec(select(&TOKENS[..]), 1..6), in_list: bool) {
        let words = tokens.join(" en ");
        let body = if in_list { format!("- {words}\n") } else { format!("Zie {words} hier.\n") };
        let front = format!("titel: {}\nsamenvatting: {}\nthemas: [{}]", quoted(&words), quoted(&words), quoted(tokens[0]));
        let files = site([("content/blogs/x.md", format!("---\n{front}\n---\n{body}").into_bytes())]);
        let outputs = all(&load(&files));
        let page = String::from_utf8_lossy(&outputs["blogs/x/index.html"]);
        let text = html::decode(&page);
        // Title, heading, description, summary, body.
        prop_assert!(text.matches(&words).count() >= 5, "{}", page);
        let list = html::decode(&String::from_utf8_lossy(&outputs["blogs/index.html"]));
        prop_assert!(list.contains(&words), "{}", list);
    }

    #[test]
    fn no_script_gets_through(pieces in vec(select(&HOSTILE[..]), 1..8), gap in select(&["", " ", "\n", "\n\n"][..])) {
        let body = pieces.join(gap);
        let field = quoted(&body.replace('\n', " "));
        let front = format!(
            "titel: {field}\nsamenvatting: {field}\nauteurs: [{field}]\nthemas: [{field}]\nbio: {field}\nwho: {field}\nlink: {field}\n\
             also: [{field}]\ngroup: {{a: {field}}}\nfile: {field}\nbeeld: {{bestand: a.svg, alt: {field}, bijschrift: {field}}}\nlang: nl"
        );
        let files = site([
            ("content/blogs/x.md", format!("---\n{front}\n---\n{body}\n").into_bytes()),
            ("content/blogs/y.md", body.clone().into_bytes()),
            ("content/themas/z.md", format!("---\ntitel: {field}\nsynonyms: [{field}]\n---\n").into_bytes()),
        ]);
        let outputs = all(&load(&files));
        for (path, html) in pages(&outputs) {
            let dangers = html::dangers(&html);
            prop_assert!(dangers.is_empty(), "{path}: {dangers:?}\n{body}");
        }
    }
}

/// Names that try to be more than a name.
fn wicked() -> impl Strategy<Value = String> {
    prop_oneof![
        "[./\\\\%:~a\u{0}\n\"'éß*?<>| -]{1,16}",
        select(
            &[
                "..",
                "../../x",
                "/etc/passwd",
                "a/../..",
                "%2e%2e%2f",
                "C:\\x",
                "con",
                "a//b",
                "./",
                "\u{2024}\u{2024}/x",
                "．．/x",
                "index.html",
                "404.html",
                "-",
                "x."
            ][..]
        )
        .prop_map(ToOwned::to_owned),
    ]
}

const TOKENS: [&str; 9] = [
    "{{ x }}",
    "{% y %}",
    "{# z #}",
    "<Tag>",
    "<Tag/>",
    "${a}",
    "{{ <value value={1} /> }}",
    "{%- raw -%}",
    "<my-part a={b}>",
];

const HOSTILE: [&str; 36] = [
    "a\u{b}b\u{c}c",
    "\u{7}\u{1f}\u{fffe}\u{fdd0}",
    "`\u{7f}`\u{9b}",
    "&#7;&#xfffe;&#11;",
    "<b title=\"&#7;\u{1}\">&#31;</b>",
    "[a](b.md \"\u{3}&#4;\")",
    "<script>alert(1)</script>",
    "<script src=//x.example>",
    "</script>",
    "<",
    ">",
    "\"",
    "'",
    "<!--",
    "-->",
    "<svg onload=x>",
    "<img src=x onerror=x alt=y>",
    "<a href=\"javascript:x\">",
    "[a](javascript:x)",
    "![a](javascript:x)",
    "<javascript:x>",
    "[a](<java\tscript:x>)",
    "[a](&#106;avascript:x)",
    "<b onclick=x style=y>",
    "<style>x",
    "</style>",
    "<math><mtext>",
    "<noscript>",
    "<p title=\"</p><script>x\">",
    "`<script>`",
    "<![CDATA[",
    "]]>",
    "<iframe srcdoc=\"<script>x\">",
    "[[a|<script>]]",
    "{{ \"<script>\" }}",
    "<a href=\"data:text/html,x\">",
];

/// A text as a quoted value of YAML.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON, which is YAML")
}

proptest! {
    #![proptest_config(examples(60))]

    #[test]
    fn same_sources_same_bytes(files in btree_map(path(), any_bytes(), 0..8), shuffle in any::<u64>()) {
        let mut files: Vec<(String, Vec<u8>)> = small_site().into_iter().chain(files).collect();
        let tree: Tree = files.iter().cloned().collect();
        let with_threads = |threads: usize, files: &[(String, Vec<u8>)]| {
            let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had");
            pool.install(|| {
                let pairs = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
                all(&Snapshot::load(Sources::in_memory("content", TODAY.parse().unwrap(), pairs), Options::default()))
            })
        };
        let first = with_threads(1, &tree.clone().into_iter().collect::<Vec<_>>());
        // Files of one path keep their order: the last counts.
        files.sort_by_key(|(path, _)| path.bytes().fold(shuffle, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())));
        let difference = tree::difference(&first, &with_threads(4, &files));
        prop_assert!(difference.is_empty(), "{difference}");
    }

    #[test]
    fn a_change_ends_where_a_fresh_start_ends(steps in vec(vec(change(), 1..3), 1..7)) {
        let mut files = small_site();
        let mut snapshot = load(&files);
        for step in steps {
            let mut changed = BTreeSet::new();
            for change in &step {
                make(change, &mut files, &mut changed);
            }
            snapshot = snapshot.apply(sources(&files), &changed);
            let difference = tree::difference(&all(&load(&files)), &all(&snapshot));
            prop_assert!(difference.is_empty(), "after {step:?}:\n{difference}");
        }
    }
}

/// The site of `tests/sites/klein`.
fn small_site() -> Tree {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/klein");
    let files = tree::read(&root);
    assert!(files.contains_key("weef.toml"), "the small site is there");
    files.into_iter().filter(|(path, _)| !path.contains("/.")).collect()
}

/// Something that happens to files.
#[derive(Clone, Debug)]
enum Change {
    Write(String, Vec<u8>),
    Append(Index, &'static str),
    Retitle(Index, &'static str),
    /// Other words in a title, summary or heading, or another link; all else stays.
    Rephrase(Index, &'static str, &'static str),
    Remove(Index),
    Rename(Index, String),
}

fn path() -> impl Strategy<Value = String> {
    let paths = [
        "content/index.md",
        "content/blogs/nieuw.md",
        "content/blogs/index.md",
        "content/blogs/eerder.md",
        "content/themas/nieuw.md",
        "content/themas/index.md",
        "content/mensen/ann.md",
        "content/werkgroepen/nieuw/index.md",
        "content/werkgroepen/balie/2026-01-01-x.md",
        "content/blogs/beelden/buurt.svg",
        "content/blogs/a.svg",
        "content/los/x.md",
        "content/los/bijlage.pdf",
        "content/README.md",
        "themes/default/labels/nl.toml",
    ];
    select(paths.to_vec()).prop_map(ToOwned::to_owned)
}

fn change() -> impl Strategy<Value = Change> {
    let prose = [
        "\n\nNog een alinea.\n",
        "\n[[Over]]\n",
        "\n[x](../over.md)\n",
        "\n## Nieuwe kop\n",
        "\n![b](beelden/buurt.svg)\n",
        "\n[[Nieuw]]\n",
    ];
    let rephrased = [
        ("titel: ", "titel: Onze "),
        ("titel: Onze ", "titel: "),
        ("titel: ", "titel: Zebra's en "),
        ("titel: Zebra's en ", "titel: "),
        ("samenvatting: ", "samenvatting: Over wijkteams en schulden. "),
        ("## ", "## Meer "),
        ("## Meer ", "## "),
        ("[[", "[[Over]] en [["),
        ("[[Over]] en ", ""),
        ("](", "](x"),
        ("](x", "]("),
        ("#", "##"),
    ];
    let titles = ["Over", "Nieuw", "Wijkteams", "Schulden", "Ann Draad", "Zorg & meer"];
    prop_oneof![
        3 => (path(), page()).prop_map(|(path, bytes)| Change::Write(path, bytes)),
        3 => (any::<Index>(), select(prose.to_vec())).prop_map(|(at, text)| Change::Append(at, text)),
        2 => (any::<Index>(), select(titles.to_vec())).prop_map(|(at, text)| Change::Retitle(at, text)),
        5 => (any::<Index>(), select(rephrased.to_vec()))
            .prop_map(|(at, (from, to))| Change::Rephrase(at, from, to)),
        2 => any::<Index>().prop_map(Change::Remove),
        2 => (any::<Index>(), path()).prop_map(|(at, path)| Change::Rename(at, path)),
    ]
}

/// Changes the files, and notes which.
fn make(change: &Change, files: &mut Tree, changed: &mut BTreeSet<SourcePath>) {
    let at = |index: &Index, files: &Tree| {
        files.keys().nth(index.index(files.len())).cloned().expect("a file is there")
    };
    let mut touch = |path: &str| changed.insert(SourcePath::new(path));
    match change {
        Change::Write(path, bytes) => {
            touch(path);
            files.insert(path.clone(), bytes.clone());
        }
        Change::Append(index, text) => {
            let path = at(index, files);
            touch(&path);
            files.get_mut(&path).expect("a file is there").extend_from_slice(text.as_bytes());
        }
        Change::Retitle(index, title) => {
            let path = at(index, files);
            touch(&path);
            files.insert(
                path,
                format!("---\ntitel: {title}\nthemas: [{title}]\nauteurs: {title}\n---\nTekst.\n")
                    .into_bytes(),
            );
        }
        Change::Rephrase(index, from, to) => {
            let path = at(index, files);
            if let Ok(text) = String::from_utf8(files[&path].clone()) {
                touch(&path);
                files.insert(path, text.replacen(from, to, 1).into_bytes());
            }
        }
        Change::Remove(index) if files.len() > 3 => {
            let path = at(index, files);
            touch(&path);
            files.remove(&path);
        }
        Change::Rename(index, to) => {
            let from = at(index, files);
            touch(&from);
            touch(to);
            let bytes = files.remove(&from).expect("a file is there");
            files.insert(to.clone(), bytes);
        }
        Change::Remove(_) => {}
    }
}

/// How much a change of one file costs.
fn work(path: &str, edit: impl Fn(&str) -> String) -> Work {
    let mut files = small_site();
    let snapshot = load(&files);
    let old = String::from_utf8(files[path].clone()).expect("a text");
    let new = edit(&old);
    assert_ne!(old, new, "{path} was to be changed");
    files.insert(path.to_owned(), new.into_bytes());
    let after = snapshot.apply(sources(&files), &BTreeSet::from([SourcePath::new(path)]));
    assert_eq!(tree::difference(&all(&load(&files)), &all(&after)), "");
    after.work
}

#[test]
fn a_change_costs_what_it_asks_for() {
    const BLOG: &str = "content/blogs/een-dinsdag.md";
    let prose = work(BLOG, |text| text.replace("Kom binnen", "Kom er maar in, zeg ik je"));
    assert_eq!(prose, Work { parsed: 1, resolved: 0 });
    let line = work(BLOG, |text| text.replace("## Aan de balie", "Een alinea.\n\n## Aan de balie"));
    assert_eq!(line, Work { parsed: 1, resolved: 0 });
    let title =
        work("content/blogs/eerder.md", |text| text.replace("titel: Eerder", "titel: Eerst"));
    assert_eq!(title, Work { parsed: 1, resolved: 0 }, "nobody asks for it by its title");
    let name =
        work(BLOG, |text| text.replace("titel: Een dinsdag in de wijk", "titel: Een woensdag"));
    assert_eq!(name, Work { parsed: 1, resolved: 1 }, "others link to it by its title");
    let heading = work(BLOG, |text| text.replace("## Daarna", "## Later"));
    assert_eq!(heading, Work { parsed: 1, resolved: 0 });
    let link = work(BLOG, |text| text.replace("[[Schulden]]", "[[Over]]"));
    assert_eq!(link, Work { parsed: 1, resolved: 0 });
    let date = work(BLOG, |text| text.replacen("datum: 20", "datum: 19", 1));
    assert_eq!(date, Work { parsed: 1, resolved: 1 });
}

#[test]
fn a_template_costs_no_parsing() {
    let mut files = small_site();
    let snapshot = load(&files);
    let path = "themes/default/templates/404.html";
    files.insert(path.to_owned(), b"weg".to_vec());
    let after = snapshot.apply(sources(&files), &BTreeSet::from([SourcePath::new(path)]));
    assert_eq!(after.work, Work { parsed: 0, resolved: 0 });
    assert_eq!(all(&after)["404.html"], b"weg");
}

#[test]
fn raw_html_is_written_the_same_each_time() {
    // Whatever sanitises it may keep attributes in a map of random order.
    let text = "- [x] klaar\n- [ ] open\n\n| a |\n|:-|\n| <b title=\"t\" lang=\"nl\" class=\"c\" id=\"i\" dir=\"ltr\">b</b> |\n\n```\nc\n```\n\n[^1]\n\n[^1]: n\n";
    let names: Vec<String> = (0..12).map(|n| format!("content/blogs/{n}.md")).collect();
    let files = site(names.iter().map(|name| (name.as_str(), text.as_bytes().to_vec())));
    assert_eq!(tree::difference(&all(&load(&files)), &all(&load(&files))), "");
}

/// Footnotes that each name the next.
fn notes(count: usize) -> String {
    let mut text = String::new();
    for n in 0..count {
        let _ = writeln!(text, "[^{n}]\n\n[^{n}]: noot [^{}]\n", n + 1);
    }
    text
}

#[test]
fn hostile_sizes_end() {
    // Not how fast, but that they end and do not overflow the stack.
    let files: BTreeMap<&str, String> = BTreeMap::from([
        ("content/quotes.md", "> ".repeat(5_000) + "x"),
        ("content/lists.md", (0..500).map(|depth| "  ".repeat(depth) + "- x\n").collect()),
        ("content/stars.md", "*".repeat(20_000) + "x" + &"*".repeat(20_000)),
        ("content/brackets.md", "[".repeat(20_000)),
        ("content/images.md", "![".repeat(5_000) + &"](x)".repeat(5_000)),
        ("content/headings.md", "## Gelijk\n\n".repeat(5_000)),
        ("content/html.md", "<div>".repeat(5_000)),
        ("content/yaml.md", format!("---\na: {}\n---\n", "[".repeat(5_000))),
        ("content/maps.md", format!("---\n{}\n---\n", "{a: ".repeat(5_000))),
        ("content/fences.md", "---\n".repeat(5_000)),
        ("content/notes.md", notes(2_000)),
        ("content/table.md", format!("|{}\n|{}\n", "a|".repeat(2_000), "-|".repeat(2_000))),
    ]);
    let files = site(files.into_iter().map(|(path, text)| (path, text.into_bytes())));
    let outputs = all(&load(&files));
    for name in [
        "quotes", "lists", "stars", "brackets", "images", "headings", "html", "yaml", "maps",
        "fences", "notes", "table",
    ] {
        assert!(outputs.contains_key(&format!("{name}/index.html")), "{name}");
    }
}

#[test]
fn the_examples_of_weef_are_without_a_problem() {
    for language in ["nl", "en"] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/init").join(language);
        let files = tree::read(&root);
        assert!(
            fs::exists(&root).unwrap_or_default() && files.len() > 10,
            "{language}: {} files",
            files.len()
        );
        let problems = check::problems(&load(&files));
        // That its address is not known yet is advice that each new site gets.
        let other = problems.into_iter().filter(|d| d.problem.code() != "missing-base-url");
        assert_eq!(other.collect::<Vec<_>>(), Vec::new(), "{language}");
    }
}
