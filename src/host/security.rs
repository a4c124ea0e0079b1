//! The table `[security]` → `/.well-known/security.txt`, in the form of RFC 9116.

use std::fmt::Write as _;

use crate::config::Security;
use crate::snapshot::Snapshot;

/// Where it is to be found on any host.
const PLACE: &str = "/.well-known/security.txt";

/// The text, whose lines hold nothing that could begin another.
pub fn security(snapshot: &Snapshot, own: &Security) -> Vec<u8> {
    let config = &snapshot.site.config;
    let mut out = String::new();
    for contact in &own.contact {
        let _ = writeln!(out, "Contact: {contact}");
    }
    let _ = writeln!(out, "Expires: {}T00:00:00Z", own.expires);
    for (page, address) in &own.pages {
        let _ = writeln!(out, "{}: {address}", page.name());
    }
    let languages = match own.languages.as_slice() {
        [] => config.language.tag().to_owned(),
        some => some.join(", "),
    };
    let _ = writeln!(out, "Preferred-Languages: {languages}");
    if let Some(base) = config.base_url.as_ref().filter(|base| base.is_secure()) {
        let _ = writeln!(out, "Canonical: {}{PLACE}", base.origin());
    }
    out.into_bytes()
}
