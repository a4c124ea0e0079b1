//! A snapshot → every problem of it: those it knows, and those that only show when its pages are rendered.

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::render::render_route;
use crate::snapshot::{Route, Snapshot};

/// Every problem, in the order of files and places, each once.
pub fn problems(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let routes: Vec<_> = snapshot
        .routes
        .iter()
        .filter(|(_, route)| {
            // A page as Markdown is the page, of which is told already; a picture has nothing to tell.
            !matches!(
                route,
                Route::Asset(_)
                    | Route::Picture(..)
                    | Route::ThemeAsset(_)
                    | Route::SearchPart(_)
                    | Route::Markdown(_)
                    | Route::Card(_)
            )
        })
        .collect();
    snapshot.site.settle();
    let failed =
        routes.into_par_iter().filter_map(|(url, route)| render_route(snapshot, url, route).err());
    let mut problems: Vec<Diagnostic> = failed.collect();
    problems.extend(snapshot.problems());
    problems.sort();
    problems.dedup();
    problems
}
