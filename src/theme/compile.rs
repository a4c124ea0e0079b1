//! Templates of all layers → Tera. One that cannot be compiled is reported and left out, so that the layer below shows
//! through and the rest of the site is still right.

use std::collections::BTreeMap;

use tera::Tera;

use super::mistakes::{self, Found, Source, Sources};
use super::{Layer, OWN, filters, scan, template_file};
use crate::diagnostic::{Diagnostic, Problem, TemplateMistake as Mistake, TemplateName as Name};

/// Where weef's own templates are that a file of the site lies over: no layer, so that only weef's own find them.
const BELOW: &str = ".own";

/// The templates while they are being compiled.
#[derive(Clone)]
struct Pile {
    prefixes: Vec<String>,
    sources: Sources,
    /// Weef's own templates that lie below a file of the site with the same name.
    below: BTreeMap<String, String>,
    /// What was left out.
    gone: Sources,
}

/// Compiles the templates of the layers; the files of the site among them come back too, for messages.
pub(super) fn compile(layers: &[Layer], problems: &mut Vec<Diagnostic>) -> (Tera, Sources) {
    let mut pile = Pile::new(layers);
    loop {
        match pile.tera() {
            Ok(tera) => {
                pile.sources.retain(|_, source| source.on_disk);
                return (tera, pile.sources);
            }
            Err(error) => problems.extend(pile.mend(&error)),
        }
    }
}

impl Pile {
    fn new(layers: &[Layer]) -> Self {
        let (mut sources, mut below) = (Sources::new(), BTreeMap::new());
        for layer in layers.iter().rev() {
            for (path, bytes) in &layer.files {
                let Some(name) = path.strip_prefix("templates/") else { continue };
                let text = String::from_utf8_lossy(bytes).into_owned();
                let name = format!("{}/{name}", layer.name);
                let source = Source { text, on_disk: layer.on_disk };
                if let Some(own) = sources.insert(name.clone(), source) {
                    below.insert(name, own.text);
                }
            }
        }
        let mut prefixes: Vec<String> =
            layers.iter().map(|layer| format!("{}/", layer.name)).collect();
        prefixes.dedup();
        Self { prefixes, sources, below, gone: Sources::new() }
    }

    fn tera(&self) -> Result<Tera, tera::Error> {
        let mut tera = Tera::default();
        tera.set_fallback_prefixes(self.prefixes.clone()).expect("no template is there yet");
        filters::register(&mut tera);
        let texts = self.sources.iter().map(|(name, source)| (name, &source.text));
        tera.add_raw_templates(texts).map(|()| tera)
    }

    /// Takes one mistake away, and says so unless it only follows from another.
    fn mend(&mut self, error: &tera::Error) -> Option<Diagnostic> {
        let found = mistakes::read(error, "", &self.sources);
        let others = found.others.iter().map(|(name, _)| name);
        // A layer that replaces a template outright may lack the blocks that weef's own templates fill.
        if std::iter::once(&found.template).chain(others).any(|name| self.extends_own(name)) {
            return None;
        }
        let at = match self.sources.get(&found.template) {
            Some(source) if source.on_disk => found.template.clone(),
            _ => match self.culprit(&found) {
                Some(name) => return self.blame(&name, found),
                None => found.template.clone(),
            },
        };
        let is_new = !self.follows(&found.mistake);
        if self.leave_out(&at).is_none() {
            // Nothing is known of where it is: no template can be trusted.
            self.sources.clear();
        }
        is_new.then(|| found.diagnostic())
    }

    /// Leaves out a file of the site that makes one of weef's own templates fail.
    fn blame(&mut self, culprit: &str, found: Found) -> Option<Diagnostic> {
        let is_new = !self.follows(&found.mistake);
        let is_template = self.sources.contains_key(&found.template);
        self.leave_out(culprit);
        let mistake = match found.mistake {
            Mistake::Unknown { what: what @ (Name::Block | Name::Component), name, .. } => {
                let of = found.template.split_once('/').map_or("", |(_, name)| name).to_owned();
                Mistake::Lacks { what, name, of }
            }
            mistake => mistake,
        };
        let span = if is_template { crate::source::lines::Span::START } else { found.span };
        let found = Found { template: culprit.to_owned(), span, mistake, others: Vec::new() };
        is_new.then(|| found.diagnostic())
    }

    /// The file of the site without which an error in one of weef's own templates would not be there.
    fn culprit(&self, found: &Found) -> Option<String> {
        let of_site = self.sources.iter().filter(|(_, source)| source.on_disk);
        let is_gone_without = |name: &str| {
            let mut pile = self.clone();
            pile.leave_out(name);
            pile.tera().err().is_none_or(|error| {
                let other = mistakes::read(&error, "", &pile.sources);
                (&other.template, &other.mistake) != (&found.template, &found.mistake)
            })
        };
        of_site.map(|(name, _)| name.clone()).find(|name| is_gone_without(name))
    }

    fn leave_out(&mut self, name: &str) -> Option<()> {
        let source = self.sources.remove(name)?;
        self.gone.insert(name.to_owned(), source);
        if let Some(text) = self.below.remove(name) {
            self.sources.insert(name.to_owned(), Source { text, on_disk: false });
        }
        Some(())
    }

    /// Lets one of weef's own templates extend weef's own, whatever a layer has of that name; `false` if it did already.
    fn extends_own(&mut self, name: &str) -> bool {
        let free = "{% extends \"";
        let source = self.sources.get(name).filter(|source| !source.on_disk);
        let Some(text) = source.map(|source| source.text.clone()) else { return false };
        let Some((before, behind)) = text.split_once(free) else { return false };
        let Some((parent, _)) = behind.split_once('"').filter(|(name, _)| !name.contains('/'))
        else {
            return false;
        };
        let mut own = format!("{OWN}/{parent}");
        if let Some(text) = self.below.get(&own).cloned() {
            own = format!("{BELOW}/{parent}");
            self.sources.insert(own.clone(), Source { text, on_disk: false });
        }
        let text = format!("{before}{free}{own}{}", &behind[parent.len()..]);
        self.sources.insert(name.to_owned(), Source { text, on_disk: false });
        true
    }

    /// Whether a mistake is only there because another template was left out: it lacks what that one gave.
    fn follows(&self, mistake: &Mistake) -> bool {
        let gave = |word: &str, name: &str| {
            self.gone.values().any(|source| scan::names(&source.text, word).contains(name))
        };
        match mistake {
            Mistake::MissingTemplate { template, .. } => self.gone.keys().any(|name| {
                name == template || name.split_once('/').is_some_and(|(_, name)| name == template)
            }),
            Mistake::Unknown { what: Name::Component, name, .. } => gave("component", name),
            Mistake::Unknown { what: Name::Block, name, .. } => gave("block", name),
            _ => false,
        }
    }
}

impl Found {
    /// The mistake as a problem of its file.
    pub(super) fn diagnostic(self) -> Diagnostic {
        let problem = Problem::BrokenTemplate { cause: self.mistake };
        Diagnostic::new(&template_file(&self.template), self.span, problem)
    }
}
