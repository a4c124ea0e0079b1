//! A page → what it is and how it hangs together with the site, as a graph in the words of schema.org (JSON-LD). Nothing
//! is in it that readers do not see.

use serde_json::{Map, Value, json};

use super::{About, Meaning, Shared, Subject, authors};
use crate::citation::Issued;
use crate::config::Cited;
use crate::language::PersonName;
use crate::render::links;
use crate::site::{ListingOf, Meeting, PageId, TermId, definition};
use crate::snapshot::Route;
use crate::url::{BaseUrl, UrlPath, doi_address};

/// The whole graph of a page.
pub(super) fn graph(
    subject: &Subject<'_>,
    base: &BaseUrl,
    (route, about): (&Route, Option<&About<'_>>),
) -> Value {
    let graph = Graph { subject, base };
    let mut nodes = vec![graph.main(route, about)];
    nodes.extend(graph.breadcrumbs());
    json!({ "@context": "https://schema.org", "@graph": nodes })
}

struct Graph<'s> {
    subject: &'s Subject<'s>,
    base: &'s BaseUrl,
}

/// A thing with what is known of it; what is empty is left out.
struct Node(Map<String, Value>);

impl Node {
    fn new(meaning: &str) -> Self {
        let mut node = Self(Map::new());
        node.set("@type", meaning);
        node
    }

    fn set(&mut self, key: &str, value: impl Into<Value>) {
        let value = value.into();
        let is_empty = match &value {
            Value::Null => true,
            Value::String(text) => text.trim().is_empty(),
            Value::Array(items) => items.is_empty(),
            _ => false,
        };
        if !is_empty {
            self.0.insert(key.to_owned(), value);
        }
    }
}

impl From<Node> for Value {
    fn from(node: Node) -> Self {
        Self::Object(node.0)
    }
}

impl Graph<'_> {
    fn address(&self, url: &UrlPath) -> String {
        self.base.absolute(url)
    }

    /// The page itself.
    fn main(&self, route: &Route, about: Option<&About<'_>>) -> Value {
        match (route, about) {
            (Route::Home(_), _) => self.site(),
            (Route::Page(_), Some(about)) => self.page(about),
            (Route::Term(term), _) => self.term(*term),
            (Route::Terms(_), _) => self.named("DefinedTermSet").into(),
            (Route::Listing(list, _), _) => {
                let site = self.subject.site();
                let is_glossary = match site.index.listings[*list].of {
                    ListingOf::Collection(at) => site.config.collections[at].glossary.is_some(),
                    ListingOf::Section(_) => false,
                };
                self.named(if is_glossary { "DefinedTermSet" } else { "CollectionPage" }).into()
            }
            (Route::Search, _) => self.named("WebPage").into(),
            _ => self.named("CollectionPage").into(),
        }
    }

    /// A thing with what every page has.
    fn named(&self, meaning: &'static str) -> Node {
        let subject = self.subject;
        let mut node = Node::new(meaning);
        node.set("name", subject.title);
        node.set("description", subject.description);
        node.set("url", self.address(subject.url));
        if Meaning(meaning).has_language() {
            node.set("inLanguage", subject.language.tag());
        }
        node
    }

    /// The site, and how to search it.
    fn site(&self) -> Value {
        let site = self.subject.site();
        let mut node = self.named("WebSite");
        node.set("name", &*site.config.title);
        node.set("publisher", self.publisher(None));
        if let Some(catalogue) = &site.index.catalogue {
            let template = format!("{}?q={{search_term_string}}", self.address(&catalogue.url));
            node.set(
                "potentialAction",
                json!({
                    "@type": "SearchAction",
                    "target": { "@type": "EntryPoint", "urlTemplate": template },
                    "query-input": "required name=search_term_string",
                }),
            );
        }
        node.into()
    }

    /// Who publishes a work: as its reference says, or the site.
    fn publisher(&self, of_work: Option<&str>) -> Value {
        let config = &self.subject.site().config;
        let own =
            if config.publisher.name.is_empty() { &config.title } else { &config.publisher.name };
        match of_work {
            Some(name) => json!({ "@type": "Organization", "name": name }),
            None => json!({ "@type": "Organization", "name": own, "url": self.base.as_str() }),
        }
    }

    /// A page of the content.
    fn page(&self, about: &About<'_>) -> Value {
        let site = self.subject.site();
        let About { page, meaning, .. } = *about;
        let mut node = self.named(meaning.0);
        if let Some(Shared { address, size: (width, height), .. }) =
            self.subject.picture(self.base, Some(page))
        {
            let image = json!({
                "@type": "ImageObject", "url": address, "width": width, "height": height
            });
            // Of a person or a body only what shows them.
            let is_own = site.shared_picture(page).is_some();
            node.set("image", if is_own || meaning.is_work() { image } else { Value::Null });
        }
        if meaning.is_work() {
            self.work(&mut node, about);
        } else if meaning.is_person() {
            let name = site.facts(page).name.as_ref();
            node.set("givenName", name.map_or("", |name| &*name.given));
            node.set("familyName", name.map_or_else(String::new, PersonName::last));
        } else if meaning.0 == "Event" {
            self.event(&mut node, page);
        } else if meaning.0 == "DefinedTerm" {
            self.defined(&mut node, page);
        }
        if !meaning.is_work() && !meaning.is_person() {
            node.set("alternateName", self.other_names(page));
        }
        node.into()
    }

    /// Something that someone made.
    fn work(&self, node: &mut Node, about: &About<'_>) {
        let About { page, meaning, citation, pdf } = about;
        let (site, page) = (self.subject.site(), *page);
        let facts = site.facts(page);
        let part = |cited: Cited| citation.as_ref().and_then(|citation| citation.part(cited));
        if meaning.has_headline() {
            node.set("headline", self.subject.title);
        }
        let issued = citation.as_ref().and_then(|citation| citation.issued);
        let issued = issued.or(facts.date.map(Issued::Day)).map(|issued| match issued {
            Issued::Year(year) => format!("{year:04}"),
            Issued::Day(date) => date.to_string(),
        });
        node.set("datePublished", issued);
        let modified = facts.updated.max(facts.date);
        node.set("dateModified", modified.map(|date| date.to_string()));
        node.set("author", self.people(page));
        node.set("publisher", self.publisher(part(Cited::Publisher)));
        node.set("license", &*site.config.publisher.licence);
        let doi = part(Cited::Doi).map(crate::citation::bare_doi);
        node.set("sameAs", doi.map(|doi| doi_address(&doi)));
        if meaning.0 == "Book" {
            let pages = part(Cited::PageCount).and_then(|count| count.trim().parse::<u32>().ok());
            node.set("isbn", part(Cited::Isbn));
            node.set("numberOfPages", pages);
        }
        if let Some(pdf) = pdf {
            node.set(
                "encoding",
                json!({
                    "@type": "MediaObject",
                    "contentUrl": self.address(pdf),
                    "encodingFormat": "application/pdf",
                }),
            );
        }
        let terms = site.index.page_terms.get(page.at()).into_iter().flatten();
        let terms: Vec<&str> = terms.map(|term| &*site.index.terms[term.at()].name).collect();
        node.set("keywords", terms);
        let here = json!({
            "@type": "WebSite", "name": site.config.title, "url": self.base.as_str()
        });
        // The number is that of the periodical, not of what stands in it.
        let periodical = part(Cited::Issn).map(|number| {
            let mut periodical = Node::new("Periodical");
            periodical.set("name", part(Cited::Container));
            periodical.set("issn", number);
            Value::from(periodical)
        });
        node.set(
            "isPartOf",
            match periodical {
                Some(periodical) => json!([here, periodical]),
                None => here,
            },
        );
    }

    /// Who made a page, with the addresses of their own pages.
    fn people(&self, page: PageId) -> Vec<Value> {
        let site = self.subject.site();
        let own = site.index.author_pages.get(page.at()).map(|all| &all[..]).unwrap_or_default();
        let person = |(nth, name): (usize, String)| {
            let own = own.get(nth).copied().flatten();
            let meaning = own.map_or(Meaning("Person"), |own| Meaning::of(site, own));
            let is_known = meaning.is_person() || meaning.is_organisation();
            let mut node = Node::new(if is_known { meaning.0 } else { "Person" });
            node.set("name", name);
            node.set("url", own.and_then(|own| site.url(own)).map(|url| self.address(url)));
            node.into()
        };
        authors(site, page).into_iter().enumerate().map(person).collect()
    }

    /// A meeting.
    fn event(&self, node: &mut Node, page: PageId) {
        let site = self.subject.site();
        let Some(meeting) = Meeting::of(site, page) else { return };
        let moment = |moment: jiff::civil::DateTime| moment.strftime("%Y-%m-%dT%H:%M").to_string();
        let start = meeting.start.map(|start| moment(meeting.date.to_datetime(start)));
        node.set("startDate", start.unwrap_or_else(|| meeting.date.to_string()));
        node.set("endDate", meeting.end.map(moment));
        if let Some(place) = &meeting.place {
            node.set("location", json!({ "@type": "Place", "name": place }));
        }
        if let Some((by, url)) = meeting.by.and_then(|by| Some((by, site.url(by)?))) {
            let meaning = Meaning::of(site, by);
            let is_known = meaning.is_person() || meaning.is_organisation();
            let meaning = if is_known { meaning.0 } else { "Organization" };
            let title = &site.facts(by).title;
            node.set(
                "organizer",
                json!({ "@type": meaning, "name": title, "url": self.address(url) }),
            );
        }
    }

    /// A word that is explained.
    fn defined(&self, node: &mut Node, page: PageId) {
        let (snapshot, site) = (self.subject.snapshot, self.subject.site());
        if let Some((text, is_markdown)) = definition(site, page) {
            let lead = || links::read(snapshot, text, Some(page)).parsed.body.lead.to_string();
            node.set("description", if is_markdown { lead() } else { text.to_owned() });
        }
        let list = site.facts(page).collection.and_then(|at| {
            let list = site.index.listings.iter().find(|l| l.of == ListingOf::Collection(at))?;
            Some((site.config.collections[at].label.to_string(), list.url.clone()))
        });
        node.set("inDefinedTermSet", list.map(|list| self.term_set(&list)));
    }

    fn term_set(&self, (label, url): &(String, UrlPath)) -> Value {
        json!({ "@type": "DefinedTermSet", "name": label, "url": self.address(url) })
    }

    /// A term of a vocabulary.
    fn term(&self, id: TermId) -> Value {
        let site = self.subject.site();
        let term = &site.index.terms[id.at()];
        let vocabulary = &site.config.vocabularies[term.vocabulary];
        let mut node = self.named("DefinedTerm");
        let synonyms: Vec<&str> = term.synonyms.iter().map(|name| &**name).collect();
        node.set("alternateName", synonyms);
        let url = UrlPath::page(vocabulary.folder.split('/'));
        node.set("inDefinedTermSet", self.term_set(&(vocabulary.label.to_string(), url)));
        node.into()
    }

    /// Other names by which people know what a page is about; old ones apart.
    fn other_names(&self, page: PageId) -> Vec<String> {
        let site = self.subject.site();
        let facts = site.facts(page);
        let fields = site.fields(page).iter();
        let fields = fields.filter(|field| field.is_name && *field.name != *"old_names");
        let names = fields.flat_map(|field| facts.texts(&field.name));
        names.map(ToOwned::to_owned).collect()
    }

    /// The way to the page, as readers see it above the page.
    fn breadcrumbs(&self) -> Option<Value> {
        let subject = self.subject;
        if subject.is_home() {
            return None;
        }
        let home = subject.snapshot.theme.label(subject.language, "home");
        let home = (home, UrlPath::home());
        let own = (subject.title.to_owned(), subject.url.clone());
        let all = std::iter::once(&home).chain(subject.crumbs).chain([&own]);
        let item = |(nth, (name, url)): (usize, &(String, UrlPath))| {
            json!({
                "@type": "ListItem", "position": nth + 1, "name": name, "item": self.address(url)
            })
        };
        let items: Vec<Value> = all.enumerate().map(item).collect();
        Some(json!({ "@type": "BreadcrumbList", "itemListElement": items }))
    }
}
