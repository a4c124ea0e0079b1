//! What fields of the front matter lead to: links in their Markdown, files, pictures, other pages.

use super::links::{Resolver, Target};
use super::people::find_field;
use super::{Finding, PageId, Part};
use crate::config::Config;
use crate::diagnostic::Problem;
use crate::language::Language;
use crate::markdown::{self, Dialect, Link, LinkKind};
use crate::schema::{Field, FieldKind, Value, plain_field};

/// How the Markdown of a field is read.
pub(crate) fn options(config: &Config, language: Language) -> markdown::Options<'static> {
    markdown::Options {
        language,
        smart_punctuation: config.smart_punctuation,
        dialect: Dialect::Weef,
        title: None,
    }
}

/// Follows every field of a page; gives where they lead and what is wrong.
pub(super) fn check(resolver: &Resolver<'_>, page: PageId) -> (Vec<Target>, Vec<Finding>) {
    let site = resolver.site;
    let facts = site.facts(page);
    let mut follow = Follow { resolver, page, targets: Vec::new(), problems: Vec::new() };
    if resolver.index.urls[page.at()].is_none() {
        return (Vec::new(), Vec::new());
    }
    let declared = facts.collection.map(|at| &site.config.collections[at]);
    let mut findings = Vec::new();
    for (name, value) in &facts.fields {
        if **name == *"image" {
            let mut image = plain_field("image", &[]);
            image.kind = FieldKind::Image;
            follow.value(&image, value);
        } else if let Some(field) = find_field(declared, name) {
            follow.value(field, value);
        }
        let part = || Part::Named(name.clone());
        findings.extend(follow.problems.drain(..).map(|problem| Finding {
            page,
            part: part(),
            problem,
        }));
    }
    (follow.targets, findings)
}

struct Follow<'r, 's> {
    resolver: &'r Resolver<'s>,
    page: PageId,
    targets: Vec<Target>,
    problems: Vec<Problem>,
}

impl Follow<'_, '_> {
    fn value(&mut self, field: &Field, value: &Value) {
        match (&field.kind, value) {
            (FieldKind::Markdown, Value::Text(text)) => self.markdown(text),
            (FieldKind::File, Value::Text(path)) => {
                self.file(path);
            }
            (FieldKind::Image, Value::Group(values)) => self.image(values),
            (FieldKind::Reference, Value::Text(name)) => self.reference(name),
            (FieldKind::List(item), Value::List(values)) => {
                for value in values {
                    self.value(item, value);
                }
            }
            (FieldKind::Group(parts), Value::Group(values)) => {
                for (name, value) in values {
                    if let Some(part) = parts.iter().find(|part| part.name == *name) {
                        self.value(part, value);
                    }
                }
            }
            _ => {}
        }
    }

    fn markdown(&mut self, text: &str) {
        let site = self.resolver.site;
        let parsed = markdown::parse(text, &options(&site.config, site.language(self.page)));
        self.problems.extend(parsed.problems.into_iter().map(|(_, problem)| problem));
        for link in parsed.links {
            let (target, problem) = self.resolver.link(Some(self.page), &link);
            self.targets.push(target);
            self.problems.extend(problem);
        }
    }

    fn file(&mut self, path: &str) {
        if self.resolver.file(self.page, path).is_none() {
            let link = Link { kind: LinkKind::Image, to: path.into() };
            let (_, problem) = self.resolver.link(Some(self.page), &link);
            self.problems.extend(problem);
        }
    }

    fn image(&mut self, values: &[(Box<str>, Value)]) {
        let value =
            |name: &str| values.iter().find(|(part, _)| &**part == name).map(|(_, value)| value);
        let Some(path) = value("file").and_then(Value::text) else { return };
        self.file(path);
        let is_decorative = value("decorative") == Some(&Value::Flag(true));
        if value("alt").is_none() && !is_decorative {
            self.problems.push(Problem::MissingAlt { target: path.to_owned() });
        }
    }

    /// Another page by name; nobody else can be meant, so one that is not there is a dead link.
    fn reference(&mut self, name: &str) {
        let link = Link { kind: LinkKind::Wiki, to: name.into() };
        let (target, problem) = self.resolver.link(Some(self.page), &link);
        self.targets.push(target);
        self.problems.extend(problem);
    }
}
