//! What mending YAML and TOML have in common: where quotes and brackets end, and how a text is put between quotes.
//!
//! A mistake is found by trying: of what people get wrong by hand, the first cure with which the parser can read on says
//! what was wrong. So a cure that is shown works.

use crate::diagnostic::{Mistake, SyntaxCause};

/// A place in some lines: the line from 0, and the byte in it.
pub(super) type Place = (usize, usize);

/// The two formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// YAML.
    Yaml,
    /// TOML.
    Toml,
}

/// A mistake, and the lines that mend it.
#[derive(Debug)]
pub(super) struct Fix {
    /// What is wrong.
    pub(super) mistake: Mistake,
    /// Where it stands.
    pub(super) at: Place,
    /// Lines as they should have been, by number.
    pub(super) edits: Vec<(usize, String)>,
    /// Whether to write the first of these is the whole cure.
    pub(super) is_cure: bool,
}

impl Fix {
    /// A mistake whose cure is to write one line otherwise.
    pub(super) fn line(mistake: Mistake, at: Place, line: String) -> Self {
        Self { mistake, at, edits: vec![(at.0, line)], is_cure: true }
    }

    /// A mistake that is said in general words, and mended by these lines.
    pub(super) fn general(mistake: Mistake, at: Place, edits: Vec<(usize, String)>) -> Self {
        Self { mistake, at, edits, is_cure: false }
    }

    /// The lines once mended.
    pub(super) fn applied(&self, lines: &[String]) -> Vec<String> {
        let mut lines = lines.to_vec();
        for (number, line) in &self.edits {
            if let Some(old) = lines.get_mut(*number) {
                old.clone_from(line);
            }
        }
        lines
    }

    /// What to say of it. A line too long to be read in a message is not shown.
    pub(super) fn cause(self) -> SyntaxCause {
        let line = self.edits.into_iter().next().map(|(_, line)| line.trim().to_owned());
        let line = line.filter(|line| self.is_cure && line.chars().count() <= 160);
        SyntaxCause { mistake: self.mistake, line }
    }
}

/// A text between the quotes that suit it.
pub(super) fn quoted(text: &str, style: Style) -> String {
    match style {
        _ if !text.contains(['"', '\\']) => format!("\"{text}\""),
        Style::Yaml => format!("'{}'", text.replace('\'', "''")),
        Style::Toml if !text.contains('\'') => format!("'{text}'"),
        Style::Toml => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

/// A line with a part of it replaced.
pub(super) fn replaced(line: &str, range: std::ops::Range<usize>, by: &str) -> String {
    let before = line.get(..range.start).unwrap_or_default();
    let after = line.get(range.end..).unwrap_or_default();
    format!("{before}{by}{after}")
}

/// The characters that make a line seem to begin something of its own: `name:`, `name =`.
pub(super) fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}

/// The first character from a place that no one can see and no format allows.
pub(super) fn invisible(lines: &[String]) -> Option<(Place, char)> {
    let is_hidden = |c: char| {
        (c.is_control() && c != '\t' && c != '\r')
            || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    lines.iter().enumerate().find_map(|(number, line)| {
        line.char_indices().find(|(_, c)| is_hidden(*c)).map(|(at, c)| ((number, at), c))
    })
}

/// The mistake of an invisible character, and the lines without any.
pub(super) fn without_invisible(lines: &[String]) -> Option<Fix> {
    let (at, sign) = invisible(lines)?;
    let is_shown = |c: &char| {
        *c == '\t' || !(c.is_control() || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}'))
    };
    let edits = lines.iter().enumerate();
    let edits = edits.map(|(number, line)| (number, line.chars().filter(is_shown).collect()));
    let mistake = Mistake::Invisible { code: u32::from(sign) };
    Some(Fix::general(mistake, at, edits.collect()))
}

/// Just behind the quote that closes the one at a place.
pub(super) fn quote_end(lines: &[String], (first, at): Place, style: Style) -> Option<Place> {
    let quote = lines.get(first)?.get(at..)?.chars().next()?;
    let last = if style == Style::Toml { first + 1 } else { lines.len() };
    let mut from = at + quote.len_utf8();
    for (number, line) in lines.iter().enumerate().take(last).skip(first) {
        let bytes = line.as_bytes();
        while let Some(byte) = bytes.get(from) {
            let doubled = style == Style::Yaml && bytes.get(from + 1) == Some(&b'\'');
            match byte {
                b'\\' if quote == '"' => from += 2,
                b'\'' if quote == '\'' && doubled => from += 2,
                byte if u32::from(*byte) == u32::from(quote) => return Some((number, from + 1)),
                _ => from += 1,
            }
        }
        from = 0;
    }
    None
}

/// What is wrong within brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// A quote that never closes.
    Quote(Place),
    /// A bracket that never closes.
    Open(Place, char),
    /// A bracket closed by one of the other kind.
    Closer { at: Place, found: char, wanted: char },
    /// A comma with nothing before it.
    Comma(Place),
    /// Two values without a comma between them.
    NoComma(Place),
    /// A second colon in one item, which begins at the other place.
    Colon(Place, Place),
    /// An item that begins with a sign of the format's own.
    Start(Place, char),
    /// A text without quotes, where there must be some.
    Bare(Place),
}

/// What came before, within brackets.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Separator,
    Colon,
    Plain,
    Closed,
}

/// Reads what stands within brackets, sign by sign.
struct Brackets<'l> {
    lines: &'l [String],
    style: Style,
    at: Place,
    open: Vec<(char, Place)>,
    last: Last,
    item: Place,
    has_colon: bool,
}

/// Just behind the bracket that closes the one at a place, or the first flaw on the way there.
pub(super) fn brackets_end(lines: &[String], at: Place, style: Style) -> Result<Place, Flaw> {
    let last = Last::Separator;
    let mut reader =
        Brackets { lines, style, at, open: Vec::new(), last, item: at, has_colon: false };
    loop {
        if let Some(end) = reader.step()? {
            return Ok(end);
        }
    }
}

impl Brackets<'_> {
    fn step(&mut self) -> Result<Option<Place>, Flaw> {
        let (number, from) = self.at;
        let Some(line) = self.lines.get(number) else {
            let (bracket, at) = self.open.last().copied().unwrap_or(('[', self.at));
            return Err(Flaw::Open(at, bracket));
        };
        let rest = line.get(from..).unwrap_or_default();
        let before = line.get(..from).unwrap_or_default();
        let is_comment = self.style == Style::Toml || before.ends_with([' ', '\t']) || from == 0;
        let next = (number, from + rest.chars().next().map_or(0, char::len_utf8));
        match rest.chars().next() {
            None => self.at = (number + 1, 0),
            Some('#') if is_comment => self.at = (number + 1, 0),
            Some(sign) if sign.is_whitespace() => self.at = next,
            Some('"' | '\'') if self.last != Last::Plain => self.quote()?,
            Some(bracket @ ('[' | '{')) => {
                self.begin()?;
                self.open.push((bracket, self.at));
                (self.at, self.last, self.has_colon) = (next, Last::Separator, false);
            }
            Some(found @ (']' | '}')) => return self.close(found, next),
            Some(',') => {
                if self.last == Last::Separator {
                    return Err(Flaw::Comma(self.at));
                }
                (self.at, self.last, self.has_colon) = (next, Last::Separator, false);
            }
            Some(sign) => self.plain(sign, rest, next)?,
        }
        Ok(None)
    }

    /// Notes where a value begins; nothing may come right behind a value that is over.
    fn begin(&mut self) -> Result<(), Flaw> {
        match self.last {
            Last::Closed => Err(Flaw::NoComma(self.at)),
            Last::Plain if self.style == Style::Yaml => Err(Flaw::NoComma(self.at)),
            Last::Separator => {
                self.item = self.at;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn quote(&mut self) -> Result<(), Flaw> {
        self.begin()?;
        match quote_end(self.lines, self.at, self.style) {
            Some(end) => (self.at, self.last) = (end, Last::Closed),
            None => return Err(Flaw::Quote(self.at)),
        }
        Ok(())
    }

    fn close(&mut self, found: char, next: Place) -> Result<Option<Place>, Flaw> {
        let wanted = match self.open.pop() {
            Some(('{', _)) => '}',
            _ => ']',
        };
        if found != wanted {
            return Err(Flaw::Closer { at: self.at, found, wanted });
        }
        (self.at, self.last) = (next, Last::Closed);
        Ok(self.open.is_empty().then_some(next))
    }

    fn plain(&mut self, sign: char, rest: &str, next: Place) -> Result<(), Flaw> {
        let is_toml = self.style == Style::Toml;
        let in_table = self.open.last().is_some_and(|(bracket, _)| *bracket == '{');
        let behind = rest.get(1..).unwrap_or_default();
        let is_end = behind.is_empty() || behind.starts_with([' ', '\t', ',', ']', '}']);
        let divides = if is_toml {
            sign == '='
        } else {
            sign == ':' && (is_end || self.last == Last::Closed)
        };
        let is_name = in_table && self.last == Last::Plain && !self.has_colon;
        if is_toml && is_name && sign == ':' {
            return Err(Flaw::Colon(self.at, self.at));
        }
        if divides {
            if self.has_colon {
                return Err(Flaw::Colon(self.at, self.item));
            }
            (self.at, self.last, self.has_colon) = (next, Last::Colon, true);
            return Ok(());
        }
        if self.last == Last::Plain {
            self.at = next;
            return Ok(());
        }
        self.begin()?;
        if !is_toml && "*&@%!|>`".contains(sign) {
            return Err(Flaw::Start(self.at, sign));
        }
        let is_key = in_table && self.last == Last::Separator;
        if is_toml && !is_key && !super::toml::is_value(item_of(rest)) {
            return Err(Flaw::Bare(self.at));
        }
        (self.at, self.last) = (next, Last::Plain);
        Ok(())
    }
}

/// The item of a list with which a text begins.
pub(super) fn item_of(rest: &str) -> &str {
    let end = rest.find([',', ']', '}']).unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default().trim_end()
}

/// The mistake of a flaw within brackets, mended. `None` for what would take more than one line.
pub(super) fn mend_brackets(lines: &[String], flaw: Flaw, style: Style) -> Option<Fix> {
    let quote_item = |(number, at): Place, strip: usize| {
        let line = lines.get(number)?;
        let item = item_of(line.get(at..)?);
        let text = item.get(strip..).unwrap_or_default();
        Some(replaced(line, at..at + item.len(), &quoted(text.trim(), style)))
    };
    let swap = |(number, at): Place, len: usize, by: &str| {
        Some(replaced(lines.get(number)?, at..at + len, by))
    };
    let fix = match flaw {
        Flaw::Quote(at) => {
            let quote = lines.get(at.0)?.get(at.1..)?.chars().next()?;
            let strip = usize::from(!is_apostrophe(lines.get(at.0)?.get(at.1..)?));
            Fix::line(Mistake::UnclosedQuote { quote }, at, quote_item(at, strip)?)
        }
        Flaw::Open(at, bracket) => {
            let last = lines.iter().rposition(|line| !line.trim().is_empty())?;
            let closer = if bracket == '{' { '}' } else { ']' };
            let line = lines.get(last)?.trim_end();
            let (kept, comment) = line.split_at(line.find(" #").unwrap_or(line.len()));
            if let Some(fix) = round_closer(lines, (at.0, last), closer) {
                return Some(fix);
            }
            let line = format!("{}{closer}{comment}", kept.trim_end().trim_end_matches(','));
            let mistake = Mistake::UnclosedBracket { bracket };
            Fix { mistake, at, edits: vec![(last, line)], is_cure: last == at.0 }
        }
        Flaw::Closer { at, found, wanted } => {
            let mistake = Mistake::WrongBracket { found, wanted };
            Fix::line(mistake, at, swap(at, 1, &wanted.to_string())?)
        }
        Flaw::Comma(at) => Fix::line(Mistake::Extra { sign: ',' }, at, swap(at, 1, "")?),
        Flaw::NoComma(at) => Fix::line(Mistake::MissingComma, at, {
            let line = lines.get(at.0)?;
            let kept = line.get(..at.1)?.trim_end();
            if kept.is_empty() {
                return without_comma_above(lines, at);
            }
            format!("{kept}, {}", line.get(at.1..)?)
        }),
        Flaw::Colon(at, _) if style == Style::Toml => {
            let mistake = Mistake::WrongSign { found: ':', wanted: '=' };
            Fix::line(mistake, at, swap(at, 1, " =")?)
        }
        Flaw::Colon(at, item) => Fix::line(Mistake::ColonInText, at, quote_item(item, 0)?),
        Flaw::Start(at, sign) => Fix::line(Mistake::SpecialStart { sign }, at, quote_item(at, 0)?),
        Flaw::Bare(at) => Fix::line(Mistake::NotQuoted, at, quote_item(at, 0)?),
    };
    Some(fix)
}

/// A list that closes with `)`, where no `(` asks for that.
fn round_closer(lines: &[String], (first, last): (usize, usize), wanted: char) -> Option<Fix> {
    let line = lines.get(last)?;
    let kept = line.split(" #").next()?.trim_end();
    let at = kept.strip_suffix(')')?.len();
    let own = lines.get(first..=last)?;
    let count = |sign: char| own.iter().map(|line| line.matches(sign).count()).sum::<usize>();
    let fixed = replaced(line, at..at + 1, &wanted.to_string());
    let mistake = Mistake::WrongBracket { found: ')', wanted };
    (count(')') > count('(')).then(|| Fix::line(mistake, (last, at), fixed))
}

/// A comma that is missing at the end of the line above.
fn without_comma_above(lines: &[String], at: Place) -> Option<Fix> {
    let above = lines.get(..at.0)?.iter().rposition(|line| !line.trim().is_empty())?;
    let line = lines.get(above)?.trim_end();
    let fixed = format!("{line},");
    Some(Fix::line(Mistake::MissingComma, (above, line.len()), fixed))
}

/// Whether a text begins with the apostrophe of *'s avonds* rather than with a quote.
pub(super) fn is_apostrophe(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next() == Some('\'')
        && chars.next().is_some_and(|c| "stnkmr".contains(c.to_ascii_lowercase()))
        && chars.next().is_some_and(|c| c == ' ' || c == '-')
}

/// The first backslash between double quotes that means nothing; `known` are the signs that may follow one.
pub(super) fn bad_escape(
    lines: &[String],
    at: Place,
    end: Option<Place>,
    known: &str,
) -> Option<Place> {
    let last = end.map_or(at.0, |end| end.0);
    for (number, line) in lines.iter().enumerate().take(last + 1).skip(at.0) {
        let mut from = if number == at.0 { at.1 + 1 } else { 0 };
        while let Some(found) = line.get(from..).and_then(|rest| rest.find('\\')) {
            let place = (number, from + found);
            if end.is_some_and(|end| place >= end) {
                return None;
            }
            let rest = line.get(place.1 + 1..).unwrap_or_default();
            let Some(sign) = rest.chars().next() else { break };
            if !known.contains(sign) || !has_digits(rest) {
                return Some(place);
            }
            from = place.1 + 1 + sign.len_utf8();
        }
    }
    None
}

/// Whether what follows a backslash has the digits that it asks for.
fn has_digits(escape: &str) -> bool {
    let digits = match escape.chars().next() {
        Some('x') => 2,
        Some('u') => 4,
        Some('U') => 8,
        _ => return true,
    };
    let hex: String = escape.chars().skip(1).take(digits).filter(char::is_ascii_hexdigit).collect();
    let is_character = u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32).is_some();
    hex.len() == digits && is_character
}

/// Mistakes as they are found: line from 0, column from 1, and what to say.
#[derive(Debug, Default)]
pub(super) struct Mistakes(pub(super) Vec<(usize, u32, SyntaxCause)>);

impl Mistakes {
    /// Notes a mistake in lines of which the first is this one of the text. Of two on the same line only the first is
    /// said, with the line as it is once both are mended.
    pub(super) fn note(&mut self, fix: Fix, lines: &[String], first: usize) {
        let (line, byte) = fix.at;
        let before = lines.get(line).and_then(|line| line.get(..byte));
        let column = before.map_or(0, |before| before.chars().count());
        let column = u32::try_from(column).unwrap_or(u32::MAX - 1) + 1;
        let cause = fix.cause();
        match self.0.last_mut().filter(|(other, ..)| *other == first + line) {
            Some((_, _, known)) => known.line = known.line.take().and(cause.line),
            None => self.0.push((first + line, column, cause)),
        }
    }
}
