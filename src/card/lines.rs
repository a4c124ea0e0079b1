//! A text → the lines in which it fits a width. A word that is longer than a line is divided, with a hyphen, where a
//! syllable may begin.

/// How wide lines may be, and how wide a text is.
pub(super) struct Setting<'m> {
    pub(super) width: f32,
    pub(super) measure: &'m dyn Fn(&str) -> f32,
}

impl Setting<'_> {
    fn fits(&self, text: &str) -> bool {
        (self.measure)(text) <= self.width
    }

    /// The lines of a text; none where one of its words does not fit on a line.
    pub(super) fn whole(&self, text: &str) -> Option<Vec<String>> {
        text.split(' ').all(|word| self.fits(word)).then(|| self.broken(text))
    }

    /// The lines of a text, each as full as it can be.
    fn broken(&self, text: &str) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in text.split(' ') {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.fits(&longer) {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = self.divided(word, &mut lines);
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// Puts what is too long of a word on lines of its own; gives what is left.
    fn divided(&self, word: &str, lines: &mut Vec<String>) -> String {
        let mut rest = word;
        while !self.fits(rest) {
            let fitting = |at: &usize| self.fits(&hyphened(&rest[..*at]));
            let places = || rest.char_indices().map(|(at, _)| at).skip(1);
            let anywhere = || places().take_while(fitting).last();
            let at = breaks(rest).into_iter().rev().find(fitting).or_else(anywhere);
            let Some(at) = at else { break };
            lines.push(hyphened(&rest[..at]));
            rest = &rest[at..];
        }
        rest.to_owned()
    }

    /// The same text in as many lines, of which none is much longer than the others.
    pub(super) fn even(&self, text: &str, lines: Vec<String>) -> Vec<String> {
        let mut best = lines;
        if best.len() < 2 {
            return best;
        }
        for part in [0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6] {
            let narrower = Setting { width: self.width * part, measure: self.measure };
            match narrower.whole(text) {
                Some(lines) if lines.len() == best.len() => best = lines,
                _ => break,
            }
        }
        best
    }

    /// No more than so many lines; dots stand for the rest.
    pub(super) fn cut(&self, text: &str, most: usize) -> Vec<String> {
        let mut lines = self.broken(text);
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                *last = last.trim_end_matches(['-', ' ', ',', '.']).to_owned();
                while !self.fits(&format!("{last}…")) && last.pop().is_some() {}
                last.push('…');
            }
        }
        lines
    }
}

/// A part of a word as it stands at the end of a line.
fn hyphened(part: &str) -> String {
    if part.ends_with('-') { part.to_owned() } else { format!("{part}-") }
}

/// Where a word may be divided: behind a hyphen, and before a consonant with a vowel behind it and one somewhere before.
fn breaks(word: &str) -> Vec<usize> {
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    let is_vowel = |c: char| {
        let plain = deunicode::deunicode_char(c).and_then(|plain| plain.chars().next());
        plain.is_some_and(|plain| "aeiouyAEIOUY".contains(plain))
    };
    let mut found = Vec::new();
    let mut has_vowel = false;
    for (nth, (at, c)) in letters.iter().enumerate().skip(1) {
        let before = letters[nth - 1].1;
        has_vowel |= is_vowel(before);
        let after = letters.get(nth + 1).map(|(_, after)| *after);
        let begins = c.is_alphabetic() && !is_vowel(*c) && after.is_some_and(is_vowel);
        // These two are one sound, and stay together.
        let is_pair = matches!((before, *c), ('c' | 'p' | 't', 'h') | ('s', 'j'));
        let is_far = nth >= 3 && letters.len() - nth >= 3;
        if before == '-' || begins && has_vowel && is_far && !is_pair {
            found.push(*at);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As many letters as a line has.
    fn setting(width: f32, then: impl Fn(&Setting<'_>)) {
        #[expect(clippy::cast_precision_loss, reason = "a handful of letters")]
        let measure = |text: &str| text.chars().count() as f32;
        then(&Setting { width, measure: &measure });
    }

    #[test]
    fn lines_are_full_and_even() {
        setting(10.0, |own| {
            assert_eq!(own.broken("een twee drie vier"), ["een twee", "drie vier"]);
            assert_eq!(own.whole("onvergetelijk"), None);
            assert_eq!(own.broken("zorgcoordinator"), ["zorgcoor-", "dinator"]);
            assert_eq!(own.broken("brrrrrrrrrrrrt"), ["brrrrrrrr-", "rrrrt"]);
            assert_eq!(own.broken("in-en-uit-en-weer"), ["in-en-uit-", "en-weer"]);
            assert_eq!(own.cut("een twee drie vier vijf", 1), ["een twee…"]);
            assert_eq!(own.broken(""), [""; 0]);
        });
        setting(20.0, |own| {
            let lines = own.broken("een twee drie vier vijf");
            assert_eq!(lines, ["een twee drie vier", "vijf"]);
            assert_eq!(own.even("een twee drie vier vijf", lines), ["een twee drie", "vier vijf"]);
        });
    }
}
