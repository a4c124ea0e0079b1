//! Numbers and words → bytes, and bytes → the script that a browser loads. `engine.js` reads the same.

use std::io::Write as _;

use flate2::{Compression, GzBuilder};

/// Bytes that are written one value behind another.
#[derive(Debug, Default)]
pub(super) struct Writer(pub(super) Vec<u8>);

impl Writer {
    /// A whole number, seven bits to a byte, the lowest first; the highest bit says that more follows.
    pub(super) fn number(&mut self, mut value: u32) {
        while value >= 0x80 {
            self.0.push(value.to_le_bytes()[0] | 0x80);
            value >>= 7;
        }
        self.0.push(value.to_le_bytes()[0]);
    }

    /// Bytes with how many they are before them.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.number(u32::try_from(bytes.len()).unwrap_or(u32::MAX));
        self.0.extend_from_slice(bytes);
    }

    /// Numbers that grow, as the steps between them.
    pub(super) fn steps(&mut self, values: impl IntoIterator<Item = u32>) {
        let mut last = 0;
        for value in values {
            self.number(value.wrapping_sub(last));
            last = value;
        }
    }

    /// Words in order, each as how many characters it shares with the one before it, and the rest: first all shared
    /// lengths, then all lengths of rests, then the rests. Lengths are in UTF-16, as a browser counts.
    pub(super) fn words<'w>(&mut self, words: impl IntoIterator<Item = &'w str>) {
        let (mut shared, mut rests, mut letters) =
            (Self::default(), Self::default(), String::new());
        let mut count = 0;
        let mut last = "";
        for word in words {
            let same = shared_length(last, word);
            let rest = word.get(same..).unwrap_or_default();
            shared.number(utf16_length(word.get(..same).unwrap_or_default()));
            rests.number(utf16_length(rest));
            letters.push_str(rest);
            last = word;
            count += 1;
        }
        self.number(count);
        self.0.append(&mut shared.0);
        self.0.append(&mut rests.0);
        self.bytes(letters.as_bytes());
    }
}

/// How many bytes two words have in common from their beginnings, up to where a character ends.
fn shared_length(a: &str, b: &str) -> usize {
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    (0..=same).rev().find(|at| b.is_char_boundary(*at)).unwrap_or(0)
}

fn utf16_length(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// A part as the script that a page loads: its name and its bytes, compressed.
pub(super) fn script(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut packed =
        GzBuilder::new().write(Vec::with_capacity(bytes.len() / 3), Compression::new(6));
    packed.write_all(bytes).expect("memory takes what is written to it");
    let packed = packed.finish().expect("memory takes what is written to it");
    let length = data_encoding::BASE64.encode_len(packed.len());
    let mut out = String::with_capacity(length + name.len() + 32);
    out.push_str("weefSearch.part(\"");
    out.push_str(name);
    out.push_str("\",\"");
    data_encoding::BASE64.encode_append(&packed, &mut out);
    out.push_str("\");\n");
    out.into_bytes()
}
