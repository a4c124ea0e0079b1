//! What editors read in a schema, in Dutch and English.

use crate::config::capital;
use crate::diagnostic::Speech;
use crate::schema::{Field, FieldKind, Identifier, Need};

/// The name that readers see, or the one that editors write.
pub(super) fn title(field: &Field) -> String {
    match &*field.label {
        "" => capital(&field.written.replace('_', " ")),
        label => label.to_owned(),
    }
}

/// What a number is.
fn number(speech: Speech, format: Identifier) -> String {
    let name = match format {
        Identifier::Isbn => "ISBN",
        Identifier::Issn => "ISSN",
        Identifier::Doi => "DOI",
        Identifier::Orcid => "ORCID",
    };
    format!("{} {name}", say(speech, "Een", "An identifier:"))
}

/// What goes into a field, and what is asked of it.
pub(super) fn describe(speech: Speech, field: &Field) -> String {
    let mut sentences = vec![capital(&kind(speech, &field.kind))];
    sentences.extend(range(speech, field));
    let pattern = field.rules.pattern.as_ref().or(match &field.kind {
        FieldKind::List(item) => item.rules.pattern.as_ref(),
        _ => None,
    });
    sentences.extend(pattern.and_then(|pattern| pattern.words.as_deref()).map(capital));
    let item = match &field.kind {
        FieldKind::List(item) => item,
        _ => field,
    };
    sentences.extend(field.rules.format.or(item.rules.format).map(|format| number(speech, format)));
    if field.is_unique {
        sentences.push(say(speech, "Anders op elke pagina", "Different on each page").to_owned());
    }
    sentences.extend(need(speech, field).map(ToOwned::to_owned));
    sentences
        .iter()
        .map(|sentence| format!("{}.", sentence.trim_end_matches('.')))
        .collect::<Vec<_>>()
        .join(" ")
}

fn say<'w>(speech: Speech, dutch: &'w str, english: &'w str) -> &'w str {
    match speech {
        Speech::Dutch => dutch,
        Speech::English => english,
    }
}

fn kind(speech: Speech, kind: &FieldKind) -> String {
    let (dutch, english) = match kind {
        FieldKind::Text => ("tekst", "text"),
        FieldKind::Markdown => ("tekst met Markdown", "text with Markdown"),
        FieldKind::Date => ("een datum, zoals 2026-04-14", "a date, like 2026-04-14"),
        FieldKind::Period => {
            ("een periode: van en tot, of 2023-2025", "a period: from and until, or 2023-2025")
        }
        FieldKind::Number => ("een getal", "a number"),
        FieldKind::Flag => ("ja of nee", "yes or no"),
        FieldKind::Choice(values) => {
            return format!("{}: {}", say(speech, "één van", "one of"), values.join(", "));
        }
        FieldKind::Link => ("een webadres of pad", "an address or path"),
        FieldKind::Image => {
            ("een beeld: bestand, alt, bijschrift", "a picture: file, alt, caption")
        }
        FieldKind::File => ("een bestand naast de pagina", "a file beside the page"),
        FieldKind::Person(_) => ("de naam van iemand", "the name of someone"),
        FieldKind::Reference(_) => {
            ("de titel of het pad van een pagina", "the title or path of a page")
        }
        FieldKind::Term(_) => ("een term", "a term"),
        FieldKind::List(item) => {
            let several = say(speech, "één of meer keer", "one or more times");
            return format!("{several}: {}", self::kind(speech, &item.kind));
        }
        FieldKind::Group(parts) => {
            let parts: Vec<&str> = parts.iter().map(|part| &*part.written).collect();
            return format!("{}: {}", say(speech, "onderdelen", "parts"), parts.join(", "));
        }
    };
    say(speech, dutch, english).to_owned()
}

fn range(speech: Speech, field: &Field) -> Option<String> {
    let unit = match field.kind {
        FieldKind::List(_) => say(speech, " stuks", " items"),
        FieldKind::Text | FieldKind::Markdown => say(speech, " tekens", " characters"),
        _ => "",
    };
    let (min, max) = (field.rules.min.as_deref(), field.rules.max.as_deref());
    let (least, most) = (say(speech, "Minstens", "At least"), say(speech, "hoogstens", "at most"));
    match (min, max) {
        (None, None) => None,
        (Some(min), None) => Some(format!("{least} {min}{unit}")),
        (None, Some(max)) => Some(format!("{} {max}{unit}", capital(most))),
        (Some(min), Some(max)) => Some(format!("{least} {min}, {most} {max}{unit}")),
    }
}

fn need(speech: Speech, field: &Field) -> Option<&'static str> {
    let (dutch, english) = match (field.need, &field.need_when) {
        (Need::Optional, _) => return None,
        (Need::Required, None) => ("Verplicht", "Required"),
        (Need::Required, Some(_)) => ("Soms verplicht", "Sometimes required"),
        (Need::Recommended, None) => ("Aanbevolen", "Recommended"),
        (Need::Recommended, Some(_)) => ("Soms aanbevolen", "Sometimes recommended"),
    };
    Some(say(speech, dutch, english))
}

/// The other names of a field.
pub(super) fn also(speech: Speech, names: &[&str]) -> String {
    if names.is_empty() {
        return String::new();
    }
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    format!("\n\n{}: {}", say(speech, "Mag ook heten", "May also be called"), names.join(", "))
}

/// What an editor reads at a name that is not the one to use.
pub(super) fn same_as(speech: Speech, written: &str) -> String {
    match speech {
        Speech::Dutch => format!("Hetzelfde als `{written}`, de naam die hier gewoon is."),
        Speech::English => format!("The same as `{written}`, the usual name here."),
    }
}

/// What an editor reads where a field stands there twice.
pub(super) fn once(speech: Speech, written: &str) -> String {
    match speech {
        Speech::Dutch => format!("{written} staat er twee keer, onder twee namen."),
        Speech::English => format!("{written} stands there twice, under two names."),
    }
}

pub(super) fn wants_text(speech: Speech) -> &'static str {
    say(speech, "Hier hoort één tekst.", "One text belongs here.")
}

pub(super) fn wants_date(speech: Speech) -> &'static str {
    say(speech, "Schrijf een datum als 2026-04-14.", "Write a date like 2026-04-14.")
}

pub(super) fn wants_number(speech: Speech) -> &'static str {
    say(speech, "Schrijf een getal, zoals 12 of 3.5.", "Write a number, like 12 or 3.5.")
}

pub(super) fn wants_period(speech: Speech) -> &'static str {
    say(speech, "Schrijf een periode als 2023-2025.", "Write a period like 2023-2025.")
}
