//! Tables: a region that scrolls, a header for each column, alignment as a class.

use pulldown_cmark::Alignment;

use super::Writer;
use crate::diagnostic::Speech;

/// The table that is being written.
#[derive(Default)]
pub(super) struct Table {
    /// How many tables the page has had.
    count: u32,
    alignments: Vec<Alignment>,
    /// The next cell of the row.
    pub(super) cell: usize,
    pub(super) in_head: bool,
    /// Where the cell begins in the HTML.
    cell_start: usize,
}

impl Writer<'_, '_> {
    pub(super) fn open_table(&mut self, alignments: &[Alignment]) {
        self.table.count += 1;
        self.table.alignments = alignments.to_vec();
        let word = if self.options.language.speech() == Speech::Dutch { "Tabel" } else { "Table" };
        let n = self.table.count;
        self.block(&format!(
            "<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{word} {n}\"><table>\n"
        ));
    }

    pub(super) fn open_cell(&mut self) {
        let class = match self.table.alignments.get(self.table.cell) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            _ => "",
        };
        self.table.cell += 1;
        self.table.cell_start = self.out.len();
        self.out.push_str(if self.table.in_head { "<th scope=\"col\"" } else { "<td" });
        self.out.push_str(class);
        self.out.push('>');
    }

    /// A header cell without a text names nothing: it is a plain cell.
    pub(super) fn close_cell(&mut self) {
        let is_empty = self.out.ends_with('>')
            && self
                .out
                .get(self.table.cell_start..)
                .is_some_and(|cell| cell.matches('<').count() == 1);
        if self.table.in_head && is_empty {
            self.out.truncate(self.table.cell_start);
            self.out.push_str("<td></td>");
        } else {
            self.out.push_str(if self.table.in_head { "</th>" } else { "</td>" });
        }
    }
}
