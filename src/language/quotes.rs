//! Straight quotes, hyphens and dots → typographic ones, as Dutch and English write them. Code is never given to it.

use super::Language;

/// Turns the punctuation of running text typographic. It remembers the character before, so that one sentence may
/// come in pieces (around emphasis and links).
#[derive(Clone, Debug)]
pub struct Typographer {
    dutch: bool,
    before: char,
    is_off: bool,
}

impl Typographer {
    /// For one paragraph, heading or title.
    pub fn new(language: Language) -> Self {
        Self { dutch: language.primary() == "nl", before: ' ', is_off: false }
    }

    /// The whole of a text that stands on its own: a title, a summary.
    pub fn text(language: Language, text: &str) -> String {
        Self::new(language).piece(text, ' ').unwrap_or_else(|| text.to_owned())
    }

    /// Begins a new paragraph, heading or cell.
    pub fn restart(&mut self) {
        self.before = ' ';
        self.is_off = false;
    }

    /// What follows is code, until the next block begins.
    pub fn switch_off(&mut self) {
        self.is_off = true;
    }

    /// Something stood here that is not text to change: code, a picture, a line break.
    pub fn pass(&mut self, last: char) {
        self.before = last;
    }

    /// One piece of a text, and the character that follows it. `None` where nothing changes.
    pub fn piece(&mut self, text: &str, after: char) -> Option<String> {
        let last = text.chars().next_back()?;
        let first = if self.is_off { None } else { next_special(text.as_bytes(), 0) };
        let Some(mut at) = first else {
            self.before = last;
            return None;
        };
        let mut out = String::with_capacity(text.len() + 8);
        let mut from = 0;
        loop {
            let (done, rest) = (text.get(from..at)?, text.get(at..)?);
            if let Some(before) = done.chars().next_back() {
                self.before = before;
            }
            out.push_str(done);
            let (replacement, taken) = self.special(rest, after);
            out.push(replacement);
            self.before = replacement;
            from = at + taken;
            match next_special(text.as_bytes(), from) {
                Some(found) => at = found,
                None => break,
            }
        }
        out.push_str(text.get(from..)?);
        self.before = out.chars().next_back()?;
        (out != text).then_some(out)
    }

    /// What stands for the mark that a text begins with, and how many bytes of it that takes.
    fn special(&self, text: &str, after: char) -> (char, usize) {
        let rest = text.get(1..).unwrap_or_default();
        match text.as_bytes().first() {
            Some(b'\'') => (self.single(rest, after), 1),
            Some(b'"') => (if self.opens(next(rest, after)) { '“' } else { '”' }, 1),
            Some(b'.')
                if text.starts_with("...") && !text.starts_with("....") && self.before != '.' =>
            {
                ('…', 3)
            }
            Some(b'-') => self.dash(text, after),
            _ => ('.', 1),
        }
    }

    /// ` - `, ` -- ` and `--` between words are dashes; a hyphen is a hyphen.
    fn dash(&self, text: &str, after: char) -> (char, usize) {
        let hyphens = text.bytes().take_while(|b| *b == b'-').count();
        let next = next(text.get(hyphens..).unwrap_or_default(), after);
        let spaced = self.before.is_whitespace() && next.is_whitespace() && self.before != '\n';
        match hyphens {
            1 if spaced => ('–', 1),
            2 if self.before != '-' => ('–', 2),
            3 if self.before != '-' => ('—', 3),
            _ => ('-', 1),
        }
    }

    fn single(&self, rest: &str, after: char) -> char {
        let next = next(rest, after);
        if !self.opens(next) || next.is_ascii_digit() || self.is_elision(rest, after) {
            '’'
        } else {
            '‘'
        }
    }

    /// Whether a quote here opens: nothing, white space or an opening mark before it, and a word after it.
    fn opens(&self, next: char) -> bool {
        let before = self.before.is_whitespace()
            || matches!(self.before, '(' | '[' | '{' | '‘' | '“' | '„' | '–' | '—' | '/');
        before && !next.is_whitespace()
    }

    /// `'s avonds`, `'t Hart`, `'n`, `'r`, `'k`, `'m`: a word that lost its beginning.
    fn is_elision(&self, rest: &str, after: char) -> bool {
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        let behind = next(behind, after);
        let bounded = behind.is_whitespace() || matches!(behind, '-' | '’' | '\'');
        if self.dutch {
            bounded && matches!(word, "s" | "t" | "n" | "r" | "k" | "m" | "ie" | "S" | "T" | "N")
        } else {
            matches!(word.to_lowercase().as_str(), "tis" | "twas" | "em" | "til" | "cause" | "n")
        }
    }
}

fn next(rest: &str, after: char) -> char {
    rest.chars().next().unwrap_or(after)
}

/// The next quote, hyphen or run of dots, from a byte on. Most text has none, so it is looked for with `memchr`.
fn next_special(text: &[u8], from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let mark = memchr::memchr3(b'\'', b'"', b'-', rest);
    let dots = memchr::memmem::find(rest.get(..mark.unwrap_or(rest.len()))?, b"...");
    dots.or(mark).map(|at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_stable_under_itself() {
        for text in ["'kanteling' - 'goed'...", "de '90's", "\"a\" 'b' -- c", "''s avonds'"] {
            let once = Typographer::text(Language::DUTCH, text);
            assert_eq!(Typographer::text(Language::DUTCH, &once), once);
        }
    }

    #[test]
    fn pieces_join() {
        let mut t = Typographer::new(Language::DUTCH);
        assert_eq!(t.piece("'", 'k').as_deref(), Some("‘"));
        assert_eq!(t.piece("kanteling", '\''), None);
        assert_eq!(t.piece("'", '.').as_deref(), Some("’"));
    }

    #[test]
    fn english() {
        assert_eq!(Typographer::text(Language::ENGLISH, "it's \"so\" 'tis"), "it’s “so” ’tis");
    }
}
