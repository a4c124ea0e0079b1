//! What fields of the front matter lead to: links in their Markdown, files, pictures, people, other pages.

use super::links::{Resolver, Target};
use super::people::authors_of;
use super::references::{Referred, misnamed, refer_among, unknown};
use super::{Finding, Life, PageId, Part};
use crate::config::Config;
use crate::diagnostic::{PictureIn, Problem};
use crate::language::Language;
use crate::markdown::{self, Dialect, Link, LinkKind};
use crate::schema::{self, Field, FieldKind, Value};
use crate::url::{Destination, destination};

/// How the Markdown of a field is read.
pub(crate) fn options(config: &Config, language: Language) -> markdown::Options<'static> {
    markdown::Options {
        language,
        smart_punctuation: config.smart_punctuation,
        dialect: Dialect::Field,
        title: None,
    }
}

/// Follows every field of a page; gives where they lead and what is wrong. Of a page that is over only what came in its
/// place is shown.
pub(super) fn check(resolver: &Resolver<'_>, page: PageId) -> (Vec<Target>, Vec<Finding>) {
    let site = resolver.site;
    let facts = site.facts(page);
    let is_shown = resolver.index.urls[page.at()].is_some();
    if !is_shown && !matches!(site.life(page), Life::Expired(_)) {
        return (Vec::new(), Vec::new());
    }
    let fields = site.fields(page);
    let mut follow = Follow { resolver, page, at: 0, targets: Vec::new(), findings: Vec::new() };
    for (name, value) in &facts.fields {
        match schema::find(fields, name).filter(|_| is_shown || **name == *"replaced_by") {
            Some(field) => follow.value(field, value),
            None => follow.at += value.leaves(),
        }
    }
    if !is_shown {
        return (Vec::new(), follow.findings);
    }
    follow.authors(authors_of(fields));
    follow.named();
    (follow.targets, follow.findings)
}

struct Follow<'r, 's> {
    resolver: &'r Resolver<'s>,
    page: PageId,
    /// The ordinal of the next single value.
    at: usize,
    targets: Vec<Target>,
    findings: Vec<Finding>,
}

impl Follow<'_, '_> {
    fn value(&mut self, field: &Field, value: &Value) {
        let before = self.at;
        match (&field.kind, value) {
            (FieldKind::Markdown, Value::Text(text)) => self.markdown(text),
            (FieldKind::File, Value::Text(path)) => self.file(path),
            (FieldKind::Link, Value::Text(to)) => self.link(to),
            (FieldKind::Image, Value::Group(values)) => self.image(values),
            (FieldKind::Reference(among), Value::Text(name))
                if field.is_from_folder && self.lacks_own_page(*among, name) => {}
            (FieldKind::Reference(among), Value::Text(name)) => self.reference(*among, name),
            (FieldKind::Person(among), Value::Text(name) | Value::InRole { name, .. }) => {
                self.person(*among, name, Part::Value(before));
            }
            (FieldKind::List(item), Value::List(values)) => {
                for value in values {
                    self.value(item, value);
                }
            }
            (FieldKind::Group(parts), Value::Group(values)) => {
                for (name, value) in values {
                    match parts.iter().find(|part| part.name == *name) {
                        Some(part) => self.value(part, value),
                        None => self.at += value.leaves(),
                    }
                }
            }
            _ => {}
        }
        self.at = before + value.leaves();
    }

    /// Says what is wrong with the value at hand.
    fn report(&mut self, problem: Problem) {
        self.report_at(Part::Value(self.at), problem);
    }

    fn report_at(&mut self, part: Part, problem: Problem) {
        self.findings.push(Finding { page: self.page, part, problem });
    }

    fn markdown(&mut self, text: &str) {
        let site = self.resolver.site;
        let parsed = markdown::parse(text, &options(&site.config, site.language(self.page)));
        for (_, problem) in parsed.problems {
            self.report(problem);
        }
        for link in parsed.links {
            self.follow(&link);
        }
    }

    fn follow(&mut self, link: &Link) {
        let (target, problem) = self.resolver.link(Some(self.page), link);
        self.targets.push(target);
        if let Some(problem) = problem {
            self.report(problem);
        }
    }

    /// An address; one on this site must be there.
    fn link(&mut self, to: &str) {
        if matches!(destination(to), Destination::Path { .. } | Destination::Fragment(_)) {
            self.follow(&Link { kind: LinkKind::Link, to: to.into() });
        }
    }

    /// A file beside the page; one that lies on another host is only linked to.
    fn file(&mut self, path: &str) {
        if matches!(destination(path), Destination::Path { .. })
            && self.resolver.file(self.page, path).is_some()
        {
            return;
        }
        if destination(path) != Destination::External {
            let link = Link { kind: LinkKind::Image, to: path.into() };
            let problem = match self.resolver.link(Some(self.page), &link) {
                (_, Some(problem)) => problem,
                // A page is no file.
                (Target::Asset(_), None) => return,
                _ => Problem::MissingImage { target: path.to_owned(), suggestion: None },
            };
            self.report(problem);
        }
    }

    fn image(&mut self, values: &[(Box<str>, Value)]) {
        let value =
            |name: &str| values.iter().find(|(part, _)| &**part == name).map(|(_, value)| value);
        let Some(path) = value("file").and_then(Value::text) else { return };
        if destination(path) == Destination::External {
            self.report(Problem::ExternalImage { target: path.to_owned() });
            return;
        }
        let known = self.findings.len();
        self.file(path);
        // Of a picture that is not there, the description can wait.
        if self.findings.len() > known {
            return;
        }
        if let Some(asset) = self.resolver.file(self.page, path) {
            self.targets.push(Target::Asset(asset));
            if let Some(problem) = self.resolver.flaw(asset, path) {
                self.report(problem);
            }
        }
        let is_decorative = value("decorative") == Some(&Value::Flag(true));
        if value("alt").is_none() && !is_decorative {
            self.report(Problem::MissingAlt { target: path.to_owned(), place: PictureIn::Field });
        }
    }

    /// Whether a page belongs to the page of its folder, and that is not there; says so.
    fn lacks_own_page(&mut self, among: Option<usize>, name: &str) -> bool {
        let site = self.resolver.site;
        let folder = site.below(self.page).rsplit_once('/').map_or("", |(folder, _)| folder);
        let is_folder = name.strip_prefix('/') == Some(folder);
        let refer = refer_among((site, self.resolver.index), among, name);
        let is_lacking = is_folder && refer == Referred::Unknown;
        if is_lacking {
            let collection = among.map(|at| site.config.collections[at].label.to_string());
            let folder = folder.to_owned();
            self.report(Problem::NoPageOfFolder { folder, collection });
        }
        is_lacking
    }

    /// Another page by name; nobody else can be meant, so one that is not there is a mistake.
    fn reference(&mut self, among: Option<usize>, name: &str) {
        let site = self.resolver.site;
        let all = (site, self.resolver.index);
        match refer_among(all, among, name) {
            Referred::Page(page) => self.targets.push(Target::Page(page, None)),
            Referred::Elsewhere(page) => self.report(misnamed(all, among, (name, Some(page)))),
            Referred::Several(pages) => {
                let candidates = pages.iter().map(|page| site.below(*page).to_owned()).collect();
                self.report(Problem::AmbiguousLink { target: name.to_owned(), candidates });
            }
            // A term that no page describes, an address of a list.
            Referred::Unknown => {
                let link = Link { kind: LinkKind::Wiki, to: name.into() };
                let (target, problem) = if among.is_none() {
                    self.resolver.link(Some(self.page), &link)
                } else {
                    (Target::Broken, None)
                };
                match target {
                    Target::Broken => self.report(unknown(all, among, name)),
                    target => {
                        self.targets.push(target);
                        if let Some(problem) = problem {
                            self.report(problem);
                        }
                    }
                }
            }
        }
    }

    /// Someone; who has no page may still be meant, but a name that is nearly one that has is a slip.
    fn person(&mut self, among: Option<usize>, name: &str, part: Part) {
        let (site, index) = (self.resolver.site, self.resolver.index);
        match refer_among((site, index), among, name) {
            Referred::Page(page) => {
                if matches!(part, Part::Value(_)) {
                    self.targets.push(Target::Page(page, None));
                }
            }
            Referred::Several(pages) => {
                let candidates = pages.iter().map(|page| site.below(*page).to_owned()).collect();
                self.report_at(part, Problem::AmbiguousLink { target: name.into(), candidates });
            }
            Referred::Unknown | Referred::Elsewhere(_) => {
                let is_person = |page: PageId| {
                    let own = site.facts(page).collection;
                    match among {
                        Some(_) => own == among,
                        None => own.is_some_and(|at| index.people.contains(&at)),
                    }
                };
                let near = index.names.nearest_of(name, &is_person);
                if let Some(suggestion) = near.map(|page| site.facts(page).title.to_string()) {
                    let name = name.to_owned();
                    self.report_at(part, Problem::UnknownPerson { name, suggestion });
                }
            }
        }
    }

    fn authors(&mut self, among: Option<usize>) {
        let facts = self.resolver.site.facts(self.page);
        for (at, author) in facts.authors.iter().enumerate() {
            self.person(among, &author.name, Part::Author(at));
        }
    }

    /// Pages that are not to be shown as related must be there to be left out, and a page that is translated to be
    /// named.
    fn named(&mut self) {
        let facts = self.resolver.site.facts(self.page);
        let unrelated = facts.unrelated.iter().map(|name| (name, "unrelated"));
        let original = facts.translation_of.iter().map(|name| (name, "translation_of"));
        for (name, field) in unrelated.chain(original) {
            let all = (self.resolver.site, self.resolver.index);
            if refer_among(all, None, name) == Referred::Unknown {
                self.report_at(Part::Named(field.into()), unknown(all, None, name));
            }
        }
    }
}
