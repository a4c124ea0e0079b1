//! A snapshot → what whoever keeps the site must look after: `security.txt`, pages that the settings count on.

use jiff::ToSpan as _;

use super::Snapshot;
use super::routes::security_txt;
use crate::config::is_index;
use crate::diagnostic::{Diagnostic, Expiry, Named, Problem, nearest};
use crate::snapshot::Route;
use crate::source::lines::Span;
use crate::source::{CONFIG_FILE, SourcePath};

/// How many days before its end `security.txt` is to be looked at.
const NEAR: i32 = 30;

impl Snapshot {
    pub(super) fn keeping(&self) -> Vec<Diagnostic> {
        let file = SourcePath::new(CONFIG_FILE);
        let found = self.security_problems().into_iter().chain(self.missing_statements());
        found.map(|(span, problem)| Diagnostic::new(&file, span, problem)).collect()
    }

    /// A day that is near, past or too far away; a file of the content that is there, too.
    fn security_problems(&self) -> Vec<(Span, Problem)> {
        let Some(own) = &self.site.config.security else { return Vec::new() };
        let route = security_txt().and_then(|url| Some((self.routes.get(&url)?, url)));
        if let Some((Route::Asset(path), url)) = route {
            let (key, name) = ("security".to_owned(), url.as_str().to_owned());
            return vec![(own.span, Problem::SettingTwice { key, name, other: path.to_string() })];
        }
        let (today, date) = (self.sources.today, own.expires);
        let after = |span: jiff::Span| today.checked_add(span).unwrap_or(today);
        let expiry = match date {
            past if past <= today => Expiry::Past,
            near if near <= after(NEAR.days()) => Expiry::Near,
            far if far > after(1.year()) => Expiry::Far,
            _ => return Vec::new(),
        };
        vec![(own.expires_span, Problem::SecurityExpires { date, expiry })]
    }

    /// Statements that no page makes.
    fn missing_statements(&self) -> Vec<(Span, Problem)> {
        let documents = || self.site.documents.iter();
        let below = |path: &SourcePath| self.sources.below_content(path).map(ToOwned::to_owned);
        let is_there = |page: &str| {
            let mut pages = documents().filter_map(|document| below(&document.path));
            pages.any(|below| {
                let own = self.site.config.statement_of(&below);
                own.is_some_and(|own| *own.page == *page)
            })
        };
        let missing = self.site.config.statements.iter().filter(|own| !is_there(&own.page));
        let problems = missing.map(|own| {
            let pages: Vec<String> =
                documents().filter_map(|document| below(&document.path)).collect();
            // What introduces a folder is a list.
            let pages = pages.iter().filter(|page| !is_index(page));
            let names = pages.map(|page| page.rsplit_once('.').map_or(&**page, |(name, _)| name));
            let suggestion = nearest(&own.page, names);
            let (key, name) = ("pages".to_owned(), own.page.to_string());
            (own.span, Problem::UnknownNameInSettings { key, of: Named::Page, name, suggestion })
        });
        problems.collect()
    }
}
