//! A page → tags by which reference managers, archives and search engines for science know it: Highwire's for a page
//! that is cited, those of the Dublin Core for any, and with a government body what OWMS asks besides.

use super::{About, Subject, Tags};
use crate::citation::{Citation, Issued, Maker};
use crate::config::Cited;
use crate::schema::{self, Field, FieldKind, Value};
use crate::site::{PageId, Site};
use crate::snapshot::Route;
use crate::url::{BaseUrl, UrlPath};

pub(super) fn write(tags: &mut Tags, subject: &Subject<'_>, (base, about): (&BaseUrl, &About<'_>)) {
    let page = about.page;
    let is_own = subject.snapshot.route(subject.url) == Some(&Route::Page(page));
    let citation = about.citation.as_ref().filter(|_| is_own);
    if let Some(citation) = citation {
        highwire(tags, citation);
        if let Some(pdf) = about.pdf {
            tags.name("citation_pdf_url", &base.absolute(pdf));
        }
        tags.name("citation_public_url", &base.absolute(subject.url));
    }
    dublin_core(tags, subject, (base, page, citation));
}

/// What a reference says, as Google Scholar and Zotero read it.
fn highwire(tags: &mut Tags, citation: &Citation) {
    tags.name("citation_title", &citation.title);
    for maker in &citation.authors {
        tags.name("citation_author", &in_register(maker));
    }
    for maker in &citation.editors {
        tags.name("citation_editor", &in_register(maker));
    }
    let issued = citation.issued.map(|issued| match issued {
        Issued::Year(year) => format!("{year:04}"),
        Issued::Day(date) => date.strftime("%Y/%m/%d").to_string(),
    });
    tags.name("citation_publication_date", &issued.unwrap_or_default());
    let container = match citation.kind {
        "article-journal" | "article-magazine" | "article-newspaper" => "citation_journal_title",
        "paper-conference" => "citation_conference_title",
        "chapter" => "citation_inbook_title",
        _ => "",
    };
    let publisher = match citation.kind {
        "report" => "citation_technical_report_institution",
        "thesis" => "citation_dissertation_institution",
        _ => "citation_publisher",
    };
    let (first, last) = pages(citation.part(Cited::Pages).unwrap_or_default());
    let doi = citation.part(Cited::Doi).map(crate::citation::bare_doi);
    let parts = [
        (container, citation.part(Cited::Container).unwrap_or_default()),
        (publisher, citation.part(Cited::Publisher).unwrap_or_default()),
        ("citation_volume", citation.part(Cited::Volume).unwrap_or_default()),
        ("citation_issue", citation.part(Cited::Issue).unwrap_or_default()),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_isbn", citation.part(Cited::Isbn).unwrap_or_default()),
        ("citation_issn", citation.part(Cited::Issn).unwrap_or_default()),
        ("citation_doi", doi.as_deref().unwrap_or_default()),
        ("citation_language", citation.language.tag()),
    ];
    for (name, content) in parts.into_iter().filter(|(name, _)| !name.is_empty()) {
        tags.name(name, content);
    }
}

/// The last name with what stands before it, a comma, the first names.
fn in_register(maker: &Maker) -> String {
    match maker {
        Maker::Organisation(name) => name.clone(),
        Maker::Person(name) => {
            let parts = [&*name.last(), &*name.given, &*name.suffix];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            parts.join(", ")
        }
    }
}

/// The first and the last page.
fn pages(range: &str) -> (&str, &str) {
    let (first, last) = range.split_once(['-', '–', '—']).unwrap_or((range, ""));
    (first.trim(), last.trim_start_matches(['-', '–', ' ']).trim())
}

/// Where the words of the Dublin Core and of OWMS are explained, by what stands before each.
const SCHEMES: [(&str, &str); 3] = [
    ("DC", "http://purl.org/dc/elements/1.1/"),
    ("DCTERMS", "http://purl.org/dc/terms/"),
    ("OVERHEID", "http://standaarden.overheid.nl/owms/terms/"),
];

/// The Dublin Core, behind the addresses of the lists that its words are in.
fn dublin_core(
    tags: &mut Tags,
    subject: &Subject<'_>,
    (base, page, citation): (&BaseUrl, PageId, Option<&Citation>),
) {
    let site = subject.site();
    let facts = site.facts(page);
    let publisher = &site.config.publisher;
    let name = if publisher.name.is_empty() { &site.config.title } else { &publisher.name };
    let address = base.absolute(subject.url);
    for (name, href) in SCHEMES {
        if name != "OVERHEID" || !publisher.authority.is_empty() {
            tags.scheme(name, href);
        }
    }
    tags.name("DC.title", subject.title);
    for author in authors(site, page) {
        tags.name("DC.creator", &author);
    }
    tags.name("DC.publisher", citation.and_then(|c| c.part(Cited::Publisher)).unwrap_or(name));
    tags.name("DC.language", subject.language.tag());
    tags.name("DC.identifier", &address);
    for term in site.index.page_terms.get(page.at()).into_iter().flatten() {
        tags.name("DC.subject", &site.index.terms[term.at()].name);
    }
    let day = |date: Option<jiff::civil::Date>| date.map_or(String::new(), |date| date.to_string());
    tags.name("DCTERMS.issued", &day(facts.date));
    tags.name("DCTERMS.modified", &day(facts.updated.max(facts.date)));
    tags.name("DCTERMS.license", &publisher.licence);
    tags.name("DCTERMS.spatial", &publisher.spatial);
    tags.name("DCTERMS.type", &publisher.information);
    if !publisher.authority.is_empty() {
        tags.name("DCTERMS.title", subject.title);
        tags.name("DCTERMS.identifier", &address);
        tags.name("DCTERMS.language", subject.language.tag());
        tags.name("DCTERMS.creator", &publisher.authority);
        tags.name("OVERHEID.authority", &publisher.authority);
    }
}

/// Who made a page, as readers see it.
pub(in crate::render) fn authors(site: &Site, page: PageId) -> Vec<String> {
    let pages = site.index.author_pages.get(page.at()).map(|pages| &pages[..]).unwrap_or_default();
    let name = |(nth, author): (usize, &crate::document::Author)| {
        let own = pages.get(nth).copied().flatten();
        own.map_or_else(|| author.name.to_string(), |own| site.facts(own).title.to_string())
    };
    site.facts(page).authors.iter().enumerate().map(name).collect()
}

/// The first PDF that a page offers in one of its fields.
pub(super) fn pdf(site: &Site, page: PageId) -> Option<&UrlPath> {
    let fields = site.facts(page).fields.iter();
    let mut files = Vec::new();
    for (name, value) in fields {
        if let Some(field) = schema::find(site.fields(page), name) {
            gather(field, value, &mut files);
        }
    }
    let assets = files.into_iter().filter_map(|file| site.file(page, file));
    assets.filter(|asset| asset.path.extension() == "pdf").map(|asset| &asset.url).next()
}

/// The files that a value names.
fn gather<'v>(field: &Field, value: &'v Value, files: &mut Vec<&'v str>) {
    match (&field.kind, value) {
        (FieldKind::File, Value::Text(file)) => files.push(file),
        (FieldKind::List(item), Value::List(values)) => {
            for value in values {
                gather(item, value, files);
            }
        }
        (FieldKind::Group(parts), Value::Group(values)) => {
            for (name, value) in values {
                if let Some(part) = parts.iter().find(|part| part.name == *name) {
                    gather(part, value, files);
                }
            }
        }
        _ => {}
    }
}
