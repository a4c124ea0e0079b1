//! The tables `[look]` and `[footer]`: logo, icon, colours, and what stands at the foot of each page.

use super::Reader;
use crate::config::colour::Colour;
use crate::config::look::{Chosen, Column, Contact, Footer, Look, Placed};
use crate::tree::{Entry, Node, Value};

/// What the tables may hold.
const LOOK_KEYS: &[&str] = &[
    "logo",
    "logo_dark",
    "logo_has_name",
    "icon",
    "background",
    "background_dark",
    "ink",
    "ink_dark",
    "accent",
    "accent_dark",
    "link",
    "link_dark",
];
const FOOTER_KEYS: &[&str] = &["text", "columns", "contact", "social"];
const COLUMN_KEYS: &[&str] = &["title", "text", "links"];
const CONTACT_KEYS: &[&str] = &["name", "address", "phone", "email"];

impl Reader {
    pub(super) fn look(&mut self, entry: &Entry, to: &mut Look) {
        for part in self.tables(entry) {
            let chosen = match &*part.key {
                "logo" => {
                    to.logo = self.placed(part);
                    continue;
                }
                "logo_dark" => {
                    to.logo_dark = self.placed(part);
                    continue;
                }
                "logo_has_name" => {
                    self.flag(part, &mut to.logo_has_name);
                    continue;
                }
                "icon" => {
                    to.icon = self.placed(part);
                    continue;
                }
                "background" => &mut to.light.background,
                "background_dark" => &mut to.dark.background,
                "ink" => &mut to.light.ink,
                "ink_dark" => &mut to.dark.ink,
                "accent" => &mut to.light.accent,
                "accent_dark" => &mut to.dark.accent,
                "link" => &mut to.light.link,
                "link_dark" => &mut to.dark.link,
                _ => {
                    self.unknown(part, LOOK_KEYS);
                    continue;
                }
            };
            *chosen = self.colour(part);
        }
    }

    fn colour(&mut self, part: &Entry) -> Option<Chosen> {
        let key = LOOK_KEYS.iter().find(|key| ***key == *part.key)?;
        let Some(colour) = part.node.text().and_then(Colour::parse) else {
            self.invalid(part, "colour");
            return None;
        };
        Some(Chosen { colour, key, span: part.node.span })
    }

    /// A text and where it stands; none where it is empty.
    pub(super) fn placed(&mut self, part: &Entry) -> Option<Placed> {
        let mut text = Box::default();
        self.text(part, &mut text);
        (!text.is_empty()).then_some(Placed { text, span: part.node.span })
    }

    /// The foot of each page: one text, or a table.
    pub(super) fn footer(&mut self, entry: &Entry, to: &mut Footer) {
        if !matches!(entry.node.value, Value::Map(_)) {
            to.text = self.placed(entry);
            return;
        }
        for part in entry.node.entries() {
            match &*part.key {
                "text" => to.text = self.placed(part),
                "columns" => to.columns = self.columns(part),
                "contact" => self.contact(part, &mut to.contact),
                "social" => to.social = self.navigation(part),
                _ => self.unknown(part, FOOTER_KEYS),
            }
        }
    }

    fn columns(&mut self, entry: &Entry) -> Vec<Column> {
        let mut columns = Vec::new();
        for item in self.items(entry) {
            let mut column = Column::default();
            for part in item.entries() {
                match &*part.key {
                    "title" => self.text(part, &mut column.title),
                    "text" => column.text = self.placed(part),
                    "links" => column.links = self.navigation(part),
                    _ => self.unknown(part, COLUMN_KEYS),
                }
            }
            columns.push(column);
        }
        columns
    }

    /// The tables of a list of tables, such as `[[footer.columns]]`.
    pub(super) fn items<'n>(&mut self, entry: &'n Entry) -> Vec<&'n Node> {
        let Value::List(items) = &entry.node.value else {
            self.invalid(entry, "tables");
            return Vec::new();
        };
        let (tables, others): (Vec<&Node>, Vec<&Node>) =
            items.iter().partition(|item| matches!(item.value, Value::Map(_)));
        for other in others {
            self.invalid_at(entry, other, "tables");
        }
        tables
    }

    fn contact(&mut self, entry: &Entry, to: &mut Contact) {
        for part in self.tables(entry) {
            match &*part.key {
                "name" => self.text(part, &mut to.name),
                "address" => to.address = self.texts(part),
                "phone" => self.text_like(part, &mut to.phone, ("phone", is_phone)),
                "email" => self.text_like(part, &mut to.email, ("email", is_email)),
                _ => self.unknown(part, CONTACT_KEYS),
            }
        }
    }

    /// A text of a form.
    fn text_like(
        &mut self,
        part: &Entry,
        to: &mut Box<str>,
        (expected, fits): (&'static str, fn(&str) -> bool),
    ) {
        match part.node.text().map(str::trim).filter(|text| fits(text)) {
            Some(text) => *to = text.into(),
            None => self.invalid(part, expected),
        }
    }
}

/// Whether a text can be dialled: digits, and what people put between them.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits >= 3 && text.chars().all(|c| c.is_ascii_digit() || "+-()./ \u{a0}".contains(c))
}

/// Whether a text can be an address for mail.
fn is_email(text: &str) -> bool {
    let is_plain = |part: &str| {
        !part.is_empty()
            && !part.contains(|c: char| c.is_whitespace() || "@<>()\",;:?&".contains(c))
    };
    text.split_once('@').is_some_and(|(name, host)| {
        is_plain(name) && is_plain(host) && host.contains('.') && !host.ends_with('.')
    })
}
