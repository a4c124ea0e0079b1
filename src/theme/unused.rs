//! Files of a site's own theme → those that nothing reads: templates that nothing names, files in another place than
//! where they are looked for, a template that stands for whole pages and is no page.

use std::collections::BTreeSet;

use super::{Embedded, Layer, OWN, nearest_name, scan};
use crate::diagnostic::{Diagnostic, Problem, ThemeFlaw as Flaw};
use crate::language::Language;
use crate::source::SourcePath;
use crate::source::lines::Span;

/// The folders of a layer in which weef looks.
const FOLDERS: [&str; 4] = ["templates", "assets", "labels", "search"];

/// A template that no other of the theme names; a page or a collection may.
#[derive(Clone, Debug)]
pub(super) struct Idle {
    /// Its name, as a page would give it.
    pub(super) name: String,
    file: SourcePath,
    suggestion: Option<String>,
}

impl Idle {
    pub(super) fn diagnostic(&self) -> Diagnostic {
        let flaw = Flaw::Unused { suggestion: self.suggestion.clone() };
        Diagnostic::new(&self.file, Span::START, Problem::ThemeFlaw { flaw })
    }
}

/// Templates of the layers on disk that no template names, and that are none of weef's own.
pub(super) fn idle(layers: &[Layer]) -> Vec<Idle> {
    let texts: Vec<String> = templates(layers).map(|(_, _, text)| text).collect();
    let is_named = |layer: &Layer, name: &str| {
        let full = format!("{}/{name}", layer.name);
        let quoted = |text: &String| {
            ['"', '\''].iter().any(|quote| {
                [name, &full].iter().any(|name| text.contains(&format!("{quote}{name}{quote}")))
            })
        };
        texts.iter().any(quoted)
    };
    let own: Vec<String> = Embedded::iter()
        .filter_map(|path| Some(path.strip_prefix("templates/")?.to_owned()))
        .collect();
    templates(layers)
        // Components are found by their own names, wherever they stand.
        .filter(|(layer, name, text)| {
            !own.contains(name) && !is_named(layer, name) && scan::components(text).is_empty()
        })
        .map(|(layer, name, _)| Idle {
            file: layer.file(&format!("templates/{name}")),
            suggestion: nearest_name(&name, own.iter().map(String::as_str)),
            name,
        })
        .collect()
}

fn templates(layers: &[Layer]) -> impl Iterator<Item = (&Layer, String, String)> {
    layers.iter().filter(|layer| layer.on_disk).flat_map(|layer| {
        layer.files.iter().filter_map(move |(path, bytes)| {
            let name = path.strip_prefix("templates/")?.to_owned();
            Some((layer, name, String::from_utf8_lossy(bytes).into_owned()))
        })
    })
}

/// Files of the layers on disk that stand where nothing looks; of a folder with another name only the first.
pub(super) fn misplaced(layers: &[Layer]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for layer in layers.iter().filter(|layer| layer.on_disk) {
        let mut told: BTreeSet<&str> = BTreeSet::new();
        for path in layer.files.keys().filter(|path| Embedded::get(path).is_none()) {
            let Some((place, is_other)) = place(path) else { continue };
            let is_first = path
                .split_once('/')
                .is_none_or(|(folder, _)| FOLDERS.contains(&folder) || told.insert(folder));
            if is_first {
                let flaw = Flaw::Misplaced { place, is_other };
                let problem = Problem::ThemeFlaw { flaw };
                found.push(Diagnostic::new(&layer.file(path), Span::START, problem));
            }
        }
    }
    found
}

/// Where a file belongs that nothing reads where it is, and whether it is to be written in another way there.
fn place(path: &str) -> Option<(String, bool)> {
    let Some((folder, rest)) = path.split_once('/') else { return place_of_file(path) };
    if folder == "labels" {
        return place_of_labels(rest);
    }
    if FOLDERS.contains(&folder) {
        return None;
    }
    let lower = folder.to_lowercase();
    let same = FOLDERS.iter().find(|known| **known == lower).map(|known| (*known).to_owned());
    // Two letters further it may be any other word.
    let near = || FOLDERS.into_iter().find(|known| strsim::damerau_levenshtein(known, &lower) == 1);
    let meant = same.or_else(|| near().map(ToOwned::to_owned))?;
    Some((format!("{meant}/{rest}"), false))
}

/// Where a file belongs that stands beside the folders.
fn place_of_file(name: &str) -> Option<(String, bool)> {
    let (stem, end) = name.rsplit_once('.')?;
    match end.to_ascii_lowercase().as_str() {
        "html" => Some((format!("templates/{name}"), false)),
        "toml" | "yaml" | "yml" if is_language(stem) => {
            place_of_labels(name).or_else(|| Some((format!("labels/{name}"), false)))
        }
        // Scripts and pictures there are mostly of the makers' own tools, and would be published.
        "css" | "woff" | "woff2" => Some((format!("assets/{name}"), false)),
        _ => None,
    }
}

/// Where words belong, by the name of their file; none where they are read.
fn place_of_labels(name: &str) -> Option<(String, bool)> {
    let (stem, end) = name.rsplit_once('.')?;
    let lower = stem.to_lowercase();
    let end = end.to_ascii_lowercase();
    if !is_language(stem) || !matches!(end.as_str(), "toml" | "yaml" | "yml" | "json") {
        return None;
    }
    let place = format!("labels/{lower}.toml");
    // A country is written in capitals: `nl-BE`.
    let is_read = format!("labels/{name}") == place || end == "toml" && stem.contains('-');
    (!is_read).then_some((place, end != "toml"))
}

fn is_language(name: &str) -> bool {
    Language::parse(&name.to_lowercase()).is_some()
}

/// The template that this one most likely means to extend: it stands for whole pages, and has blocks, but is no page and
/// extends none.
pub(super) fn parent(layer: &Layer, path: &str, text: &str) -> Option<String> {
    let name = path.strip_prefix("templates/")?;
    let own = Embedded::get(path)?;
    let own = std::str::from_utf8(own.data.as_ref()).ok()?;
    let above = own.split_once("{% extends \"")?.1.split_once('"')?.0;
    let is_whole = text.to_ascii_lowercase().contains("<html")
        || ["extends", "include"].iter().any(|word| !scan::names(text, word).is_empty());
    let is_bare = !is_whole && !scan::names(text, "block").is_empty();
    // The layer that lies over weef's own has that name itself.
    let parent = if layer.name == OWN { above.to_owned() } else { format!("{OWN}/{name}") };
    is_bare.then_some(parent)
}
