//! `weef.toml` as written → [`Config`] as used. Every mistake is found in one reading; what is right counts.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Problem};
use crate::language::{Language, Typographer};
use crate::schema::Field;
use crate::source::lines::Span;
use crate::source::{CONFIG_FILE, SourcePath, text};
use crate::tree;
use crate::url::BaseUrl;

mod read;

/// The settings of a site.
#[derive(Clone, Debug)]
pub struct Config {
    /// The name of the site.
    pub title: Box<str>,
    /// What it is, in a sentence.
    pub description: Box<str>,
    /// The language of the site.
    pub language: Language,
    /// Where it is published.
    pub base_url: Option<BaseUrl>,
    /// Whether `weef.toml` is there: without it, unknown fields are nobody's mistake.
    pub is_declared: bool,
    /// The name of the theme: a folder in `themes`; `default` for weef's own.
    pub theme: Box<str>,
    /// Where `theme` is set, for a message.
    pub theme_span: Span,
    /// Straight quotes become typographic ones.
    pub smart_punctuation: bool,
    /// The items of the main navigation; empty for the collections.
    pub navigation: Vec<NavigationItem>,
    /// A line at the foot of each page, in Markdown.
    pub footer: Box<str>,
    /// Where the footer is set, for a message.
    pub footer_span: Span,
    /// The collections, in the order of `weef.toml`.
    pub collections: Vec<Collection>,
    /// The vocabularies, in the order of `weef.toml`.
    pub vocabularies: Vec<Vocabulary>,
}

/// A link of the main navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavigationItem {
    /// What readers see.
    pub label: Box<str>,
    /// A path on this site.
    pub to: Box<str>,
    /// Where it stands in `weef.toml`.
    pub span: Span,
}

/// A content type and its folder.
#[derive(Clone, Debug)]
pub struct Collection {
    /// The name, as `weef new` takes it.
    pub name: Box<str>,
    /// The folder below `content`; a `*` stands for one folder of any name.
    pub folder: Box<str>,
    /// What readers see for many.
    pub label: Box<str>,
    /// What readers see for one.
    pub label_one: Box<str>,
    /// The template of its pages.
    pub template: Option<Box<str>>,
    /// Where the template is named, for a message.
    pub template_span: Span,
    /// How its list is ordered.
    pub sort: Sort,
    /// How many entries a page of its list has.
    pub per_page: usize,
    /// Whether its entries count as news: home page, feeds, theme pages.
    pub is_news: bool,
    /// Whether it stands in the main navigation and the ways in.
    pub in_navigation: bool,
    /// The fields whose texts joined by spaces are a page's title, where it has none.
    pub title_from: Vec<Box<str>>,
    /// The fields joined to sort by, where that is not the title.
    pub sort_by: Vec<Box<str>>,
    /// The fields beyond the core.
    pub fields: Vec<Field>,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Newest first.
    Date,
    /// A to Z.
    Title,
    /// By the field `order`, then A to Z.
    Order,
}

/// Terms that pages are tagged with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vocabulary {
    /// The name, which is also the canonical field.
    pub name: Box<str>,
    /// The folder with the pages of its terms, below `content`, and their address.
    pub folder: Box<str>,
    /// What readers see for many.
    pub label: Box<str>,
    /// What readers see for one.
    pub label_one: Box<str>,
    /// Keys in the front matter that hold its terms.
    pub keys: Vec<Box<str>>,
}

/// How many entries a page of a list has, unless set.
const PER_PAGE: usize = 20;

impl Config {
    /// What counts without `weef.toml`: Dutch, one vocabulary of themes, a section for each folder.
    pub fn plain(title: &str) -> Self {
        Self {
            title: title.into(),
            description: Box::default(),
            language: Language::DUTCH,
            base_url: None,
            is_declared: false,
            theme: "default".into(),
            theme_span: Span::START,
            smart_punctuation: true,
            navigation: Vec::new(),
            footer: Box::default(),
            footer_span: Span::START,
            collections: Vec::new(),
            vocabularies: vec![Vocabulary {
                name: "themes".into(),
                folder: "themas".into(),
                label: "Thema’s".into(),
                label_one: "Thema".into(),
                keys: ["themes", "themas", "thema", "tags", "topics"].map(Into::into).into(),
            }],
        }
    }

    /// The collection of a folder below `content`: the most exact pattern wins.
    pub fn collection_of(&self, folder: &str) -> Option<usize> {
        let fits = |(i, c): (usize, &Collection)| Some((fit(&c.folder, folder)?, i));
        self.collections
            .iter()
            .enumerate()
            .filter_map(fits)
            .max_by_key(|(fit, i)| (*fit, usize::MAX - i))
            .map(|(_, i)| i)
    }

    /// The vocabulary whose terms a key of the front matter holds.
    pub fn vocabulary_of(&self, key: &str) -> Option<usize> {
        let key = key.to_lowercase();
        self.vocabularies.iter().position(|v| v.keys.iter().any(|k| **k == *key))
    }
}

/// How exactly a pattern such as `werkgroepen/*` fits a folder or one above it: segments that are equal count double.
fn fit(pattern: &str, folder: &str) -> Option<usize> {
    let mut folder = folder.split('/').filter(|s| !s.is_empty());
    let mut score = 0;
    for part in pattern.split('/').filter(|s| !s.is_empty()) {
        match (part, folder.next()?) {
            ("*", _) => score += 1,
            (part, segment) if part == segment => score += 2,
            _ => return None,
        }
    }
    (score > 0).then_some(score)
}

/// Reads the settings from the bytes of `weef.toml`; `name` is the root's name, the title of last resort.
pub fn parse(bytes: Option<&[u8]>, name: &str) -> (Arc<Config>, Vec<Diagnostic>) {
    let mut config = Config::plain(name);
    let Some(bytes) = bytes else { return (Arc::new(config), Vec::new()) };
    let file = SourcePath::new(CONFIG_FILE);
    let (text, not_utf8) = text::decode(bytes);
    let (node, mut found) = tree::toml(&text, 1, &|cause| Problem::BrokenConfig { cause });
    found.extend(not_utf8.map(|(span, guess)| (span, Problem::NotUtf8 { guess })));
    let mut reader = read::Reader { found };
    config.is_declared = true;
    reader.site(&node, &mut config);
    if config.smart_punctuation {
        typeset(&mut config);
    }
    let problems =
        reader.found.into_iter().map(|(span, problem)| Diagnostic::new(&file, span, problem));
    (Arc::new(config), problems.collect())
}

/// What readers see of the settings, with typographic quotes.
fn typeset(config: &mut Config) {
    let language = config.language;
    let smart = |text: &mut Box<str>| *text = Typographer::text(language, text).into();
    smart(&mut config.title);
    smart(&mut config.description);
    config.navigation.iter_mut().for_each(|item| smart(&mut item.label));
    for vocabulary in &mut config.vocabularies {
        smart(&mut vocabulary.label);
        smart(&mut vocabulary.label_one);
    }
    for collection in &mut config.collections {
        smart(&mut collection.label);
        smart(&mut collection.label_one);
    }
}

/// A name with a capital; `ij` is one letter.
pub fn capital(name: &str) -> String {
    if let Some(rest) = name.strip_prefix("ij") {
        return format!("IJ{rest}");
    }
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
