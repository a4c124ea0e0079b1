//! What open tabs are told, on values.

use std::sync::Arc;

use super::super::respond::tests::Table;
use super::*;

fn live() -> Live {
    Live { token: "secret".into(), tabs: Mutex::default() }
}

fn seen(site: &Table, page: &str) -> String {
    stamp_at(site, &UrlPath::parse(page).unwrap())
}

fn tab(live: &Live, site: &Arc<Table>, page: &str) -> Words {
    let url = UrlPath::parse(page).unwrap();
    let mut words = live.open(url, seen(site, page), || Arc::clone(site));
    assert_eq!(words.next().unwrap(), r#"{"kind":"hello","assets":{},"desk":1}"#);
    words
}

/// All that a tab was told since it was asked last, without what all are told.
fn told(words: &Words) -> Vec<String> {
    words.words.try_iter().filter(|word| !word.starts_with(r#"{"kind":"desk""#)).collect()
}

#[test]
fn only_tabs_whose_page_differs_are_told() {
    let (live, old) = (live(), Arc::new(Table::new()));
    let (home, blog) = (tab(&live, &old, "/"), tab(&live, &old, "/blogs/x/"));
    let mut new = Table::new();
    new.pages.insert("blogs/x/", "<body>y</body>");
    live.tell(&new, None);
    let stamp = seen(&new, "/blogs/x/");
    assert_eq!(told(&blog), [format!(r#"{{"kind":"page","seen":"{stamp}","assets":{{}}}}"#)]);
    assert_eq!(told(&home), [""; 0]);
    live.tell(&new, None);
    assert_eq!(told(&blog), [""; 0], "told once");
    new.assets.insert("/assets/icon.svg".into(), "2".into());
    live.tell(&new, None);
    for tab in [&home, &blog] {
        let told = told(tab);
        assert!(told[0].ends_with(r#""assets":{"/assets/icon.svg":"2"}}"#), "{told:?}");
    }
}

#[test]
fn all_are_told_of_news_for_the_desk_and_of_what_was_saved() {
    let (live, site) = (live(), Arc::new(Table::new()));
    let home = tab(&live, &site, "/");
    let block = Some(Block { text: "eenzin".into(), nth: 1 });
    let saved = Saved { url: Some("/blogs/x/".into()), block };
    live.tell(&*site, Some(&saved));
    let words: Vec<String> = home.words.try_iter().collect();
    assert_eq!(
        words,
        [
            r#"{"kind":"saved","url":"/blogs/x/","block":{"text":"eenzin","nth":1}}"#,
            r#"{"kind":"desk","desk":1}"#
        ]
    );
}

#[test]
fn what_changed_before_it_listened_a_tab_is_told_at_once() {
    let (live, site) = (live(), Arc::new(Table::new()));
    let words = live.open(UrlPath::home(), "old".into(), || Arc::clone(&site));
    let told: Vec<String> = words.words.try_iter().collect();
    assert!(told[0].starts_with(r#"{"kind":"hello""#), "{told:?}");
    assert!(told[1].starts_with(r#"{"kind":"page""#), "{told:?}");
}

#[test]
fn a_page_that_appears_or_goes_is_a_change() {
    let (live, site) = (live(), Arc::new(Table::new()));
    let (gone, made) = (tab(&live, &site, "/blogs/x/"), tab(&live, &site, "/nieuw/"));
    let mut new = Table::new();
    new.pages.remove("blogs/x/");
    new.pages.insert("nieuw/", "nieuw");
    live.tell(&new, None);
    assert_eq!((told(&gone).len(), told(&made).len()), (1, 1));
}

#[test]
fn the_oldest_of_too_many_makes_room_and_the_dead_are_forgotten() {
    let (live, site) = (live(), Arc::new(Table::new()));
    let mut all: Vec<Words> = (0..TABS).map(|_| tab(&live, &site, "/")).collect();
    let newest = tab(&live, &site, "/");
    assert_eq!(all[0].next(), None, "the first is let go");
    assert_eq!(live.tabs.lock().unwrap().len(), TABS);
    drop(all);
    live.tell(&*site, None);
    assert_eq!(live.tabs.lock().unwrap().len(), 1);
    drop(newest);
}

#[test]
fn tokens_are_long_and_never_the_same() {
    let (one, two) = (Live::new().unwrap(), Live::new().unwrap());
    assert_eq!(one.token.len(), 32);
    assert_ne!(one.token, two.token);
    assert!(!format!("{one:?}").contains(&one.token));
}
