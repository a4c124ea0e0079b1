//! `weef explain`: what the manual says of a problem, in the terminal.

use std::process::ExitCode;

use anyhow::{Result, bail};
use rust_embed::RustEmbed;

use super::say;
use crate::diagnostic::nearest;
use crate::document::split;
use crate::tree;

/// The manual's pages of problems, each called as the code.
#[derive(RustEmbed)]
#[folder = "content/handleiding/meldingen"]
struct Pages;

pub(super) fn run(code: &str) -> Result<ExitCode> {
    let wanted = code.trim().to_lowercase();
    match page(&wanted) {
        Some(text) => say(&text)?,
        None => {
            let codes = codes();
            match nearest(&wanted, codes.iter().map(String::as_str)) {
                Some(near) => bail!("there is no problem \"{code}\"; did you mean `{near}`?"),
                None => bail!("there is no problem \"{code}\"; choose from: {}", codes.join(", ")),
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Every code that has a page, in alphabetical order.
fn codes() -> Vec<String> {
    let names = Pages::iter();
    let codes = names.filter_map(|name| Some(name.strip_suffix(".md")?.to_owned()));
    let mut codes: Vec<String> = codes.filter(|code| code != "index").collect();
    codes.sort();
    codes
}

/// Title and body of a page.
fn page(code: &str) -> Option<String> {
    if !codes().iter().any(|known| known == code) {
        return None;
    }
    let file = Pages::get(&format!("{code}.md"))?;
    let text = String::from_utf8_lossy(&file.data);
    let split = split(&text, &|_| true);
    let front = split.front.and_then(|front| text.get(front.range)).unwrap_or_default();
    let (front, _) = tree::yaml(front, 2, &|_| true);
    let title = ["titel", "title"].into_iter().find_map(|key| front.get(key)?.text());
    let body = text.get(split.body..).unwrap_or_default().trim();
    Some(format!("{}\n\n{body}", title.unwrap_or(code)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_can_be_shown() {
        assert!(codes().iter().any(|code| code == "broken-link"));
        for code in codes() {
            let text = page(&code).unwrap();
            assert!(!text.starts_with("---") && text.lines().count() > 3, "{code}: {text}");
        }
    }
}
