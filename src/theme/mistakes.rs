//! What Tera says of a template → what is wrong, where, in words that weef has sentences for.

use std::collections::{BTreeMap, BTreeSet};

use tera::ErrorKind;

use super::{nearest_name, scan};
use crate::diagnostic::{TemplateMistake as Mistake, TemplateName as Name, TemplateValue, nearest};
use crate::source::lines::Span;

const FILTERS: [&str; 37] = [
    "safe",
    "default",
    "upper",
    "lower",
    "wordcount",
    "escape",
    "escape_html",
    "escape_xml",
    "newlines_to_br",
    "pluralize",
    "trim",
    "trim_start",
    "trim_end",
    "replace",
    "capitalize",
    "title",
    "truncate",
    "indent",
    "str",
    "int",
    "float",
    "length",
    "reverse",
    "split",
    "abs",
    "round",
    "first",
    "last",
    "nth",
    "join",
    "sort",
    "unique",
    "get",
    "values",
    "keys",
    "pairs",
    "group_by",
];
const TESTS: [&str; 17] = [
    "string",
    "number",
    "map",
    "bool",
    "array",
    "integer",
    "float",
    "none",
    "iterable",
    "defined",
    "undefined",
    "odd",
    "even",
    "divisible_by",
    "starting_with",
    "ending_with",
    "containing",
];
const FUNCTIONS: [&str; 3] = ["range", "throw", "super"];

/// A template as it was written.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) text: String,
    /// Whether it is a file of the site; the others are inside the binary, and no message may name them.
    pub(super) on_disk: bool,
}

/// Templates by name, the name of their layer before it.
pub(super) type Sources = BTreeMap<String, Source>;

/// A mistake at a place in a template.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) template: String,
    pub(super) span: Span,
    pub(super) mistake: Mistake,
    /// Other templates that have part in it and where, nearest first: those that called this one, those in the same
    /// circle.
    pub(super) others: Vec<(String, Span)>,
}

/// Reads an error of Tera; `template` is what was being made, for an error that names none.
pub(super) fn read(error: &tera::Error, template: &str, sources: &Sources) -> Found {
    match error.kind() {
        ErrorKind::SyntaxError(report) => {
            let name = report.filename();
            let scanned = sources.get(name).and_then(|source| scan::mistake(&source.text));
            let (span, mistake) = scanned
                .unwrap_or_else(|| (place(report.span()), of_words(report.message(), "", sources)));
            Found { template: name.to_owned(), span, mistake, others: Vec::new() }
        }
        ErrorKind::RenderingError(report) => {
            let span = place(report.span());
            let text = sources.get(report.filename()).map_or("", |source| &source.text);
            let mistake = of_words(report.message(), marked(text, span), sources);
            let others = callers(&error.to_string());
            Found { template: report.filename().to_owned(), span, mistake, others }
        }
        ErrorKind::MissingParent { current, parent } => {
            let mistake = Mistake::MissingTemplate {
                template: parent.clone(),
                suggestion: known_template(parent, sources),
            };
            at_name(current, parent, mistake, sources)
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            circle(tpl, inheritance_chain, "extends", sources)
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            circle(tpl, include_chain, "include", sources)
        }
        kind => reported(&kind.to_string(), template, sources),
    }
}

/// Some errors come as finished reports: `error: words`, then `--> name:line:column`. The first counts.
fn reported(report: &str, template: &str, sources: &Sources) -> Found {
    let words = report.lines().next().unwrap_or_default().trim_start_matches("error: ");
    if let Some(found) =
        Some(words).filter(|words| words.starts_with(ENDLESS)).and_then(|_| endless(sources))
    {
        return found;
    }
    let place = report.lines().find_map(|line| line.trim_start().strip_prefix("--> "));
    let (name, span) = place.and_then(locus).unwrap_or((template, Span::START));
    let mistake = of_words(words, "", sources);
    Found { template: name.to_owned(), span, mistake, others: Vec::new() }
}

/// What Tera says, of no place at all, where a component calls itself again and again.
const ENDLESS: &str = "Maximum render recursion depth";

/// What each component calls.
type Calls<'t> = BTreeMap<&'t str, &'t BTreeSet<&'t str>>;

/// The first component of the site that calls itself, or another that calls it: on no condition, if there is such a one.
fn endless(sources: &Sources) -> Option<Found> {
    let all = sources.iter().filter(|(_, source)| source.on_disk).flat_map(|(template, source)| {
        scan::components(&source.text).into_iter().map(move |one| (template, &source.text, one))
    });
    let all: Vec<_> = all.collect();
    let always: Calls<'_> = all.iter().map(|(_, _, one)| (one.name, &one.always)).collect();
    let calls: Calls<'_> = all.iter().map(|(_, _, one)| (one.name, &one.calls)).collect();
    let comes_back = |calls: &Calls<'_>, name: &str| {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&str> =
            calls.get(name).into_iter().flat_map(|calls| calls.iter()).copied().collect();
        while let Some(next) = open.pop() {
            if next == name {
                return true;
            }
            if seen.insert(next) {
                open.extend(calls.get(next).into_iter().flat_map(|calls| calls.iter()));
            }
        }
        false
    };
    let first = |calls| all.iter().find(|(_, _, one)| comes_back(calls, one.name));
    let (template, text, one) = first(&always).or_else(|| first(&calls))?;
    let is_itself = one.calls.contains(one.name);
    let mistake = Mistake::Circle { word: "component", is_itself, instead: None };
    let span = scan::span(text, one.at.0, one.at.1);
    Some(Found { template: (*template).clone(), span, mistake, others: Vec::new() })
}

/// `name:line:column`.
fn locus(place: &str) -> Option<(&str, Span)> {
    let (rest, column) = place.rsplit_once(':')?;
    let (name, line) = rest.rsplit_once(':')?;
    Some((name, Span::point(line.parse().ok()?, column.parse().ok()?)))
}

/// The templates that called a component in which something went wrong.
fn callers(report: &str) -> Vec<(String, Span)> {
    let notes = report.lines().filter_map(|line| line.strip_prefix("note: called from "));
    let places = notes.filter_map(locus);
    places.map(|(name, span)| (name.to_owned(), span)).collect()
}

fn place(at: &tera::Span) -> Span {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Span {
        line: count(at.start_line),
        column: count(at.start_col) + 1,
        end_line: count(at.end_line),
        end_column: count(at.end_col) + 1,
    }
}

/// What stands at a place, if it is within one line; of `page.title` the place may be only that of `page`.
fn marked(text: &str, span: Span) -> &str {
    let line = text.lines().nth(span.line.saturating_sub(1) as usize).unwrap_or_default();
    let byte = |column: u32| line.char_indices().nth(column as usize - 1).map(|(at, _)| at);
    if span.line != span.end_line {
        return "";
    }
    let end = byte(span.end_column).unwrap_or(line.len());
    let rest = line.get(end..).unwrap_or_default();
    let end = end + rest.find(|c: char| !scan::is_name(c)).unwrap_or(rest.len());
    byte(span.column).and_then(|start| line.get(start..end)).unwrap_or_default()
}

/// A mistake at the place where a template names another.
fn at_name(template: &str, name: &str, mistake: Mistake, sources: &Sources) -> Found {
    let text = sources.get(template).map_or("", |source| &source.text);
    let at = ['"', '\''].iter().find_map(|quote| text.find(&format!("{quote}{name}{quote}")));
    let span = at.map_or(Span::START, |at| scan::span(text, at, name.chars().count() + 2));
    Found { template: template.to_owned(), span, mistake, others: Vec::new() }
}

/// Templates that lead back to each other: the last of the chain closes the circle.
fn circle(start: &str, chain: &[String], word: &'static str, sources: &Sources) -> Found {
    let last = chain.last().map_or(start, String::as_str);
    let from = chain.iter().position(|name| name == last).unwrap_or_default();
    // A chain of parents does not begin with the template itself, a chain of includes does.
    let circle: Vec<&String> = chain[from..].iter().collect();
    let of_site = |name: &&String| sources.get(*name).is_some_and(|source| source.on_disk);
    let template = circle.iter().copied().find(of_site).map_or(last, String::as_str);
    let bare = template.split_once('/').map_or(template, |(_, bare)| bare);
    let own = format!("{}/{bare}", super::OWN);
    let instead = (own != template && sources.contains_key(&own)).then_some(own);
    let mistake = Mistake::Circle { word, is_itself: circle.len() <= 2, instead };
    let text = sources.get(template).map_or("", |source| &source.text);
    let named = text.find(word).and_then(|at| text[at..].split(['"', '\'']).nth(1));
    let mut found = at_name(template, named.unwrap_or_default(), mistake, sources);
    found.others = circle.into_iter().map(|name| (name.clone(), Span::START)).collect();
    found
}

fn known_template(name: &str, sources: &Sources) -> Option<String> {
    let full = sources.keys().map(String::as_str);
    let bare = sources.keys().filter_map(|full| Some(full.split_once('/')?.1));
    if name.contains('/') { nearest_name(name, full) } else { nearest_name(name, bare) }
}

/// The mistake that Tera has words for; `marked` is what stands at the place.
fn of_words(words: &str, marked: &str, sources: &Sources) -> Mistake {
    let mut quoted = words.split('`').skip(1).step_by(2).map(ToOwned::to_owned);
    let (first, second) = (quoted.next(), quoted.next());
    let name = first.clone().unwrap_or_default();
    let listed = |before: &str| -> Vec<String> {
        let list = words.split_once(before).map_or("", |(_, list)| list);
        list.split(", ").filter(|name| !name.is_empty()).map(ToOwned::to_owned).collect()
    };
    let unknown = |what: Name, known: Vec<String>| {
        let suggestion = nearest(&name, known.iter().map(String::as_str));
        Mistake::Unknown { what, name: name.clone(), suggestion, known }
    };
    let builtin = |what: Name, names: &[&str]| {
        let suggestion = nearest(&name, names.iter().copied());
        Mistake::Unknown { what, name: name.clone(), suggestion, known: Vec::new() }
    };
    match words.split('`').next().unwrap_or_default() {
        "Field " => unknown(Name::Field, listed("Available fields: ")),
        "Variable " => unknown(Name::Variable, listed("Available variables: ")),
        "Unknown filter " => {
            builtin(Name::Filter, &[&FILTERS[..], &super::filters::NAMES].concat())
        }
        "Unknown test " => builtin(Name::Test, &TESTS),
        "Unknown function " => builtin(Name::Function, &FUNCTIONS),
        "Unknown component " => {
            let texts = sources.values().flat_map(|source| scan::names(&source.text, "component"));
            unknown(Name::Component, texts.map(ToOwned::to_owned).collect()).without_list()
        }
        "Unknown template " => {
            Mistake::MissingTemplate { suggestion: known_template(&name, sources), template: name }
        }
        "Block " if words.ends_with("any parent template") => {
            let texts = sources.values().flat_map(|source| scan::names(&source.text, "block"));
            let known: Vec<&str> = texts.filter(|known| *known != name).collect();
            Mistake::Unknown {
                what: Name::Block,
                suggestion: nearest(&name, known),
                name,
                known: Vec::new(),
            }
        }
        "Template already contains a block named " => Mistake::BlockTwice { name },
        "This content would be ignored: only " => Mistake::OutsideBlock,
        "Missing keyword argument " => Mistake::MissingArgument { name },
        _ => wrong_value(words, marked, first.as_deref(), second.as_deref())
            .unwrap_or_else(|| Mistake::Other { words: words.to_owned() }),
    }
}

/// A value of a kind that cannot be used here.
fn wrong_value(
    words: &str,
    marked: &str,
    first: Option<&str>,
    second: Option<&str>,
) -> Option<Mistake> {
    let value = if marked.is_empty() { None } else { Some(marked.to_owned()) };
    let (wanted, found) = if words.starts_with("Invalid type for the value") {
        (kind(first?)?, second?)
    } else if words.starts_with("Math operations") {
        (TemplateValue::Number, first?)
    } else if words.starts_with("`+` requires") {
        let operands = words.split('`').skip(3).step_by(2).filter_map(kind);
        let found = operands.into_iter().find(|operand| *operand != TemplateValue::Number)?;
        return Some(Mistake::WrongValue { value: None, wanted: TemplateValue::Number, found });
    } else if words.starts_with("Iteration not possible") {
        (TemplateValue::List, first?)
    } else if words.starts_with("Key/value iteration") {
        (TemplateValue::Group, first?)
    } else {
        return None;
    };
    Some(Mistake::WrongValue { value, wanted, found: kind(found)? })
}

/// A kind of value by the name that Tera has for it.
fn kind(name: &str) -> Option<TemplateValue> {
    Some(match name {
        "string" | "String" | "&str" | "Cow < 'k, str >" => TemplateValue::Text,
        "bool" => TemplateValue::Flag,
        "array" | "Vec<Value>" | "&[Value]" => TemplateValue::List,
        "map/struct" | "Map" => TemplateValue::Group,
        "undefined" | "none" => TemplateValue::Nothing,
        "Number" | "u64" | "i64" | "f64" | "u128" | "i128" | "f32" | "usize" | "u32" | "i32" => {
            TemplateValue::Number
        }
        _ => return None,
    })
}
