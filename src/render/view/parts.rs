//! Parts that several kinds of page show: entries of lists, terms, authors, pagers, the site itself.

use jiff::civil::Date;
use tera::Value;

use super::super::map;
use super::{date, list_title, settings};
use crate::citation::{Citation, Format};
use crate::config::{NavigationItem, Vocabulary};
use crate::diagnostic::Speech;
use crate::language::{Language, PersonName};
use crate::markdown::{Link, LinkKind, escape};
use crate::schema::{self, FieldKind};
use crate::site::{ListingOf, PageId, Site, Target, TermId};
use crate::snapshot::{Route, Snapshot, citation as citation_url, nth_page};
use crate::url::{Destination, UrlPath, destination, encode_fragment};

pub(super) fn date_or_none(day: Option<Date>, language: Language) -> Value {
    day.map_or_else(Value::none, |day| date(day, language))
}

/// The site, as every template sees it.
pub(super) fn site_view(snapshot: &Snapshot) -> Value {
    let site = &snapshot.site;
    let config = &site.config;
    let files = |end: &str| {
        let files = snapshot.theme.loaded(end).map(|asset| Value::from(asset.url.encoded()));
        Value::from(files.collect::<Vec<_>>())
    };
    let terms =
        config.vocabularies.first().filter(|_| site.index.terms.iter().any(|t| t.vocabulary == 0));
    let script = config.search.is_enabled.then(UrlPath::search_script);
    map([
        ("title", Value::from(&*config.title)),
        ("description", Value::from(&*config.description)),
        ("lang", Value::from(config.language.tag())),
        ("url", Value::from(config.base_url.as_ref().map(|base| base.as_str().to_owned()))),
        ("nav", navigation(snapshot)),
        ("collections", ways(snapshot)),
        ("feed", Value::from("feed.xml")),
        ("terms_path", Value::from(terms.map(|v| UrlPath::page(v.folder.split('/')).encoded()))),
        ("terms_label", Value::from(terms.map(|v| v.label.to_string()))),
        ("stylesheets", files(".css")),
        ("scripts", files(".js")),
        ("icon", settings::icon(snapshot)),
        ("logo", settings::logo(snapshot)),
        ("contact", settings::contact(snapshot)),
        ("social", menu(snapshot, &config.footer.social)),
        (
            "search_path",
            Value::from(site.index.catalogue.as_ref().map(|catalogue| catalogue.url.encoded())),
        ),
        ("statements", super::statement::links(snapshot)),
        ("own_scripts", Value::from(snapshot.theme.has_own_scripts)),
        ("search_script", Value::from(script.map(|script| script.encoded()))),
        ("generator", Value::from(concat!("weef ", env!("CARGO_PKG_VERSION")))),
    ])
}

/// The main navigation: as set, or the collections and the first vocabulary.
fn navigation(snapshot: &Snapshot) -> Value {
    let site = &snapshot.site;
    let item =
        |label: &str, url: &UrlPath| menu_item(label, Value::from(url.encoded()), Value::none());
    let config = &site.config;
    let mut items = Vec::new();
    if config.navigation.is_empty() {
        for (at, _) in shown_lists(site) {
            items.push(item(&list_title(site, at), &site.index.listings[at].url));
        }
        if let Some(vocabulary) = config
            .vocabularies
            .first()
            .filter(|_| site.index.terms.iter().any(|t| t.vocabulary == 0))
        {
            items.push(item(&vocabulary.label, &UrlPath::page(vocabulary.folder.split('/'))));
        }
    }
    items.extend(menu_items(snapshot, &config.navigation));
    Value::from(items)
}

/// Links of the settings, as a menu has them.
pub(super) fn menu(snapshot: &Snapshot, links: &[NavigationItem]) -> Value {
    Value::from(menu_items(snapshot, links).collect::<Vec<_>>())
}

fn menu_items<'s>(
    snapshot: &'s Snapshot,
    links: &'s [NavigationItem],
) -> impl Iterator<Item = Value> + 's {
    links.iter().filter_map(|wanted| {
        let given = (!wanted.label.is_empty()).then(|| wanted.label.to_string());
        if destination(&wanted.to) == Destination::External {
            let label = given.unwrap_or_else(|| wanted.to.to_string());
            return Some(menu_item(&label, Value::none(), Value::from(&*wanted.to)));
        }
        let url = UrlPath::parse(&wanted.to)?;
        let is_file = snapshot.routes.get(&url).is_some();
        let url = if is_file { url } else { url.join("/") };
        // A dead item is reported; readers need not meet it.
        snapshot.routes.get(&url)?;
        let label = given.or_else(|| super::label_of(snapshot, &url));
        let label = label.unwrap_or_else(|| wanted.to.to_string());
        let path = url.encoded() + &behind(snapshot, &wanted.to);
        Some(menu_item(&label, Value::from(path), Value::none()))
    })
}

/// What follows the address of a page in a link of the settings: a question, a place on the page.
fn behind(snapshot: &Snapshot, to: &str) -> String {
    let Destination::Path { query, fragment, .. } = destination(to) else { return String::new() };
    // Every page asks this for its whole menu; names are looked up only where there is something to look up.
    if query.is_none() && fragment.is_none() {
        return String::new();
    }
    let link = Link { kind: LinkKind::Link, to: to.into() };
    let place = match snapshot.site.find_link(None, &link).0 {
        Target::Page(_, anchor) => anchor.map(String::from),
        _ => fragment,
    };
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    let place = place.map(|place| format!("#{}", encode_fragment(&place))).unwrap_or_default();
    query + &place
}

fn menu_item(label: &str, path: Value, url: Value) -> Value {
    map([("label", Value::from(label)), ("name", Value::from(label)), ("path", path), ("url", url)])
}

/// Lists that lead into the site: collections that want it, or the sections of the first level.
fn shown_lists(site: &Site) -> Vec<(usize, &crate::site::Listing)> {
    let shown = |list: &crate::site::Listing| match &list.of {
        ListingOf::Collection(at) => {
            site.config.collections[*at].in_navigation && !list.entries.is_empty()
        }
        ListingOf::Section(folder) => !site.config.is_declared && !folder.contains('/'),
    };
    site.index.listings.iter().enumerate().filter(|(_, list)| shown(list)).collect()
}

/// The ways into the site, with how much there is.
fn ways(snapshot: &Snapshot) -> Value {
    let site = &snapshot.site;
    let way = |(at, list): (usize, &crate::site::Listing)| {
        let below: usize = list.sections.iter().map(|(_, count)| count).sum();
        let label = list_title(site, at);
        let label_one = match &list.of {
            ListingOf::Collection(at) => site.config.collections[*at].label_one.to_string(),
            ListingOf::Section(_) => label.clone(),
        };
        let name = match &list.of {
            ListingOf::Collection(at) => site.config.collections[*at].name.to_string(),
            ListingOf::Section(folder) => folder.to_string(),
        };
        let feed = feed_of(snapshot, &list.url);
        map([
            ("name", Value::from(name)),
            ("label", Value::from(label)),
            ("label_one", Value::from(label_one)),
            ("path", Value::from(list.url.encoded())),
            ("count", Value::from(list.entries.len() + below)),
            ("feed", Value::from(feed.map(|url| url.encoded()))),
        ])
    };
    Value::from(shown_lists(site).into_iter().map(way).collect::<Vec<_>>())
}

/// The feed of a list or term, where there is one.
pub(super) fn feed_of(snapshot: &Snapshot, url: &UrlPath) -> Option<UrlPath> {
    Some(url.join("feed.xml")).filter(|feed| snapshot.routes.get(feed).is_some())
}

/// A collection; made once for all pages.
pub(super) fn collection_view(snapshot: &Snapshot, at: usize, language: Language) -> Value {
    if language != snapshot.site.config.language {
        return new_collection_view(snapshot, at, language);
    }
    let made = &snapshot.shown.collections[at];
    made.get_or_init(|| new_collection_view(snapshot, at, language)).clone()
}

fn new_collection_view(snapshot: &Snapshot, at: usize, language: Language) -> Value {
    let site = &snapshot.site;
    let collection = &site.config.collections[at];
    let list = site.index.listings.iter().find(|list| list.of == ListingOf::Collection(at));
    let vocabulary = || UrlPath::page(collection.folder.split('/'));
    map([
        ("name", Value::from(&*collection.name)),
        ("label", Value::from(collection.label.in_language(language))),
        ("label_one", Value::from(collection.label_one.in_language(language))),
        ("path", Value::from(list.map_or_else(vocabulary, |list| list.url.clone()).encoded())),
    ])
}

/// A collection, or what stands for pages outside any.
pub(super) fn group_view(
    snapshot: &Snapshot,
    collection: Option<usize>,
    language: Language,
) -> Value {
    let Some(at) = collection else {
        let label = snapshot.theme.label(language, "other_pages");
        return map([
            ("name", Value::from("")),
            ("label", Value::from(label.clone())),
            ("label_one", Value::from(label)),
            ("path", Value::none()),
        ]);
    };
    collection_view(snapshot, at, language)
}

/// A page as it stands in a list; made once for all lists in the language of the site.
pub(in crate::render) fn entry(snapshot: &Snapshot, page: PageId, language: Language) -> Value {
    if language != snapshot.site.config.language {
        return new_entry(snapshot, page, language);
    }
    snapshot.shown.entries[page.at()].get_or_init(|| new_entry(snapshot, page, language)).clone()
}

fn new_entry(snapshot: &Snapshot, page: PageId, language: Language) -> Value {
    let site = &snapshot.site;
    let facts = site.facts(page);
    let own = site.language(page);
    let summary = Some(escape(&super::summary(snapshot, page))).filter(|text| !text.is_empty());
    map([
        ("title", Value::safe_string(&escape(&facts.title))),
        ("register", facts.name.as_ref().map_or_else(Value::none, in_register)),
        ("path", Value::from(site.url(page).map(UrlPath::encoded))),
        ("date", date_or_none(facts.date, language)),
        ("summary", summary.map_or_else(Value::none, |summary| Value::safe_string(&summary))),
        (
            "collection",
            Value::from(facts.collection.map(|at| collection_view(snapshot, at, language))),
        ),
        ("terms", terms_of(snapshot, page, 0)),
        ("authors", author_views(snapshot, page)),
        ("image", entry_image(snapshot, page)),
        ("draft", Value::from(facts.is_draft)),
        ("state", super::life::state(snapshot, page, language)),
        ("lang", Value::from((own != language).then(|| own.tag().to_owned()))),
    ])
}

/// What a list shows of a page: its own picture, else that of the first field that has one, as a portrait.
fn entry_image(snapshot: &Snapshot, page: PageId) -> Value {
    let own = super::own_image(snapshot, page);
    if !own.is_none() {
        return own;
    }
    let site = &snapshot.site;
    let fields = site.fields(page).iter().filter(|field| field.kind == FieldKind::Image);
    let pictures = fields.filter_map(|field| match site.facts(page).field(&field.name)? {
        schema::Value::Group(parts) => Some(super::image(snapshot, page, parts)),
        _ => None,
    });
    pictures.into_iter().find(|picture| !picture.is_none()).unwrap_or(own)
}

/// A person as lists by letter show them: *Berg, Dianne van den*.
fn in_register(name: &PersonName) -> Value {
    Value::safe_string(&escape(&name.register()))
}

/// How others cite a page: in its own language and the other one, and as files.
pub(super) fn citation(snapshot: &Snapshot, url: &UrlPath, page: PageId) -> Value {
    let site = &snapshot.site;
    let is_own = snapshot.routes.get(url) == Some(&Route::Page(page));
    let Some(citation) = Citation::of(site, page).filter(|_| is_own) else {
        return Value::none();
    };
    let form = |language: Language| {
        let apa = citation.apa(language);
        let html = |html: &str| Value::safe_string(html);
        map([
            ("lang", Value::from(language.primary())),
            ("apa", html(&apa.in_list)),
            ("in_text", html(&apa.in_text)),
            ("in_text_narrative", html(&apa.narrative)),
        ])
    };
    let (dutch, english) = (form(Language::DUTCH), form(Language::ENGLISH));
    let (own, other) = match site.language(page).speech() {
        Speech::Dutch => (dutch.clone(), english.clone()),
        Speech::English => (english.clone(), dutch.clone()),
    };
    let part = |name: &str| own.get_from_path(name).cloned().unwrap_or_else(Value::none);
    let file = |format: Format| {
        map([
            ("label", Value::from(format.name())),
            ("format", Value::from(format.extension())),
            ("path", Value::from(citation_url(site, url, format).encoded())),
        ])
    };
    map([
        ("apa", part("apa")),
        ("in_text", part("in_text")),
        ("in_text_narrative", part("in_text_narrative")),
        ("other", other),
        ("nl", dutch),
        ("en", english),
        ("files", Value::from(Format::ALL.map(file).to_vec())),
    ])
}

pub(in crate::render) fn entries(
    snapshot: &Snapshot,
    pages: &[PageId],
    language: Language,
) -> Value {
    let entry = |page: &PageId| entry(snapshot, *page, language);
    Value::from(pages.iter().map(entry).collect::<Vec<_>>())
}

/// Pages grouped by collection, in the order of the collections.
pub(super) fn by_collection(snapshot: &Snapshot, pages: &[PageId], language: Language) -> Value {
    let mut groups: std::collections::BTreeMap<usize, Vec<PageId>> =
        std::collections::BTreeMap::new();
    for page in pages {
        groups
            .entry(snapshot.site.facts(*page).collection.unwrap_or(usize::MAX))
            .or_default()
            .push(*page);
    }
    let group = |(at, pages): (usize, Vec<PageId>)| {
        let collection = group_view(snapshot, (at != usize::MAX).then_some(at), language);
        map([("collection", collection), ("entries", entries(snapshot, &pages, language))])
    };
    Value::from(groups.into_iter().map(group).collect::<Vec<_>>())
}

pub(in crate::render) fn author_views(snapshot: &Snapshot, page: PageId) -> Value {
    let site = &snapshot.site;
    let pages = site.index.author_pages.get(page.at()).map(|pages| &pages[..]).unwrap_or_default();
    let view = |(i, author): (usize, &crate::document::Author)| {
        let own = pages.get(i).copied().flatten();
        let name =
            own.map_or_else(|| author.name.to_string(), |own| site.facts(own).title.to_string());
        let path = own.and_then(|own| site.url(own)).map(UrlPath::encoded);
        map([
            ("name", Value::from(name)),
            ("path", Value::from(path)),
            ("role", Value::from(author.role.as_deref())),
        ])
    };
    Value::from(site.facts(page).authors.iter().enumerate().map(view).collect::<Vec<_>>())
}

/// The terms of a page by vocabulary.
pub(super) fn terms_by_vocabulary(snapshot: &Snapshot, page: PageId) -> Value {
    let site = &snapshot.site;
    let group = |(at, vocabulary): (usize, &Vocabulary)| {
        let terms = term_links(snapshot, page, at);
        (!terms.is_empty()).then(|| {
            map([
                ("vocabulary", Value::from(&*vocabulary.name)),
                ("label", Value::from(vocabulary.label.in_language(site.language(page)))),
                ("terms", Value::from(terms)),
            ])
        })
    };
    Value::from(site.config.vocabularies.iter().enumerate().filter_map(group).collect::<Vec<_>>())
}

/// The terms of a page in one vocabulary.
pub(in crate::render) fn terms_of(snapshot: &Snapshot, page: PageId, vocabulary: usize) -> Value {
    Value::from(term_links(snapshot, page, vocabulary))
}

fn term_links(snapshot: &Snapshot, page: PageId, vocabulary: usize) -> Vec<Value> {
    let index = &snapshot.site.index;
    let own = index.page_terms.get(page.at()).map(|terms| &terms[..]).unwrap_or_default();
    let own = own.iter().filter(|id| index.terms[id.at()].vocabulary == vocabulary);
    own.map(|id| term_link(snapshot, *id)).collect()
}

/// A term as it is linked to; made once for all pages.
pub(in crate::render) fn term_link(snapshot: &Snapshot, id: TermId) -> Value {
    snapshot.shown.terms[id.at()].get_or_init(|| new_term_link(snapshot, id)).clone()
}

fn new_term_link(snapshot: &Snapshot, id: TermId) -> Value {
    let term = &snapshot.site.index.terms[id.at()];
    map([
        ("name", Value::from(&*term.name)),
        ("path", Value::from(term.url.encoded())),
        ("count", Value::from(term.entries.len())),
    ])
}

pub(super) fn links_to_terms(snapshot: &Snapshot, related: &[(TermId, u32)]) -> Value {
    let link = |(id, times): &(TermId, u32)| {
        let term = &snapshot.site.index.terms[id.at()];
        map([
            ("name", Value::from(&*term.name)),
            ("path", Value::from(term.url.encoded())),
            ("count", Value::from(*times)),
        ])
    };
    Value::from(related.iter().map(link).collect::<Vec<_>>())
}

/// The vocabulary and the terms above a term.
pub(super) fn term_crumbs(snapshot: &Snapshot, id: TermId) -> Vec<(String, UrlPath)> {
    let site = &snapshot.site;
    let term = &site.index.terms[id.at()];
    let vocabulary = &site.config.vocabularies[term.vocabulary];
    let mut above = Vec::new();
    let mut at = term.parent;
    while let Some(parent) = at {
        let parent = &site.index.terms[parent.at()];
        above.push((parent.name.to_string(), parent.url.clone()));
        at = parent.parent;
    }
    above.push((vocabulary.label.to_string(), UrlPath::page(vocabulary.folder.split('/'))));
    above.reverse();
    above
}

/// The terms of a vocabulary as a tree.
pub(super) fn term_tree(snapshot: &Snapshot, vocabulary: usize) -> Value {
    let site = &snapshot.site;
    let roots = site
        .index
        .terms
        .iter()
        .filter(|term| term.vocabulary == vocabulary && term.parent.is_none());
    Value::from(roots.map(|term| branch(snapshot, term)).collect::<Vec<_>>())
}

fn branch(snapshot: &Snapshot, term: &crate::site::Term) -> Value {
    let site = &snapshot.site;
    let children =
        term.children.iter().map(|child| branch(snapshot, &site.index.terms[child.at()]));
    let summary = term.page.and_then(|page| site.facts(page).summary.as_deref());
    map([
        ("name", Value::from(&*term.name)),
        ("path", Value::from(term.url.encoded())),
        ("count", Value::from(term.entries.len())),
        ("summary", summary.map_or_else(Value::none, |text| Value::safe_string(&escape(text)))),
        ("children", Value::from(children.collect::<Vec<_>>())),
    ])
}

/// The pages of a list; none where there is one. Far pages are left out, with a gap in their place.
pub(super) fn pager(site: &Site, first: &UrlPath, nth: usize, pages: usize) -> Value {
    if pages < 2 {
        return Value::none();
    }
    let path = |nth: usize| Value::from(nth_page(site, first, nth).encoded());
    let near = |at: usize| at == 0 || at + 1 == pages || at.abs_diff(nth) <= 1;
    let mut items = Vec::new();
    for at in 0..pages {
        if near(at) {
            items.push(map([
                ("number", Value::from(at + 1)),
                ("path", path(at)),
                ("current", Value::from(at == nth)),
            ]));
        } else if near(at - 1) {
            items.push(map([("gap", Value::from(true))]));
        }
    }
    map([
        ("index", Value::from(nth + 1)),
        ("count", Value::from(pages)),
        ("previous", if nth > 0 { path(nth - 1) } else { Value::none() }),
        ("next", if nth + 1 < pages { path(nth + 1) } else { Value::none() }),
        ("pages", Value::from(items)),
    ])
}
