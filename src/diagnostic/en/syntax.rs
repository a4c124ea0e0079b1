//! The sentences of mistakes in YAML and TOML, and of the lines around them, in English.

use crate::diagnostic::{FenceFlaw, Mistake, SyntaxCause};

pub(super) fn syntax(what: &str, cause: &SyntaxCause) -> (String, String) {
    let (sentence, cure) = mistake(&cause.mistake);
    let cure = match &cause.line {
        Some(line) => format!("write {}", code(line)),
        None => cure,
    };
    (format!("{what} cannot be read: {sentence}"), cure)
}

/// An item of a list as it is; another value behind its name.
pub(super) fn item(field: &str, text: &str) -> String {
    if text.starts_with("- ") { code(text) } else { code(&format!("{field}: {text}")) }
}

pub(super) fn broken_fence(fence: &str, flaw: &FenceFlaw) -> (String, String) {
    let opening = format!("the front matter does not begin with `{fence}`");
    match flaw {
        FenceFlaw::NoOpening => {
            (opening, format!("put a line with only `{fence}` above the first line"))
        }
        FenceFlaw::LinesAbove => {
            (opening, format!("take the empty lines above the first `{fence}` away"))
        }
        FenceFlaw::SpaceBefore => {
            (opening, format!("take what stands before `{fence}` on the first line away"))
        }
        FenceFlaw::Opening { found, both } => {
            let place =
                if *both { "above and below the front matter" } else { "on the first line" };
            (opening, format!("write `{fence}` {place} instead of `{found}`"))
        }
        FenceFlaw::Closing { found } => (
            format!("here stands `{found}`, but the front matter closes with `{fence}`"),
            format!("write only `{fence}` on this line, without a space before it"),
        ),
    }
}

/// A line as code, also when it holds a backtick itself.
pub(super) fn code(line: &str) -> String {
    if line.contains('`') { format!("`` {line} ``") } else { format!("`{line}`") }
}

fn mistake(mistake: &Mistake) -> (String, String) {
    use Mistake as M;
    match mistake {
        M::Tab
        | M::Indentation { .. }
        | M::MixedList
        | M::ListOnLine
        | M::ListAfterText
        | M::ListWithoutName
        | M::TextAfterBar { .. }
        | M::TextNotIndented
        | M::SecondStart => layout(mistake),
        M::UnclosedQuote { .. }
        | M::UnclosedLongText { .. }
        | M::QuoteInText { .. }
        | M::CurlyQuote { .. }
        | M::Backslash
        | M::ColonInText
        | M::SpecialStart { .. }
        | M::NotQuoted
        | M::NotFlag
        | M::NotDate
        | M::NotNumber => value(mistake),
        M::MissingColon
        | M::TabBehindName
        | M::MissingSpace { .. }
        | M::WrongSign { .. }
        | M::MissingEquals
        | M::MissingValue
        | M::KeyNotQuoted
        | M::UnclosedHeader
        | M::TableTwice { .. }
        | M::NotTable { .. }
        | M::SeveralOnLine => name_and_value(mistake),
        M::UnclosedBracket { .. } | M::WrongBracket { .. } | M::Extra { .. } | M::MissingComma => {
            list(mistake)
        }
        M::Invisible { code } => (
            format!("there is an invisible character here (U+{code:04X})"),
            "take it away: delete this line and type it again".into(),
        ),
        M::TooDeep => (
            "too much is nested".into(),
            "take brackets or indented lines away: no more than thirty fit in one another".into(),
        ),
        M::Unclear => (
            "this line cannot be understood".into(),
            "put each value on a line of its own, and each text between quotes".into(),
        ),
    }
}

fn list(mistake: &Mistake) -> (String, String) {
    use Mistake as M;
    match mistake {
        M::UnclosedBracket { bracket } => (
            format!("the bracket `{bracket}` is not closed"),
            format!("put `{}` behind the last value", if *bracket == '{' { '}' } else { ']' }),
        ),
        M::WrongBracket { found, wanted } => (
            format!("here stands `{found}`, but the list must close with `{wanted}`"),
            format!("write `{wanted}` instead of `{found}`"),
        ),
        M::Extra { sign } => {
            (format!("there is a `{sign}` too many here"), "take that sign away".into())
        }
        _ => {
            ("a comma is missing between two values of the list".into(), "put a comma here".into())
        }
    }
}

fn value(mistake: &Mistake) -> (String, String) {
    use Mistake as M;
    match mistake {
        M::UnclosedQuote { quote } => (
            format!("the quote `{quote}` is not closed"),
            format!("put another `{quote}` at the end of the text"),
        ),
        M::UnclosedLongText { quote } => (
            format!("the three quotes `{quote}{quote}{quote}` are not closed"),
            format!("put `{quote}{quote}{quote}` below the text once more"),
        ),
        M::QuoteInText { quote } => (
            format!("the text ends at this quote `{quote}`, but something stands behind it"),
            "use another quote within the text than around it".into(),
        ),
        M::CurlyQuote { quote } => (
            format!("`{quote}` is a curly quote, not a straight one"),
            "put straight quotes around the text: `\"`".into(),
        ),
        M::Backslash => (
            "`\\` has a special meaning between double quotes".into(),
            "write `\\\\` instead of `\\`".into(),
        ),
        M::ColonInText => (
            "the text holds a colon, followed by a space or by nothing".into(),
            "put the whole text between quotes".into(),
        ),
        M::SpecialStart { sign } => (
            format!(
                "a text that begins with {} has a special meaning here",
                code(&sign.to_string())
            ),
            "put the whole text between quotes".into(),
        ),
        M::NotFlag => ("this is not `true` or `false`".into(), "write `true` or `false`".into()),
        M::NotDate => (
            "there is no such date or time".into(),
            "write year, month and day with hyphens, like `2026-04-14`".into(),
        ),
        M::NotNumber => (
            "this is no number".into(),
            "write a number like `12` or `1.5`, or put the value between quotes".into(),
        ),
        _ => ("text belongs between quotes".into(), "put `\"` before and behind the text".into()),
    }
}

fn layout(mistake: &Mistake) -> (String, String) {
    use Mistake as M;
    match mistake {
        M::Tab => (
            "there is a tab here; only spaces may indent a line".into(),
            "replace each tab by two spaces".into(),
        ),
        M::Indentation { spaces } => (
            "the line is not indented like the lines above it".into(),
            match spaces {
                Some(0) => "take the spaces at the beginning of the line away".into(),
                Some(1) => "put one space at the beginning of the line, no more and no less".into(),
                Some(n) => {
                    format!("put {n} spaces at the beginning of the line, no more and no less")
                }
                None => "indent the lines alike".into(),
            },
        ),
        M::MixedList => (
            "lines with and without `- ` are mixed here".into(),
            "begin each line of the list with `- `, indented alike".into(),
        ),
        M::ListOnLine => (
            "a list with `- ` begins on a new line".into(),
            "put `- ` and what follows it on a line of its own, or write the list as `[one, two]`"
                .into(),
        ),
        M::ListAfterText => (
            "this list belongs to a line that has a value already".into(),
            "put that value on a line of its own too, with `- ` before it".into(),
        ),
        M::ListWithoutName => (
            "there is no name above this list".into(),
            "put a line with the name of the field above the list, like `themes:`".into(),
        ),
        M::TextAfterBar { bar } => (
            format!("nothing may follow {} on the same line", code(&bar.to_string())),
            "put the text below it, on indented lines".into(),
        ),
        M::TextNotIndented => (
            "this text belongs to the line above it, but is not indented".into(),
            "put two spaces at the beginning of each line of the text".into(),
        ),
        _ => (
            "a second front matter begins here with `---`".into(),
            "take `---` at the beginning of this line away".into(),
        ),
    }
}

fn name_and_value(mistake: &Mistake) -> (String, String) {
    use Mistake as M;
    match mistake {
        M::MissingColon => (
            "the colon is missing on this line".into(),
            "write `name: value`; if the line belongs to the text above it, put two spaces before it".into(),
        ),
        M::TabBehindName => (
            "a tab stands behind the name instead of a space".into(),
            "replace the tab behind the colon by a space".into(),
        ),
        M::MissingSpace { sign } => {
            (format!("a space is missing after `{sign}`"), format!("put a space after `{sign}`"))
        }
        M::WrongSign { found, wanted } => (
            format!("here stands `{found}`, but `{wanted}` belongs between name and value"),
            format!("write `{wanted}` instead of `{found}`"),
        ),
        M::MissingEquals => {
            ("`=` is missing on this line".into(), "write `name = \"value\"`, or take the line away".into())
        }
        M::MissingValue => ("there is no value after `=`".into(), "fill the value in, or take the line away".into()),
        M::KeyNotQuoted => (
            "this name holds a space or another special sign".into(),
            "put the name between quotes".into(),
        ),
        M::UnclosedHeader => {
            ("this header begins with `[` but does not close well".into(), "write the header as `[name]`, alone on its line".into())
        }
        M::TableTwice { name } => (
            format!("the header `[{name}]` stands here for the second time"),
            "put the lines below it under the first one, and take this header away".into(),
        ),
        M::NotTable { name } => (
            format!("`{name}` has a value already, and cannot have lines of its own besides"),
            "take one of the two away".into(),
        ),
        _ => ("there is more than one value on this line".into(), "put each value on a line of its own".into()),
    }
}
