//! Footnotes: numbered by their first reference, gathered at the end of the page.

use std::collections::HashMap;

use super::Writer;
use crate::diagnostic::Speech;

/// Footnotes: the number of each label by its first reference, and the HTML of each definition.
#[derive(Default)]
pub(super) struct Notes {
    numbers: HashMap<Box<str>, usize>,
    references: Vec<u32>,
    pub(super) bodies: Vec<Option<String>>,
    pub(super) suspended: Vec<(usize, String)>,
}

impl Notes {
    /// The number of a label, from 1; new labels get the next.
    pub(super) fn number(&mut self, label: &str) -> usize {
        if let Some(number) = self.numbers.get(label) {
            return *number;
        }
        self.references.push(0);
        self.bodies.push(None);
        self.numbers.insert(label.into(), self.bodies.len());
        self.bodies.len()
    }
}

impl Writer<'_, '_> {
    pub(super) fn footnote_reference(&mut self, label: &str) {
        let n = self.notes.number(label);
        let times = self.notes.references.get_mut(n - 1).map_or(1, |times| {
            *times += 1;
            *times
        });
        let again = if times > 1 { format!("-{times}") } else { String::new() };
        self.typographer.pass('1');
        self.out.push_str(&format!(
            "<sup class=\"footnote-ref\" id=\"_ref{n}{again}\"><a href=\"#_note{n}\">{n}</a></sup>"
        ));
    }

    pub(super) fn footnotes(&mut self) {
        let notes = std::mem::take(&mut self.notes);
        if notes.bodies.iter().all(Option::is_none) {
            return;
        }
        let (title, back) = match self.options.language.speech() {
            Speech::Dutch => ("Noten", "Terug naar de tekst bij noot"),
            Speech::English => ("Notes", "Back to the text at note"),
        };
        self.block(&format!(
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{title}\">\n<ol>\n"
        ));
        for (i, body) in notes.bodies.iter().enumerate() {
            let n = i + 1;
            let body = body.as_deref().unwrap_or_default().trim_end();
            let (body, end) = body.strip_suffix("</p>").map_or((body, ""), |body| (body, "</p>"));
            let links: Vec<String> = (1..=notes.references.get(i).copied().unwrap_or_default())
                .map(|time| {
                    let again = if time > 1 { format!("-{time}") } else { String::new() };
                    format!(" <a href=\"#_ref{n}{again}\" class=\"footnote-back\" aria-label=\"{back} {n}{again}\">↩</a>")
                })
                .collect();
            self.out.push_str(&format!("<li id=\"_note{n}\">{body}{}{end}</li>\n", links.concat()));
        }
        self.out.push_str("</ol>\n</section>\n");
    }
}
