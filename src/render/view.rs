//! What templates see of each kind of page. Every address in it is below the site's base, percent-encoded; a template
//! writes `{{ root }}` before it.

use jiff::civil::Date;
use tera::{Context, Value};

use super::fields::Shown;
use super::head::{self, Subject};
use super::{drawing, links, list, map, pictures, typeset};
use crate::config::home::NEWEST;
use crate::diagnostic::Diagnostic;
use crate::document::Facts;
use crate::language::{Language, shorten};
use crate::schema::{self, Field, Role};
use crate::search::all_on_term;
use crate::site::{ListingOf, PageId, Site, TermId, definition};
use crate::snapshot::{Snapshot, TERM_ENTRIES, term_listing as term_listing_url};
use crate::url::UrlPath;

mod around;
mod life;
mod listing;
mod parts;
mod search;
mod settings;
mod statement;

pub(super) use life::expired;
pub(super) use listing::{listing, term_listing};
pub(super) use parts::{author_views, entries, entry, term_link, terms_of};
use parts::{
    collection_view, date_or_none, feed_of, links_to_terms, site_view, term_crumbs, term_tree,
    terms_by_vocabulary,
};
pub(super) use search::{search, shelf};

/// How many words a minute people read.
const WORDS_PER_MINUTE: u32 = 220;
/// How long a description is that is taken from the text, in characters.
pub(super) const DESCRIPTION: usize = 200;

/// A date as templates see it.
pub(super) fn date(date: Date, language: Language) -> Value {
    map([("iso", Value::from(date.to_string())), ("text", Value::from(language.date(date)))])
}

/// What every template sees.
struct Frame<'s> {
    snapshot: &'s Snapshot,
    url: &'s UrlPath,
    language: Language,
    kind: &'static str,
    title: String,
    description: String,
    crumbs: Vec<(String, UrlPath)>,
    feed: Option<UrlPath>,
}

impl<'s> Frame<'s> {
    fn new(
        snapshot: &'s Snapshot,
        url: &'s UrlPath,
        kind: &'static str,
        title: impl Into<String>,
    ) -> Self {
        let language = snapshot.site.config.language;
        Self {
            snapshot,
            url,
            language,
            kind,
            title: title.into(),
            description: String::new(),
            crumbs: Vec::new(),
            feed: None,
        }
    }

    fn context(self, page: tera::Map) -> Context {
        let root = self.url.to_root();
        self.context_at(root, page)
    }

    /// The context of a page whose way to the base is given.
    fn context_at(self, root: String, mut page: tera::Map) -> Context {
        let head = head::head(&Subject {
            snapshot: self.snapshot,
            url: self.url,
            language: self.language,
            title: &self.title,
            description: &self.description,
            crumbs: &self.crumbs,
            feed: self.feed.as_ref(),
        });
        let Self { snapshot, url, language, kind, title, description, crumbs, feed } = self;
        let theme = &snapshot.theme;
        let crumb = |(label, url): (String, UrlPath)| {
            map([("label", Value::from(label)), ("path", Value::from(url.encoded()))])
        };
        let mut breadcrumbs = Vec::new();
        if kind != "home" && kind != "not-found" {
            breadcrumbs.push(crumb((theme.label(language, "home"), UrlPath::home())));
            breadcrumbs.extend(crumbs.into_iter().map(crumb));
        }
        let base = snapshot.site.config.base_url.as_ref().filter(|_| kind != "not-found");
        let calendar = head::calendar_of(snapshot, url).map(|url| url.encoded());
        let own: [(&'static str, Value); 12] = [
            ("kind", Value::from(kind)),
            ("title", Value::from(title)),
            ("path", Value::from(url.encoded())),
            ("permalink", Value::from(base.map(|base| base.absolute(url)))),
            ("lang", Value::from(language.tag())),
            ("description", Value::from(description)),
            ("breadcrumbs", Value::from(breadcrumbs)),
            ("feed", Value::from(feed.map(|url| url.encoded()))),
            ("calendar", Value::from(calendar)),
            ("head", Value::safe_string(&head)),
            ("alternates", Value::from(Vec::<Value>::new())),
            ("noindex", Value::from(matches!(kind, "not-found" | "expired"))),
        ];
        for (key, value) in own {
            page.entry(key.into()).or_insert(value);
        }
        let mut context = Context::new();
        context.insert_value("root", Value::from(root));
        context.insert_value("labels", theme.labels(language));
        let (footer, columns) = settings::footer(snapshot, url);
        context.insert_value("footer", footer);
        context.insert_value("footer_columns", columns);
        context
            .insert_value("site", snapshot.shown.site.get_or_init(|| site_view(snapshot)).clone());
        context.insert_value("page", Value::from(page));
        context
    }
}

fn insert<const N: usize>(page: &mut tera::Map, pairs: [(&'static str, Value); N]) {
    page.extend(pairs.map(|(key, value)| (key.into(), value)));
}

/// The home page: what this is, what is new, the themes, the ways in.
pub(super) fn home(
    snapshot: &Snapshot,
    url: &UrlPath,
    introduction: Option<PageId>,
) -> Result<Context, Diagnostic> {
    let site = &snapshot.site;
    let title = introduction
        .map_or_else(|| site.config.title.to_string(), |page| site.facts(page).title.to_string());
    let mut frame = Frame::new(snapshot, url, "home", title);
    frame.description = site.config.description.to_string();
    frame.feed = UrlPath::file("feed.xml");
    let mut page = tera::Map::default();
    match introduction {
        Some(id) => {
            frame.language = site.language(id);
            about_page(snapshot, url, id, &mut page)?;
        }
        None => no_page(&mut page),
    }
    let newest: Vec<PageId> = site.index.newest.iter().copied().take(NEWEST).collect();
    let first_vocabulary = term_tree(snapshot, 0);
    insert(
        &mut page,
        [
            ("newest", entries(snapshot, &newest, frame.language)),
            ("top_terms", first_vocabulary),
            ("timeline", drawing::of_news(snapshot, url, frame.language)),
        ],
    );
    let ways = snapshot
        .shown
        .site
        .get_or_init(|| site_view(snapshot))
        .get_from_path("collections")
        .cloned();
    insert(&mut page, [("ways", ways.unwrap_or_else(|| Value::from(Vec::<Value>::new())))]);
    let blocks = settings::blocks(snapshot, url, (frame.language, &page));
    insert(&mut page, [("blocks", blocks)]);
    Ok(frame.context(page))
}

/// A page of the content.
pub(super) fn page(snapshot: &Snapshot, url: &UrlPath, id: PageId) -> Result<Context, Diagnostic> {
    let mut page = tera::Map::default();
    about_page(snapshot, url, id, &mut page)?;
    let frame = frame_of_page(snapshot, url, id, "page");
    Ok(frame.context(page))
}

fn frame_of_page<'s>(
    snapshot: &'s Snapshot,
    url: &'s UrlPath,
    id: PageId,
    kind: &'static str,
) -> Frame<'s> {
    let site = &snapshot.site;
    let mut frame = Frame::new(snapshot, url, kind, &*site.facts(id).title);
    frame.language = site.language(id);
    frame.description = summary(snapshot, id);
    frame.crumbs = crumbs(snapshot, url);
    frame
}

/// What a page says in a few words: its summary; of a term of a glossary what it means; else how its text begins.
fn summary(snapshot: &Snapshot, page: PageId) -> String {
    let site = &snapshot.site;
    if let Some(summary) = site.facts(page).summary.as_deref() {
        return summary.to_owned();
    }
    match definition(site, page) {
        Some((text, true)) => links::read(snapshot, text, Some(page)).parsed.body.lead.to_string(),
        Some((text, false)) => typeset(site, site.language(page), text),
        None => shorten(&site.document(page).body.lead, DESCRIPTION),
    }
}

/// The pages and lists above an address.
fn crumbs(snapshot: &Snapshot, url: &UrlPath) -> Vec<(String, UrlPath)> {
    let mut crumbs = Vec::new();
    let mut above = url.parent();
    while !above.as_str().is_empty() {
        if let Some(label) = label_of(snapshot, &above) {
            crumbs.push((label, above.clone()));
        }
        above = above.parent();
    }
    crumbs.reverse();
    crumbs
}

/// What the page or list at an address is called.
fn label_of(snapshot: &Snapshot, url: &UrlPath) -> Option<String> {
    let site = &snapshot.site;
    if let Some(list) = site.index.listings.iter().position(|list| list.url == *url) {
        return Some(list_title(site, list));
    }
    let vocabulary =
        site.config.vocabularies.iter().find(|v| UrlPath::page(v.folder.split('/')) == *url);
    if let Some(vocabulary) = vocabulary {
        return Some(vocabulary.label.to_string());
    }
    let page = site.index.names.by_url(url).map(|page| site.facts(page).title.to_string());
    page.or_else(|| search::title_at(snapshot, url))
}

/// The title of a list: of its introduction, of its collection, or its folder's name.
pub(super) fn list_title(site: &Site, list: usize) -> String {
    let list = &site.index.listings[list];
    match (&list.of, list.introduction) {
        (ListingOf::Collection(at), _) => site.config.collections[*at].label.to_string(),
        (_, Some(page)) => site.facts(page).title.to_string(),
        (ListingOf::Section(folder), None) => {
            crate::document::title_of(folder.rsplit('/').next().unwrap_or(folder))
        }
    }
}

/// What a page of the content has to show.
fn about_page(
    snapshot: &Snapshot,
    url: &UrlPath,
    id: PageId,
    page: &mut tera::Map,
) -> Result<(), Diagnostic> {
    let site = &snapshot.site;
    let facts = site.facts(id);
    let document = site.document(id);
    let language = site.language(id);
    let collection = facts.collection.map(|at| collection_view(snapshot, at, language));
    let lists = list::lists(snapshot, url, id)?;
    insert(
        page,
        [
            ("collection", Value::from(collection)),
            ("summary", Value::from(facts.summary.as_deref())),
            ("date", date_or_none(facts.date, language)),
            ("updated", date_or_none(facts.updated, language)),
            // The same as in its entry, which the lists have made already.
            (
                "authors",
                entry(snapshot, id, language)
                    .get_from_path("authors")
                    .cloned()
                    .unwrap_or_else(Value::none),
            ),
            ("terms", terms_by_vocabulary(snapshot, id)),
            ("image", own_image(snapshot, id)),
            ("draft", Value::from(facts.is_draft)),
            ("state", life::state(snapshot, id, language)),
            ("overdue", date_or_none(site.overdue(id), language)),
            ("alternates", life::alternates(snapshot, id)),
            ("words", Value::from(document.body.words)),
            ("minutes", Value::from(document.body.words.div_ceil(WORDS_PER_MINUTE))),
            ("toc", contents(facts)),
            ("content", Value::safe_string(&links::body(snapshot, url, (id, &lists)))),
        ],
    );
    insert(page, [("citation", parts::citation(snapshot, url, id))]);
    fields(snapshot, url, id, page);
    insert(page, [("gathered", list::gathered(snapshot, url, id))]);
    around::insert_around(snapshot, url, id, page);
    Ok(())
}

/// The same keys, for a page that no file describes.
fn no_page(page: &mut tera::Map) {
    let nothing = Value::none;
    let empty = || Value::from(Vec::<Value>::new());
    insert(
        page,
        [
            ("collection", nothing()),
            ("summary", nothing()),
            ("date", nothing()),
            ("updated", nothing()),
            ("authors", empty()),
            ("terms", empty()),
            ("image", nothing()),
            ("draft", Value::from(false)),
            ("state", nothing()),
            ("overdue", nothing()),
            ("words", Value::from(0)),
            ("minutes", Value::from(0)),
            ("toc", empty()),
            ("content", Value::safe_string("")),
            ("citation", nothing()),
            ("data", Value::from(tera::Map::default())),
            ("gathered", Value::from(tera::Map::default())),
            ("fields", empty()),
            ("children", empty()),
            ("written", empty()),
            ("mentions", empty()),
            ("references", empty()),
            ("backlinks", empty()),
            ("near", empty()),
            ("ties", nothing()),
            ("previous", nothing()),
            ("next", nothing()),
            ("section", nothing()),
            ("series", nothing()),
        ],
    );
}

/// The headings of a page, for a table of contents: the first two levels.
fn contents(facts: &Facts) -> Value {
    let heading = |h: &crate::markdown::Heading| {
        map([
            ("level", Value::from(u32::from(h.level))),
            ("id", Value::from(&*h.id)),
            ("text", Value::from(&*h.text)),
        ])
    };
    Value::from(facts.headings.iter().filter(|h| h.level <= 3).map(heading).collect::<Vec<_>>())
}

/// Fields: `data` by name for templates that know them, `fields` with labels for those that do not.
fn fields(snapshot: &Snapshot, url: &UrlPath, id: PageId, page: &mut tera::Map) {
    let facts = snapshot.site.facts(id);
    let schema = snapshot.site.fields(id);
    let shown = Shown { snapshot, page: id, url, language: snapshot.site.language(id) };
    let mut data = tera::Map::default();
    // A template may ask for any field of a page's type, filled in or not.
    let is_shown = |field: &Field| !matches!(field.role, Role::Core(_) | Role::Terms(_));
    for field in schema.iter().filter(|field| is_shown(field)) {
        data.insert(field.name.to_string().into(), Value::none());
    }
    let mut list = Vec::new();
    for (name, value) in &facts.fields {
        if let Some(field) = schema::find(schema, name).filter(|field| is_shown(field)) {
            data.insert(name.to_string().into(), shown.data(field, value));
            list.push(shown.field(field, value));
        }
    }
    insert(page, [("data", Value::from(data)), ("fields", Value::from(list))]);
}

/// The picture from the front matter.
fn own_image(snapshot: &Snapshot, id: PageId) -> Value {
    match snapshot.site.facts(id).field("image") {
        Some(schema::Value::Group(parts)) => image(snapshot, id, parts),
        _ => Value::none(),
    }
}

/// A picture that a page's front matter names; none where the file is not there.
pub(super) fn image(snapshot: &Snapshot, id: PageId, parts: &[(Box<str>, schema::Value)]) -> Value {
    let Some((asset, alt)) = snapshot.site.named_picture(id, parts) else { return Value::none() };
    let part = |name: &str| parts.iter().find(|(part, _)| &**part == name).map(|(_, value)| value);
    let text = |name: &str| part(name).and_then(schema::Value::text);
    let [src, width, height, widths, webp, sizes] = pictures::view(asset);
    map([
        src,
        width,
        height,
        widths,
        webp,
        sizes,
        ("alt", Value::from(alt)),
        ("caption", Value::from(text("caption"))),
        ("credit", Value::from(text("credit"))),
        ("licence", Value::from(text("licence"))),
    ])
}

/// All terms of a vocabulary.
pub(super) fn terms(
    snapshot: &Snapshot,
    url: &UrlPath,
    vocabulary: usize,
) -> Result<Context, Diagnostic> {
    let site = &snapshot.site;
    let mut frame =
        Frame::new(snapshot, url, "terms", &*site.config.vocabularies[vocabulary].label);
    let mut page = tera::Map::default();
    match site.index.names.by_url(url) {
        Some(id) => {
            about_page(snapshot, url, id, &mut page)?;
            frame.description = frame_of_page(snapshot, url, id, "terms").description;
        }
        None => no_page(&mut page),
    }
    let drawn = drawing::map_of_terms(snapshot, url, vocabulary, frame.language);
    insert(&mut page, [("terms", term_tree(snapshot, vocabulary)), ("map", drawn)]);
    Ok(frame.context(page))
}

/// A term: what it is, what stands under it, what goes with it.
pub(super) fn term(snapshot: &Snapshot, url: &UrlPath, id: TermId) -> Result<Context, Diagnostic> {
    let site = &snapshot.site;
    let term = &site.index.terms[id.at()];
    let mut page = tera::Map::default();
    let mut frame = match term.page {
        Some(described) => {
            about_page(snapshot, url, described, &mut page)?;
            frame_of_page(snapshot, url, described, "term")
        }
        None => {
            life::no_page_of_term(snapshot, url, term, &mut page);
            Frame::new(snapshot, url, "term", &*term.name)
        }
    };
    frame.crumbs = term_crumbs(snapshot, id);
    frame.feed = feed_of(snapshot, &term.url);
    let groups = term.groups.iter().enumerate().map(|(at, group)| {
        let first: Vec<PageId> = group.entries.iter().copied().take(TERM_ENTRIES).collect();
        let more =
            (group.entries.len() > TERM_ENTRIES).then(|| term_listing_url(site, id, at).encoded());
        map([
            ("collection", parts::group_view(snapshot, group.collection, frame.language)),
            ("entries", entries(snapshot, &first, frame.language)),
            ("total", Value::from(group.entries.len())),
            ("more", Value::from(more)),
        ])
    });
    let groups: Vec<Value> = groups.collect();
    let synonyms: Vec<Value> = term.synonyms.iter().map(|name| Value::from(&**name)).collect();
    insert(
        &mut page,
        [
            ("groups", Value::from(groups)),
            ("timeline", drawing::of_groups(snapshot, url, &term.groups, frame.language)),
            ("parent", Value::from(term.parent.map(|parent| term_link(snapshot, parent)))),
            (
                "children",
                Value::from(
                    term.children
                        .iter()
                        .map(|child| term_link(snapshot, *child))
                        .collect::<Vec<_>>(),
                ),
            ),
            ("related", links_to_terms(snapshot, &term.related)),
            ("synonyms", Value::from(synonyms)),
            ("all_in_search", Value::from(all_on_term(site, id))),
            (
                "vocabulary",
                Value::from(
                    site.config.vocabularies[term.vocabulary].label_one.in_language(frame.language),
                ),
            ),
            ("count", Value::from(term.entries.len())),
        ],
    );
    Ok(frame.context(page))
}

/// An old address: where to go.
pub(super) fn redirect(snapshot: &Snapshot, url: &UrlPath, target: &UrlPath) -> Context {
    let site = &snapshot.site;
    let page = site.index.names.by_url(target);
    let language = page.map_or(site.config.language, |page| site.language(page));
    let term = || site.index.terms.iter().find(|term| term.url == *target);
    let title = label_of(snapshot, target).or_else(|| term().map(|term| term.name.to_string()));
    let mut context = Context::new();
    // An old address may be a file in a folder, where the way to the base is the folder's.
    context.insert_value("root", Value::from(url.to_root()));
    let site_view = snapshot.shown.site.get_or_init(|| site_view(snapshot)).clone();
    context.insert_value("site", site_view);
    context.insert_value("target", Value::from(target.encoded()));
    context.insert_value(
        "permalink",
        Value::from(site.config.base_url.as_ref().map(|base| base.absolute(target))),
    );
    context.insert_value("title", Value::from(title.unwrap_or_else(|| target.to_string())));
    context.insert_value("labels", snapshot.theme.labels(language));
    context.insert_value("lang", Value::from(language.tag()));
    context
}

/// The page for addresses that are not there. It answers at any depth, so its links begin at the base.
pub(super) fn not_found(snapshot: &Snapshot, url: &UrlPath) -> Context {
    let title = snapshot.theme.label(snapshot.site.config.language, "not_found_title");
    let frame = Frame::new(snapshot, url, "not-found", title);
    let mut page = tera::Map::default();
    no_page(&mut page);
    frame.context_at(snapshot.base_path(), page)
}
