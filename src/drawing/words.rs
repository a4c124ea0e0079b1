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

/// The lines of a text, none wider than `most` ems; of more than `lines` the last ends in an ellipsis.
pub fn wrap(text: &str, most: f64, lines: usize) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut used = 0.0;
    for word in text.split_whitespace() {
        // What is not shown is not looked at.
        if all.len() > lines {
            break;
        }
        for (piece, glued) in pieces(word, most) {
            let own = width(&piece);
            let space = if glued { 0.0 } else { width_of(' ') };
            match all.last_mut() {
                Some(line) if used + space + own <= most => {
                    if !glued {
                        line.push(' ');
                    } else if line.ends_with(SOFT) {
                        line.pop();
                        used -= width_of(SOFT);
                    }
                    line.push_str(&piece);
                    used += space + own;
                }
                _ => {
                    all.push(piece.into_owned());
                    used = own;
                }
            }
        }
    }
    let cut = all.len() > lines;
    all.truncate(lines.max(1));
    // A soft hyphen shows where the line ends, and only there.
    let last = all.len();
    for (at, line) in all.iter_mut().enumerate() {
        if line.ends_with(SOFT) {
            line.pop();
            if at + 1 < last {
                line.push('-');
            }
        }
    }
    if cut && let Some(line) = all.last_mut() {
        while width(line) + width("…") > most && line.pop().is_some() {}
        let kept = line.trim_end_matches([' ', ',', '.', ':', ';', '-']).len();
        line.truncate(kept);
        line.push('…');
    }
    all
}

/// What stands at the end of a piece that the next one may be glued to without a sign.
const SOFT: char = '\u{ad}';
/// So many letters of a word stay together at its begin and end.
const TOGETHER: usize = 3;

/// A word in pieces that fit in a line each, and whether it belongs to what stands before it.
fn pieces(word: &str, most: f64) -> Vec<(Cow<'_, str>, bool)> {
    let mut pieces = Vec::new();
    // After a hyphen or a slash any text may be broken.
    for part in word.split_inclusive(['-', '/', '–']) {
        let glued = !pieces.is_empty();
        if width(part) <= most {
            pieces.push((part.into(), glued));
            continue;
        }
        let mut rest = part;
        let mut is_first = true;
        while width(rest) > most {
            let at = break_within(rest, most - width("-"));
            let (piece, after) = rest.split_at(at);
            pieces.push((format!("{piece}{SOFT}").into(), glued || !is_first));
            (rest, is_first) = (after, false);
        }
        pieces.push((rest.into(), true));
    }
    pieces
}

/// Where a word that is too long is broken: the last place between two syllables that leaves a piece no wider than
/// `most`; between any two letters where there is none.
fn break_within(word: &str, most: f64) -> usize {
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    let mut wide = 0.0;
    let (mut good, mut any) = (None, letters.get(1).map_or(word.len(), |(at, _)| *at));
    for (nth, (at, letter)) in letters.iter().enumerate() {
        if nth > 0 && wide <= most {
            any = *at;
            let is_inside = nth >= TOGETHER && nth + TOGETHER <= letters.len();
            if is_inside && is_between_syllables(&letters, nth) {
                good = Some(*at);
            }
        }
        wide += width_of(*letter);
    }
    good.unwrap_or(any)
}

/// Whether a syllable begins at this letter, as Dutch mostly has it: a consonant goes with the vowel after it, of two
/// one stays behind, unless they are spoken as one.
fn is_between_syllables(letters: &[(usize, char)], nth: usize) -> bool {
    let at = |nth: usize| letters.get(nth).map_or(' ', |(_, letter)| letter.to_ascii_lowercase());
    let is_vowel = |nth: usize| "aeiouyëïöüáéèêóàâîû".contains(at(nth));
    let is_one_sound = |nth: usize| {
        matches!(
            (at(nth), at(nth + 1)),
            ('c' | 's' | 't' | 'p', 'h')
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
        assert_eq!(one("Samenwerken in de wijk", 9.0, 3), "Samenwerken in|de wijk");
        assert_eq!(
            one("Meervoudigepersoonlijkheidsstoornis", 9.0, 9),
            "Meervoudigeper-|soonlijkheids-|stoornis"
        );
        assert_eq!(one("Gezondheidsproblematiek", 8.0, 3), "Gezondheids-|problematiek");
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
