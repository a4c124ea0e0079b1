//! What the settings name that only the whole site knows: pages, files, addresses → problems where it is not there.

use super::Snapshot;
use crate::config::home::Shows;
use crate::config::look::Placed;
use crate::diagnostic::{Diagnostic, Problem, nearest};
use crate::markdown::{self, Link, LinkKind};
use crate::picture::Flaw;
use crate::site::{Asset, field_options, flaw_of};
use crate::source::lines::Span;
use crate::source::{CONFIG_FILE, SourcePath};
use crate::url::{Destination, UrlPath, destination};

impl Snapshot {
    /// What is wrong with what the settings name.
    pub(super) fn of_settings(&self) -> Vec<Diagnostic> {
        let mut found = self.dead_links();
        let config = &self.site.config;
        let in_home = config.home.iter().filter_map(|block| match &block.shows {
            Shows::Text(text) => Some(text),
            _ => None,
        });
        for text in config.footer.texts().chain(in_home) {
            found.extend(self.in_text(text).into_iter().map(|problem| (text.span, problem)));
        }
        for block in &config.home {
            if let Shows::Page(page) = &block.shows {
                let (_, problem) = self.site.find_link(None, &link_to(page));
                found.extend(problem.map(|problem| (page.span, problem)));
            }
        }
        found.extend(self.pictures());
        let file = SourcePath::new(CONFIG_FILE);
        found.into_iter().map(|(span, problem)| Diagnostic::new(&file, span, problem)).collect()
    }

    /// Links of the menu and the foot of the page that lead nowhere.
    fn dead_links(&self) -> Vec<(Span, Problem)> {
        let config = &self.site.config;
        let items = config.navigation.iter().chain(config.footer.links());
        items.filter_map(|item| Some((item.span, self.dead_link(&item.to)?))).collect()
    }

    /// What is wrong with where a link of the menu leads, if anything is.
    fn dead_link(&self, to: &str) -> Option<Problem> {
        let target = to.to_owned();
        match destination(to) {
            Destination::External => return None,
            Destination::Unsafe(scheme) => return Some(Problem::UnsafeLink { target, scheme }),
            Destination::Fragment(_) | Destination::Path { .. } => {}
        }
        let is_there = UrlPath::parse(to).is_some_and(|url| {
            self.routes.get(&url).is_some() || self.routes.get(&url.join("/")).is_some()
        });
        if !is_there {
            return Some(Problem::BrokenLink { target, suggestion: None });
        }
        let link = Link { kind: LinkKind::Link, to: to.into() };
        let (_, problem) = self.site.find_link(None, &link);
        problem.filter(|problem| matches!(problem, Problem::BrokenAnchor { .. }))
    }

    /// What is wrong in a text of the settings.
    fn in_text(&self, text: &Placed) -> Vec<Problem> {
        let config = &self.site.config;
        let parsed = markdown::parse(&text.text, &field_options(config, config.language));
        let links = parsed.links.iter().filter_map(|link| self.site.find_link(None, link).1);
        links.chain(parsed.problems.into_iter().map(|(_, problem)| problem)).collect()
    }

    /// Logos and icons that are not there, or are no pictures.
    fn pictures(&self) -> Vec<(Span, Problem)> {
        let look = &self.site.config.look;
        let named = [("logo", &look.logo), ("logo_dark", &look.logo_dark), ("icon", &look.icon)];
        let named = named.into_iter().filter_map(|(key, file)| Some((key, file.as_ref()?)));
        let flawed = named.filter_map(|(key, file)| {
            let problem = match self.picture_of(key, file) {
                Ok(asset) => asset.flaw.map(|flaw| flaw_of(flaw, &file.text)),
                Err(problem) => Some(problem),
            };
            Some((file.span, problem?))
        });
        flawed.collect()
    }

    /// The picture that a setting names by its path below the content folder.
    pub(crate) fn picture_of(&self, key: &str, file: &Placed) -> Result<&Asset, Problem> {
        let target = file.text.to_string();
        let path = file.text.trim_start_matches('/');
        let assets = &self.site.assets;
        let Some(asset) = assets.iter().find(|asset| *asset.below == *path) else {
            let pictures = assets.iter().filter(|asset| asset.is_picture());
            let suggestion = nearest(path, pictures.map(|asset| &*asset.below));
            return Err(Problem::MissingPicture { key: key.to_owned(), target, suggestion });
        };
        // Of these nothing is read, so that nothing is known of them.
        let is_unread = match asset.path.extension().as_str() {
            "ico" => key == "icon",
            end => end == "avif",
        };
        let is_broken = asset.flaw == Some(Flaw::Broken);
        let is_picture = (asset.size.is_some() || is_unread) && !is_broken;
        if is_picture { Ok(asset) } else { Err(Problem::BrokenImage { target }) }
    }
}

/// The page of a block as a link would name it: by its path, or by its title.
pub(crate) fn link_to(page: &Placed) -> Link {
    let is_path = page.text.contains('/') || SourcePath::new(&page.text).is_markdown();
    let kind = if is_path { LinkKind::Link } else { LinkKind::Wiki };
    Link { kind, to: page.text.clone() }
}
