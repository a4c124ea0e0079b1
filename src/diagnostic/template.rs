//! What can be wrong in a template, as values; the sentences stand in `nl/template.rs` and `en/template.rs`.

/// A mistake in a template.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    missing_docs,
    reason = "the sentences in nl/template.rs and en/template.rs say what each is"
)]
pub enum TemplateMistake {
    /// A name that is not known; `known` are all that are, where the list is short enough to be read.
    Unknown {
        what: TemplateName,
        name: String,
        suggestion: Option<String>,
        known: Vec<String>,
    },
    UnknownTag {
        tag: String,
        suggestion: Option<String>,
    },
    NotEnded {
        tag: String,
        end: String,
    },
    EndWithoutStart {
        tag: String,
    },
    OtherBlockEnds {
        wanted: String,
        found: String,
    },
    Unclosed {
        open: &'static str,
        close: &'static str,
    },
    UnclosedQuote {
        quote: char,
    },
    MissingTemplate {
        template: String,
        suggestion: Option<String>,
    },
    /// `word` is `extends`, `include` or `component`; `instead` the template that was most likely meant.
    Circle {
        word: &'static str,
        is_itself: bool,
        instead: Option<String>,
    },
    BlockTwice {
        name: String,
    },
    OutsideBlock,
    /// `value` as it is written in the template.
    WrongValue {
        value: Option<String>,
        wanted: TemplateValue,
        found: TemplateValue,
    },
    MissingArgument {
        name: String,
    },
    /// A template that replaces one of weef's own lacks what `of`, another of weef's own, needs of it.
    Lacks {
        what: TemplateName,
        name: String,
        of: String,
    },
    /// What Tera has words for and weef has not.
    Other {
        words: String,
    },
}

impl TemplateMistake {
    /// Without the list of what is known: too long to be read.
    #[must_use]
    pub fn without_list(mut self) -> Self {
        if let Self::Unknown { known, .. } = &mut self {
            known.clear();
        }
        self
    }
}

/// What a name in a template is a name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum TemplateName {
    Field,
    Variable,
    Filter,
    Test,
    Function,
    Component,
    Block,
}

/// What kind of value a part of a template wants or has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum TemplateValue {
    Text,
    Number,
    List,
    Group,
    Flag,
    Nothing,
}
