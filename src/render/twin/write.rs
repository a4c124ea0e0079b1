//! A page's HTML → Markdown. One way through, from tag to tag, without a tree: the HTML is weef's own or has been through
//! the sanitiser, so that what is open closes in order; where it does not, blocks end with the page.

use super::text::{begun, escaped};
use crate::markdown::unescape;
use crate::render::gloss::scan::{RAW, Tag, VOID, after_no_tag, after_raw};
use crate::url::without_brackets;

/// What is for who uses a page, not for who reads it.
const SKIPPED: [&str; 12] = [
    "button", "canvas", "dialog", "footer", "form", "iframe", "nav", "noscript", "search",
    "select", "svg", "template",
];
/// The same, by class.
const SKIPPED_CLASSES: [&str; 3] = ["glossary-notes", "heading-link", "visually-hidden"];
/// Elements that stand on lines of their own.
const BLOCKS: [&str; 22] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "details",
    "dd",
    "div",
    "dl",
    "figcaption",
    "figure",
    "header",
    "hgroup",
    "main",
    "ol",
    "p",
    "section",
    "summary",
    "table",
    "tr",
    "ul",
    "li",
];
/// So deep lists and quotations go; what is deeper stands there.
const DEEPEST: usize = 12;

/// Writes what stands in `<main>`; `absolute` gives the whole address of what a link leads to.
pub(super) fn write(html: &str, absolute: &dyn Fn(&str) -> String) -> String {
    let main = html.find("<main").map_or("", |at| &html[at..]);
    let mut writer = Writer::new(absolute);
    writer.pass(main);
    writer.end_block();
    let text = writer.out.trim();
    format!("{text}\n")
}

/// What is open around a block.
enum Around {
    Quote,
    /// A list: the number of the next item, where it has numbers.
    List(Option<u32>),
    /// An item, and how far its text stands in.
    Item(usize),
}

/// What is open in a line, and where its text begins.
enum Span {
    Mark(&'static str, usize),
    Link(String, usize),
    Code(usize),
}

/// A table that is being read.
#[derive(Default)]
struct Table {
    rows: Vec<Vec<String>>,
}

struct Writer<'a> {
    absolute: &'a dyn Fn(&str) -> String,
    out: String,
    /// The line that is being written.
    text: String,
    around: Vec<Around>,
    spans: Vec<Span>,
    tables: Vec<Table>,
    /// What stands before the next block: the sign of an item, of a heading.
    sign: String,
    /// Whether the next block follows the one before without an empty line.
    is_tight: bool,
    /// The element that is passed over, and how many of its name are open.
    skipped: Option<(String, usize)>,
    is_pre: bool,
    /// Whether a span ended right here.
    is_behind_span: bool,
    language: String,
}

impl<'a> Writer<'a> {
    fn new(absolute: &'a dyn Fn(&str) -> String) -> Self {
        Self {
            absolute,
            out: String::new(),
            text: String::new(),
            around: Vec::new(),
            spans: Vec::new(),
            tables: Vec::new(),
            sign: String::new(),
            is_tight: true,
            skipped: None,
            is_pre: false,
            is_behind_span: false,
            language: String::new(),
        }
    }

    fn pass(&mut self, html: &str) {
        let mut at = 0;
        while let Some(length) = memchr::memchr(b'<', &html.as_bytes()[at..]) {
            self.characters(&html[at..at + length]);
            at += length;
            let Some(tag) = Tag::at(html, at) else {
                let after = after_no_tag(html, at);
                if !html[at..].starts_with("<!") {
                    self.characters(&html[at..after]);
                }
                at = after;
                continue;
            };
            at = tag.end;
            if tag.closes && tag.is(&["main"]) {
                return;
            }
            if !tag.closes && tag.is(&RAW) {
                at = after_raw(html, &tag);
                continue;
            }
            self.tag(&tag);
        }
    }

    fn characters(&mut self, html: &str) {
        if self.skipped.is_some() || html.is_empty() {
            return;
        }
        self.is_behind_span = false;
        let text = unescape(html);
        if self.is_pre {
            self.text.push_str(&text);
            return;
        }
        let is_code = self.spans.iter().any(|span| matches!(span, Span::Code(_)));
        if text.starts_with(char::is_whitespace) {
            self.space();
        }
        for (nth, word) in text.split_whitespace().enumerate() {
            if nth > 0 {
                self.space();
            }
            if is_code { self.text.push_str(word) } else { escaped(word, &mut self.text) }
        }
        if text.ends_with(char::is_whitespace) && !text.trim().is_empty() {
            self.space();
        }
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        if let Some((name, depth)) = &mut self.skipped {
            if tag.name.eq_ignore_ascii_case(name) {
                *depth = if tag.closes { *depth - 1 } else { *depth + 1 };
                if *depth == 0 {
                    self.skipped = None;
                }
            }
            return;
        }
        let is_skipped = tag.is(&SKIPPED)
            || tag.has_class(&SKIPPED_CLASSES)
            || tag.get("data-markdown") == Some("skip")
            || tag.get("aria-hidden") == Some("true");
        if !tag.closes && is_skipped && !tag.is(&VOID) {
            self.skipped = Some((tag.name.to_owned(), 1));
            return;
        }
        let name = tag.name.to_ascii_lowercase();
        if self.is_pre && name != "pre" {
            if name == "code" && !tag.closes {
                self.code_language(tag);
            }
            return;
        }
        // What styles set apart stands apart here too.
        let is_span = matches!(&*name, "span" | "time");
        if is_span && !tag.closes && self.is_behind_span {
            self.space();
        }
        self.is_behind_span = is_span && tag.closes;
        if tag.closes { self.close(&name) } else { self.open(&name, tag) }
    }

    fn open(&mut self, name: &str, tag: &Tag<'_>) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end_block();
                let level = usize::from(name.as_bytes()[1] - b'0');
                self.sign.push_str(&"#".repeat(level));
                self.sign.push(' ');
            }
            "blockquote" => self.around(Around::Quote),
            "ul" => self.around(Around::List(None)),
            "ol" => {
                let first = tag.get("start").and_then(|start| start.parse().ok());
                self.around(Around::List(Some(first.unwrap_or(1))));
            }
            "li" => self.item(),
            "dt" => self.end_block(),
            "dd" => {
                if !self.text.ends_with(": ") {
                    self.end_block();
                }
            }
            "pre" => {
                self.end_block();
                self.is_pre = true;
                self.language.clear();
                self.code_language(tag);
            }
            "table" => {
                self.end_block();
                self.tables.push(Table::default());
            }
            "tr" if !self.tables.is_empty() => self.row(),
            "td" | "th" if !self.tables.is_empty() => self.text.clear(),
            "br" if self.tables.is_empty() => {
                self.text.truncate(self.text.trim_end().len());
                if !self.text.is_empty() {
                    self.text.push_str("\\\n");
                }
            }
            "br" => self.space(),
            "hr" => {
                self.end_block();
                self.raw("---");
            }
            "img" => self.picture(tag),
            "input" if tag.get("type") == Some("checkbox") => {
                let is_done = tag.get("checked").is_some();
                self.text.push_str(if is_done { "[x] " } else { "[ ] " });
            }
            _ if BLOCKS.contains(&name) => self.end_block(),
            _ => self.open_span(name, tag),
        }
    }

    fn open_span(&mut self, name: &str, tag: &Tag<'_>) {
        let from = self.text.len();
        match name {
            "a" => {
                let to = tag.get("href").map(unescape).unwrap_or_default();
                self.spans.push(Span::Link(to.to_string(), from));
            }
            "code" | "kbd" | "samp" => self.spans.push(Span::Code(from)),
            _ => {
                if let Some(mark) = mark(name) {
                    self.spans.push(Span::Mark(mark, from));
                }
            }
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "blockquote" | "ul" | "ol" | "li" => {
                self.end_block();
                let fits = |around: &Around| match around {
                    Around::Quote => name == "blockquote",
                    Around::List(_) => matches!(name, "ul" | "ol"),
                    Around::Item(_) => name == "li",
                };
                if self.around.last().is_some_and(fits) {
                    self.around.pop();
                }
                self.sign.clear();
                self.is_tight = name == "li";
            }
            "dt" => {
                self.text.truncate(self.text.trim_end().len());
                if !self.text.is_empty() {
                    self.text.push_str(": ");
                }
            }
            "pre" => self.code_block(),
            "td" | "th" if !self.tables.is_empty() => self.cell(),
            "table" => self.table(),
            "a" | "code" | "kbd" | "samp" => self.close_span(name),
            _ if BLOCKS.contains(&name) || is_heading(name) => {
                self.end_block();
                self.sign.clear();
            }
            _ => self.close_span(name),
        }
    }

    /// Ends a span of a line: what was written since it began gets its marks.
    fn close_span(&mut self, name: &str) {
        let fits = |span: &Span| match span {
            Span::Link(..) => name == "a",
            Span::Code(_) => matches!(name, "code" | "kbd" | "samp"),
            Span::Mark(own, _) => mark(name) == Some(own),
        };
        if !self.spans.last().is_some_and(fits) {
            return;
        }
        let Some(span) = self.spans.pop() else { return };
        let (Span::Link(_, from) | Span::Code(from) | Span::Mark(_, from)) = &span;
        // A block that ended in between has taken the text with it.
        let inside = self.text.split_off((*from).min(self.text.len()));
        let trimmed = inside.trim();
        if trimmed.is_empty() {
            self.text.push_str(&inside);
            return;
        }
        let (before, after) = (inside.starts_with(' '), inside.ends_with(' '));
        if before {
            self.space();
        }
        match span {
            Span::Link(to, _) if to.is_empty() => self.text.push_str(trimmed),
            Span::Link(to, _) => {
                let to = without_brackets(&(self.absolute)(&to));
                self.text.push_str(&format!("[{trimmed}]({to})"));
            }
            Span::Code(_) => {
                let fence = "`".repeat(longest_run(trimmed) + 1);
                let gap = if trimmed.contains('`') { " " } else { "" };
                self.text.push_str(&format!("{fence}{gap}{trimmed}{gap}{fence}"));
            }
            Span::Mark(mark, _) => self.text.push_str(&format!("{mark}{trimmed}{mark}")),
        }
        if after {
            self.text.push(' ');
        }
    }

    fn picture(&mut self, tag: &Tag<'_>) {
        let (alt, from) = (tag.get("alt").unwrap_or_default(), tag.get("src"));
        if let Some(from) = from.filter(|_| !alt.trim().is_empty()) {
            let address = without_brackets(&(self.absolute)(&unescape(from)));
            let alt = super::text::line(&unescape(alt));
            self.text.push_str(&format!("![{alt}]({address})"));
        }
    }

    /// Begins a list or a quotation.
    fn around(&mut self, around: Around) {
        self.end_block();
        self.around.push(around);
    }

    fn item(&mut self) {
        self.end_block();
        let sign = match self.around.last_mut() {
            Some(Around::List(Some(number))) => {
                *number = number.saturating_add(1);
                format!("{}. ", number.saturating_sub(1))
            }
            _ => "- ".to_owned(),
        };
        self.around.push(Around::Item(sign.len()));
        self.sign = sign;
    }

    /// What stands before each line of a block, and before its first where that is an item's.
    fn prefix(&self) -> String {
        let mut prefix = String::new();
        for around in self.around.iter().take(DEEPEST) {
            match around {
                Around::Quote => prefix.push_str("> "),
                Around::Item(width) => prefix.push_str(&" ".repeat(*width)),
                Around::List(_) => {}
            }
        }
        prefix
    }

    /// Ends the block that is being written.
    fn end_block(&mut self) {
        if !self.tables.is_empty() {
            self.space();
            return;
        }
        let text = std::mem::take(&mut self.text);
        for span in &mut self.spans {
            let (Span::Link(_, from) | Span::Code(from) | Span::Mark(_, from)) = span;
            *from = 0;
        }
        let text = text.trim();
        let text = text.strip_suffix('\\').unwrap_or(text).trim_end();
        if !text.is_empty() {
            self.raw(&begun(text));
        }
    }

    /// Writes a block as it is.
    fn raw(&mut self, block: &str) {
        let sign = std::mem::take(&mut self.sign);
        let prefix = self.prefix();
        let first = match self.around.last() {
            Some(Around::Item(width)) if !sign.is_empty() && !sign.starts_with('#') => {
                let outer = prefix.len().saturating_sub(*width);
                format!("{}{sign}", prefix.get(..outer).unwrap_or_default())
            }
            _ => format!("{prefix}{sign}"),
        };
        let is_item = sign.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        let follows = self.out.is_empty() || is_item && self.is_tight;
        if !follows {
            self.out.push_str(prefix.trim_end());
            self.out.push('\n');
        }
        for (nth, line) in block.lines().enumerate() {
            let start = if nth == 0 { &first } else { &prefix };
            self.out.push_str(format!("{start}{line}").trim_end());
            self.out.push('\n');
        }
        self.is_tight = is_item;
    }

    fn code_language(&mut self, tag: &Tag<'_>) {
        let class = tag.get("class").unwrap_or_default();
        let language = class.split(' ').find_map(|class| class.strip_prefix("language-"));
        if let Some(language) = language {
            language.clone_into(&mut self.language);
        }
    }

    fn code_block(&mut self) {
        self.is_pre = false;
        let code = std::mem::take(&mut self.text);
        let fence = "`".repeat(longest_run(&code).max(2) + 1);
        let code = code.trim_end_matches('\n');
        let block = format!("{fence}{}\n{code}\n{fence}", self.language);
        self.raw(&block);
    }

    fn row(&mut self) {
        self.text.clear();
        if let Some(table) = self.tables.last_mut() {
            table.rows.push(Vec::new());
        }
    }

    fn cell(&mut self) {
        let cell = std::mem::take(&mut self.text).trim().replace('|', "\\|").replace('\n', " ");
        if let Some(row) = self.tables.last_mut().and_then(|table| table.rows.last_mut()) {
            row.push(cell);
        }
    }

    fn table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        let width = table.rows.iter().map(Vec::len).max().unwrap_or_default();
        self.text.clear();
        if width == 0 {
            return;
        }
        let line = |cells: &[String]| {
            let cell = |at: usize| cells.get(at).map_or("", String::as_str);
            let cells: Vec<&str> = (0..width).map(cell).collect();
            format!("| {} |", cells.join(" | "))
        };
        let mut lines: Vec<String> = table.rows.iter().map(|row| line(row)).collect();
        lines.insert(1, format!("|{}", " --- |".repeat(width)));
        if self.tables.is_empty() {
            self.raw(&lines.join("\n"));
        }
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// The sign around a span.
fn mark(name: &str) -> Option<&'static str> {
    match name {
        "em" | "i" | "cite" | "var" => Some("*"),
        "strong" | "b" => Some("**"),
        "del" | "s" => Some("~~"),
        _ => None,
    }
}

/// How many backticks stand beside each other, at most.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markdown(html: &str) -> String {
        write(&format!("<p>voor</p><main id=\"inhoud\">{html}</main>na"), &|to| {
            format!("https://x.example/{to}")
        })
    }

    #[test]
    fn blocks_and_spans() {
        let html = "<h1>Een *titel*</h1><p>Met <strong>nadruk</strong>, <em>klem</em> en\n <a href=\"a(b)\">een <b>link</b></a>.<br>1. Geen lijst</p>";
        assert_eq!(
            markdown(html),
            "# Een \\*titel\\*\n\nMet **nadruk**, *klem* en [een **link**](https://x.example/a%28b%29).\\\n1. Geen lijst\n"
        );
        assert_eq!(
            markdown("<p># geen kop</p><p>1. geen lijst</p>"),
            "\\# geen kop\n\n1\\. geen lijst\n"
        );
        assert_eq!(
            markdown("<p>a &lt;b&gt; &amp; c<!-- x --></p><hr><img alt=\"\" src=\"x\">"),
            "a \\<b> & c\n\n---\n"
        );
        let apart = "<p><span>een</span><span>twee</span> <span>d</span>rie</p>";
        assert_eq!(markdown(apart), "een twee drie\n");
        assert_eq!(
            markdown("<p><img alt=\"Een huis\" src=\"x.png\"></p>"),
            "![Een huis](https://x.example/x.png)\n"
        );
    }

    #[test]
    fn lists_quotations_and_code() {
        let html = "<ul>\n<li>een<ul><li>binnen</li></ul></li>\n<li><p>twee</p><p>meer</p></li></ul><p>na</p>";
        assert_eq!(markdown(html), "- een\n  - binnen\n- twee\n\n  meer\n\nna\n");
        assert_eq!(markdown("<ol start=\"3\"><li>c</li><li>d</li></ol>"), "3. c\n4. d\n");
        assert_eq!(
            markdown("<blockquote>\n<p>een</p><p>twee</p></blockquote>"),
            "> een\n>\n> twee\n"
        );
        let code = "<pre><code class=\"language-sh\">a  &lt; b\n```\n</code></pre><p><code>x`y_z</code></p>";
        assert_eq!(markdown(code), "````sh\na  < b\n```\n````\n\n`` x`y_z ``\n");
    }

    #[test]
    fn tables_and_terms() {
        let html = "<table><caption>x</caption><thead><tr><th>Een</th><th>Twee</th></tr></thead><tbody><tr><td>a|b</td><td><p>c</p><p>d</p></td></tr></tbody></table>";
        assert_eq!(markdown(html), "| Een | Twee |\n| --- | --- |\n| a\\|b | c d |\n");
        let html = "<dl><div><dt>Uitgever</dt><dd>Wij</dd></div><dt>Jaar</dt><dd>2024</dd></dl>";
        assert_eq!(markdown(html), "Uitgever: Wij\n\nJaar: 2024\n");
    }

    #[test]
    fn what_is_not_read_is_left_out() {
        let html = "<nav><p>x</p></nav><p>een<button>x</button> twee</p><script>x</script><div class=\"glossary-notes\"><div>x</div></div><footer>x</footer><p data-markdown=\"skip\">x</p>";
        assert_eq!(markdown(html), "een twee\n");
    }

    #[test]
    fn any_html_is_passed_through() {
        let deep = "<blockquote><ul><li>".repeat(2_000);
        assert!(markdown(&format!("{deep}x")).len() < 200_000);
        for html in [
            "",
            "<",
            "</p></ul></a></td>",
            "<td>x</td>",
            "<a href=\"x\"><p>y</p></a>",
            "<b><p>é</b>",
            "<table></table>",
            "<pre>",
        ] {
            assert!(markdown(html).ends_with('\n'), "{html}");
        }
    }
}
