//! A block that asks for a list of pages → the query, read as front matter is: every mistake at its place.

use crate::config::Config;
use crate::config::query::{self, Read};
use crate::diagnostic::{ListFlaw, Problem};
use crate::source::lines::Span;
use crate::tree;

/// Reads the lines of a block, of which the first stands at this line and column of a file.
pub(super) fn read(block: &str, (line, column): (u32, u32), config: &Config) -> Read {
    let (node, found) = tree::yaml(block, line, &|_| true);
    let mut read = query::read(&node, config, &[]);
    if found.is_empty() && node.entries().is_empty() {
        let is_blank = block.trim().is_empty();
        let span = if is_blank { Span::point(line, 1) } else { node.span };
        read.found.push((span, Problem::list(ListFlaw::NoKeys)));
    }
    // What was made of a line that cannot be read is not what its writer meant.
    let unread = found.iter().filter(|(_, p)| matches!(p, Problem::BrokenFrontMatter { .. }));
    let unread: Vec<u32> = unread.map(|(span, _)| span.line).collect();
    read.found.retain(|(span, _)| !unread.contains(&span.line));
    let own = found.into_iter().map(|(span, problem)| (span, named(problem)));
    read.found = own.chain(read.found).collect();
    // Within an item of a list or a quotation, all of it stands further to the right.
    let moved = column.saturating_sub(1);
    for (span, _) in &mut read.found {
        span.column += moved;
        span.end_column += moved;
    }
    for span in &mut read.places {
        span.column += moved;
        span.end_column += moved;
    }
    read
}

/// A mistake of YAML, said of a list and not of front matter.
fn named(problem: Problem) -> Problem {
    match problem {
        Problem::BrokenFrontMatter { cause, .. } => Problem::list(ListFlaw::Syntax(cause)),
        other => other,
    }
}
