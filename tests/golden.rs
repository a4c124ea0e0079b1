//! A small whole site, `tests/sites/klein`, and every byte that must come of it, `tests/sites/klein.expected`.
//! `UPDATE_CASES=1` rewrites the second; read the diff before you believe it.

use std::fs;
use std::path::{Path, PathBuf};

use weef::check;
use weef::diagnostic::Record;
use weef::render::{Output, render_route};
use weef::snapshot::{Options, Route, Snapshot};
use weef::source::read_sources;

use crate::case::{TODAY, is_updating};
use crate::tree::{self, Tree};

fn sites() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites")
}

#[test]
fn a_whole_site() {
    let root = sites().join("klein");
    let sources = read_sources(&root, &root.join("public"), TODAY.parse().unwrap())
        .expect("the site is there");
    let snapshot = Snapshot::load(sources, Options::default());
    let problems: Vec<String> = check::problems(&snapshot)
        .iter()
        .map(|diagnostic| {
            serde_json::to_string(&Record::new(diagnostic, snapshot.speech())).unwrap()
        })
        .collect();
    assert_eq!(problems, Vec::<String>::new(), "the whole site is without a problem");
    let actual = outputs(&snapshot);
    let folder = sites().join("klein.expected");
    if is_updating() {
        rewrite(&folder, &actual);
    }
    let difference = tree::difference(&tree::read(&folder), &actual);
    assert!(difference.is_empty(), "UPDATE_CASES=1 rewrites {}:\n{difference}", folder.display());
}

/// Every file of the output, by its path.
fn outputs(snapshot: &Snapshot) -> Tree {
    // What only a browser reads has tests of its own, in the browser's language.
    let is_search = |route: &Route| matches!(route, Route::SearchScript | Route::SearchPart(_));
    // What is drawn is looked at, and measured in tests of its own.
    let is_drawn = |route: &Route| matches!(route, Route::Card(_));
    let routes = snapshot.all_routes().filter(|(_, route)| !is_search(route) && !is_drawn(route));
    let rendered = routes.map(|(url, route)| {
        let bytes = match render_route(snapshot, url, route).expect("every page can be made") {
            Output::Bytes(bytes) => bytes,
            Output::Picture(made) => {
                let bytes = snapshot.sources.read(&made.source).expect("a source can be read");
                made.make(&bytes).unwrap_or_else(|| made.stand_in(&bytes))
            }
            Output::Card(card) => card.png(),
            Output::Copy(path) => {
                snapshot.sources.read(&path).expect("a source can be read").to_vec()
            }
        };
        (url.out_path().as_str().to_owned(), bytes)
    });
    rendered.collect()
}

/// Makes a folder hold these files and no others; what is the same is not touched.
fn rewrite(folder: &Path, wanted: &Tree) {
    let old = tree::read(folder);
    for path in old.keys().filter(|path| !wanted.contains_key(*path)) {
        fs::remove_file(folder.join(path)).unwrap();
    }
    for (path, bytes) in wanted.iter().filter(|(path, bytes)| old.get(*path) != Some(bytes)) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).unwrap();
        fs::write(path, bytes).unwrap();
    }
}
