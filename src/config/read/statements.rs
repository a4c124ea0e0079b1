//! The tables `[pages.…]`: which pages account for the site itself.

use super::Reader;
use crate::config::{Config, Statement, StatementKind, localise};
use crate::tree::Entry;

impl Reader {
    pub(super) fn statements(&mut self, entry: &Entry, config: &Config) -> Vec<Statement> {
        let mut statements = Vec::new();
        for row in self.rows(entry) {
            let mut kind = None;
            let wrong = self.found.len();
            for part in row.node.entries() {
                match &*part.key {
                    "kind" => match part.node.text().and_then(StatementKind::parse) {
                        Some(own) => kind = Some(own),
                        None => self.invalid(part, "statement"),
                    },
                    _ => self.unknown(part, &["kind"]),
                }
            }
            let Some(kind) = kind else {
                if self.found.len() == wrong {
                    self.invalid(row, "statement kind");
                }
                continue;
            };
            let mut fields = kind.fields(&config.fields);
            for field in &mut fields {
                localise(field, config.language);
            }
            let page = row.key.trim_matches('/');
            let page = page.strip_suffix(".md").unwrap_or(page).into();
            statements.push(Statement { kind, page, fields, span: row.key_span });
        }
        statements
    }
}
