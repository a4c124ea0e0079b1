//! Text and addresses → as Markdown holds them.

use crate::url::{BaseUrl, Destination, UrlPath, destination};

/// Text in which nothing is markup.
pub(super) fn escaped(text: &str, out: &mut String) {
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<') {
            out.push('\\');
        }
        out.push(c);
    }
}

/// A text on one line in which nothing is markup.
pub(in crate::render) fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escaped(&text.split_whitespace().collect::<Vec<_>>().join(" "), &mut out);
    out
}

/// The whole address of what a page leads to.
pub(super) fn absolute(base: &BaseUrl, page: &UrlPath, to: &str) -> String {
    match destination(to) {
        Destination::External | Destination::Unsafe(_) => to.to_owned(),
        Destination::Fragment(_) => format!("{}{to}", base.absolute(page)),
        Destination::Path { .. } => {
            // weef writes every address from the root of the site.
            let root = page.to_root();
            let below = to.strip_prefix(&*root).unwrap_or(to.trim_start_matches('/'));
            format!("{}{below}", base.as_str())
        }
    }
}

/// A paragraph that does not begin as a list, a heading or a quotation would.
pub(super) fn begun(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let after = text.get(digits..).unwrap_or_default();
    if digits > 0 && digits < 10 && after.starts_with(['.', ')']) {
        return format!("{}\\{after}", &text[..digits]);
    }
    if text.starts_with(['#', '>', '+', '-', '=', '~', '|']) {
        return format!("\\{text}");
    }
    text.to_owned()
}
