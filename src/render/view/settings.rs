//! What the settings say of the look of a site → what templates see of it: logo, icon, foot of the page, home page.

use tera::{Map, Value};

use super::parts::{collection_view, entries, entry, menu, term_tree};
use super::{NEWEST, links, own_image};
use crate::config::home::{HomeBlock, Shows};
use crate::language::{Language, within_sentence};
use crate::render::{drawing, map};
use crate::site::{ListingOf, PageId, Target, by_date};
use crate::snapshot::{Fragment, Snapshot, link_to};
use crate::url::UrlPath;

/// The icon of the site: as set, else the theme's.
pub(super) fn icon(snapshot: &Snapshot) -> Value {
    let own = snapshot.site.config.look.icon.as_ref();
    let own = own.and_then(|file| snapshot.picture_of("icon", file).ok()).map(|asset| &asset.url);
    let of_theme = || snapshot.theme.assets.iter().find(|asset| asset.name == "icon.svg");
    let url = own.or_else(|| of_theme().map(|asset| &asset.url));
    url.map_or_else(Value::none, |url| Value::from(url.encoded()))
}

/// The logo, for a light page and a dark one.
pub(super) fn logo(snapshot: &Snapshot) -> Value {
    let look = &snapshot.site.config.look;
    let picture =
        |key, file: &Option<_>| file.as_ref().and_then(|file| snapshot.picture_of(key, file).ok());
    let Some(logo) = picture("logo", &look.logo) else { return Value::none() };
    let dark = picture("logo_dark", &look.logo_dark).map(|asset| asset.url.encoded());
    // Beside the name of the site it says nothing more; without that it is the name.
    let alt = if look.logo_has_name { &*snapshot.site.config.title } else { "" };
    map([
        ("path", Value::from(logo.url.encoded())),
        ("dark", Value::from(dark)),
        ("width", Value::from(logo.size.map(|(width, _)| width))),
        ("height", Value::from(logo.size.map(|(_, height)| height))),
        ("alt", Value::from(alt)),
        ("has_name", Value::from(look.logo_has_name)),
    ])
}

/// How the organisation can be reached; none where nothing is said of it.
pub(super) fn contact(snapshot: &Snapshot) -> Value {
    let contact = &snapshot.site.config.footer.contact;
    if *contact == crate::config::look::Contact::default() {
        return Value::none();
    }
    // What can be dialled: without what people put between the digits, such as `(0)`.
    let dialled = contact.phone.replace("(0)", "");
    let dialled: String = dialled.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let address = contact.address.iter().map(|line| Value::from(&**line));
    map([
        ("name", Value::from(&*contact.name)),
        ("address", Value::from(address.collect::<Vec<_>>())),
        ("phone", Value::from(&*contact.phone)),
        ("dialled", Value::from(dialled)),
        ("email", Value::from(&*contact.email)),
    ])
}

/// What stands at the foot of the page at an address: a text, and columns.
pub(super) fn footer(snapshot: &Snapshot, url: &UrlPath) -> (Value, Value) {
    let footer = &snapshot.site.config.footer;
    let read = || footer.texts().map(|text| links::read(snapshot, &text.text, None)).collect();
    let mut texts = snapshot.shown.footer.get_or_init(read).iter();
    let mut html = |is_there: bool| {
        let fragment: Option<&Fragment> = if is_there { texts.next() } else { None };
        let html = fragment.map(|fragment| links::fill(snapshot, fragment, url));
        Value::safe_string(&html.unwrap_or_default())
    };
    let text = html(footer.text.is_some());
    let columns = footer.columns.iter().map(|column| {
        map([
            ("title", Value::from(&*column.title)),
            ("text", html(column.text.is_some())),
            ("links", menu(snapshot, &column.links)),
        ])
    });
    let columns: Vec<Value> = columns.collect();
    (text, Value::from(columns))
}

/// The blocks of the home page; the terms that follow its introduction stand beside that.
pub(super) fn blocks(snapshot: &Snapshot, url: &UrlPath, page: (Language, &Map)) -> Value {
    let mut blocks: Vec<Map> = Vec::new();
    for block in &snapshot.site.config.home {
        let view = view(snapshot, url, block, page);
        let is_terms = matches!(block.shows, Shows::Terms(_));
        // Only an introduction has a place beside it, for one.
        let place = blocks.last_mut().filter(|_| is_terms);
        match place.and_then(|last| last.get_mut(&"beside".into())).filter(|free| free.is_none()) {
            Some(place) => *place = Value::from(view),
            None => blocks.push(view),
        }
    }
    Value::from(blocks.into_iter().map(Value::from).collect::<Vec<_>>())
}

fn view(
    snapshot: &Snapshot,
    url: &UrlPath,
    block: &HomeBlock,
    (language, page): (Language, &Map),
) -> Map {
    let title = block.title.as_ref().map(|title| title.in_language(language));
    let mut view = Map::default();
    let mut show = |key: &'static str, value: Value| {
        view.insert(key.into(), value);
    };
    show("kind", Value::from(block.shows.name()));
    show("title", Value::from(title));
    match &block.shows {
        Shows::Introduction => show("beside", Value::none()),
        Shows::Terms(vocabulary) | Shows::Map(vocabulary) => {
            show("terms", term_tree(snapshot, *vocabulary));
            if matches!(block.shows, Shows::Map(_)) {
                show("map", drawing::map_of_terms(snapshot, url, *vocabulary, language));
            }
            let own = snapshot.site.config.vocabularies.get(*vocabulary);
            let path = own.map(|own| UrlPath::page(own.folder.split('/')).encoded());
            // The theme has words of its own for the first.
            let label = own.filter(|_| *vocabulary > 0).map(|own| own.label.in_language(language));
            show("path", Value::from(path));
            let all = label.map(|label| all_of(snapshot, label, language));
            show("label", Value::from(label));
            show("all", Value::from(all));
        }
        Shows::Newest(None, NEWEST) => {
            show("entries", page.get(&"newest".into()).cloned().unwrap_or_else(Value::none));
            show("collection", Value::none());
        }
        Shows::Newest(collection, limit) => {
            let mut newest = newest(snapshot, *collection);
            newest.truncate(*limit);
            show("entries", entries(snapshot, &newest, language));
            let own = collection.map(|at| &snapshot.site.config.collections[at].label);
            let all = own.map(|label| all_of(snapshot, label.in_language(language), language));
            let collection = collection.map(|at| collection_view(snapshot, at, language));
            show("collection", Value::from(collection));
            show("all", Value::from(all));
        }
        Shows::Page(named) => {
            let target = snapshot.site.find_link(None, &link_to(named)).0;
            let found = page_of(snapshot, &target);
            let own = |view: &dyn Fn(PageId) -> Value| found.map_or_else(Value::none, view);
            show("entry", own(&|page| entry(snapshot, page, language)));
            show("image", own(&|page| own_image(snapshot, page)));
        }
        Shows::Collections => {
            show("collections", page.get(&"ways".into()).cloned().unwrap_or_else(Value::none));
        }
        Shows::Text(text) => {
            let html = links::fragment(snapshot, &text.text, (None, url));
            show("content", Value::safe_string(&html));
        }
    }
    view
}

/// The words of a link to all of what has this name.
fn all_of(snapshot: &Snapshot, name: &str, language: Language) -> String {
    let words = snapshot.theme.label(language, "catalogue_all_of");
    words.replace("{name}", &within_sentence(name, language))
}

/// What is new: of a collection, or of all that count as news.
fn newest(snapshot: &Snapshot, collection: Option<usize>) -> Vec<PageId> {
    let index = &snapshot.site.index;
    let Some(at) = collection else { return index.newest.clone() };
    let list = index.listings.iter().find(|list| list.of == ListingOf::Collection(at));
    let mut pages = list.map(|list| list.entries.clone()).unwrap_or_default();
    by_date(&snapshot.site, &index.urls, &mut pages);
    pages
}

/// The page that a link leads to.
fn page_of(snapshot: &Snapshot, target: &Target) -> Option<PageId> {
    match target {
        Target::Page(page, _) => Some(*page),
        Target::Url(url, _) => snapshot.site.index.names.by_url(url),
        _ => None,
    }
}
