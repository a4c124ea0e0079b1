//! What stands around a page: below it, before and after it, who names it, what is worth reading beside it.

use std::collections::BTreeMap;

use tera::Value;

use super::parts::{by_collection, entry, term_link};
use super::{insert, list_title};
use crate::config::Sort;
use crate::language::{Language, Typographer};
use crate::markdown::Sentence;
use crate::render::{drawing, map};
use crate::site::{ListingOf, PageId, Reason, Related, Target, TermId};
use crate::snapshot::Snapshot;
use crate::url::UrlPath;

/// How many sentences of one page that links here are shown.
const SENTENCES: usize = 2;
/// How many terms that two pages share are named.
const TERMS_TOLD: usize = 3;

/// Adds what stands around a page.
pub(super) fn insert_around(snapshot: &Snapshot, url: &UrlPath, id: PageId, page: &mut tera::Map) {
    let index = &snapshot.site.index;
    let language = snapshot.site.language(id);
    let some = |pages: Option<&Vec<PageId>>| {
        by_collection(snapshot, pages.map(Vec::as_slice).unwrap_or_default(), language)
    };
    let written = index.written.get(&id);
    let made = written.map(Vec::as_slice).unwrap_or_default();
    let below = index.children.get(&id).map(Vec::as_slice).unwrap_or_default();
    // A page stands in one of these lists, the one that says most.
    let is_new = |shown: &[&[PageId]], page: &PageId| !shown.iter().any(|list| list.contains(page));
    let (references, named) = references(snapshot, id, below);
    let mut mentions: Vec<PageId> = Vec::new();
    for mention in index.mentions.get(&id).into_iter().flatten() {
        if is_new(&[made, below, &named, &mentions], &mention.page) {
            mentions.push(mention.page);
        }
    }
    let backlinks =
        index.backlinks.get(id.at()).into_iter().flat_map(|pages| pages.iter()).copied();
    let backlinks: Vec<PageId> =
        backlinks.filter(|page| is_new(&[made, below, &named, &mentions], page)).collect();
    let backlinks: Vec<Value> =
        backlinks.into_iter().map(|from| backlink(snapshot, from, id)).collect();
    let related = snapshot.site.related(id);
    insert(
        page,
        [
            ("children", some(index.children.get(&id))),
            ("written", some(written)),
            ("references", references),
            ("mentions", by_collection(snapshot, &mentions, language)),
            ("backlinks", Value::from(backlinks)),
            ("ties", drawing::ties(snapshot, url, id, &related)),
            ("near", near(snapshot, id, related)),
        ],
    );
    insert_neighbours(snapshot, id, page);
    insert(page, [("series", series(snapshot, id))]);
}

/// The series of which a page is a part, with its other parts.
fn series(snapshot: &Snapshot, id: PageId) -> Value {
    let index = &snapshot.site.index;
    let Some((at, place)) = index.places_in_series.get(&id).copied() else { return Value::none() };
    let language = snapshot.site.language(id);
    let series = &index.series[at];
    let part = |(page, number): &(PageId, usize)| {
        map([
            ("entry", entry(snapshot, *page, language)),
            ("number", Value::from(*number)),
            ("current", Value::from(*page == id)),
        ])
    };
    let entry_at = |place: Option<usize>| {
        place
            .and_then(|place| series.parts.get(place))
            .map(|(page, _)| entry(snapshot, *page, language))
    };
    map([
        ("name", Value::from(&*series.name)),
        ("number", Value::from(series.parts[place].1)),
        ("count", Value::from(series.count())),
        ("parts", Value::from(series.parts.iter().map(part).collect::<Vec<_>>())),
        ("previous", Value::from(entry_at(place.checked_sub(1)))),
        ("next", Value::from(entry_at(place.checked_add(1)))),
    ])
}

/// The pages that name this one in a field that has a word for it, by that word.
fn references(snapshot: &Snapshot, id: PageId, below: &[PageId]) -> (Value, Vec<PageId>) {
    let mut groups: Vec<(&str, Vec<PageId>)> = Vec::new();
    for mention in snapshot.site.index.mentions.get(&id).into_iter().flatten() {
        let Some(label) = mention.inverse.as_deref().filter(|_| !below.contains(&mention.page))
        else {
            continue;
        };
        match groups.iter_mut().find(|(other, _)| *other == label) {
            Some((_, pages)) => pages.push(mention.page),
            None => groups.push((label, vec![mention.page])),
        }
    }
    groups.sort_by_key(|(label, _)| *label);
    let named = groups.iter().flat_map(|(_, pages)| pages.iter().copied()).collect();
    let (own, language) = (snapshot.site.config.language, snapshot.site.language(id));
    let group = |(label, pages): (&str, Vec<PageId>)| {
        let label = crate::render::typeset(&snapshot.site, own, label);
        let entries: Vec<Value> =
            pages.iter().map(|page| entry(snapshot, *page, language)).collect();
        map([("label", Value::from(label)), ("entries", Value::from(entries))])
    };
    (Value::from(groups.into_iter().map(group).collect::<Vec<_>>()), named)
}

/// A page that links here, with the sentences in which it does.
fn backlink(snapshot: &Snapshot, from: PageId, to: PageId) -> Value {
    let targets = snapshot.site.index.targets.get(from.at()).map(|t| &t[..]).unwrap_or_default();
    let body = &snapshot.site.document(from).body;
    let here = targets
        .iter()
        .enumerate()
        .filter(|(_, target)| matches!(target, Target::Page(page, _) if *page == to));
    let mut sentences: Vec<Value> = Vec::new();
    let mut last = None;
    for sentence in here.filter_map(|(at, _)| body.sentence(at)) {
        // Two links in one sentence are one sentence.
        if last == Some(sentence.place) || sentences.len() == SENTENCES {
            continue;
        }
        last = Some(sentence.place);
        let smart = snapshot.site.config.smart_punctuation;
        let [before, link, after] = typeset(sentence, smart.then(|| snapshot.site.language(from)));
        sentences.push(map([
            ("before", Value::from(before)),
            ("link", Value::from(link)),
            ("after", Value::from(after)),
        ]));
    }
    let language = snapshot.site.language(to);
    map([("entry", entry(snapshot, from, language)), ("sentences", Value::from(sentences))])
}

/// The parts of a sentence with typographic quotes, which look over the borders of the link.
fn typeset(sentence: Sentence<'_>, language: Option<Language>) -> [String; 3] {
    let parts = [sentence.before, sentence.link, sentence.after];
    let Some(language) = language else { return parts.map(ToOwned::to_owned) };
    let mut typographer = Typographer::new(language);
    let first = |text: &str| text.chars().next();
    let next = [first(parts[1]), first(parts[2]), None];
    let mut at = 0;
    parts.map(|part| {
        let after = next[at].unwrap_or(' ');
        at += 1;
        typographer.piece(part, after).map_or_else(|| part.to_owned(), Into::into)
    })
}

/// The pages worth reading beside this one, each with the reasons why.
fn near(snapshot: &Snapshot, id: PageId, related: Vec<Related>) -> Value {
    let language = snapshot.site.language(id);
    let view = |related: Related| {
        let reasons = reasons(snapshot, language, &related.reasons);
        map([("entry", entry(snapshot, related.page, language)), ("reasons", Value::from(reasons))])
    };
    Value::from(related.into_iter().map(view).collect::<Vec<_>>())
}

/// Why a page is near: what somebody did first, then the terms that both have, by vocabulary. The words that both have
/// say little, so that they are only told where there is nothing else.
fn reasons(snapshot: &Snapshot, language: Language, reasons: &[Reason]) -> Vec<Value> {
    let site = &snapshot.site;
    let told = |key: &str| map([("text", Value::from(snapshot.theme.label(language, key)))]);
    let mut views = Vec::new();
    let mut shared: BTreeMap<usize, Vec<TermId>> = BTreeMap::new();
    for reason in reasons {
        match reason {
            Reason::Chosen => views.push(told("related_chosen")),
            Reason::LinksHere => views.push(told("related_links_here")),
            Reason::LinkedTo => views.push(told("related_linked_to")),
            Reason::SameTerm(term) => {
                shared.entry(site.index.terms[term.at()].vocabulary).or_default().push(*term);
            }
            Reason::SameWords(words) if reasons.len() == 1 => {
                let text = snapshot.theme.label(language, "related_same_words");
                views
                    .push(map([("text", Value::from(text.replace("{words}", &words.join(", "))))]));
            }
            Reason::SameWords(_) => {}
        }
    }
    views.extend(shared.into_iter().map(|(at, terms)| {
        let vocabulary = &site.config.vocabularies[at];
        let word = if terms.len() == 1 { &vocabulary.label_one } else { &vocabulary.label };
        let word = word.in_language(language).to_lowercase();
        let text = snapshot.theme.label(language, "related_same_term").replace("{name}", &word);
        let first: Vec<Value> =
            terms.iter().take(TERMS_TOLD).map(|term| term_link(snapshot, *term)).collect();
        map([
            ("text", Value::from(text)),
            ("terms", Value::from(first)),
            ("more", Value::from(terms.len().saturating_sub(TERMS_TOLD))),
        ])
    }));
    views
}

/// The pages before and after this one in its list, and the section it stands in.
fn insert_neighbours(snapshot: &Snapshot, id: PageId, page: &mut tera::Map) {
    let index = &snapshot.site.index;
    let language = snapshot.site.language(id);
    let (previous, next, section) = match index.positions.get(id.at()).copied().flatten() {
        Some((at, place)) => {
            let list = &index.listings[at as usize];
            let entry_at = |place: Option<u32>| {
                list.entries.get(place? as usize).map(|page| entry(snapshot, *page, language))
            };
            // Newest first: the one before in time stands after in the list.
            let (earlier, later) = (place.checked_add(1), place.checked_sub(1));
            let (previous, next) =
                if list.sort == Sort::Date { (earlier, later) } else { (later, earlier) };
            let section = matches!(list.of, ListingOf::Section(_)).then(|| {
                let title = list_title(&snapshot.site, at as usize);
                map([("label", Value::from(title)), ("path", Value::from(list.url.encoded()))])
            });
            (entry_at(previous), entry_at(next), section)
        }
        None => (None, None, None),
    };
    insert(
        page,
        [
            ("previous", Value::from(previous)),
            ("next", Value::from(next)),
            ("section", Value::from(section)),
        ],
    );
}
