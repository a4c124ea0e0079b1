//! Small sites, each in one text file with what must come of it. `UPDATE_CASES=1` rewrites what is expected; read the
//! diff before you believe it.
//!
//! ```text
//! What this case is about, in a sentence or two.
//! ==> like werkplaats
//! ==> content/blogs/x.md
//! [[Nergens]]
//! ==> expect problems
//! warning broken-link content/blogs/x.md:1:1 de verwijzing naar `Nergens` leidt nergens heen
//!   corrigeer het adres of de titel, of haal de verwijzing weg
//! ==> expect /blogs/x/ contains
//! class="broken-link"
//! ```
//!
//! - `==> PATH` is a file; `PATH (escaped)` reads `\0`, `\r`, `\t`, `\xFF`, `\u{feff}` and `\\`, and joins a line that
//!   ends in `\`; `PATH (crlf)` has the line ends of Windows. One empty line before the next `==>` is not part of it.
//! - `==> like NAME` begins with the files of `tests/cases/like/NAME.site`; the case's own come over them.
//! - `==> options`: lines `drafts`, `today DATE`, `base_url URL`.
//! - `==> left out`: lines `PATH leads-outside`, `PATH name` or `PATH unreadable WORDS`.
//! - `==> cure PATH`: the file as it is once the editor has done what the message says; with all of these in place no
//!   problem is left. Each case in `tests/cases/mistakes` has one mistake, one message and a cure that works.
//! - `==> expect problems`: all of them, in order, each with its cure on the line below; without it there are none.
//! - `==> expect routes`: all addresses and what answers there.
//! - `==> expect ADDRESS contains`: each line stands there, in this order; `lacks`: no line does; `is`: exactly this
//!   (white space at its end apart); `missing`: nothing answers.
//!
//! Of every case also holds that no page runs a script or a style of its own or asks another host for anything, that
//! every link within the site leads somewhere, and that every page stands under one letter of the search page.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;
use weef::check;
use weef::diagnostic::{Record, Severity};
use weef::render::{Output, render};
use weef::site::Drafts;
use weef::snapshot::{Options, Route, Snapshot};
use weef::source::{LeftOut, SourcePath, Sources};
use weef::url::{BaseUrl, UrlPath};

use crate::html;

/// The day that all cases play on.
pub(crate) const TODAY: &str = "2026-04-14";

const MARK: &str = "==> ";
const CURE: &str = "cure ";

/// Whether what is expected is to be rewritten.
pub(crate) fn is_updating() -> bool {
    std::env::var_os("UPDATE_CASES").is_some_and(|value| !value.is_empty() && value != "0")
}

/// A part of a case: what stands behind `==>`, and the lines below it.
#[derive(Clone, Debug)]
struct Section {
    header: String,
    body: String,
}

/// A case as it is written.
#[derive(Debug)]
struct Case {
    about: String,
    sections: Vec<Section>,
}

/// The folder of the cases.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// Every case, by its path below the folder.
pub(crate) fn texts() -> BTreeMap<String, String> {
    let texts = crate::tree::read(&folder()).into_iter().filter(|(path, _)| path.ends_with(".txt"));
    texts.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("a case is UTF-8"))).collect()
}

#[test]
fn every_case() {
    let cases = texts();
    assert!(cases.len() >= 60, "only {} cases were found", cases.len());
    let mut wrong = String::new();
    let mut likes = BTreeSet::new();
    for (path, text) in &cases {
        let (new, complaints) = run(text, &mut likes);
        if is_updating() && new != *text {
            fs::write(folder().join(path), new).unwrap();
        }
        for complaint in complaints {
            let _ = writeln!(wrong, "tests/cases/{path}: {complaint}");
        }
    }
    assert!(
        wrong.is_empty(),
        "UPDATE_CASES=1 rewrites problems, routes and `is`; what is wrong:\n{wrong}"
    );
    if !is_updating() {
        let known: BTreeSet<String> = like_names();
        assert_eq!(known, likes, "every site in tests/cases/like is used by a case");
    }
}

fn like_names() -> BTreeSet<String> {
    let files = WalkDir::new(folder().join("like")).min_depth(1).into_iter().filter_map(Result::ok);
    files.map(|file| file.path().file_stem().unwrap().to_string_lossy().into_owned()).collect()
}

/// A seeded mistake gives one message, at one place, and its cure works.
#[test]
fn every_mistake_has_one_message_and_a_cure() {
    let texts = texts();
    let mistakes = texts.iter().filter(|(path, _)| path.starts_with("mistakes/"));
    let (mut wrong, mut without, mut count) = (Vec::new(), Vec::new(), 0);
    for (path, text) in mistakes {
        count += 1;
        let case = parse(text);
        let stated = case.sections.iter().find(|section| section.header == "expect problems");
        let messages = stated.map_or(0, |section| content(&section.body).lines().count() / 2);
        if messages != 1 {
            wrong.push(format!("{path}: {messages} messages"));
        }
        if !case.sections.iter().any(|section| section.header.starts_with(CURE)) {
            without.push(path);
        }
    }
    assert!(count >= 80, "only {count} mistakes");
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(without.len() * 10 <= count, "without a cure that works: {without:#?}");
}

#[test]
fn nothing_else_lies_between_the_cases() {
    let known = |path: &String| {
        path.ends_with(".txt") || path.starts_with("like/") && path.ends_with(".site")
    };
    let other: Vec<String> =
        crate::tree::read(&folder()).into_keys().filter(|path| !known(path)).collect();
    assert_eq!(other, Vec::<String>::new());
}

/// Runs a case; gives its text, with new expectations where they are rewritten, and what is wrong with it.
fn run(text: &str, likes: &mut BTreeSet<String>) -> (String, Vec<String>) {
    let mut case = parse(text);
    let mut wrong = Vec::new();
    if case.about.trim().is_empty() {
        wrong.push("does not say what it is about".to_owned());
    }
    let snapshot = match load(&case, likes) {
        Ok(snapshot) => snapshot,
        Err(complaint) => return (text.to_owned(), vec![complaint]),
    };
    if is_updating() {
        update(&mut case, &snapshot);
    }
    wrong.extend(expectations(&case, &snapshot));
    wrong.extend(cured(&case, likes));
    wrong.extend(always(&snapshot));
    (write(&case), wrong)
}

/// What is left of a case's problems when the editor has done what the messages say.
fn cured(case: &Case, likes: &mut BTreeSet<String>) -> Option<String> {
    let is_cure = |section: &&Section| section.header.starts_with(CURE);
    case.sections.iter().find(is_cure)?;
    let sections = case.sections.iter().map(|section| Section {
        header: section.header.strip_prefix(CURE).unwrap_or(&section.header).to_owned(),
        body: section.body.clone(),
    });
    let mended = Case { about: case.about.clone(), sections: sections.collect() };
    let left = load(&mended, likes).map(|snapshot| problems(&snapshot));
    match left {
        Ok(left) if left.is_empty() => None,
        Ok(left) => Some(format!("the cure leaves:\n{left}")),
        Err(complaint) => Some(complaint),
    }
}

fn parse(text: &str) -> Case {
    let mut case = Case { about: String::new(), sections: Vec::new() };
    for line in text.split_inclusive('\n') {
        match line.strip_prefix(MARK) {
            Some(header) => case
                .sections
                .push(Section { header: header.trim().to_owned(), body: String::new() }),
            None => match case.sections.last_mut() {
                Some(section) => section.body.push_str(line),
                None => case.about.push_str(line),
            },
        }
    }
    case
}

fn write(case: &Case) -> String {
    let mut text = case.about.clone();
    for Section { header, body } in &case.sections {
        let _ = write!(text, "{MARK}{header}\n{body}");
    }
    text
}

/// A section's lines without the empty one before the next header.
fn content(body: &str) -> &str {
    if body == "\n" {
        ""
    } else {
        body.strip_suffix("\n\n").map_or(body, |short| &body[..=short.len()])
    }
}

/// The site of a case.
fn load(case: &Case, likes: &mut BTreeSet<String>) -> Result<Snapshot, String> {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut options = Options::default();
    let mut today = TODAY.to_owned();
    let mut left_out = Vec::new();
    for Section { header, body } in &case.sections {
        let lines = || content(body).lines().filter(|line| !line.is_empty());
        if let Some(name) = header.strip_prefix("like ") {
            likes.insert(name.to_owned());
            let text = fs::read_to_string(folder().join(format!("like/{name}.site")));
            let like = parse(&text.map_err(|e| format!("like {name}: {e}"))?);
            files.extend(like.sections.iter().map(|section| file(&section.header, &section.body)));
        } else if header == "options" {
            lines().try_for_each(|line| option(line, &mut options, &mut today))?;
        } else if header == "left out" {
            left_out.extend(lines().map(left_out_line).collect::<Result<Vec<_>, _>>()?);
        } else if !header.starts_with("expect ") && !header.starts_with(CURE) {
            files.extend([file(header, body)]);
        }
    }
    let content = if files.keys().any(|path| path.starts_with("content/"))
        || files.contains_key("weef.toml")
    {
        "content"
    } else {
        ""
    };
    let pairs = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    let today = today.parse().map_err(|e| format!("today {today}: {e}"))?;
    let mut sources = Sources::in_memory(content, today, pairs);
    sources.left_out = left_out;
    Ok(Snapshot::load(sources, options))
}

fn option(line: &str, options: &mut Options, today: &mut String) -> Result<(), String> {
    match line.split_once(' ').unwrap_or((line, "")) {
        ("drafts", "") => options.drafts = Drafts::Include,
        ("today", date) => date.clone_into(today),
        ("base_url", url) => {
            options.base_url = Some(BaseUrl::parse(url).ok_or_else(|| format!("no base: {url}"))?);
        }
        _ => return Err(format!("unknown option: {line}")),
    }
    Ok(())
}

fn left_out_line(line: &str) -> Result<(SourcePath, LeftOut), String> {
    let mut words = line.splitn(3, ' ');
    let path = SourcePath::new(words.next().unwrap_or_default());
    let reason = match (words.next(), words.next()) {
        (Some("leads-outside"), None) => LeftOut::LeadsOutside,
        (Some("name"), None) => LeftOut::Name,
        (Some("unreadable"), Some(cause)) => LeftOut::Unreadable(cause.to_owned()),
        _ => return Err(format!("left out, but why? {line}")),
    };
    Ok((path, reason))
}

/// A file's path and bytes.
fn file(header: &str, body: &str) -> (String, Vec<u8>) {
    let text = content(body);
    if let Some(path) = header.strip_suffix(" (escaped)") {
        (path.to_owned(), unescape(text))
    } else if let Some(path) = header.strip_suffix(" (crlf)") {
        (path.to_owned(), text.replace('\n', "\r\n").into_bytes())
    } else {
        (header.to_owned(), text.as_bytes().to_vec())
    }
}

fn unescape(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.extend_from_slice(before.as_bytes());
        let (bytes, taken) = escape(after);
        out.extend(bytes);
        rest = &after[taken..];
    }
    out.extend_from_slice(rest.as_bytes());
    out
}

/// What follows a backslash: the bytes it stands for, and how much of the text that took.
fn escape(text: &str) -> (Vec<u8>, usize) {
    match text.as_bytes().first() {
        Some(b'0') => (vec![0], 1),
        Some(b'r') => (vec![b'\r'], 1),
        Some(b't') => (vec![b'\t'], 1),
        Some(b'n') => (vec![b'\n'], 1),
        Some(b'\\') => (vec![b'\\'], 1),
        Some(b'\n') => (Vec::new(), 1),
        Some(b'x') => (vec![u8::from_str_radix(&text[1..3], 16).expect("\\x has two digits")], 3),
        Some(b'u') => {
            let end = text.find('}').expect("\\u{…} is closed");
            let code = u32::from_str_radix(&text[2..end], 16).expect("\\u{…} holds digits");
            (char::from_u32(code).expect("a character").to_string().into_bytes(), end + 1)
        }
        _ => panic!("unknown escape: \\{}", text.chars().next().unwrap_or(' ')),
    }
}

/// Rewrites the expectations that can be.
fn update(case: &mut Case, snapshot: &Snapshot) {
    let problems = problems(snapshot);
    let stated = case.sections.iter().any(|section| section.header == "expect problems");
    if !stated && !problems.is_empty() {
        case.sections.push(Section { header: "expect problems".to_owned(), body: String::new() });
    }
    case.sections.retain(|section| section.header != "expect problems" || !problems.is_empty());
    let last = case.sections.len().saturating_sub(1);
    for (at, section) in case.sections.iter_mut().enumerate() {
        let new = match expected(&section.header) {
            Some(("problems", "")) => problems.clone(),
            Some(("routes", "")) => routes(snapshot),
            Some((address, "is")) => output(snapshot, address).unwrap_or_default(),
            _ => continue,
        };
        let new = new.trim_end();
        if section.body.trim_end() != new {
            section.body = format!("{new}\n{}", if at == last { "" } else { "\n" });
        }
    }
}

/// What a header says about an expectation: of what, and how.
fn expected(header: &str) -> Option<(&str, &str)> {
    let rest = header.strip_prefix("expect ")?;
    Some(rest.rsplit_once(' ').unwrap_or((rest, "")))
}

/// Every expectation of a case that does not come true.
fn expectations(case: &Case, snapshot: &Snapshot) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut count = 0;
    let mut stated = "";
    for Section { header, body } in &case.sections {
        let Some((of, how)) = expected(header) else { continue };
        count += 1;
        let body = content(body);
        if body.trim().is_empty() != (how == "missing") {
            wrong.push(format!("`{header}` is empty, or should be"));
        }
        match (of, how) {
            ("problems", "") => stated = body,
            ("routes", "") => wrong.extend(differ("routes", body, &routes(snapshot))),
            (address, how) if address.starts_with('/') => {
                wrong.extend(at(snapshot, address, how, body));
            }
            _ => wrong.push(format!("cannot be expected: {header}")),
        }
    }
    if count == 0 && problems(snapshot).is_empty() {
        wrong.push("expects nothing".to_owned());
    }
    wrong.extend(differ("problems", stated, &problems(snapshot)));
    wrong
}

fn differ(what: &str, expected: &str, actual: &str) -> Option<String> {
    let (expected, actual) = (expected.trim_end(), actual.trim_end());
    (expected != actual)
        .then(|| format!("{what} differ\n--- expected\n{expected}\n--- actual\n{actual}\n"))
}

/// What is wrong with the output at an address.
fn at(snapshot: &Snapshot, address: &str, how: &str, body: &str) -> Vec<String> {
    let Some(text) = output(snapshot, address) else {
        return if how == "missing" {
            Vec::new()
        } else {
            vec![format!("nothing answers at {address}")]
        };
    };
    let lines = || body.lines().map(str::trim).filter(|line| !line.is_empty());
    match how {
        "is" => differ(address, body, &text).into_iter().collect(),
        "lacks" => lines()
            .filter(|line| text.contains(line))
            .map(|line| format!("{address} holds: {line}"))
            .collect(),
        "contains" => {
            let mut rest = text.as_str();
            for line in lines() {
                match rest.split_once(line) {
                    Some((_, after)) => rest = after,
                    None => {
                        return vec![format!(
                            "{address} lacks (or not in this order): {line}\n{text}"
                        )];
                    }
                }
            }
            Vec::new()
        }
        "missing" => vec![format!("{address} answers")],
        how => vec![format!("cannot be expected of an address: {how}")],
    }
}

/// What answers at an address, as text; a template's mistake where it cannot be made.
fn output(snapshot: &Snapshot, address: &str) -> Option<String> {
    let bytes = match render(snapshot, &UrlPath::parse(address)?)? {
        Ok(Output::Bytes(bytes)) => bytes,
        Ok(Output::Picture(made)) => {
            let bytes = snapshot.sources.read(&made.source).expect("a source in memory");
            made.make(&bytes).unwrap_or_else(|| made.stand_in(&bytes))
        }
        Ok(Output::Card(card)) => card.png(),
        Ok(Output::Copy(path)) => {
            snapshot.sources.read(&path).expect("a source in memory").to_vec()
        }
        Err(diagnostic) => format!("cannot be made: {}\n", diagnostic.problem.code()).into_bytes(),
    };
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Every problem with its cure, two lines each.
fn problems(snapshot: &Snapshot) -> String {
    let speech = snapshot.speech();
    let mut text = String::new();
    for diagnostic in check::problems(snapshot) {
        let (message, help) = diagnostic.problem.text(speech);
        let severity = match diagnostic.problem.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "advice",
        };
        let (code, file, span) = (diagnostic.problem.code(), &diagnostic.file, diagnostic.span);
        let _ = writeln!(text, "{severity} {code} {file}:{}:{} {message}", span.line, span.column);
        if let Some(help) = help {
            let _ = writeln!(text, "  {help}");
        }
    }
    text
}

/// Every address, with what answers there.
fn routes(snapshot: &Snapshot) -> String {
    let mut text = String::new();
    for (url, route) in snapshot.all_routes() {
        // The name of a style holds a number that changes with it.
        if let Route::ThemeAsset(_) | Route::SearchScript | Route::SearchPart(_) = route {
            continue;
        }
        // The same on every site; what a host is told has cases of its own.
        if let Route::Host(_) = route {
            continue;
        }
        let debug = format!("{route:?}");
        let kind = debug.split(['(', ' ']).next().unwrap_or_default();
        let _ = writeln!(text, "{url} {kind}");
    }
    text
}

/// What must hold of every site.
fn always(snapshot: &Snapshot) -> Vec<String> {
    let mut wrong = Vec::new();
    for (url, route) in snapshot.all_routes() {
        if matches!(
            route,
            Route::Asset(_)
                | Route::ThemeAsset(_)
                | Route::SearchScript
                | Route::SearchPart(_)
                | Route::Card(_)
        ) {
            continue;
        }
        let Some(text) = output(snapshot, &format!("/{}", url.encoded())) else {
            wrong.push(format!("nothing answers at {url}, which is in the table"));
            continue;
        };
        if url.is_page() || url.as_str().ends_with(".html") {
            wrong.extend(
                html::dangers(&text).into_iter().map(|danger| format!("{url} holds {danger}")),
            );
            wrong.extend(
                requests(&text).into_iter().map(|to| format!("{url} asks another host for {to}")),
            );
            wrong.extend(
                dead_links(snapshot, url, &text)
                    .into_iter()
                    .map(|to| format!("{url} links to nothing: {to}")),
            );
        }
    }
    wrong.extend(astray(snapshot));
    for diagnostic in check::problems(snapshot) {
        let record = serde_json::to_value(Record::new(&diagnostic, snapshot.speech())).unwrap();
        if record["message"].as_str().is_none_or(str::is_empty)
            || diagnostic.span.line == 0
            || diagnostic.span.column == 0
        {
            wrong.push(format!("a problem without words or place: {record}"));
        }
    }
    wrong
}

/// Pages that readers who cannot search do not find under one letter, or find where they should not.
fn astray(snapshot: &Snapshot) -> Vec<String> {
    let site = &snapshot.site;
    let Some(catalogue) = &site.index.catalogue else { return Vec::new() };
    let letters = || catalogue.shelves.iter().filter(|shelf| shelf.of.is_letter());
    let times =
        |page| letters().flat_map(|shelf| &shelf.entries).filter(|own| **own == page).count();
    let mut wrong = Vec::new();
    for page in site.pages() {
        let is_home = site.url(page) == Some(&UrlPath::home());
        let wanted = usize::from(!is_home && !site.index.introductions.contains(&page));
        if times(page) != wanted {
            wrong.push(format!("{} stands under {} letters", site.below(page), times(page)));
        }
    }
    let count: usize = letters().map(|shelf| shelf.entries.len()).sum();
    if count > site.pages().count() {
        wrong.push(format!("{count} pages stand under letters"));
    }
    wrong
}

fn is_no_request(rel: &str) -> bool {
    matches!(rel, "canonical" | "alternate") || rel.starts_with("schema.")
}

/// What a browser would fetch from elsewhere, only by opening the page.
fn requests(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in html::tags(text) {
        let fetched = match tag.name.as_str() {
            // Where the same is, and where words of the head are explained: nothing that a browser needs.
            "link" if tag.get("rel").is_some_and(is_no_request) => None,
            "link" => tag.get("href"),
            _ => tag.get("src"),
        };
        let choices = tag.get("srcset").unwrap_or_default().split(", ");
        let fetched = fetched.into_iter().chain(choices);
        found.extend(fetched.filter(|address| html::is_elsewhere(address)).map(ToOwned::to_owned));
    }
    found
}

/// Links, forms and pictures of a page that lead nowhere in the site.
fn dead_links(snapshot: &Snapshot, from: &UrlPath, text: &str) -> Vec<String> {
    let mut dead = Vec::new();
    let is_missing =
        |diagnostic: &weef::diagnostic::Diagnostic| diagnostic.problem.code() == "missing-image";
    let has_missing_picture = snapshot.problems().iter().any(is_missing);
    for tag in html::tags(text) {
        let choices = tag.get("srcset").unwrap_or_default().split(", ");
        let choices = choices.filter_map(|one| one.split(' ').next()).filter(|one| !one.is_empty());
        let plain = ["href", "src", "action"].into_iter().filter_map(|name| tag.get(name));
        for address in plain.chain(choices) {
            if html::is_elsewhere(address) || tag.name == "img" && has_missing_picture {
                continue;
            }
            let found = address.starts_with('#')
                || leads_to(snapshot, from, address)
                    .is_some_and(|url| snapshot.route(&url).is_some());
            if !found {
                dead.push(address.to_owned());
            }
        }
    }
    dead
}

/// The address that a browser makes of a link on a page.
fn leads_to(snapshot: &Snapshot, from: &UrlPath, address: &str) -> Option<UrlPath> {
    let path = address.split(['#', '?']).next()?;
    if let Some(absolute) = path.strip_prefix('/') {
        // Only the page for what is not found has these: it answers at any depth.
        let base = snapshot.site.config.base_url.as_ref().map_or("/", |base| base.path());
        return UrlPath::parse(absolute.strip_prefix(&base[1..])?);
    }
    let mut parts: Vec<&str> = from.as_str().split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    UrlPath::parse(&parts.join("/"))
}
