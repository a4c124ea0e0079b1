//! Forms of texts as regular expressions of ECMA-262, which is what editors understand.

use std::fmt::Write as _;

/// A date, with or without a time behind it.
pub(super) const DATE: &str =
    r"^\s*\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[Tt ].*)?\s*$";

/// A number, as a text.
pub(super) const NUMBER: &str = r"^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$";

/// A year, a month or a day.
pub(super) const MOMENT: &str = r"^\s*\d{4}(?:-\d{2}(?:-\d{2}(?:[Tt ].*)?)?)?\s*$";

/// A year, a month or a day, until another; either may be open.
pub(super) const PERIOD: &str = r"^\s*(?:\d{4}-\d{4}|(?:\d{4}(?:-\d{2}){0,2})?\s*(?:(?:[–/]| - )\s*(?:\d{4}(?:-\d{2}){0,2})?)?)\s*$";

/// The tag of a language.
pub(super) const LANGUAGE: &str = r"^\s*[A-Za-z]{2,3}(?:-[A-Za-z0-9-]{0,5})?\s*$";

/// One of some expressions, as the whole of a text.
pub(super) fn whole(expressions: &[String]) -> String {
    format!(r"^\s*(?:{})\s*$", expressions.join("|"))
}

/// One of some expressions, or several with commas between them.
pub(super) fn separated(expressions: &[String]) -> String {
    let one = format!("(?:{})", expressions.join("|"));
    format!(r"^\s*,*\s*{one}(?:\s*,\s*(?:{one})?)*\s*$")
}

/// An expression for a text as it is.
pub(super) fn exact(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, c| {
        push(&mut out, c);
        out
    })
}

/// An expression for a text, whatever its capitals and its spaces.
pub(super) fn in_any_case(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let (lower, upper) = (only(c.to_lowercase()), only(c.to_uppercase()));
        if c.is_whitespace() {
            while chars.next_if(|c| c.is_whitespace()).is_some() {}
            out.push_str(r"[\s_]+");
        } else if let (Some(lower), Some(upper)) = (lower, upper)
            && lower != upper
        {
            let _ = write!(out, "[{lower}{upper}]");
        } else {
            push(&mut out, c);
        }
    }
    out
}

/// The only one of some characters.
fn only(mut chars: impl Iterator<Item = char>) -> Option<char> {
    let first = chars.next()?;
    chars.next().is_none().then_some(first)
}

fn push(out: &mut String, c: char) {
    if r"\^$.|?*+()[]{}/".contains(c) {
        out.push('\\');
    }
    out.push(c);
}

/// An expression of the settings, which must match the whole of a text; none where it says what ECMA-262 cannot.
pub(super) fn of_settings(expression: &str) -> Option<String> {
    let named = expression.replace("(?P<", "(?<");
    let mut escaped = false;
    for (at, c) in named.char_indices() {
        let rest = &named[at..];
        let is_foreign = match c {
            // Only in the settings: \A and \z, \x{…}, \< and \b{…}.
            c if escaped => "AzU<>".contains(c) || "xub".contains(c) && rest[1..].starts_with('{'),
            '(' => {
                let flags = rest.strip_prefix("(?");
                flags.is_some_and(|f| !f.starts_with([':', '=', '!', '<']))
            }
            '[' => rest.starts_with("[:") || rest.starts_with("[["),
            '&' | '~' => rest.starts_with("&&") || rest.starts_with("~~"),
            _ => false,
        };
        if is_foreign {
            return None;
        }
        escaped = c == '\\' && !escaped;
    }
    Some(format!("^(?:{named})$"))
}
