//! What the parser finds in a text → the same without signs that no page can hold.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

use crate::source::text;

pub(super) fn event(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Text(text) => Event::Text(printable(text)),
        Event::Code(text) => Event::Code(printable(text)),
        Event::Html(text) => Event::Html(printable(text)),
        Event::InlineHtml(text) => Event::InlineHtml(printable(text)),
        Event::FootnoteReference(label) => Event::FootnoteReference(printable(label)),
        Event::Start(tag) => Event::Start(opened(tag)),
        event => event,
    }
}

fn opened(tag: Tag<'_>) -> Tag<'_> {
    match tag {
        Tag::Link { link_type, dest_url, title, id } => {
            let (dest_url, title) = (printable(dest_url), printable(title));
            Tag::Link { link_type, dest_url, title, id }
        }
        Tag::Image { link_type, dest_url, title, id } => {
            let (dest_url, title) = (printable(dest_url), printable(title));
            Tag::Image { link_type, dest_url, title, id }
        }
        Tag::Heading { level, id, classes, attrs } => {
            let id = id.map(printable);
            let classes = classes.into_iter().map(printable).collect();
            Tag::Heading { level, id, classes, attrs }
        }
        Tag::FootnoteDefinition(label) => Tag::FootnoteDefinition(printable(label)),
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
            Tag::CodeBlock(CodeBlockKind::Fenced(printable(info)))
        }
        tag => tag,
    }
}

fn printable(text: CowStr<'_>) -> CowStr<'_> {
    match text::printable(&text) {
        std::borrow::Cow::Borrowed(_) => text,
        std::borrow::Cow::Owned(printable) => printable.into(),
    }
}
