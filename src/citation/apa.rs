//! A reference → APA 7, in Dutch and in English: the line of a list of references, and the two forms in a text.
//!
//! The style and the words of both languages are the ones of the Citation Style Language. What Dutch asks besides is
//! given to the library in its own terms (words, the order of a date, a style for the forms in a text); the rest, of
//! which it has no notion, is here: capitals of prefixes, a publisher that is the author, the place of a thesis, a
//! point behind a question mark.

use std::sync::LazyLock;

use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::citationberg::json::{Item, LiteralName, NameItem, NameValue, Value};
use hayagriva::citationberg::{FontStyle, IndependentStyle, Locale, LocaleCode, LocaleFile, Style};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild, ElemChildren,
};

use super::{Citation, Issued, Maker, csl};
use crate::config::Cited;
use crate::diagnostic::Speech;
use crate::language::{Language, PersonName, fold};
use crate::markdown::escape;
use crate::url::{Destination, destination, encode_doi};

mod branches;

/// A reference in APA 7, as HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apa {
    /// As it stands in a list of references.
    pub in_list: String,
    /// As it stands in a text, between parentheses: *(De Lange & Elshout, 2018)*.
    pub in_text: String,
    /// As it stands in a sentence: *De Lange en Elshout (2018)*.
    pub narrative: String,
}

/// The styles of one language.
struct Styles {
    locale: LocaleCode,
    in_list: branches::Pruned,
    in_text: IndependentStyle,
    narrative: IndependentStyle,
}

/// The words of Dutch and English.
static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(|| {
    let is_ours = |locale: &Locale| {
        locale.lang.as_ref().is_some_and(|lang| matches!(&*lang.0, "nl-NL" | "en-US"))
    };
    locales().into_iter().filter(is_ours).collect()
});

static DUTCH: LazyLock<Styles> = LazyLock::new(|| {
    let mut style = bundled();
    branches::day_before_month(&mut style);
    branches::say_in_dutch(&mut style);
    Styles::new("nl-NL", style, include_str!("apa/nl.xml"))
});

static ENGLISH: LazyLock<Styles> =
    LazyLock::new(|| Styles::new("en-US", bundled(), include_str!("apa/en.xml")));

/// APA 7 as the library has it.
fn bundled() -> IndependentStyle {
    match ArchivedStyle::AmericanPsychologicalAssociation.get() {
        Style::Independent(style) => style,
        Style::Dependent(_) => unreachable!("APA leans on no other style"),
    }
}

impl Styles {
    fn new(locale: &str, mut in_list: IndependentStyle, words: &str) -> Self {
        let words: Locale =
            LocaleFile::from_xml(words).expect("weef's own words are well formed").into();
        let with_words = |style: &mut IndependentStyle| {
            let own = style.locale.iter_mut().find(|own| own.lang == words.lang);
            let terms = words.terms.iter().flat_map(|terms| terms.terms.clone());
            match own.and_then(|own| own.terms.as_mut()) {
                // The first of two is the one that counts.
                Some(own) => drop(own.terms.splice(0..0, terms)),
                None => style.locale.push(words.clone()),
            }
        };
        with_words(&mut in_list);
        let in_a_text = |xml: &str| {
            let mut style =
                IndependentStyle::from_xml(xml).expect("weef's own styles are well formed");
            with_words(&mut style);
            style
        };
        Self {
            locale: LocaleCode(locale.to_owned()),
            in_list: branches::Pruned::new(in_list),
            in_text: in_a_text(include_str!("apa/in-text.csl")),
            narrative: in_a_text(include_str!("apa/narrative.csl")),
        }
    }
}

/// What the library is given for a number with hyphens, which it would take for several: a sign that no text has, and
/// a number that is one.
const ONE_NUMBER: &str = "\u{e000}1";

/// Renders all forms for a text of a language.
pub(super) fn render(citation: &Citation, language: Language) -> Apa {
    let (styles, speech) = match language.speech() {
        Speech::Dutch => (&*DUTCH, Speech::Dutch),
        Speech::English => (&*ENGLISH, Speech::English),
    };
    let item = cited(citation, speech);
    let request = |style| {
        let items = vec![CitationItem::with_entry(&item)];
        CitationRequest::new(items, style, Some(styles.locale.clone()), &LOCALES, None)
    };
    let mut driver = BibliographyDriver::new();
    driver.citation(request(&styles.in_text));
    driver.citation(request(&styles.narrative));
    let style = styles.in_list.of(citation.kind);
    let rendered =
        driver.finish(BibliographyRequest::new(style, Some(styles.locale.clone()), &LOCALES));
    let lines = rendered.bibliography.map(|list| list.items).unwrap_or_default();
    // The library puts a comma before a month that is not there.
    let lone = |line: String| match citation.issued {
        Some(Issued::Year(year)) => line.replacen(&format!("({year},)"), &format!("({year})"), 1),
        _ => line,
    };
    // Of more authors than twenty it leaves some out with one sign, where APA has three points.
    let left_out = |line: String| match citation.authors.len() {
        0..=20 => line,
        _ => line.replacen(", … ", ", . . . ", 1),
    };
    let numbered = |line: String| match citation.part(Cited::Number) {
        Some(number) => line.replacen(ONE_NUMBER, &escape(number), 1),
        None => line,
    };
    let mut in_text = rendered.citations.iter().map(|form| html(&form.citation));
    Apa {
        in_list: numbered(left_out(lone(lines.iter().map(|line| html(&line.content)).collect()))),
        in_text: in_text.next().unwrap_or_default(),
        narrative: in_text.next().unwrap_or_default(),
    }
}

/// What the library is to render: the reference as APA in this language sees it.
fn cited(citation: &Citation, speech: Speech) -> Item {
    let mut item = csl::item(citation);
    let text = |text: &str| Value::String(text.to_owned());
    let publisher = citation.part(Cited::Publisher);
    let is_author = |other: &str| {
        citation.authors.iter().any(|maker| match maker {
            Maker::Organisation(name) => fold(name) == fold(other),
            Maker::Person(_) => false,
        })
    };
    // Who publishes its own work is named once.
    for (cited, variable) in
        [(Cited::Publisher, "publisher"), (Cited::Container, "container-title")]
    {
        if citation.part(cited).is_some_and(is_author) {
            item.0.remove(variable);
        }
    }
    if let Some(doi) = citation.part(Cited::Doi) {
        item.0.insert("DOI".to_owned(), text(&encode_doi(&csl::bare_doi(doi))));
    }
    if citation.part(Cited::Number).is_some_and(|number| number.contains('-')) {
        item.0.insert("number".to_owned(), text(ONE_NUMBER));
    }
    if citation.kind == "thesis" {
        let genre = genre(citation, speech);
        // The style has the university behind the genre only where the thesis is online.
        let all = [Some(&*genre), publisher].into_iter().flatten().collect::<Vec<_>>().join(", ");
        item.0.insert("genre".to_owned(), text(&all));
        item.0.remove("publisher");
    }
    // Without a day on which it was read there is nothing to say of reading.
    if citation.issued.is_none() && citation.accessed.is_none() {
        let undated = if speech == Speech::Dutch { "z.d." } else { "n.d." };
        item.0.insert("status".to_owned(), text(undated));
    }
    let is_alone = speech == Speech::Dutch;
    let leads = citation.authors.is_empty();
    set_names(&mut item, "author", &citation.authors, is_alone);
    set_names(&mut item, "editor", &citation.editors, is_alone && leads);
    item
}

/// What a thesis is called.
fn genre(citation: &Citation, speech: Speech) -> String {
    match (citation.part(Cited::Genre), speech) {
        (Some(genre), Speech::English) if fold(genre) == "proefschrift" => "Doctoral dissertation",
        (Some(genre), _) => genre,
        (None, Speech::Dutch) => "Proefschrift",
        (None, Speech::English) => "Doctoral dissertation",
    }
    .to_owned()
}

/// Gives the item its makers; `is_alone`, where no first name stands before the last one and a prefix has its capital.
fn set_names(item: &mut Item, variable: &str, makers: &[Maker], is_alone: bool) {
    let name = |maker: &Maker| match maker {
        Maker::Person(name) if !name.given.is_empty() && !name.family.is_empty() => {
            NameValue::Item(person(name, is_alone))
        }
        Maker::Person(name) => NameValue::Literal(LiteralName { literal: name.full() }),
        Maker::Organisation(name) => NameValue::Literal(LiteralName { literal: name.clone() }),
    };
    if !makers.is_empty() {
        let names = Value::Names(makers.iter().map(name).collect());
        item.0.insert(variable.to_owned(), names);
    }
}

/// A person as APA names them: prefix and core are one. The library looks for prefixes of its own in a last name; it
/// does not in one that is given to it in two parts.
fn person(name: &PersonName, is_alone: bool) -> NameItem {
    let last = if is_alone { name.last_alone() } else { name.last() };
    let (first, rest) = last.split_once(' ').map_or((None, &*last), |(a, b)| (Some(a), b));
    NameItem {
        family: rest.to_owned(),
        // Two letters that are one, where only the first letter counts.
        given: Some(name.initials().replace("IJ.", "\u{132}.")),
        non_dropping_particle: first.map(ToOwned::to_owned),
        dropping_particle: None,
        suffix: (!name.suffix.is_empty()).then(|| name.suffix.to_string()),
        comma_suffix: None,
    }
}

/// What the library made, as HTML with nothing in it but slanted text and links.
fn html(children: &ElemChildren) -> String {
    let mut writer = Writer::default();
    writer.all(children);
    writer.html
}

#[derive(Default)]
struct Writer {
    html: String,
    /// The last letter that was written.
    last: Option<char>,
}

impl Writer {
    fn all(&mut self, children: &ElemChildren) {
        for child in &children.0 {
            match child {
                ElemChild::Text(text) => {
                    let is_slanted = text.formatting.font_style == FontStyle::Italic;
                    self.text(&text.text, is_slanted);
                }
                ElemChild::Elem(elem) => self.all(&elem.children),
                ElemChild::Markup(text) => self.text(text, false),
                ElemChild::Link { text, url } => self.link(&text.text, url),
                ElemChild::Transparent { .. } => {}
            }
        }
    }

    fn text(&mut self, text: &str, is_slanted: bool) {
        let text = self.without_points(&text.replace('\u{132}', "IJ"));
        if text.is_empty() {
            return;
        }
        let text = escape(&text);
        self.html += &if is_slanted { format!("<i>{text}</i>") } else { text };
    }

    /// A title that asks or calls out has its end already: no point behind it.
    fn without_points(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut letters = text.chars().peekable();
        while let Some(c) = letters.next() {
            let is_end = letters.peek().is_none_or(|next| *next == ' ');
            let has_end = matches!(self.last, Some('!' | '?' | '…'));
            self.last = Some(c);
            if !(c == '.' && is_end && has_end) {
                out.push(c);
            }
        }
        out
    }

    fn link(&mut self, text: &str, url: &str) {
        let is_web = destination(url) == Destination::External
            && ["http://", "https://"].iter().any(|scheme| url.starts_with(scheme));
        if is_web {
            self.html += &format!("<a href=\"{}\">{}</a>", escape(url), escape(text));
            self.last = text.chars().next_back();
        } else {
            self.text(text, false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::CITED_KINDS;

    /// Works of each kind, with more and more of their parts.
    fn works() -> Vec<Citation> {
        let mut works = Vec::new();
        for (_, kind) in CITED_KINDS {
            let mut work = Citation::new(kind, "Een titel: <b> & meer?", Language::DUTCH);
            works.push(work.clone());
            work.authors.push(Maker::named("Gemeente Oeverwijk"));
            works.push(work.clone());
            work.issued = Some(Issued::Year(2024));
            work.authors.push(Maker::named("Dianne van den Berg"));
            works.push(work.clone());
            work.issued = Some(Issued::Day(jiff::civil::date(2024, 7, 12)));
            work.editors.push(Maker::named("Jan De Smet"));
            work.parts.insert(Cited::Container, "Het geheel".into());
            work.parts.insert(Cited::Publisher, "Gemeente Oeverwijk".into());
            works.push(work.clone());
            for (at, (_, cited)) in Cited::ALL.into_iter().enumerate() {
                work.parts.entry(cited).or_insert_with(|| format!("{at}"));
                works.push(work.clone());
            }
        }
        works
    }

    #[test]
    fn a_style_cut_to_a_kind_says_the_same() {
        for work in works() {
            for (language, styles) in [(Speech::Dutch, &*DUTCH), (Speech::English, &*ENGLISH)] {
                let item = cited(&work, language);
                let line = |style: &IndependentStyle| {
                    let items = vec![CitationItem::with_entry(&item)];
                    let locale = Some(styles.locale.clone());
                    let mut driver = BibliographyDriver::new();
                    driver.citation(CitationRequest::new(
                        items,
                        &styles.in_text,
                        locale.clone(),
                        &LOCALES,
                        None,
                    ));
                    let request = BibliographyRequest::new(style, locale, &LOCALES);
                    let lines = driver.finish(request).bibliography.expect("there is a list");
                    lines.items.iter().map(|line| html(&line.content)).collect::<String>()
                };
                let whole = line(styles.in_list.whole());
                assert_eq!(line(styles.in_list.of(work.kind)), whole, "{work:?}");
                assert!(whole.contains("Een titel: &lt;b&gt; &amp; meer?"), "{whole}");
                assert!(!whole.contains("meer?."), "{whole}");
            }
        }
    }
}
