//! What a host is told → a part of the settings of nginx, to be included in the `server` of a site.
//!
//! A `location` that adds a header forgets those around it; hence each of them says all.

use std::fmt::Write as _;

use super::{ASK_AGAIN, FOR_EVER, HostFile, Told, media};
use crate::url::UrlPath;

pub(super) fn conf(told: &Told) -> String {
    let mut out = "# To be included in the server of this site. Made by weef.\n\n".to_owned();
    let file = |name: &str| UrlPath::file(name).unwrap_or_else(UrlPath::home);
    let _ = writeln!(out, "error_page 404 {};", told.path(&file("404.html")));
    // Another server may stand before this one, and be called otherwise.
    out.push_str("absolute_redirect off;\n\n");
    headers(&mut out, told, ("", ASK_AGAIN));
    types(&mut out);
    let home = told.pattern(&UrlPath::home());
    for (name, media_type) in media::FEEDS {
        let name = super::pattern(name);
        let _ = writeln!(out, "\nlocation ~ \"^{home}(?:.*/)?{name}$\" {{");
        let _ = writeln!(out, "    types {{ }}\n    default_type \"{media_type}\";\n}}");
    }
    let kept = [
        format!(r"{home}assets/[^/]+\.[0-9a-f]{{16}}\.(?:css|js)"),
        format!(r"{home}search/[^/]+-[0-9a-f]{{16}}\.js"),
        format!(r"{home}img/[0-9a-f]{{12}}-[0-9]+\.(?:jpg|png|webp)"),
    ];
    for names in kept {
        let _ = writeln!(out, "\nlocation ~ \"^{names}$\" {{");
        headers(&mut out, told, ("    ", FOR_EVER));
        out.push_str("}\n");
    }
    let own = told.path(&file(HostFile::Nginx.name()));
    let _ = writeln!(out, "\nlocation = {own} {{ return 404; }}");
    moved(&mut out, told);
    out
}

fn headers(out: &mut String, told: &Told, (before, cache): (&str, &str)) {
    for (name, value) in told.guards() {
        let _ = writeln!(out, "{before}add_header {name} \"{value}\" always;");
    }
    let _ = writeln!(out, "{before}add_header Cache-Control \"{cache}\";");
}

/// Every kind of file: nginx forgets those it knew.
fn types(out: &mut String) {
    out.push_str("\ntypes {\n");
    let mut texts: Vec<&str> = Vec::new();
    for (end, media_type) in media::TYPES {
        let (bare, is_text) = media::bare(media_type);
        let _ = writeln!(out, "    {bare} {end};");
        // It knows that pages are text.
        if is_text && media_type != media::HTML && !texts.contains(&bare) {
            texts.push(bare);
        }
    }
    let _ = writeln!(out, "}}\ndefault_type {};\ncharset utf-8;", media::UNKNOWN);
    let _ = writeln!(out, "charset_types {};", texts.join(" "));
}

/// Old addresses. A quoted text of nginx ends at a quote only, and in the address of a `location` a `$` is a `$`.
fn moved(out: &mut String, told: &Told) {
    for (old, now) in &told.moved {
        let old = told.base.on_host(old).as_str().replace('"', "\\\"");
        let _ = writeln!(out, "location = \"/{old}\" {{ return 301 {}; }}", told.path(now));
    }
}
