//! The words of the templates, per language: those of the layers, word by word over weef's own.

use std::collections::{BTreeMap, BTreeSet};

use tera::Value;

use super::{Layer, OWN};
use crate::diagnostic::{Diagnostic, Mistake, Problem, SyntaxCause, nearest};
use crate::source::SourcePath;
use crate::tree::{Entry, Node, Value as TreeValue};

/// Words by key.
type Words = BTreeMap<String, String>;

/// Words from `labels/*.toml`: weef's own first, then what lies over them.
pub(super) fn labels(layers: &[Layer], problems: &mut Vec<Diagnostic>) -> BTreeMap<String, Value> {
    let mut labels: BTreeMap<String, Words> = BTreeMap::new();
    let mut own = BTreeSet::new();
    for layer in layers.iter().rev() {
        for (language, file, node) in files(layer, problems) {
            if layer.on_disk {
                problems.extend(unknown(layers, &own, &file, node.entries()));
            } else {
                own.extend(node.entries().iter().map(|entry| entry.key.to_string()));
            }
            let words = labels.entry(language).or_default();
            for entry in node.entries() {
                match &entry.node.value {
                    TreeValue::Scalar { text, plain: false } => {
                        words.insert(entry.key.to_string(), text.to_string());
                    }
                    _ => problems.push(no_text(&file, entry)),
                }
            }
        }
    }
    complete(&mut labels);
    labels.into_iter().map(|(language, words)| (language, Value::from(words))).collect()
}

/// The files of labels in a layer: their language, their path and what they hold.
fn files(layer: &Layer, problems: &mut Vec<Diagnostic>) -> Vec<(String, SourcePath, Node)> {
    let mut files = Vec::new();
    for (path, bytes) in &layer.files {
        let Some(language) =
            path.strip_prefix("labels/").and_then(|name| name.strip_suffix(".toml"))
        else {
            continue;
        };
        let text = String::from_utf8_lossy(bytes);
        let (node, found) = crate::tree::toml(&text, 1, &|cause| Problem::BrokenLabels { cause });
        let file = layer.file(path);
        problems
            .extend(found.into_iter().map(|(span, problem)| Diagnostic::new(&file, span, problem)));
        files.push((language.to_owned(), file, node));
    }
    files
}

/// A word that is a number, a flag or a table: only text can be read.
fn no_text(file: &SourcePath, entry: &Entry) -> Diagnostic {
    let written = entry.node.text();
    let line = written.map(|text| format!("{} = \"{text}\"", entry.key));
    let span = if written.is_some() { entry.node.span } else { entry.key_span };
    let cause = SyntaxCause { mistake: Mistake::NotQuoted, line };
    Diagnostic::new(file, span, Problem::BrokenLabels { cause })
}

/// A language of which only some words were written has the others from its main language, or in English, and a word
/// that only the site has from the language that has it: a template cannot do without.
fn complete(labels: &mut BTreeMap<String, Words>) {
    let whole = labels.clone();
    for (language, words) in labels {
        let main = language.split('-').next().unwrap_or(language);
        let others = [main, "en"].into_iter().filter_map(|other| whole.get(other));
        for other in others.chain(whole.values()) {
            for (key, word) in other {
                words.entry(key.clone()).or_insert_with(|| word.clone());
            }
        }
    }
}

/// Words that are nearly one of weef's own and that no template of the site uses.
fn unknown<'l>(
    layers: &'l [Layer],
    own: &'l BTreeSet<String>,
    file: &'l SourcePath,
    entries: &'l [Entry],
) -> impl Iterator<Item = Diagnostic> + 'l {
    let strange = entries.iter().filter(move |entry| {
        !own.contains(&*entry.key) && !layers.iter().any(|layer| uses(layer, &entry.key))
    });
    strange.filter_map(move |entry| {
        let suggestion = nearest(&entry.key, own.iter().map(String::as_str))?;
        let problem = Problem::UnknownLabel { key: entry.key.to_string(), suggestion };
        Some(Diagnostic::new(file, entry.key_span, problem))
    })
}

/// Whether a template of the site names a word.
fn uses(layer: &Layer, key: &str) -> bool {
    let mut templates = layer.files.iter().filter(|(path, _)| path.starts_with("templates/"));
    layer.on_disk && templates.any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(key))
}

impl Layer {
    /// A file of the layer, as messages name it.
    pub(super) fn file(&self, path: &str) -> SourcePath {
        let name = if self.on_disk { &self.name } else { OWN };
        SourcePath::new(&format!("{}/{name}/{path}", crate::source::THEMES_FOLDER))
    }
}
