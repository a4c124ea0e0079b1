//! What weef does, seen from outside: small sites as text, a whole site, lines never crossed, the binary itself.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a test is the outside world: it reads and writes files, knows their names, and stops at what it does not expect"
)]

mod case;
mod command;
mod commonmark;
mod corpora;
mod gold;
mod golden;
mod html;
mod invariants;
mod kill;
mod machines;
mod manual;
mod pictures;
mod preview;
mod properties;
mod references;
mod search;
mod theming;
mod tree;
