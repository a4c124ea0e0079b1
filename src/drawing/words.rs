//! A text → the lines it takes in a drawing, where no browser breaks lines and soft hyphens are no help.
//!
//! No font is known when the drawing is made. Widths are those of a wide one, so that every other stays within.

use std::borrow::Cow;

/// How wide a text is at the most, in ems.
pub fn width(text: &str) -> f64 {
    text.chars().map(width_of).sum()
}

fn width_of(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '’' | '|' | 'ï' | 'í' | 'ì' => 0.3,
        SOFT | 'f' | 't' | 'r' | ' ' | '.' | ',' | ':' | ';' | '!' | '(' | ')' | 'I' | 'J'
        | '-' | '/' | '“' | '”' | '‘' | '"' => 0.42,
        'm' | 'M' | 'W' | '@' | '%' | '…' | '—' => 1.0,
        'w' | 'O' | 'Q' | 'G' | 'D' | 'H' | 'N' | 'U' => 0.82,
        'a'..='z' | '0'..='9' => 0.64,
        c if c.is_uppercase() => 0.78,
        c if u32::from(c) < 0x0590 => 0.66,
        // Scripts whose signs fill a square.
        _ => 1.05,
    }
}

/// The lines of a text, none wider than `most` ems, as few as can be and then as even; of more than `lines` the last
/// ends in an ellipsis.
pub fn wrap(text: &str, most: f64, lines: usize) -> Vec<String> {
    let pieces: Vec<Piece> = text.split_whitespace().flat_map(|word| pieces(word, most)).collect();
    let ends = even(&pieces, most);
    if ends.len() <= lines {
        return joined(&pieces, &ends);
    }
    let ends = full(&pieces, most, lines.max(1));
    let mut all = joined(&pieces, &ends);
    if let Some(line) = all.last_mut() {
        shorten(line, most);
    }
    all
}

/// A part of a text that stays on one line.
struct Piece<'t> {
    /// At its end a soft hyphen, where the word goes on in the next piece.
    text: Cow<'t, str>,
    /// Whether it belongs to the word before it.
    is_glued: bool,
}

impl Piece<'_> {
    /// What it takes of a line on which another comes after it.
    fn inner(&self) -> f64 {
        width(self.text.trim_end_matches(SOFT))
    }

    fn space(&self) -> f64 {
        if self.is_glued { 0.0 } else { width_of(' ') }
    }
}

/// Where lines end, in pieces: as few lines as can be, of which none is much longer than the others, and with as few
/// words broken.
fn even(pieces: &[Piece], most: f64) -> Vec<usize> {
    const BROKEN: f64 = 2.0;
    // For each number of pieces: how many lines they take, what these lack to be full, and where the last begins.
    let mut best = vec![(0_usize, 0.0_f64, 0_usize)];
    for end in 1..=pieces.len() {
        let is_broken = pieces.get(end).is_some_and(|next| next.is_glued);
        let mut wide = width(&pieces[end - 1].text);
        let mut found = (usize::MAX, f64::INFINITY, end - 1);
        for start in (0..end).rev() {
            if start + 1 < end {
                wide += pieces[start].inner() + pieces[start + 1].space();
                if wide > most {
                    break;
                }
            }
            let lack = (most - wide).powi(2) + if is_broken { BROKEN } else { 0.0 };
            let all = (best[start].0 + 1, best[start].1 + lack, start);
            if all.0 < found.0 || all.0 == found.0 && all.1 < found.1 {
                found = all;
            }
        }
        best.push(found);
    }
    let mut ends = Vec::new();
    let mut end = pieces.len();
    while end > 0 {
        ends.push(end);
        end = best[end].2;
    }
    ends.reverse();
    ends
}

/// Where the first lines end, each as full as can be.
fn full(pieces: &[Piece], most: f64, lines: usize) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut used = 0.0;
    for (at, piece) in pieces.iter().enumerate() {
        let (own, before) = (width(&piece.text), used + piece.space());
        if at > 0 && before + own > most {
            ends.push(at);
            used = piece.inner();
        } else {
            used = if at == 0 { 0.0 } else { before } + piece.inner();
        }
        if ends.len() == lines {
            return ends;
        }
    }
    ends.push(pieces.len());
    ends
}

/// The text of each line. A soft hyphen shows where the line ends, and only there.
fn joined(pieces: &[Piece], ends: &[usize]) -> Vec<String> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let line = |(start, end): (usize, usize)| {
        let mut line = String::new();
        for piece in &pieces[start..end] {
            if line.ends_with(SOFT) {
                line.pop();
            } else if !line.is_empty() && !piece.is_glued {
                line.push(' ');
            }
            line.push_str(&piece.text);
        }
        if line.ends_with(SOFT) {
            line.pop();
            line.push('-');
        }
        line
    };
    starts.zip(ends.iter().copied()).map(line).collect()
}

/// Puts an ellipsis at the end of a line: after a whole word, where there is more than one.
fn shorten(line: &mut String, most: f64) {
    while width(line) + width("…") > most {
        match line.rfind(' ') {
            Some(at) => line.truncate(at),
            None if line.pop().is_none() => break,
            None => {}
        }
    }
    let kept = line.trim_end_matches([' ', ',', '.', ':', ';', '-']).len();
    line.truncate(kept);
    line.push('…');
}

/// What stands at the end of a piece that the next one may be glued to without a sign.
const SOFT: char = '\u{ad}';
/// So many letters of a word stay together at its begin and end.
const TOGETHER: usize = 3;

/// A word in pieces that fit in a line each.
fn pieces(word: &str, most: f64) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    // After a hyphen or a slash any text may be broken.
    for part in word.split_inclusive(['-', '/', '–']) {
        let mut rest = part;
        while width(rest) > most {
            let (piece, after) = rest.split_at(break_within(rest, most - width("-")));
            let is_glued = !pieces.is_empty();
            pieces.push(Piece { text: format!("{piece}{SOFT}").into(), is_glued });
            rest = after;
        }
        pieces.push(Piece { text: rest.into(), is_glued: !pieces.is_empty() });
    }
    pieces
}

/// Where a word that is too long is broken: of the places between two syllables that leave a piece no wider than
/// `most`, the one that comes nearest to pieces of the same width; between any two letters where there is none.
fn break_within(word: &str, most: f64) -> usize {
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    let all = width(word);
    let aim = all / (all / most.max(0.1)).ceil();
    let mut wide = 0.0;
    let mut good: Option<(f64, usize)> = None;
    let mut any = letters.get(1).map_or(word.len(), |(at, _)| *at);
    for (nth, (at, letter)) in letters.iter().enumerate() {
        if nth > 0 && wide <= most {
            any = *at;
            let is_inside = nth >= TOGETHER && nth + TOGETHER <= letters.len();
            let off = (wide - aim).abs();
            let is_nearer = good.is_none_or(|(least, _)| off <= least);
            if is_inside && is_nearer && is_between_syllables(&letters, nth) {
                good = Some((off, *at));
            }
        }
        wide += width_of(*letter);
    }
    good.map_or(any, |(_, at)| at)
}

/// Whether a syllable begins at this letter, as Dutch mostly has it: a consonant goes with the vowel after it, of two
/// one stays behind, unless they are spoken as one.
fn is_between_syllables(letters: &[(usize, char)], nth: usize) -> bool {
    let at = |nth: usize| letters.get(nth).map_or(' ', |(_, letter)| letter.to_ascii_lowercase());
    let is_vowel = |nth: usize| "aeiouyëïöüáéèêóàâîû".contains(at(nth));
    let is_one_sound = |nth: usize| {
        matches!(
            (at(nth), at(nth + 1)),
            ('c' | 't' | 'p', 'h')
                | ('s', 'c' | 't')
                | ('q', 'u')
                | ('b' | 'c' | 'd' | 'f' | 'g' | 'k' | 'p' | 't' | 'v' | 'w', 'r')
                | ('b' | 'c' | 'f' | 'g' | 'k' | 'p', 'l')
        )
    };
    // As many consonants as are spoken as one, and a vowel.
    let end = (nth..nth + 2).find(|nth| !is_one_sound(*nth)).unwrap_or(nth + 2);
    let begins = !is_vowel(nth) && is_vowel(end + 1);
    let is_inside = at(nth).is_alphabetic() && at(nth - 1).is_alphabetic();
    is_inside && begins && !is_one_sound(nth - 1) && (0..nth).any(is_vowel)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let one = |text: &str, most: f64, lines: usize| wrap(text, most, lines).join("|");
        assert_eq!(one("Wijkteams", 9.0, 3), "Wijkteams");
        assert_eq!(one("Samenwerken in de wijk", 9.0, 3), "Samenwerken|in de wijk");
        assert_eq!(
            one("Samenwerking zorg- en veiligheidsdomein", 9.3, 4),
            "Samenwerking|zorg- en|veiligheids-|domein"
        );
        assert_eq!(
            one("Ondermijningsbestrijding en weerbaarheid", 9.3, 4),
            "Ondermijnings-|bestrijding en|weerbaarheid"
        );
        assert_eq!(
            one("Schoolverzuim en voortijdig schoolverlaten", 9.3, 4),
            "Schoolverzuim|en voortijdig|schoolverlaten"
        );
        assert_eq!(
            one("Meervoudigepersoonlijkheidsstoornis", 9.0, 9),
            "Meervoudige-|persoonlijk-|heidsstoornis"
        );
        assert_eq!(one("Gezondheidsproblematiek", 8.0, 3), "Gezondheids-|problematiek");
        // In Dutch these two letters nearly always are the end of one word and the begin of another.
        assert_eq!(one("Kindermishandeling", 9.3, 4), "Kindermis-|handeling");
        assert_eq!(one("Tussen-deur-en-drempel", 6.0, 4), "Tussen-|deur-en-|drempel");
        assert_eq!(
            one("Een brief die je durft open te maken, en dan", 9.0, 2),
            "Een brief die je|durft open te…"
        );
        assert_eq!(one("", 9.0, 2), "");
        assert_eq!(one("  a  b ", 9.0, 2), "a b");
    }

    #[test]
    fn no_line_is_too_wide() {
        let words = [
            "Arbeidsongeschiktheidsverzekering",
            "hottentottententententoonstelling",
            "ccccccccccccccccccccc",
            "WWWWWWWWWWWWW",
            "漢字漢字漢字漢字漢字漢字",
            "a-/b–-",
            "ĳs",
        ];
        for first in words {
            for second in words {
                for most in [2.5, 6.0, 9.0, 12.0] {
                    let text = format!("{first} {second}{first}");
                    for lines in [1, 2, 20] {
                        let wrapped = wrap(&text, most, lines);
                        assert!(wrapped.len() <= lines);
                        for line in wrapped {
                            assert!(width(&line) <= most + 1e-9, "{line:?} in {most}");
                            assert!(!line.contains(SOFT), "{line:?}");
                        }
                    }
                }
            }
        }
    }
}
