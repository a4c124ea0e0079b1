//! `floor CONTENT OUTPUT`: reads every `.md`, gives it to pulldown-cmark, writes `OUTPUT/<path>/index.html`. No site
//! generator that uses pulldown-cmark can be faster: what it takes more is the price of all the rest.

#![allow(
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a program of its own, that touches the disk"
)]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;

fn main() -> ExitCode {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [content, output] = arguments.as_slice() else {
        eprintln!(
            "floor CONTENT OUTPUT: reads, renders and writes, no more; tests/bench/builds calls it"
        );
        return ExitCode::SUCCESS;
    };
    match build(Path::new(content), Path::new(output)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("floor: {error}");
            ExitCode::from(2)
        }
    }
}

fn build(content: &Path, output: &Path) -> io::Result<()> {
    let mut pages = Vec::new();
    list(content, &mut pages)?;
    pages.par_iter().try_for_each(|page| {
        let text = fs::read_to_string(page)?;
        let html = render(&text);
        let below = page.strip_prefix(content).unwrap_or(page).with_extension("");
        let folder = output.join(below);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("index.html"), html)
    })
}

fn list(folder: &Path, pages: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            list(&path, pages)?;
        } else if path.extension().is_some_and(|end| end == "md") {
            pages.push(path);
        }
    }
    Ok(())
}

fn render(text: &str) -> String {
    let front = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    let body = front.map_or(text, |(_, body)| body);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut out = String::with_capacity(body.len() + body.len() / 4);
    html::push_html(&mut out, Parser::new_ext(body, options));
    out
}
