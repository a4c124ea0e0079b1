//! What a host is told → `_headers` and `_redirects`, which Netlify and Cloudflare Pages read in the root of a site.
//!
//! Both add up what all rules say that fit an address, so that no two of them may name the same header. How long a page
//! is kept is left to them: both ask again each time.

use std::fmt::Write as _;

use super::{FOR_EVER, Told, media};
use crate::config::Host;
use crate::url::UrlPath;

/// How the names of the parts of the index of search begin.
const PARTS: [&str; 4] = ["core", "words", "pages", "text"];
/// How many old addresses Cloudflare reads.
const MOST: usize = 2_000;
/// How many signs a line may have there.
const LONGEST: usize = 1_000;

pub(super) fn headers(told: &Told) -> String {
    let mut out = "# Netlify and Cloudflare Pages read this file. Made by weef.\n".to_owned();
    if told.is_in_folder() {
        out.push_str("# It belongs in the root of the host, above the folder of this site.\n");
    }
    rule(&mut out, &format!("{}*", told.path(&UrlPath::home())), told.guards());
    for url in &told.kept {
        rule(&mut out, &told.path(url), [("Cache-Control", FOR_EVER)]);
    }
    let home = told.path(&UrlPath::home());
    for part in if told.has_search { PARTS.as_slice() } else { &[] } {
        let parts = format!("{home}search/{part}-*.js");
        rule(&mut out, &parts, [("Cache-Control", FOR_EVER)]);
    }
    if told.has_pictures_alone {
        rule(&mut out, &format!("{home}img/*"), [("Cache-Control", FOR_EVER)]);
    }
    // Whatever folder it is in; what stands for a folder would fit twice.
    for (name, media_type) in media::FEEDS {
        rule(&mut out, &format!("{home}*{name}"), [("Content-Type", media_type)]);
    }
    out
}

fn rule<'t>(out: &mut String, path: &str, headers: impl IntoIterator<Item = (&'t str, &'t str)>) {
    let _ = writeln!(out, "\n{path}");
    for (name, value) in headers {
        let _ = writeln!(out, "  {name}: {value}");
    }
}

pub(super) fn redirects(told: &Told) -> String {
    // Netlify shows what lies at an old address, which leads on more slowly, unless it is forced.
    let (code, most) = match told.host {
        Host::Netlify => ("301!", usize::MAX),
        _ => ("301", MOST),
    };
    let mut out = "# Netlify and Cloudflare Pages read this file. Made by weef.\n".to_owned();
    let lines =
        told.moved.iter().map(|(old, now)| format!("{} {} {code}", told.path(old), told.path(now)));
    for line in lines.filter(|line| line.len() < LONGEST).take(most) {
        let _ = writeln!(out, "{line}");
    }
    if told.is_in_folder() && told.host == Host::Netlify {
        let home = told.path(&UrlPath::home());
        let _ = writeln!(out, "{home}* {home}404.html 404");
    }
    out
}
