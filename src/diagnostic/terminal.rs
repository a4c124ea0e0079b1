//! Diagnostics as people read them in a terminal: the sentence, the line it is about, the cure.

use std::collections::BTreeMap;
use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Severity, Speech};
use crate::source::SourcePath;
use crate::source::lines::{Lines, Span};

/// Prints every diagnostic, with the line of the file it is about where `text_of` still has that file.
///
/// # Errors
/// When `out` cannot be written.
pub fn print(
    out: &mut impl Write,
    diagnostics: &[Diagnostic],
    (speech, colour): (Speech, bool),
    text_of: &dyn Fn(&SourcePath) -> Option<String>,
) -> io::Result<()> {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut texts: BTreeMap<&SourcePath, Option<String>> = BTreeMap::new();
    for diagnostic in diagnostics {
        let text = texts.entry(&diagnostic.file).or_insert_with(|| text_of(&diagnostic.file));
        writeln!(out, "{}\n", one(&renderer, diagnostic, speech, text.as_deref()))?;
    }
    Ok(())
}

/// What to do where a folder has no page at all.
pub fn no_pages(speech: Speech) -> &'static str {
    match speech {
        Speech::Dutch => {
            "er is nog geen pagina: zet een tekst als `eerste.md` in de map, of begin met `weef init`"
        }
        Speech::English => {
            "there is no page yet: put a text such as `first.md` in the folder, or begin with `weef init`"
        }
    }
}

/// How many errors and warnings there are, in one line; empty where there is nothing to say.
pub fn summary(diagnostics: &[Diagnostic], speech: Speech) -> String {
    let count = |s| diagnostics.iter().filter(|d| d.problem.severity() == s).count();
    let words: [(Severity, [&str; 2]); 3] = match speech {
        Speech::Dutch => [
            (Severity::Error, ["fout", "fouten"]),
            (Severity::Warning, ["waarschuwing", "waarschuwingen"]),
            (Severity::Advice, ["advies", "adviezen"]),
        ],
        Speech::English => [
            (Severity::Error, ["error", "errors"]),
            (Severity::Warning, ["warning", "warnings"]),
            (Severity::Advice, ["piece of advice", "pieces of advice"]),
        ],
    };
    let parts: Vec<String> = words
        .into_iter()
        .map(|(severity, words)| (count(severity), words))
        .filter(|(n, _)| *n > 0)
        .map(|(n, [one, many])| format!("{n} {}", if n == 1 { one } else { many }))
        .collect();
    parts.join(", ")
}

fn one(renderer: &Renderer, diagnostic: &Diagnostic, speech: Speech, text: Option<&str>) -> String {
    let Diagnostic { file, span, problem } = diagnostic;
    let (message, help) = problem.text(speech);
    let title =
        level(problem.severity(), speech).primary_title(printable(&message)).id(problem.code());
    let mut group = match text.and_then(|text| excerpt(text, *span)) {
        Some((lines, range)) => title.element(
            Snippet::source(lines)
                .line_start(span.line as usize)
                .path(file.as_str())
                .annotation(AnnotationKind::Primary.span(range)),
        ),
        None => title.element(
            Origin::path(file.as_str()).line(span.line as usize).char_column(span.column as usize),
        ),
    };
    if let Some(help) = help {
        let cure = match speech {
            Speech::Dutch => Level::HELP.with_name("oplossing"),
            Speech::English => Level::HELP.with_name("cure"),
        };
        group = group.element(cure.message(printable(&help)));
    }
    renderer.render(&[group])
}

fn level(severity: Severity, speech: Speech) -> Level<'static> {
    match (severity, speech) {
        (Severity::Error, Speech::Dutch) => Level::ERROR.with_name("fout"),
        (Severity::Error, Speech::English) => Level::ERROR,
        (Severity::Warning, Speech::Dutch) => Level::WARNING.with_name("waarschuwing"),
        (Severity::Warning, Speech::English) => Level::WARNING,
        (Severity::Advice, Speech::Dutch) => Level::NOTE.with_name("advies"),
        (Severity::Advice, Speech::English) => Level::NOTE.with_name("advice"),
    }
}

/// The lines a span touches, at most [`EXCERPT`] of them, and the range of the span in those.
fn excerpt(text: &str, span: Span) -> Option<(&str, std::ops::Range<usize>)> {
    let lines = Lines::new(text);
    let start = lines.offset(span.line, 1);
    let last = span.end_line.clamp(span.line, span.line + EXCERPT);
    let end = lines.offset(last, u32::MAX);
    let excerpt = text.get(start..end).filter(|lines| !lines.trim().is_empty())?;
    let range = lines.range(span);
    Some((excerpt, range.start - start..range.end.min(end) - start))
}

/// How many lines of a long passage are shown after its first.
const EXCERPT: u32 = 3;

/// Text from a source that cannot steer the terminal it is printed on.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
