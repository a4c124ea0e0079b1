//! What a host is told → `.htaccess`, which Apache reads in the folder of a site.
//!
//! Only what a host allows with `AllowOverride FileInfo` stands in it, and what a part of Apache must do is left out
//! where that part is not there.

use std::fmt::Write as _;

use super::{ASK_AGAIN, FOR_EVER, Told, media};
use crate::url::UrlPath;

pub(super) fn htaccess(told: &Told) -> String {
    let mut out = "# Apache reads this file. Made by weef.\n\n".to_owned();
    if let Some(page) = UrlPath::file("404.html") {
        let _ = writeln!(out, "ErrorDocument 404 {}\n", told.path(&page));
    }
    headers(&mut out, told);
    types(&mut out);
    moved(&mut out, told);
    out
}

fn headers(out: &mut String, told: &Told) {
    out.push_str("<IfModule mod_headers.c>\n");
    for (name, value) in told.guards() {
        let _ = writeln!(out, "  Header always set {name} \"{value}\"");
    }
    let _ = writeln!(out, "  Header set Cache-Control \"{ASK_AGAIN}\"");
    let kept = [
        // The names of styles and scripts of the theme, and of the parts of the index of search.
        r"^.+\.[0-9a-f]{16}\.(css|js)$",
        r"^(core|words-\d+|pages-\d+|text-\d+)-[0-9a-f]{16}\.js$",
        // Pictures that are made of those of the content.
        r"^[0-9a-f]{12}-\d+\.(jpg|png|webp)$",
    ];
    for names in kept {
        let _ = writeln!(out, "  <FilesMatch \"{names}\">");
        let _ = writeln!(out, "    Header set Cache-Control \"{FOR_EVER}\"\n  </FilesMatch>");
    }
    out.push_str("</IfModule>\n\n");
}

fn types(out: &mut String) {
    out.push_str("<IfModule mod_mime.c>\n");
    let mut texts = String::new();
    for (end, media_type) in media::TYPES {
        let (bare, is_text) = media::bare(media_type);
        let _ = writeln!(out, "  AddType {bare} .{end}");
        if is_text {
            let _ = write!(texts, " .{end}");
        }
    }
    let _ = writeln!(out, "  AddCharset utf-8{texts}\n</IfModule>");
    for (name, media_type) in media::FEEDS {
        let _ = writeln!(out, "<Files \"{name}\">\n  ForceType \"{media_type}\"\n</Files>");
    }
}

/// Old addresses. Apache encodes where they lead once more, so that only plain addresses can stand there; the page that
/// lies at the old address leads to any other.
fn moved(out: &mut String, told: &Told) {
    out.push_str("\n<IfModule mod_alias.c>\n");
    for (old, now) in &told.moved {
        let now = told.path(now);
        if !now.contains('%') {
            let _ = writeln!(out, "  RedirectMatch 301 \"^{}$\" \"{now}\"", told.pattern(old));
        }
    }
    out.push_str("</IfModule>\n");
}
