//! `corpus PAGES FOLDER [declared|woven]`: writes the benchmarks' knowledge base of that many pages; with settings, or
//! also with words that are explained and pages with lists of others.

#![allow(
    clippy::print_stderr,
    clippy::disallowed_methods,
    dead_code,
    unreachable_pub,
    reason = "a program of its own, that shares a module with the other benchmarks"
)]

use std::path::Path;
use std::process::ExitCode;

mod generate;

fn main() -> ExitCode {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let (pages, folder, kind) = match arguments.as_slice() {
        [pages, folder] => (pages, folder, ""),
        [pages, folder, kind] if matches!(kind.as_str(), "declared" | "woven") => {
            (pages, folder, kind.as_str())
        }
        _ => {
            eprintln!(
                "corpus PAGES FOLDER [declared|woven]: writes a knowledge base; tests/bench/builds calls it"
            );
            return ExitCode::SUCCESS;
        }
    };
    let Ok(pages) = pages.parse() else {
        eprintln!("{pages}: no number of pages");
        return ExitCode::from(2);
    };
    let root = Path::new(folder);
    let written = match kind {
        "" => generate::write(root, pages),
        kind => generate::write_declared(root, pages, kind == "woven"),
    };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::from(2)
        }
    }
}
