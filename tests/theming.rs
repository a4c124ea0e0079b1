//! What a theme can do: a second small theme over the repository's own knowledge base, and the manual's page for who
//! makes one, which names every value that a template can see and no other.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use weef::diagnostic::Diagnostic;
use weef::render::{Output, render_route};
use weef::snapshot::{Route, Snapshot};
use weef::url::UrlPath;

use crate::manual::{examples, own_site, problems, snapshot};
use crate::tree;

/// A site: files by path.
type Files = BTreeMap<String, Vec<u8>>;

/// The repository's own knowledge base, shown by a theme.
fn with_theme(name: &str) -> Files {
    let mut files = own_site();
    let settings = files.get_mut("weef.toml").expect("the site has settings");
    let line = format!("theme = \"{name}\"\n");
    *settings = [line.into_bytes(), std::mem::take(settings)].concat();
    files
}

/// What answers at an address, as text; the mistake where it cannot be made.
fn answer(snapshot: &Snapshot, url: &UrlPath, route: &Route) -> Result<String, Diagnostic> {
    Ok(match render_route(snapshot, url, route)? {
        Output::Bytes(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Output::Copy(path) => path.to_string(),
        Output::Picture(made) => made.source.to_string(),
        Output::Card(card) => card.title,
    })
}

fn text(snapshot: &Snapshot, url: &UrlPath, route: &Route) -> String {
    answer(snapshot, url, route).expect("every page can be made")
}

fn at(snapshot: &Snapshot, address: &str) -> String {
    let url = UrlPath::parse(address).expect("an address");
    text(snapshot, &url, snapshot.route(&url).expect("something answers"))
}

fn is_page(route: &Route) -> bool {
    matches!(
        route,
        Route::Home(_)
            | Route::Page(_)
            | Route::Listing(..)
            | Route::Terms(_)
            | Route::Term(_)
            | Route::TermListing(..)
            | Route::Search
            | Route::Shelf(..)
            | Route::Redirect(_)
            | Route::Expired(_)
            | Route::NotFound
    )
}

#[test]
fn a_second_theme_with_few_lines() {
    let mut files = with_theme("krant");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/themes/krant");
    let theme = tree::read(&folder);
    let lines: usize = theme.values().map(|bytes| bytes.split(|b| *b == b'\n').count()).sum();
    assert!(lines < 60, "{lines} lines are not few");
    files.extend(theme.into_iter().map(|(path, bytes)| (format!("themes/krant/{path}"), bytes)));
    assert_eq!(problems(&files), []);
    let (krant, plain) = (snapshot(&files), snapshot(&own_site()));

    // A style that comes after weef's own.
    let home = at(&krant, "/");
    let style =
        |name: &str| home.find(&format!("assets/{name}.")).unwrap_or_else(|| panic!("{name}"));
    assert!(style("site") < style("krant"));
    let css = krant.theme.loaded(".css").last().expect("there are styles");
    assert!(String::from_utf8_lossy(&css.bytes).contains("--weef-color-paper: #fff"));

    // A block with what it hides, a word, a word of its own, and on every page the rest of weef's own.
    assert!(
        home.contains("site-title") && home.contains("<p class=\"masthead-day\">Blogs, dilemma")
    );
    assert!(home.contains("<h2>Vandaag in de krant</h2>") && !home.contains("<h2>Nieuw</h2>"));
    let blogs = krant.routes.iter().filter(|(url, route)| {
        matches!(route, Route::Page(_)) && url.as_str().starts_with("blogs/")
    });
    let mut pens = 0;
    for (url, route) in blogs {
        let (new, old) = (text(&krant, url, route), text(&plain, url, route));
        assert_ne!(new, old, "{url}");
        pens += usize::from(new.contains("<p class=\"kicker\">Uit de pen van <a href="));
        assert!(!new.contains("<p class=\"kicker\">\n"), "{url} has the block of weef, too");
    }
    assert!(pens > 5, "only {pens} blogs say whose pen they are from");
    for (url, route) in krant.all_routes().filter(|(url, route)| url.is_page() && is_page(route)) {
        let page = text(&krant, url, route);
        let is_redirect = matches!(route, Route::Redirect(_));
        assert!(is_redirect || page.contains("class=\"page-footer\""), "{url} has no foot");
    }
}

/// The colours of the settings come last, and one that cannot be read is another by then.
#[test]
fn the_colours_of_the_settings_come_last() {
    let style = |look: &str| {
        let mut files = own_site();
        let settings = files.get_mut("weef.toml").expect("the site has settings");
        settings.extend(format!("\n[look]\n{look}\n").bytes());
        let snapshot = snapshot(&files);
        let css = snapshot.theme.loaded(".css").last().expect("there are styles");
        assert!(at(&snapshot, "/").contains(&css.url.encoded()));
        (css.name.clone(), String::from_utf8_lossy(&css.bytes).into_owned())
    };
    let (name, css) = style("accent = \"#154273\"");
    assert_eq!(name, "settings.css");
    let (light, dark) =
        css.split_once("@media screen and (prefers-color-scheme: dark)").expect("both");
    assert!(
        light.contains("--weef-color-accent: #154273;") && !light.contains("--weef-color-link")
    );
    assert!(
        dark.contains("--weef-color-accent: #")
            && dark.contains("--weef-color-on-accent: #000000;")
    );
    let (_, css) = style("link = \"#F5C518\"");
    let (light, dark) =
        css.split_once("@media screen and (prefers-color-scheme: dark)").expect("both");
    assert!(light.contains("--weef-color-link: #846a0d;") && !light.contains("#f5c518"), "{css}");
    assert!(dark.contains("--weef-color-link: #f5c518;"), "{css}");
    assert_ne!(style("logo_has_name = false").0, "settings.css");
}

/// The page of the manual for who makes a theme.
fn page() -> String {
    let own = own_site();
    let page = own.get("content/handleiding/thema-maken.md").expect("the manual has the page");
    String::from_utf8(page.clone()).expect("a page is UTF-8")
}

/// Every example is a file of a theme; each changes what comes out, and none makes a problem.
#[test]
fn the_examples_of_the_manual_change_what_comes_out() {
    let examples = examples(&page());
    assert!(examples.len() >= 5, "only {} examples", examples.len());
    let mut files = with_theme("huis");
    for example in &examples {
        assert_eq!(example.words[0], "bestand", "{:?}", example.words);
        files.insert(example.words[1].clone(), example.text.clone().into_bytes());
    }
    assert_eq!(problems(&files), []);
    let pages = |files: &Files| -> BTreeMap<String, Result<String, Diagnostic>> {
        let snapshot = snapshot(files);
        let pages = snapshot.all_routes().filter(|(_, route)| is_page(route));
        pages.map(|(url, route)| (url.to_string(), answer(&snapshot, url, route))).collect()
    };
    let all = pages(&files);
    for example in &examples {
        let mut without = files.clone();
        without.remove(&example.words[1]);
        assert_ne!(pages(&without), all, "{} changes nothing", example.words[1]);
    }
}

/// Values by path, `[]` for the items of a list; each with the kinds of pages that have it.
type Seen = BTreeMap<String, BTreeSet<String>>;

/// Between these a template shows what it sees.
const BEGIN: &str = "@@BEGIN";
const END: &str = "@@END";

/// A theme that shows nothing but what each template sees.
fn bare(files: &mut Files, names: &[&str]) {
    for name in names {
        let text = format!("{BEGIN} {name} {{{{ __tera_context | safe }}}}{END}");
        files.insert(format!("themes/kijk/templates/{name}"), text.into_bytes());
    }
}

/// Every value that any template sees for any page of the repository's own knowledge base.
fn seen() -> Seen {
    let names: Vec<String> = templates().into_keys().collect();
    let parts = [
        "base.html",
        "drawings.html",
        "footer.html",
        "home-block.html",
        "parts.html",
        "statement-parts.html",
    ];
    let inner = ["list-block.html", "glossary.html"];
    let whole: Vec<&str> = names.iter().map(String::as_str).collect();
    let whole: Vec<&str> =
        whole.into_iter().filter(|name| !parts.contains(name) && !inner.contains(name)).collect();
    let mut seen = Seen::new();
    for shown in [&whole[..], &inner] {
        let mut files = with_theme("kijk");
        // What the own knowledge base does not set, it sets here.
        let settings = files.get_mut("weef.toml").expect("the site has settings");
        let own = String::from_utf8_lossy(settings).into_owned();
        let own: Vec<&str> = own.lines().filter(|line| !line.starts_with("footer = ")).collect();
        *settings = format!("{}\n{SETTINGS}", own.join("\n")).into_bytes();
        files.extend(PAGES.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())));
        bare(&mut files, shown);
        let snapshot = snapshot(&files);
        for (url, route) in snapshot.all_routes().filter(|(_, route)| is_page(route)) {
            let page = text(&snapshot, url, route);
            for part in page.split(BEGIN).skip(1) {
                let (name, rest) = part.trim_start().split_once(' ').expect("a name");
                let values = rest.split(END).next().expect("an end");
                let mut paths = BTreeSet::new();
                let kind = Reader { rest: values, paths: &mut paths }.all();
                let kind = kind.unwrap_or_else(|| name.trim_end_matches(".html").to_owned());
                for path in paths {
                    seen.entry(path).or_default().insert(kind.clone());
                }
            }
        }
    }
    seen
}

/// Settings besides those of the repository's own knowledge base, so that every value is there once.
const SETTINGS: &str = r#"
[look]
logo = "kijk/logo.svg"
logo_dark = "kijk/logo.svg"
[footer]
text = "Voet."
social = [{ label = "Elders", to = "https://elders.example/" }]
[[footer.columns]]
title = "Kolom"
text = "Tekst."
links = ["/themas/"]
[footer.contact]
name = "Naam"
address = ["Straat 1"]
phone = "030 1"
email = "a@b.example"
[[home.blocks]]
kind = "introduction"
[[home.blocks]]
kind = "terms"
[[home.blocks]]
kind = "newest"
collection = "blogs"
[[home.blocks]]
kind = "page"
page = "/kijk/"
[[home.blocks]]
kind = "map"
[[home.blocks]]
kind = "collections"
[[home.blocks]]
kind = "text"
title = "Kop"
text = "Tekst."
"#;

/// Pages of which the repository's own knowledge base has none: over, with a picture, with a translation.
const PAGES: [(&str, &str); 5] = [
    (
        "content/kijk/logo.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"></svg>",
    ),
    (
        "content/kijk/index.md",
        "---\ntitel: Kijk\nbeeld: {bestand: logo.svg, alt: Een logo, bijschrift: B, maker: M, licentie: L}\nnakijken: 2020-01-01\n---\nTekst.\n",
    ),
    (
        "content/kijk/look.md",
        "---\ntitel: Look\ntaal: en\nvertaling_van: kijk/index.md\n---\nText.\n",
    ),
    (
        "content/kijk/over.md",
        "---\ntitel: Over\nverloopt_op: 2020-01-01\nvervangen_door: kijk/index.md\n---\nTekst.\n",
    ),
    (
        "content/kijk/oud.md",
        "---\ntitel: Oud\naliassen: [/kijk/ouder/]\narchiveren_op: 2020-01-01\n---\nTekst.\n",
    ),
];

/// Reads what Tera shows of a template's values: as JSON, but that what is nothing is not written at all.
struct Reader<'t, 'p> {
    rest: &'t str,
    paths: &'p mut BTreeSet<String>,
}

impl Reader<'_, '_> {
    /// Every path; and what `page.kind` says.
    fn all(mut self) -> Option<String> {
        let kind = self.rest.split_once("\"kind\": \"").is_some();
        let mut found = None;
        self.value("", &mut found);
        found.filter(|_| kind)
    }

    fn value(&mut self, at: &str, kind: &mut Option<String>) {
        match self.rest.chars().next() {
            Some('{') => self.items('}', kind, |reader, kind| {
                let key = reader.string();
                reader.rest = reader.rest.trim_start_matches(':').trim_start();
                let path = if at.is_empty() { key } else { format!("{at}.{key}") };
                reader.paths.insert(path.clone());
                reader.value(&path, kind);
            }),
            Some('[') => self.items(']', kind, |reader, kind| {
                reader.value(&format!("{at}[]"), kind);
            }),
            Some('"') => {
                let text = self.string();
                if at == "page.kind" {
                    *kind = Some(text);
                }
            }
            _ => {
                let end = self.rest.find([',', '}', ']']).unwrap_or(self.rest.len());
                self.rest = &self.rest[end..];
            }
        }
    }

    fn items(
        &mut self,
        close: char,
        kind: &mut Option<String>,
        item: impl Fn(&mut Self, &mut Option<String>),
    ) {
        self.rest = &self.rest[1..];
        while !self.rest.starts_with(close) {
            assert!(!self.rest.is_empty(), "what a template sees is cut short");
            let before = self.rest.len();
            item(self, kind);
            self.rest = self.rest.strip_prefix(',').unwrap_or(self.rest).trim_start();
            assert!(
                self.rest.len() < before || self.rest.starts_with(close),
                "{}",
                &self.rest[..60]
            );
        }
        self.rest = &self.rest[1..];
    }

    /// A text in quotes.
    fn string(&mut self) -> String {
        let mut text = String::new();
        let mut signs = self.rest.char_indices().skip(1);
        while let Some((at, sign)) = signs.next() {
            match sign {
                '"' => {
                    self.rest = &self.rest[at + 1..];
                    return text;
                }
                '\\' => {
                    signs.next();
                }
                sign => text.push(sign),
            }
        }
        panic!("a text that does not end: {}", self.rest);
    }
}

/// A row of the manual's tables: what shape a value has, and on which kinds of pages it is.
#[derive(Debug)]
struct Row {
    shape: String,
    kinds: BTreeSet<String>,
}

/// What the manual says: the values, and the shapes that several have, each with its own values.
struct Told {
    values: BTreeMap<String, Row>,
    shapes: BTreeMap<String, BTreeMap<String, Row>>,
}

/// A heading that begins so names a shape.
const SHAPE: &str = "### Vorm: ";
/// Of a value of this shape nothing more is told: what is in it hangs on the settings.
const FREE: &str = "hangt af van de site";

fn told() -> Told {
    let mut told = Told { values: BTreeMap::new(), shapes: BTreeMap::new() };
    let mut shape: Option<String> = None;
    let mut in_values = false;
    for line in page().lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            in_values = heading == "Wat een sjabloon ziet";
        }
        if line.starts_with('#') {
            shape = line.strip_prefix(SHAPE).map(|name| name.trim().to_owned());
            continue;
        }
        let mut cells = line.trim().trim_matches('|').split('|').map(str::trim);
        let path = cells.next().and_then(|cell| cell.strip_prefix('`')?.strip_suffix('`'));
        let Some(path) = path.filter(|_| in_values && line.starts_with("| `")) else { continue };
        let form = cells.next().unwrap_or_default();
        let kinds = if shape.is_none() && path.starts_with("page.") { cells.next() } else { None };
        let kinds = kinds.unwrap_or_default().split(',').map(|kind| kind.trim().trim_matches('`'));
        let kinds = kinds.filter(|kind| !kind.is_empty()).map(ToOwned::to_owned).collect();
        let row = Row { shape: form.to_owned(), kinds };
        let rows = match &shape {
            Some(shape) => told.shapes.entry(shape.clone()).or_default(),
            None => &mut told.values,
        };
        assert!(rows.insert(path.to_owned(), row).is_none(), "`{path}` is told twice");
    }
    told
}

impl Told {
    /// The row that tells of a value, by the name of its shape and its path there.
    fn row(&self, path: &str) -> Option<(&str, String, &Row)> {
        self.find("", &self.values, path)
    }

    fn find<'t>(
        &'t self,
        shape: &'t str,
        rows: &'t BTreeMap<String, Row>,
        path: &str,
    ) -> Option<(&'t str, String, &'t Row)> {
        if let Some((own, row)) = rows.get_key_value(path) {
            return Some((shape, own.clone(), row));
        }
        // The longest path that is told and leads there.
        let above = path.match_indices(['.', '[']).map(|(at, _)| &path[..at]);
        let above = above.filter_map(|at| rows.get_key_value(at)).next_back()?;
        let rest = path[above.0.len()..].trim_start_matches("[]").trim_start_matches('.');
        if above.1.shape == FREE {
            return Some((shape, above.0.clone(), above.1));
        }
        let name = above.1.shape.trim_start_matches("lijst van ").trim_matches('*');
        let (name, rows) = self.shapes.get_key_value(name)?;
        if rest.is_empty() {
            return Some((shape, above.0.clone(), above.1));
        }
        self.find(name, rows, rest)
    }
}

#[test]
fn the_manual_names_every_value_and_no_other() {
    let (seen, told) = (seen(), told());
    let every: BTreeSet<String> =
        seen.iter().filter(|(path, _)| *path == "page.kind").flat_map(|(_, k)| k.clone()).collect();
    assert!(every.len() >= 8, "only these kinds of pages: {every:?}");
    let mut wrong = String::new();
    let mut used: BTreeSet<(String, String)> = BTreeSet::new();
    for (path, kinds) in &seen {
        let Some((shape, own, row)) = told.row(path) else {
            let _ = writeln!(wrong, "not told: {path} ({kinds:?})");
            continue;
        };
        used.insert((shape.to_owned(), own));
        let on_all = row.kinds.contains("alle");
        let wanted = if on_all { &every } else { &row.kinds };
        if path.starts_with("page.") && told.values.contains_key(path) && kinds != wanted {
            let _ = writeln!(wrong, "{path} is on {kinds:?}, told of {:?}", row.kinds);
        }
    }
    let shapes = told.shapes.iter().map(|(name, rows)| (name.as_str(), rows));
    for (shape, rows) in shapes.chain([("", &told.values)]) {
        for path in rows.keys() {
            if !used.contains(&(shape.to_owned(), path.clone())) {
                let _ = writeln!(wrong, "told, but never seen: {shape} {path}");
            }
        }
    }
    assert!(wrong.is_empty(), "content/handleiding/thema-maken.md:\n{wrong}");
}

/// weef's own templates, by name.
fn templates() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/templates");
    let files = tree::read(&folder).into_iter();
    files.map(|(name, bytes)| (name, String::from_utf8(bytes).expect("UTF-8"))).collect()
}

/// The names in the tables below a heading: the first code in each row.
fn named_below(heading: &str) -> BTreeSet<String> {
    let page = page();
    let below = page.split_once(&format!("## {heading}\n")).expect("the heading is there").1;
    let section = below.split("\n## ").next().unwrap_or_default();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.filter_map(|row| Some(row.split_once('`')?.0.to_owned())).collect()
}

/// Names that follow a word in weef's own templates.
fn in_templates(word: &str) -> BTreeSet<String> {
    let texts = templates();
    let names = texts.values().flat_map(|text| text.split(word).skip(1)).filter_map(|rest| {
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_'))?;
        Some(rest[..end].to_owned())
    });
    names.collect()
}

#[test]
fn the_manual_names_every_template_block_component_and_token() {
    assert_eq!(named_below("Alle sjablonen"), templates().into_keys().collect());
    assert_eq!(named_below("Alle blokken"), in_templates("{% block "));
    assert_eq!(named_below("Alle onderdelen"), in_templates("component "));
    let css = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/assets/site.css");
    let css = std::fs::read_to_string(css).expect("the style is there");
    let root = css.split_once(":root {").and_then(|(_, rest)| rest.split_once("\n}"));
    let root = root.expect("the style begins with tokens").0;
    let tokens = root.lines().filter_map(|line| line.trim().split_once(':'));
    let tokens = tokens.map(|(name, _)| name.to_owned()).filter(|name| name.starts_with("--"));
    assert_eq!(named_below("Alle ontwerpwaarden"), tokens.collect());
}

/// A name that is not set anywhere makes its whole declaration void, and nobody is told.
#[test]
fn the_styles_name_no_token_that_is_not_set() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/assets");
    let styles: String = tree::read(&folder)
        .into_iter()
        .filter(|(name, _)| name.ends_with(".css"))
        .map(|(_, bytes)| String::from_utf8(bytes).expect("UTF-8"))
        .collect();
    let named: BTreeSet<&str> = styles
        .split("var(")
        .skip(1)
        .filter_map(|rest| rest.split([')', ',', ' ']).next())
        .collect();
    assert!(named.len() > 20, "only {named:?}");
    let unset: Vec<&&str> =
        named.iter().filter(|name| !styles.contains(&format!("{name}:"))).collect();
    assert!(unset.is_empty(), "not set anywhere: {unset:?}");
}
