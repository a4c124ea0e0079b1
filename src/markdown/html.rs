//! Events of the parser → HTML with holes. Footnotes are gathered at the end, headings get ids and their levels, a
//! picture alone in its paragraph becomes a figure.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, CowStr, Event, Tag, TagEnd};
use pulldown_cmark_escape::{escape_html, escape_html_body_text};

use super::spans::{HEADING, HOLE, split_holes};
use super::{Body, Dialect, Heading, Options, Parsed, plain, raw};
use crate::diagnostic::{Problem, Speech};
use crate::language::Typographer;
use crate::url::slug;

mod elsewhere;
mod links;
mod lists;
mod notes;
mod tables;

use links::{OpenLink, is_figure};
use notes::Notes;
use tables::Table;

type Events<'t> = [(Event<'t>, Range<usize>)];

/// Text as HTML, quotes too, so that it can stand in an attribute.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    write_escaped(&mut out, text);
    out
}

fn write_escaped(out: &mut String, text: &str) {
    // Writing to a `String` cannot fail.
    let _ = escape_html(&mut *out, text);
}

/// Ids that the theme's own landmarks may have.
pub(super) const RESERVED: [&str; 8] =
    ["inhoud", "content", "main", "menu", "zoeken", "search", "kop", "voet"];

pub(super) fn write(text: &str, events: &Events<'_>, options: &Options<'_>) -> Parsed {
    let mut writer = Writer::new(text, options);
    writer.shift = heading_shift(events);
    writer.blocks(events);
    writer.finish()
}

/// How much headings move so that the highest on the page is an `h2`.
fn heading_shift(events: &Events<'_>) -> i8 {
    let levels = events.iter().filter_map(|(event, _)| match event {
        Event::Start(Tag::Heading { level, .. }) => i8::try_from(*level as usize).ok(),
        _ => None,
    });
    levels.min().map_or(0, |least| 2 - least)
}

struct Writer<'o, 't> {
    text: &'t str,
    options: &'o Options<'o>,
    is_weef: bool,
    out: String,
    parsed: Parsed,
    typographer: Typographer,
    shift: i8,
    ids: HashSet<Box<str>>,
    next_suffix: HashMap<Box<str>, u32>,
    lead: String,
    depth: usize,
    words: u32,
    /// Where the first raw HTML stands; its presence sends the whole body through the sanitiser.
    raw_from: Option<usize>,
    table: Table,
    /// The links that are open.
    open_links: Vec<OpenLink>,
    notes: Notes,
    /// Whether the next text is a wikilink's own destination.
    is_bare_wiki: bool,
}

impl<'o, 't> Writer<'o, 't> {
    fn new(text: &'t str, options: &'o Options<'o>) -> Self {
        Self {
            text,
            options,
            is_weef: options.dialect != Dialect::CommonMark,
            out: String::with_capacity(text.len() + text.len() / 3),
            parsed: Parsed::default(),
            typographer: Typographer::new(options.language),
            shift: 0,
            ids: RESERVED.into_iter().map(Into::into).collect(),
            next_suffix: HashMap::new(),
            lead: String::new(),
            depth: 0,
            words: 0,
            raw_from: None,
            table: Table::default(),
            open_links: Vec::new(),
            notes: Notes::default(),
            is_bare_wiki: false,
        }
    }

    fn blocks(&mut self, events: &Events<'t>) {
        let mut i = 0;
        while let Some((event, range)) = events.get(i) {
            i += match event {
                Event::Start(Tag::Image { .. }) => self.image(events.get(i..).unwrap_or_default()),
                Event::Start(Tag::Heading { .. }) => {
                    self.heading(events.get(i..).unwrap_or_default())
                }
                Event::Start(Tag::Paragraph)
                    if self.is_weef && is_figure(events.get(i..).unwrap_or_default()) =>
                {
                    self.figure(events.get(i + 1..).unwrap_or_default())
                }
                Event::Start(Tag::Paragraph) if self.is_weef && is_scene(events, i) => {
                    let events = events.get(i..).unwrap_or_default();
                    match elsewhere::scene(events) {
                        Some(scene) => self.scene(scene, events.get(1..).unwrap_or_default()),
                        None => 1,
                    }
                }
                Event::Start(Tag::CodeBlock(kind)) if self.is_weef && lists::is_list(kind) => {
                    self.list(events.get(i..).unwrap_or_default())
                }
                Event::Start(tag) => {
                    self.start(tag, range, events.get(i + 1..).unwrap_or_default())
                }
                Event::End(tag) => self.end(*tag),
                event => self.inline(event, range, events.get(i + 1)),
            };
        }
    }

    /// Opens a block or a span; how many events that took.
    fn start(&mut self, tag: &Tag<'t>, range: &Range<usize>, inside: &Events<'t>) -> usize {
        if self.depth == 0 && self.lead.is_empty() && matches!(tag, Tag::Paragraph) {
            let end = inside.iter().position(|(e, _)| matches!(e, Event::End(TagEnd::Paragraph)));
            self.lead = plain(inside.get(..end.unwrap_or_default()).unwrap_or_default());
        }
        if !is_span(tag) {
            self.depth += 1;
            self.typographer.restart();
        }
        match tag {
            Tag::Paragraph => self.block("<p>"),
            Tag::BlockQuote(Some(kind)) if self.is_weef => self.callout(*kind),
            Tag::BlockQuote(_) => self.block("<blockquote>\n"),
            Tag::CodeBlock(kind) => self.code_block(kind, range),
            Tag::HtmlBlock => self.html_block(inside),
            Tag::List(None) => self.block(if self.is_weef && is_task_list(inside) {
                "<ul class=\"task-list\">\n"
            } else {
                "<ul>\n"
            }),
            Tag::List(Some(1)) => self.block("<ol>\n"),
            Tag::List(Some(n)) => self.block(&format!("<ol start=\"{n}\">\n")),
            Tag::Item if self.is_weef && is_task(inside) => {
                self.block("<li class=\"task-list-item\">");
            }
            Tag::Item => self.block("<li>"),
            Tag::FootnoteDefinition(label) => {
                let number = self.notes.number(label);
                let outer = std::mem::take(&mut self.out);
                self.notes.suspended.push((number, outer));
            }
            Tag::DefinitionList => self.block("<dl>\n"),
            Tag::DefinitionListTitle => self.block("<dt>"),
            Tag::DefinitionListDefinition => self.block("<dd>"),
            Tag::Table(alignments) => self.open_table(alignments),
            Tag::TableHead => {
                self.table.in_head = true;
                self.table.cell = 0;
                self.block("<thead>\n<tr>");
            }
            Tag::TableRow => {
                self.table.cell = 0;
                self.block("<tr>");
            }
            Tag::TableCell => self.open_cell(),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.link((*link_type, dest_url, title), range, inside);
            }
            _ => {}
        }
        1
    }

    fn end(&mut self, tag: TagEnd) -> usize {
        if !matches!(
            tag,
            TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image
        ) {
            self.depth = self.depth.saturating_sub(1);
        }
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::BlockQuote(Some(_)) if self.is_weef => self.out.push_str("</div>\n"),
            TagEnd::BlockQuote(_) => self.out.push_str("</blockquote>\n"),
            TagEnd::CodeBlock => {
                self.typographer.restart();
                self.out.push_str("</code></pre>\n");
            }
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::FootnoteDefinition => {
                if let Some((number, outer)) = self.notes.suspended.pop() {
                    let body = std::mem::replace(&mut self.out, outer);
                    if let Some(slot) = self.notes.bodies.get_mut(number - 1) {
                        slot.get_or_insert_with(String::new).push_str(&body);
                    }
                }
            }
            TagEnd::DefinitionList => self.out.push_str("</dl>\n"),
            TagEnd::DefinitionListTitle => self.out.push_str("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.out.push_str("</dd>\n"),
            TagEnd::Table => self.out.push_str("</tbody>\n</table></div>\n"),
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.out.push_str("</tr>\n</thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => self.close_cell(),
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link => self.end_link(),
            _ => {}
        }
        1
    }

    /// What stands inside a block. `next` is the event after it, for the quotes at its end.
    fn inline(
        &mut self,
        event: &Event<'t>,
        range: &Range<usize>,
        next: Option<&(Event<'t>, Range<usize>)>,
    ) -> usize {
        match event {
            Event::Text(text) => self.running_text(text, next.map(|(event, _)| event)),
            Event::Code(code) => {
                self.words += words_in(code);
                self.typographer.pass('x');
                self.out.push_str("<code>");
                self.escaped(code);
                self.out.push_str("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(html, range),
            Event::SoftBreak => {
                self.typographer.pass('\n');
                self.out.push('\n');
            }
            Event::HardBreak => {
                self.typographer.pass('\n');
                self.out.push_str("<br />\n");
            }
            Event::Rule => self.block("<hr />\n"),
            Event::TaskListMarker(done) => self.task(*done),
            Event::FootnoteReference(label) => self.footnote_reference(label),
            _ => {}
        }
        1
    }

    fn running_text(&mut self, text: &str, next: Option<&Event<'t>>) {
        if std::mem::take(&mut self.is_bare_wiki)
            && let Some((title, heading)) =
                text.split_once('#').filter(|(title, _)| !title.is_empty())
        {
            // `[[Title#heading]]` reads as a title and a heading, not as an address.
            return self.running_text(&format!("{title}: {heading}"), next);
        }
        self.words += words_in(text);
        if self.options.smart_punctuation {
            let after = next.map_or(' ', first_char);
            if let Some(text) = self.typographer.piece(text, after) {
                self.body_text(&text);
                return;
            }
        }
        self.body_text(text);
    }

    fn body_text(&mut self, text: &str) {
        let _ = escape_html_body_text(&mut self.out, text);
    }

    fn escaped(&mut self, text: &str) {
        write_escaped(&mut self.out, text);
    }

    /// Opens a block on a line of its own.
    fn block(&mut self, html: &str) {
        self.fresh_line();
        self.out.push_str(html);
    }

    fn fresh_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn html_block(&mut self, inside: &Events<'t>) {
        if self.is_weef {
            self.html_for_list(inside);
        }
        self.fresh_line();
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>, range: &Range<usize>) {
        if self.is_weef {
            self.code_for_list(kind, range);
        }
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split([' ', '\t', ',']).next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        // A wide block scrolls, so the keyboard must reach it.
        self.block(if self.is_weef { "<pre tabindex=\"0\"><code" } else { "<pre><code" });
        if !language.is_empty() {
            self.out.push_str(" class=\"language-");
            self.escaped(language);
            self.out.push('"');
        }
        self.out.push('>');
        self.typographer.switch_off();
    }

    fn callout(&mut self, kind: BlockQuoteKind) {
        let dutch = self.options.language.speech() == Speech::Dutch;
        let (class, title) = match kind {
            BlockQuoteKind::Note => ("note", if dutch { "Let op" } else { "Note" }),
            BlockQuoteKind::Tip => ("tip", "Tip"),
            BlockQuoteKind::Important => {
                ("important", if dutch { "Belangrijk" } else { "Important" })
            }
            BlockQuoteKind::Warning => ("warning", if dutch { "Waarschuwing" } else { "Warning" }),
            BlockQuoteKind::Caution => ("caution", if dutch { "Pas op" } else { "Caution" }),
        };
        self.block(&format!(
            "<div class=\"callout callout-{class}\">\n<p class=\"callout-title\">{title}</p>\n"
        ));
    }

    fn task(&mut self, done: bool) {
        let label = match (self.options.language.speech(), done) {
            (Speech::Dutch, true) => "klaar",
            (Speech::Dutch, false) => "nog te doen",
            (Speech::English, true) => "done",
            (Speech::English, false) => "to do",
        };
        let checked = if done { " checked=\"\"" } else { "" };
        self.out.push_str(&format!(
            "<input type=\"checkbox\" disabled=\"\"{checked} aria-label=\"{label}\" /> "
        ));
    }

    /// A heading with all that is in it; gives how many events that was.
    fn heading(&mut self, events: &Events<'t>) -> usize {
        let Some((Event::Start(Tag::Heading { level, id, classes, .. }), _)) = events.first()
        else {
            return 1;
        };
        let length =
            events.iter().position(|(event, _)| matches!(event, Event::End(TagEnd::Heading(_))));
        let length = length.unwrap_or(events.len() - 1);
        let inside = events.get(1..length).unwrap_or_default();
        let level = i8::try_from(*level as usize).unwrap_or(6);
        let level = if self.is_weef { (level + self.shift).clamp(2, 6) } else { level };
        self.typographer.restart();
        self.fresh_line();
        // The link that shares a heading's address stands beside it: within, it would be part of what it is called.
        let is_shared = self.options.dialect == Dialect::Weef;
        let nth = self.parsed.headings.len();
        if is_shared {
            self.out.push_str("<div class=\"heading\">");
        }
        self.out.push_str(&format!("<h{level}"));
        if self.is_weef {
            let text = plain(inside);
            let id = self.heading_id(id.as_deref(), &text);
            // A page has one text of its own and any number of fields: in these nothing can be linked to.
            if is_shared {
                self.out.push_str(" id=\"");
                self.escaped(&id);
                self.out.push('"');
            }
            if !classes.is_empty() {
                self.out.push_str(" class=\"");
                self.escaped(&classes.iter().map(CowStr::as_ref).collect::<Vec<_>>().join(" "));
                self.out.push('"');
            }
            let text = if self.options.smart_punctuation {
                Typographer::text(self.options.language, &text)
            } else {
                text
            };
            let level = level.unsigned_abs();
            self.parsed.headings.push(Heading { level, id: id.into(), text: text.into() });
        }
        self.out.push('>');
        self.depth += 1;
        self.blocks(inside);
        self.depth -= 1;
        self.out.push_str(&format!("</h{level}>"));
        if is_shared {
            self.out.push_str(&format!("{HOLE}{HEADING}{nth}{HOLE}</div>"));
        }
        self.out.push('\n');
        length + 1
    }

    /// A unique id; the counter per text keeps ten thousand equal headings linear.
    fn heading_id(&mut self, given: Option<&str>, text: &str) -> String {
        let given = given
            .map(|id| id.replace(|c: char| c.is_whitespace() || c == '_', "-"))
            .filter(|id| !id.is_empty());
        let base = given.unwrap_or_else(|| slug(text));
        let base = if base.is_empty() { "sectie".to_owned() } else { base };
        if self.ids.insert(base.as_str().into()) {
            return base;
        }
        let mut suffix = self.next_suffix.get(base.as_str()).copied().unwrap_or(1);
        let id = loop {
            let id = format!("{base}-{suffix}");
            suffix += 1;
            if self.ids.insert(id.as_str().into()) {
                break id;
            }
        };
        self.next_suffix.insert(base.into(), suffix);
        id
    }

    fn raw_html(&mut self, html: &str, range: &Range<usize>) {
        if !self.is_weef {
            self.out.push_str(html);
            return;
        }
        self.raw_from.get_or_insert(range.start);
        let removed = raw::tame(html, &mut self.out);
        for element in removed {
            let known =
                self.parsed.problems.iter().any(
                    |(_, p)| matches!(p, Problem::HtmlRemoved { element: e } if *e == element),
                );
            if !known {
                self.parsed.problems.push((range.clone(), Problem::HtmlRemoved { element }));
            }
        }
    }

    fn finish(mut self) -> Parsed {
        self.footnotes();
        let mut html = self.out;
        let mut parsed = self.parsed;
        if let Some(from) = self.raw_from {
            html = raw::sanitise(&html, &mut parsed, (self.text, from), self.options.dialect);
        }
        let (html, holes) = split_holes(html);
        parsed.body =
            Body { html, holes, lead: self.lead.into(), words: self.words, ..Body::default() };
        parsed
    }
}

/// Whether a paragraph is a picture that leads to a film or map.
fn is_scene(events: &Events<'_>, at: usize) -> bool {
    events.get(at..).and_then(elsewhere::scene).is_some()
}

fn is_span(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}

/// Whether an item begins with a check box.
fn is_task(inside: &Events<'_>) -> bool {
    let first = inside.iter().find(|(event, _)| !matches!(event, Event::Start(Tag::Paragraph)));
    matches!(first, Some((Event::TaskListMarker(_), _)))
}

fn is_task_list(inside: &Events<'_>) -> bool {
    is_task(inside.get(1..).unwrap_or_default())
}

/// The character an event begins with, as a quote before it sees it.
fn first_char(event: &Event<'_>) -> char {
    match event {
        Event::Text(text) => text.chars().next().unwrap_or(' '),
        Event::Code(_) | Event::Start(_) | Event::InlineHtml(_) => 'x',
        _ => ' ',
    }
}

/// Runs of anything but ASCII white space: what a page's words come down to, counted by bytes.
fn words_in(text: &str) -> u32 {
    let mut words = 0;
    let mut inside = false;
    for byte in text.bytes() {
        let is_text = byte > b' ';
        words += u32::from(is_text && !inside);
        inside = is_text;
    }
    words
}
