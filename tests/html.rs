//! A page's HTML → its tags, read as a browser reads them as far as these tests need: names, attributes, quotes.

/// One tag: its name in lower case (with `/` before it where it closes) and its attributes, decoded.
#[derive(Debug)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// Every tag of a page, in order. Comments and `<!doctype>` are passed over.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            let (tag, after) = tag(rest);
            tags.push(tag);
            rest = after;
        }
    }
    tags
}

/// The tag that a text begins with (after its `<`), and what follows its `>`.
fn tag(text: &str) -> (Tag, &str) {
    let end = text.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(text.len());
    let name = text[..end].trim_end_matches('/').to_ascii_lowercase();
    let mut attributes = Vec::new();
    let mut rest = &text[end..];
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return (Tag { name, attributes }, rest);
        }
        if let Some(after) = rest.strip_prefix('>') {
            return (Tag { name, attributes }, after);
        }
        let end =
            rest.find(|c: char| c.is_ascii_whitespace() || "=>/".contains(c)).unwrap_or(rest.len());
        let end = end.max(rest.chars().next().map_or(1, char::len_utf8));
        let attribute = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let value;
        (value, rest) = attribute_value(rest);
        attributes.push((attribute, decode(value)));
    }
}

/// What follows an attribute's name: its value, and the rest.
fn attribute_value(text: &str) -> (&str, &str) {
    let Some(text) = text.strip_prefix('=') else { return ("", text) };
    let text = text.trim_start();
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    match quote {
        Some(quote) => text[1..].split_once(quote).unwrap_or((&text[1..], "")),
        None => text.split_at(
            text.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(text.len()),
        ),
    }
}

/// The entities that a writer of HTML needs, and numbers.
pub(crate) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let found =
            rest.split_once(';').and_then(|(name, after)| Some((entity(&name[1..])?, after)));
        match found {
            Some((c, after)) => {
                out.push(c);
                rest = after;
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

fn entity(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "colon" => ':',
        "Tab" => '\t',
        "NewLine" => '\n',
        _ => {
            let number = name.strip_prefix('#')?;
            let hex = number.strip_prefix(['x', 'X']);
            let code =
                hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
            char::from_u32(code)?
        }
    })
}

/// What no page may hold, whatever its sources: scripts of its own, handlers, styles, addresses that run code.
/// Gives each with where it stands.
pub(crate) fn dangers(html: &str) -> Vec<String> {
    let unprintable = html.chars().find(|c| is_unprintable(*c));
    let unprintable = unprintable.map(|c| format!("a page cannot hold {c:?}"));
    tags(html).iter().flat_map(dangers_of).chain(unprintable).collect()
}

/// What HTML calls a control or a noncharacter.
fn is_unprintable(c: char) -> bool {
    let is_none = matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe;
    is_none || c.is_control() && !matches!(c, '\t' | '\n' | '\r')
}

/// What a picture of the theme's own has.
const DRAWING: [&str; 7] =
    ["class", "viewbox", "width", "height", "role", "aria-label", "aria-hidden"];

fn dangers_of(tag: &Tag) -> Vec<String> {
    const FOREIGN: [&str; 16] = [
        "iframe",
        "object",
        "embed",
        "style",
        "base",
        "svg",
        "math",
        "form",
        "frame",
        "template",
        // What a picture could bring in from elsewhere, or move.
        "foreignobject",
        "use",
        "image",
        "animate",
        "animatetransform",
        "set",
    ];
    let mut found = Vec::new();
    // The theme's own scripts are files of the site.
    let own_script =
        tag.get("src").is_some_and(|src| !is_elsewhere(src) && tag.get("defer").is_some());
    // Its search forms ask a page of the site.
    let own_form = matches!(tag.get("data-search"), Some("box" | "form"))
        && tag.get("action").is_some_and(|action| !is_elsewhere(action))
        && !["method", "target", "enctype"].iter().any(|name| tag.get(name).is_some());
    // Data for programs, which no browser runs.
    let own_data = tag.get("type") == Some("application/ld+json") && tag.attributes.len() == 1;
    // Its drawings say by a class what they are, and nothing that a program could run.
    let own_drawing = tag.get("class").is_some_and(|class| class.starts_with("drawing-"))
        && tag.attributes.iter().all(|(name, _)| DRAWING.contains(&name.as_str()));
    let is_own = match tag.name.as_str() {
        "script" => own_script || own_data,
        "form" => own_form,
        "svg" => own_drawing,
        _ => false,
    };
    if !is_own && (tag.name == "script" || FOREIGN.contains(&tag.name.as_str())) {
        found.push(format!("<{}>", tag.name));
    }
    for (name, value) in &tag.attributes {
        if name.starts_with("on") || matches!(name.as_str(), "style" | "srcdoc" | "formaction") {
            found.push(format!("<{} {name}={value:?}>", tag.name));
        }
        if matches!(name.as_str(), "href" | "src" | "cite" | "action" | "data" | "xlink:href")
            && runs_code(value)
        {
            found.push(format!("<{} {name}={value:?}>", tag.name));
        }
    }
    found
}

/// Whether a browser would run an address or read a file: it drops control characters and white space first.
fn runs_code(address: &str) -> bool {
    let bare: String = address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let bare = bare.to_ascii_lowercase();
    ["javascript:", "vbscript:", "data:", "file:", "blob:"]
        .iter()
        .any(|scheme| bare.starts_with(scheme))
}

/// A page without what its words mean, which stands there beside what the page says.
pub(crate) fn without_notes(html: &str) -> String {
    let Some((before, notes)) = html.split_once("<section class=\"glossary-notes\"") else {
        return html.to_owned();
    };
    let after = notes.rsplit_once("</section>").map_or("", |(_, after)| after);
    format!("{before}{after}")
}

/// The text between the tags of a page, with single spaces.
pub(crate) fn text(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        rest = tag(after).1;
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tags that close what is not open, and those that are never closed.
pub(crate) fn unbalanced(html: &str) -> Vec<String> {
    const VOID: [&str; 7] = ["br", "col", "hr", "img", "input", "link", "meta"];
    let (mut open, mut wrong) = (Vec::new(), Vec::new());
    for tag in tags(html).into_iter().filter(|tag| !VOID.contains(&tag.name.as_str())) {
        match tag.name.strip_prefix('/') {
            None => open.push(tag.name),
            Some(name) if open.last().is_some_and(|last| last == name) => drop(open.pop()),
            Some(_) => wrong.push(tag.name),
        }
    }
    wrong.extend(open);
    wrong
}

/// Whether an address leads to another host.
pub(crate) fn is_elsewhere(address: &str) -> bool {
    address.contains(':') || address.starts_with("//")
}

#[test]
fn tags_are_read_as_browsers_read_them() {
    let read = tags("<p>a < b<!-- <i> --><A HREF='x>y' on = \"1\" open><br/></a>");
    let names: Vec<&str> = read.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(names, ["p", "a", "br", "/a"]);
    let link =
        [("href", "x>y"), ("on", "1"), ("open", "")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    assert_eq!(read[1].attributes, link);
    assert_eq!(decode("&lt;&#106;&#x61;&amp;lt;&nosuch;&"), "<ja&lt;&nosuch;&");
    assert_eq!(dangers("<a href=' java&#10;script:x'><p onclick=x><script>").len(), 3);
    let forms = [("box", "../zoeken/"), ("box", "//elders.example/"), ("x", "../zoeken/")]
        .map(|(of, to)| dangers(&format!("<form action='{to}' data-search='{of}'>")).len());
    assert_eq!(forms, [0, 1, 1]);
    let page =
        "<p>een <b>twee</b><br> drie</p><section class=\"glossary-notes\">x<p>y</section></i>";
    assert_eq!(text(&without_notes(page)), "een twee drie");
    assert_eq!(unbalanced(page), ["/section", "/i", "section", "p"]);
}
