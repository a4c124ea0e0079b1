//! `corpus PAGES FOLDER`: writes the benchmarks' knowledge base of that many pages.

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
    let [pages, folder] = arguments.as_slice() else {
        eprintln!("corpus PAGES FOLDER: writes a knowledge base; tests/bench/builds calls it");
        return ExitCode::SUCCESS;
    };
    let Ok(pages) = pages.parse() else {
        eprintln!("{pages}: no number of pages");
        return ExitCode::from(2);
    };
    match generate::write(Path::new(folder), pages) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::from(2)
        }
    }
}
