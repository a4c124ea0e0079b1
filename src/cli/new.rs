//! `weef new`: a new page of a collection, with the fields of its type.

use std::fmt::Write as _;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use jiff::civil::Date;

use super::{SiteArgs, say};
use crate::config::{self, Collection, Config, Statement};
use crate::diagnostic::{Speech, nearest};
use crate::output;
use crate::schema::{Core, Field, FieldKind, Need, Role};
use crate::source::{CONFIG_FILE, SourcePath};
use crate::url::slug;

pub(super) fn run(args: &SiteArgs, collection: &str, title: &str) -> Result<ExitCode> {
    let sources = args.sources(&args.default_output())?;
    let bytes = sources.read(&SourcePath::new(CONFIG_FILE)).ok();
    let (config, _) = config::parse(bytes.as_deref(), "");
    let title = title.trim();
    let name = slug(title);
    if name.is_empty() {
        bail!("the title \"{title}\" has no letter or digit to make a file name of");
    }
    let (below, text) = if let Some(statement) = statement(&config, collection) {
        (format!("{}.md", statement.page), statement_page(statement, title, args.today()))
    } else {
        let (folder, declared) = place(&config, collection)?;
        (format!("{folder}/{name}.md"), page(&config, declared, title, args.today()))
    };
    let file = args.root.join(&sources.content).join(below);
    if !output::create_new(&file, text.as_bytes())
        .with_context(|| format!("{} cannot be written", file.display()))?
    {
        bail!("{} already exists; nothing was changed", file.display());
    }
    say(&file.display().to_string())?;
    Ok(ExitCode::SUCCESS)
}

/// The page of the settings by which an organisation accounts for its site, where that is wanted.
fn statement<'c>(config: &'c Config, wanted: &str) -> Option<&'c Statement> {
    config.statements.iter().find(|statement| *statement.page == *wanted.trim_matches('/'))
}

/// The folder for a new page, and its collection: a collection by name, or a folder that is in one.
fn place<'c>(config: &'c Config, wanted: &str) -> Result<(String, Option<&'c Collection>)> {
    let wanted = wanted.trim_matches('/');
    let by_name = config.collections.iter().find(|c| *c.name == *wanted);
    if let Some(collection) = by_name {
        if collection.folder.contains('*') {
            bail!(
                "pages of \"{wanted}\" stand in a folder of their own: name it, as in `weef new {} \"…\"`",
                collection.folder.replace('*', "NAME")
            );
        }
        return Ok((collection.folder.to_string(), Some(collection)));
    }
    let is_safe = !wanted.is_empty()
        && wanted.split('/').all(|part| {
            !matches!(part, "" | "." | "..") && !part.starts_with('.') && !part.contains('\\')
        });
    let in_collection = config.collection_of(wanted).and_then(|at| config.collections.get(at));
    match in_collection {
        _ if !is_safe => bail!("\"{wanted}\" is no collection and no folder in one"),
        Some(collection) => Ok((wanted.to_owned(), Some(collection))),
        None if config.collections.is_empty() => Ok((wanted.to_owned(), None)),
        None => {
            let names: Vec<&str> = config.collections.iter().map(|c| &*c.name).collect();
            match nearest(wanted, names.iter().copied()) {
                Some(name) => bail!("there is no collection \"{wanted}\"; did you mean `{name}`?"),
                None => {
                    bail!("there is no collection \"{wanted}\"; choose from: {}", names.join(", "))
                }
            }
        }
    }
}

/// The text of a new page: what every page has and what its type needs, each with an example or empty.
fn page(config: &Config, declared: Option<&Collection>, title: &str, today: Date) -> String {
    let fields = declared.map_or(&config.fields, |c| &c.fields);
    let mut names = declared.map(|c| split_title(c, title)).unwrap_or_default();
    let is_news = declared.is_none_or(|c| c.is_news);
    let is_asked = |field: &Field| match field.role {
        // A title that is made of other fields needs no line of its own.
        Role::Core(Core::Title) => declared.is_none_or(|c| c.title_from.is_empty()),
        Role::Core(Core::Summary | Core::Draft) | Role::Own => true,
        Role::Core(Core::Date | Core::Authors) => is_news,
        Role::Terms(at) => {
            is_news && declared.is_none_or(|c| c.folder != config.vocabularies[at].folder)
        }
        Role::Core(_) | Role::Common | Role::OfTerm => false,
    };
    let mut asked: Vec<&Field> =
        fields.iter().filter(|field| is_asked(field) || field.need != Need::Optional).collect();
    asked.sort_by_key(|field| rank(field));
    let mut text = front(&asked, title, today, |name| names.remove(name));
    let dutch = config.language.speech() == Speech::Dutch;
    text.push_str(if dutch { "Schrijf hier je tekst.\n" } else { "Write your text here.\n" });
    text
}

/// The text of a new statement: what it may need, in the order of its model.
fn statement_page(statement: &Statement, title: &str, today: Date) -> String {
    let is_asked = |field: &Field| match field.role {
        Role::Core(Core::Title | Core::Summary | Core::Draft) => true,
        _ => field.need != Need::Optional,
    };
    let mut asked: Vec<&Field> = statement.fields.iter().filter(|field| is_asked(field)).collect();
    asked.sort_by_key(|field| rank(field));
    front(&asked, title, today, |_| None)
}

/// The front matter with these fields, each with what is known of it, an example or nothing.
fn front(
    asked: &[&Field],
    title: &str,
    today: Date,
    mut known: impl FnMut(&str) -> Option<String>,
) -> String {
    let mut text = "---\n".to_owned();
    for field in asked {
        let name = &*field.written;
        let _ = match field.role {
            Role::Core(Core::Title) => writeln!(text, "{name}: {}", quoted(title)),
            Role::Core(Core::Date) => writeln!(text, "{name}: {today}"),
            Role::Core(Core::Draft) => writeln!(text, "{name}: true"),
            _ => {
                let sample = known(&field.name);
                let sample = sample.or_else(|| field.sample.as_deref().map(ToOwned::to_owned));
                write_field(&mut text, field, sample.as_deref(), 0);
                Ok(())
            }
        };
    }
    text.push_str("---\n\n");
    text
}

/// The place of a field in a new page: what every page has, its terms, its own fields, whether it is ready.
fn rank(field: &Field) -> usize {
    match field.role {
        Role::Core(Core::Title) => 0,
        Role::Core(Core::Date) => 1,
        Role::Core(Core::Summary) => 2,
        Role::Core(Core::Authors) => 3,
        Role::Terms(_) => 4,
        Role::Core(Core::Draft) => 7,
        Role::Own => 5,
        Role::Core(_) | Role::Common | Role::OfTerm => 6,
    }
}

/// The parts of a title that is made of fields: the first word, the last, and what stands between.
fn split_title(collection: &Collection, title: &str) -> std::collections::BTreeMap<String, String> {
    let words: Vec<&str> = title.split_whitespace().collect();
    let mut parts = std::collections::BTreeMap::new();
    let names = &collection.title_from;
    let ([first, middle @ .., last], [first_word, rest @ ..]) =
        (names.as_slice(), words.as_slice())
    else {
        return parts;
    };
    parts.insert(first.to_string(), (*first_word).to_owned());
    // What begins with a small letter belongs before the family name: van der, 't.
    let at = rest
        .iter()
        .position(|w| w.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase))
        .unwrap_or(0);
    let (between, family) = rest.split_at(at);
    if let Some(middle) = middle.first().filter(|_| !between.is_empty()) {
        parts.insert(middle.to_string(), between.join(" "));
    }
    parts.insert(last.to_string(), family.join(" "));
    parts
}

fn write_field(text: &mut String, field: &Field, sample: Option<&str>, depth: usize) {
    let indent = "  ".repeat(depth);
    let name = &*field.written;
    let _ = match (&field.kind, sample) {
        (FieldKind::Group(parts), _) => {
            let _ = writeln!(text, "{indent}{name}:");
            for part in parts {
                write_field(text, part, part.sample.as_deref(), depth + 1);
            }
            Ok(())
        }
        (FieldKind::List(item), _) => match &item.kind {
            FieldKind::Group(parts) => {
                let _ = writeln!(text, "{indent}{name}:");
                for (i, part) in parts.iter().enumerate() {
                    let mut line = String::new();
                    write_field(&mut line, part, part.sample.as_deref(), depth + 2);
                    if i == 0 {
                        let at = indent.len() + 2;
                        line.replace_range(at..=at, "-");
                    }
                    text.push_str(&line);
                }
                Ok(())
            }
            _ => writeln!(text, "{indent}{name}: []"),
        },
        (FieldKind::Text | FieldKind::Markdown, Some(sample)) => {
            writeln!(text, "{indent}{name}: {}", quoted(sample))
        }
        (_, Some(sample)) => writeln!(text, "{indent}{name}: {sample}"),
        (FieldKind::Text | FieldKind::Markdown, None) => writeln!(text, "{indent}{name}: \"\""),
        (_, None) => writeln!(text, "{indent}{name}:"),
    };
}

/// Text as a quoted value of YAML.
fn quoted(text: &str) -> String {
    let escaped: String = text
        .chars()
        .flat_map(|c| match c {
            '"' => vec!['\\', '"'],
            '\\' => vec!['\\', '\\'],
            c if c.is_control() => vec![' '],
            c => vec![c],
        })
        .collect();
    format!("\"{escaped}\"")
}
