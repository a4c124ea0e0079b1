//! The settings for whoever keeps the site on its host: which host it is, and the table `[security]`.

use jiff::civil::Date;

use super::Reader;
use crate::config::{Host, Security, SecurityPage};
use crate::language::{Language, parse_date};
use crate::source::lines::Span;
use crate::tree::{Entry, Node};

/// What the table `[security]` may hold.
const SECURITY_KEYS: &[&str] =
    &["contact", "expires", "languages", "policy", "encryption", "acknowledgments", "hiring"];

impl Reader {
    pub(super) fn host(&mut self, entry: &Entry, to: &mut Host) {
        match entry.node.text().and_then(Host::parse) {
            Some(host) => *to = host,
            None => self.invalid(entry, "host"),
        }
    }

    /// Whom to tell of a hole. Without an address or a day there is no file: it would not be one.
    pub(super) fn security(&mut self, entry: &Entry) -> Option<Security> {
        let (mut contact, mut expires, mut languages) = (Vec::new(), None, Vec::new());
        let mut pages: Vec<(SecurityPage, Box<str>)> = Vec::new();
        let wrong = self.found.len();
        for part in self.tables(entry) {
            match &*part.key {
                "contact" => contact = self.lines((part, "security contact"), is_contact),
                "expires" => expires = self.day(part),
                "languages" => {
                    languages =
                        self.lines((part, "languages"), |tag| Language::parse(tag).is_some());
                }
                key => match SecurityPage::ALL.into_iter().find(|page| page.key() == key) {
                    Some(page) => {
                        let own = self.lines((part, "security page"), is_page);
                        pages.extend(own.into_iter().map(|address| (page, address)));
                    }
                    None => self.unknown(part, SECURITY_KEYS),
                },
            }
        }
        pages.sort_by_key(|(page, _)| *page);
        // What is wrong with either has been said.
        let is_told = self.found.len() > wrong;
        match expires {
            Some((expires, expires_span)) if !contact.is_empty() => {
                let span = entry.key_span;
                Some(Security { contact, expires, expires_span, languages, pages, span })
            }
            _ => {
                if !is_told {
                    self.invalid(entry, "security");
                }
                None
            }
        }
    }

    /// A text or several, each of which must fit: it becomes a line of a file.
    fn lines(
        &mut self,
        (part, expected): (&Entry, &'static str),
        fits: impl Fn(&str) -> bool,
    ) -> Vec<Box<str>> {
        let mut lines = Vec::new();
        for (text, span) in self.texts_with_places(part) {
            if fits(&text) {
                lines.push(text);
            } else {
                let node = Node { span, ..plain(&text) };
                self.invalid_at(part, &node, expected);
            }
        }
        lines
    }

    /// A day, or the moment of which it is the day.
    fn day(&mut self, part: &Entry) -> Option<(Date, Span)> {
        let text = part.node.text().unwrap_or_default().trim();
        let day = text.split_once(['T', 't', ' ']).map_or(text, |(day, _)| day);
        let day = parse_date(day).filter(|_| day.len() == 10);
        if day.is_none() {
            self.invalid(part, "day");
        }
        day.map(|day| (day, part.node.span))
    }
}

fn plain(text: &str) -> Node {
    // As it is told: on one line.
    let text = text.replace(char::is_control, " ").into();
    let value = crate::tree::Value::Scalar { text, plain: false };
    Node { value, span: Span::START }
}

/// Whether a text is an address of one line, in the signs that an address may have, that begins so.
fn begins(text: &str, schemes: &[&str]) -> bool {
    let rest = schemes.iter().find_map(|scheme| text.strip_prefix(scheme));
    let is_plain = |b: u8| b.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&b);
    rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(is_plain))
}

/// Whether a text says where somebody can be reached.
fn is_contact(text: &str) -> bool {
    let has_at =
        |text: &str| text.split_once('@').is_some_and(|(a, b)| !a.is_empty() && !b.is_empty());
    begins(text, &["https://", "tel:+"]) || begins(text, &["mailto:"]) && has_at(text)
}

fn is_page(text: &str) -> bool {
    begins(text, &["https://", "openpgp4fpr:", "dns:"])
}
