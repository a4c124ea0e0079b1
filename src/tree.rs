//! A text of YAML or TOML → one tree of values, each with its place. Front matter and `weef.toml` are both read from it.
//!
//! A mistake does not stop the reading where it need not: the tree holds what could be understood, beside the problems.

use crate::diagnostic::{Kind, Problem};
use crate::source::lines::Span;
use crate::source::text::printable;

mod mend;
mod toml;
mod yaml;

pub use self::toml::toml;
pub use self::yaml::yaml;

/// Deeper than this no one writes by hand.
const DEEPEST: usize = 32;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Its place in the file.
    pub span: Span,
}

/// A value as it was written; what it means is for the schema to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing, `null` or `~`.
    Null,
    /// Text, a number, a date, a flag: as written. `plain` without quotes around it.
    Scalar {
        /// The characters, with quotes and escapes worked out.
        text: Box<str>,
        /// Whether it stood without quotes.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// Keys and values, in the order they were written.
    Map(Vec<Entry>),
}

/// One key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key as written.
    pub key: Box<str>,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub node: Node,
}

/// A problem and its place in the text.
pub type Found = (Span, Problem);

impl Node {
    /// The entries, where this is a map.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The value of a key, where this is a map.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|entry| &*entry.key == key).map(|entry| &entry.node)
    }

    /// The text, where this is a single value.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Whether nothing was filled in: nothing at all, or an empty text.
    pub fn is_empty(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::Scalar { text, .. } => text.trim().is_empty(),
            Value::List(items) => items.is_empty(),
            Value::Map(entries) => entries.is_empty(),
        }
    }

    /// The flag, as YAML and Dutch editors write it.
    pub fn flag(&self) -> Option<bool> {
        match self.text()?.to_lowercase().as_str() {
            "true" | "yes" | "ja" | "on" | "aan" | "waar" => Some(true),
            "false" | "no" | "nee" | "off" | "uit" | "onwaar" => Some(false),
            _ => None,
        }
    }

    /// What it is, for a message about another kind that was wanted.
    pub fn kind(&self) -> Kind {
        match &self.value {
            Value::List(_) => Kind::List,
            Value::Map(_) => Kind::Group,
            _ => Kind::Text,
        }
    }
}

/// A text as readers get it: without signs that no page, drawing or file for machines can hold. Tabs and line ends stay.
fn clean(text: &str) -> Box<str> {
    printable(text).replace('\r', "").into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Mistake;

    #[test]
    fn yaml_keeps_places() {
        let (node, found) =
            yaml("titel: 'Eén'\nthemas: [a, b]\nserie:\n  naam: x\n", 2, &|_| true);
        assert!(found.is_empty());
        assert_eq!(
            node.get("titel").map(|n| n.span),
            Some(Span { line: 2, column: 8, end_line: 2, end_column: 13 })
        );
        assert_eq!(node.get("serie").and_then(|n| n.get("naam")).and_then(Node::text), Some("x"));
    }

    #[test]
    fn signs_that_nobody_can_see_are_dropped() {
        let (node, found) = yaml("titel: \"a\\0b\\x01\\x07\\r\\tc\\nd\\u0085\"\n", 1, &|_| true);
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(node.get("titel").and_then(Node::text), Some("ab\tc\nd "));
        let broken = |cause| Problem::BrokenConfig { cause };
        let (node, found) =
            toml("a = \"a\\u0000b\\u0001\\tc\"\n\"b\\u0007\" = [\"d\\u001b\"]\n", 1, &broken);
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(node.get("a").and_then(Node::text), Some("ab\tc"));
        let Some(Value::List(items)) = node.get("b").map(|node| &node.value) else {
            panic!("no list in {node:?}")
        };
        assert_eq!(items[0].text(), Some("d"));
    }

    #[test]
    fn mistakes_are_named_where_they_stand() {
        for (text, at, mistake) in [
            ("titel: Eén: twee\n", (1, 11), Mistake::ColonInText),
            ("a: 1\ntitel: \"open\nb: 2\n", (2, 8), Mistake::UnclosedQuote { quote: '"' }),
            ("a:\n\t- b\n", (2, 1), Mistake::Tab),
        ] {
            let (_, found) = yaml(text, 1, &|_| true);
            let Some((span, Problem::BrokenFrontMatter { cause: got, .. })) = found.first() else {
                panic!("nothing found in {text:?}")
            };
            assert_eq!((span.line, span.column), at, "{text:?}");
            assert_eq!(got.mistake, mistake, "{text:?}");
        }
    }

    #[test]
    fn duplicate_keys_are_found_in_both_formats() {
        let (_, found) = yaml("a: 1\na: 2\n", 1, &|_| true);
        assert!(matches!(found.as_slice(), [(_, Problem::DuplicateKey { .. })]));
        let (_, found) = toml("a = 1\na = 2\n", 1, &|cause| Problem::BrokenConfig { cause });
        assert!(matches!(found.as_slice(), [(_, Problem::DuplicateKey { .. })]), "{found:?}");
    }

    /// Does what each cure says, and gives what is still wrong.
    fn cured(text: &str, read: &dyn Fn(&str) -> Vec<Found>) -> Vec<Found> {
        let mut lines: Vec<String> = text.lines().map(ToOwned::to_owned).collect();
        for (span, problem) in read(text) {
            let (Problem::BrokenFrontMatter { cause, .. } | Problem::BrokenConfig { cause }) =
                problem
            else {
                panic!("another problem in {text:?}: {problem:?}")
            };
            let line = &mut lines[span.line as usize - 1];
            let cure =
                cause.line.unwrap_or_else(|| panic!("no cure: {:?} in {text:?}", cause.mistake));
            *line = format!("{}{cure}", &line[..line.len() - line.trim_start().len()]);
        }
        read(&lines.join("\n"))
    }

    #[test]
    fn cures_work() {
        for text in [
            "titel: Wijkteams: hoe?\nb: 1",
            "titel: \"Open\nb: [a, 'b, c]",
            "titel: 's Avonds in 't dorp\nb: 'zo'n dag'",
            "a: \"C:\\map\"\nb: \"x\" en \"y\"\nc: *d\ne: @f\ng: [h] i",
            "a: [b, c\nd: {e: 1\nf: [g}\nh: [i]]\nj: [k,, l]\nm: [\"n\" \"o\"]",
            "titel:Een\nb = 2\nc drie\nd: {{ e }}\nf: | g\n\"h: i",
            "a:\n  - b: c: d\n    e: \"f\n  - g: 'h'i'",
        ] {
            assert_eq!(cured(text, &|text| yaml(text, 1, &|_| true).1), [], "{text}");
        }
        for text in [
            "a = b\nc = \"d\ne: f\ng \"h\"\ni = “j”\nk = \"l”",
            "a = \"C:\\map\"\nb = \"c \"d\" e\"\nf == 1\ng = ja\nh = 14-4-2026\ni = 1,5",
            "a = [b, c]\nd = [\"e\"\nf = {g: 1}\nh = [1]]\n[i\nj k = 1\nl = \"m\",",
        ] {
            let read = |text: &str| toml(text, 1, &|cause| Problem::BrokenConfig { cause }).1;
            assert_eq!(cured(text, &read), [], "{text}");
        }
    }

    #[test]
    fn hostile_texts_end() {
        for part in [
            "[",
            "\"",
            "'",
            "a: [\n",
            "a = [\n",
            "a: b: c\n",
            "\t- x\n",
            "{a: ",
            "- ",
            "é\\\n",
            "a: b\n - c\n",
            "-a\n",
            "- a\n - b\n",
            "\u{a0}a: b\n",
            "a #b\n",
            "a, #b ",
            "[-a, ",
            "a: b c\nd e\n",
            "a: [b)\n",
            "a\u{200b}: 1\n",
        ] {
            let text = part.repeat(100_000 / part.len());
            assert!(yaml(&text, 1, &|_| true).1.len() <= 100_000);
            assert!(toml(&text, 1, &|cause| Problem::BrokenConfig { cause }).1.len() <= 100_000);
        }
    }
}
