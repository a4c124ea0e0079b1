//! `weef schema`: JSON Schemas of the front matter and snippets, for editors that offer names and values.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use super::{SchemaArgs, report, say, verdict};
use crate::config::{Config, Type};
use crate::diagnostic::{Severity, Speech, nearest};
use crate::language::halves;
use crate::output;
use crate::schema::{Field, FieldKind, Offers, Shape, Terms, json_schema};
use crate::site::{Drafts, Site, Term};
use crate::snapshot::{Options, Snapshot};
use crate::source::CONFIG_FILE;
use crate::url::slug;

mod snippets;

/// Where the schemas of a site are, unless asked otherwise: below its root.
const FOLDER: &str = ".weef/schema";
/// The snippets for VS Code, below the root. The name is weef's own, so that no one else's file is written over.
const SNIPPETS: &str = ".vscode/weef.code-snippets";

pub(super) fn run(args: &SchemaArgs) -> Result<ExitCode> {
    let sources = args.site.sources(&args.site.default_output())?;
    // With drafts, so that the day does not matter.
    let options = Options { drafts: Drafts::Include, ..Options::default() };
    let snapshot = Snapshot::load(sources, options);
    let code = report_settings(&snapshot)?;
    if code != 0 {
        return Ok(ExitCode::from(code));
    }
    let types = types(&snapshot.site.config);
    match &args.collection {
        Some(name) => say(&text(&schema(&snapshot, find(&types, name)?))?)?,
        None => {
            let folder = args.output.clone().unwrap_or_else(|| args.site.root.join(FOLDER));
            for of in &types {
                let path = folder.join(format!("{}.schema.json", of.file));
                write(&path, &schema(&snapshot, of))?;
            }
            if args.vscode {
                let snippets = snippets::all(&snapshot.site.config, &types, &|at| {
                    terms(&snapshot.site, at).names
                });
                write(&args.site.root.join(SNIPPETS), &snippets)?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Reports what is wrong in the settings; gives the exit code that it asks for.
fn report_settings(snapshot: &Snapshot) -> Result<u8> {
    let mut problems = snapshot.problems();
    problems.retain(|d| d.file.as_str() == CONFIG_FILE && d.problem.severity() != Severity::Advice);
    report(snapshot, &problems)?;
    Ok(verdict(&problems, false))
}

/// A kind of page for which there is a schema.
struct Kind<'c> {
    /// The name by which it is asked for.
    name: String,
    /// The name of its file, without what comes behind a dot.
    file: String,
    /// What readers call it.
    title: &'c str,
    is_a: Type<'c>,
}

/// The collections, the vocabularies whose terms are in none, and the pages outside any.
fn types(config: &Config) -> Vec<Kind<'_>> {
    let mut kinds: Vec<Kind<'_>> = Vec::new();
    let mut add = |name: &str, title, is_a| {
        let mut name = name.to_owned();
        while kinds.iter().any(|kind| kind.name == name) {
            name.push('_');
        }
        let mut file = file_name(&name);
        while kinds.iter().any(|kind| kind.file == file) {
            file.push('_');
        }
        kinds.push(Kind { name, file, title, is_a });
    };
    for (at, collection) in config.collections.iter().enumerate() {
        let (fields, ignored) = (&*collection.fields, &*collection.ignored);
        let is_a = Type { collection: Some(at), fields, ignored, is_entry: true };
        add(&collection.name, &collection.label_one, is_a);
    }
    let outside =
        |fields| Type { collection: None, fields, ignored: &config.ignored, is_entry: false };
    let is_collection = |folder: &str| config.collections.iter().any(|c| *c.folder == *folder);
    for vocabulary in config.vocabularies.iter().filter(|v| !is_collection(&v.folder)) {
        add(&vocabulary.name, &vocabulary.label_one, outside(&vocabulary.fields));
    }
    for statement in &config.statements {
        let is_a = Type { is_entry: true, ..outside(&statement.fields) };
        add(&statement.page, statement.kind.name(), is_a);
    }
    let (name, title) = match config.language.speech() {
        Speech::Dutch => ("pagina", "Pagina"),
        Speech::English => ("page", "Page"),
    };
    add(name, title, outside(&config.fields));
    kinds
}

/// A name that every disk can hold: names of collections are free.
fn file_name(name: &str) -> String {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
    if name.chars().all(is_plain) { name.to_owned() } else { slug(name) }
}

fn find<'t, 'c>(types: &'t [Kind<'c>], name: &str) -> Result<&'t Kind<'c>> {
    if let Some(kind) = types.iter().find(|kind| kind.name == name) {
        return Ok(kind);
    }
    let names: Vec<&str> = types.iter().map(|kind| &*kind.name).collect();
    match nearest(name, names.iter().copied()) {
        Some(near) => bail!("there is no collection \"{name}\"; did you mean `{near}`?"),
        None => bail!("there is no collection \"{name}\"; choose from: {}", names.join(", ")),
    }
}

fn schema(snapshot: &Snapshot, of: &Kind<'_>) -> Value {
    let site = &snapshot.site;
    let shape = Shape {
        title: of.title,
        fields: of.is_a.fields,
        ignored: of.is_a.ignored,
        is_entry: of.is_a.is_entry,
        is_declared: site.config.is_declared,
        speech: snapshot.speech(),
    };
    let terms = |at: usize| terms(site, at);
    let titles = |kind: &FieldKind| titles(site, kind);
    json_schema(&shape, &Offers { terms: &terms, titles: &titles })
}

/// The terms of a vocabulary, with every name by which a page may mean them.
fn terms(site: &Site, at: usize) -> Terms {
    let own = || site.index.terms.iter().filter(|term| term.vocabulary == at);
    let names: Vec<String> = own().map(|term| term.name.to_string()).collect();
    let mut others: Vec<String> = own().flat_map(|term| other_names(site, at, term)).collect();
    others.retain(|name| !name.trim().is_empty() && !names.contains(name));
    others.sort();
    others.dedup();
    let is_open = site.config.vocabularies.get(at).is_none_or(|vocabulary| vocabulary.is_open);
    Terms { names, others, is_open }
}

/// Synonyms, old names, the key in the settings, the address and what the page itself is called.
fn other_names(site: &Site, at: usize, term: &Term) -> Vec<String> {
    let declared = site.config.vocabularies.get(at).into_iter().flat_map(|v| &v.terms);
    let declared = declared.filter(|declared| Some(declared.span) == term.declared);
    let settings = declared.flat_map(|declared| {
        let more = declared.synonyms.iter().chain(&declared.old_names);
        more.chain([&declared.slug, &declared.name]).map(ToString::to_string)
    });
    let mut names: Vec<String> =
        settings.chain(term.synonyms.iter().map(ToString::to_string)).collect();
    names.extend(term.url.segments().next_back().map(ToOwned::to_owned));
    if let Some(page) = term.page {
        let facts = site.facts(page);
        let below = site.below(page);
        names.push(crate::config::stem(below).to_owned());
        names.extend(facts.texts("old_names").into_iter().map(ToOwned::to_owned));
        names.extend(facts.other_names().map(ToOwned::to_owned));
    }
    // *Name (Abbreviation)* has two halves.
    names.extend(halves(&term.name).into_iter().flatten().map(ToOwned::to_owned));
    // Of a name that two terms want, the index knows whose it is.
    names.retain(|name| site.index.term(at, name).is_some());
    names
}

/// The titles of the pages that a field names, in the order of their paths.
fn titles(site: &Site, kind: &FieldKind) -> Vec<String> {
    let collections: Vec<usize> = match kind {
        FieldKind::Person(Some(at)) | FieldKind::Reference(Some(at)) => vec![*at],
        FieldKind::Person(None) => people(&site.config),
        _ => Vec::new(),
    };
    let is_asked = |at: Option<usize>| at.is_some_and(|at| collections.contains(&at));
    let pages = site.pages().filter(|page| is_asked(site.facts(*page).collection));
    pages.map(|page| site.facts(page).title.to_string()).collect()
}

/// The collections of people: those that fields for a person name, else those whose titles are the parts of a name.
fn people(config: &Config) -> Vec<usize> {
    fn named(fields: &[Field]) -> Vec<usize> {
        let each = fields.iter().flat_map(|field| match field.kind.item() {
            FieldKind::Person(among) => among.iter().copied().collect(),
            FieldKind::Group(parts) => named(parts),
            _ => Vec::new(),
        });
        each.collect()
    }
    let all = config.collections.iter().map(|c| &c.fields).chain([&config.fields]);
    let named: Vec<usize> = all.flat_map(|fields| named(fields)).collect();
    if !named.is_empty() {
        return named;
    }
    let with_parts = |(_, c): &(usize, &crate::config::Collection)| !c.title_from.is_empty();
    config.collections.iter().enumerate().filter(with_parts).map(|(at, _)| at).collect()
}

fn text(value: &Value) -> Result<String> {
    serde_json::to_string_pretty(value).context("the schema cannot be written as JSON")
}

/// Writes a file, and says where.
fn write(path: &Path, value: &Value) -> Result<()> {
    let text = format!("{}\n", text(value)?);
    output::write_whole(path, text.as_bytes())
        .with_context(|| format!("{} cannot be written", path.display()))?;
    say(&path.display().to_string())
}
