//! Bytes → text. What is not UTF-8 is said to be, but shown as far as it can be read.

use std::borrow::Cow;

use super::lines::{Lines, Span};

/// The text of some bytes, without a byte order mark; and, where they are not UTF-8, the place of the first that is not
/// and what they seem to be.
pub fn decode(bytes: &[u8]) -> (Cow<'_, str>, Option<(Span, &'static str)>) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let (text, found) = match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), None),
        Err(error) => {
            let utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let (line, column) = Lines::new(&String::from_utf8_lossy(before)).position(usize::MAX);
            let span = Span { line, column, end_line: line, end_column: column + 1 };
            if utf16 {
                let text = String::from_utf16_lossy(&utf16_units(bytes));
                (Cow::Owned(text), Some((span, "UTF-16")))
            } else {
                (Cow::Owned(windows_1252(bytes)), Some((span, "Windows-1252")))
            }
        }
    };
    // CommonMark wants U+FFFD for U+0000; and no text may hold what stands for a hole.
    let has_nul = memchr::memchr(0, text.as_bytes()).is_some();
    (if has_nul { text.replace('\0', "\u{fffd}").into() } else { text }, found)
}

/// A text without signs that no page, feed or file for machines can hold; tabs and line ends stay. What breaks a line or
/// a page in a word processor, and is pasted along, stands between two words: it becomes a space.
pub fn printable(text: &str) -> Cow<'_, str> {
    // Most texts have none of the bytes that such a sign begins with.
    let is_plain = |b: u8| match b {
        b'\t' | b'\n' | b'\r' => true,
        b => (0x20..0xf0).contains(&b) && !matches!(b, 0x7f | 0xc2 | 0xef),
    };
    if text.bytes().all(is_plain) || !text.contains(is_unprintable) {
        return Cow::Borrowed(text);
    }
    let between = |c: char| if matches!(c, '\u{b}' | '\u{c}' | '\u{85}') { ' ' } else { c };
    text.chars().map(between).filter(|c| !is_unprintable(*c)).collect()
}

/// Whether nothing of a text is to be seen.
pub fn is_blank(text: &str) -> bool {
    let is_unseen = |c: char| {
        matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
            || c.is_whitespace()
            || is_unprintable(c)
    };
    text.chars().all(is_unseen)
}

/// Whether a sign controls some machine, or is none at all.
fn is_unprintable(c: char) -> bool {
    let is_none = matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe;
    is_none || c.is_control() && !matches!(c, '\t' | '\n' | '\r')
}

fn utf16_units(bytes: &[u8]) -> Vec<u16> {
    let big = bytes.starts_with(b"\xfe\xff");
    let pairs = bytes.get(2..).unwrap_or_default().chunks_exact(2);
    pairs
        .map(|pair| {
            if big {
                u16::from_be_bytes([pair[0], pair[1]])
            } else {
                u16::from_le_bytes([pair[0], pair[1]])
            }
        })
        .collect()
}

/// As readable as a guess can make it: letters of Western Europe, the rest as U+FFFD.
fn windows_1252(bytes: &[u8]) -> String {
    let letter = |b: &u8| if (0x80..0xa0).contains(b) { '\u{fffd}' } else { char::from(*b) };
    bytes.iter().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_page_can_hold() {
        for (written, read) in [
            ("één\tregel\r\n« x »", "één\tregel\r\n« x »"),
            ("zachte\u{b}regel\u{c}bladzijde\u{85}einde", "zachte regel bladzijde einde"),
            ("a\u{7}b\u{1f}c\u{7f}d\u{9b}e", "abcde"),
            ("a\u{fffe}b\u{fdd0}c\u{1ffff}d\u{fffd}😀", "abcd\u{fffd}😀"),
        ] {
            assert_eq!(printable(written), read);
        }
        assert!(matches!(printable("« gewoon »"), Cow::Borrowed(_)));
    }
}
