//! The sentences of what can be wrong with a block that asks for a list of pages, in English.

use super::syntax::syntax;
use crate::diagnostic::ListFlaw as F;

/// The sentence and the cure; `known` are the names that would do.
#[expect(clippy::too_many_lines, reason = "one sentence for each flaw")]
pub(super) fn text(
    flaw: &F,
    name: &str,
    (known, suggestion): (&[String], Option<&String>),
) -> (String, String) {
    let choose = || match suggestion {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("choose from: {}", known.join(", ")),
    };
    match flaw {
        F::Syntax(cause) => syntax("this list block", cause),
        F::NoKeys => (
            "this list block has no lines of the form `name: value`".into(),
            "write for instance `collection: blogs`".into(),
        ),
        F::InField => (
            "a list block cannot stand in a field".into(),
            "put it in the text of the page, below the front matter".into(),
        ),
        F::UnknownKey => (format!("`{name}` means nothing in a list"), choose()),
        F::FieldOutside => (
            format!("`{name}` is a field: in a list that belongs under `where`"),
            format!("write `where:` and below it, indented, `{name}: …`"),
        ),
        F::UnknownField => (format!("these pages have no field `{name}`"), choose()),
        F::UnknownCollection => (
            format!("there is no collection `{name}`"),
            if known.is_empty() {
                "name a theme instead of a collection, or make collections in weef.toml".into()
            } else {
                choose()
            },
        ),
        F::NoItems => (
            format!("`{name}` is no field with a list on these pages"),
            if known.is_empty() {
                "take the line out: these pages have no such field".into()
            } else {
                choose()
            },
        ),
        F::NotFields => (
            format!("below `{name}` belong fields with a value"),
            "write them below it, indented, such as `status: open`".into(),
        ),
        F::NotText => (
            format!("`{name}` should have a name, or a list of names"),
            format!("write `{name}: one` or `{name}: [one, two]`"),
        ),
        F::NotNumber => (
            format!("`{name}` should be a number of 1 or more"),
            format!("write for instance `{name}: 10`"),
        ),
        F::NotDate => (
            format!("`{name}` is no day, month or year"),
            "write a year, a month or a day, such as `2024`, `2024-03` or `2024-03-15`".into(),
        ),
        F::Twice => (
            format!("`{name}` means the same as `{}`, which is there already", known.join(", ")),
            "put it all in one line, or take one out".into(),
        ),
        F::MissingBy => (
            "`by` is missing: which pages belong to which is not known".into(),
            "add `by`, with the field in which those pages name this page".into(),
        ),
        F::Empty => (
            format!("there is nothing behind `{name}`"),
            "write a value behind it, or take the line away".into(),
        ),
        F::Reversed => (
            format!("`{name}` is before `{}`: that leaves nothing to show", known.join("")),
            "swap the two, or mend one of them".into(),
        ),
        F::WordsBehind => (
            format!("something stands behind `{name}`, and that makes this block code and no list"),
            format!("leave only `{name}`, and put the rest in the lines below it"),
        ),
        F::InHtml => (
            "this list block stands right below HTML, and is plain text then".into(),
            "put an empty line above and below the list block".into(),
        ),
        F::UnknownForm => (format!("a list cannot be shown as `{name}`"), choose()),
        F::UnknownDirection => (format!("`{name}` is no order"), choose()),
    }
}
