//! The bytes of a picture → the parts they are made of: segments of a JPEG, chunks of a PNG or WebP, blocks of a GIF.
//!
//! Walked here and not by a library: the same walk must do for the first bytes of a file, for one that is broken, and for
//! bytes that come after the picture's end, which libraries keep or refuse.

use std::ops::Range;

/// What a picture is, by its first bytes, whatever its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Jpeg,
    Png,
    WebP,
    Gif,
}

pub(super) const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

pub(super) fn kind(bytes: &[u8]) -> Option<Kind> {
    let is_riff = || bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP".as_slice());
    match bytes {
        _ if bytes.starts_with(&[0xff, 0xd8, 0xff]) => Some(Kind::Jpeg),
        _ if bytes.starts_with(PNG) => Some(Kind::Png),
        _ if is_riff() => Some(Kind::WebP),
        _ if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") => Some(Kind::Gif),
        _ => None,
    }
}

/// A part: what it is called, all of it, and what is in it. Both end where the bytes end, if that is sooner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part<N> {
    pub(super) name: N,
    pub(super) whole: Range<usize>,
    pub(super) inside: Range<usize>,
}

/// The end of a JPEG.
pub(super) const END: u8 = 0xd9;
/// The start of its lines, which follow it up to the next segment.
pub(super) const SCAN: u8 = 0xda;

/// The segment of a JPEG at a place. That of a scan goes on to the end of its lines.
pub(super) fn segment(bytes: &[u8], at: usize) -> Option<Part<u8>> {
    let fill = bytes.get(at..)?.iter().take_while(|byte| **byte == 0xff).count();
    let name = *bytes.get(at + fill).filter(|_| fill > 0)?;
    let after = at + fill + 1;
    if name == END || name == 0x01 || (0xd0..=0xd8).contains(&name) {
        return Some(Part { name, whole: at..after, inside: after..after });
    }
    let length = bytes.get(after..after + 2)?;
    let end = after + usize::from(u16::from_be_bytes([length[0], length[1]])).max(2);
    let end = end.min(bytes.len());
    let whole = at..if name == SCAN { end_of_lines(bytes, end) } else { end };
    Some(Part { name, whole, inside: (after + 2).min(end)..end })
}

/// Where lines end: at a marker that is none of those that stand among them.
fn end_of_lines(bytes: &[u8], from: usize) -> usize {
    let lines = bytes.get(from..).unwrap_or_default();
    let is_end = |at: &usize| {
        let next = lines.get(at + 1).copied().unwrap_or(0);
        next != 0 && next != 0xff && !(0xd0..=0xd7).contains(&next)
    };
    memchr::memchr_iter(0xff, lines).find(is_end).map_or(bytes.len(), |at| from + at)
}

/// The chunk of a PNG at a place, with its check sum.
pub(super) fn png_chunk(bytes: &[u8], at: usize) -> Option<Part<[u8; 4]>> {
    let head = bytes.get(at..at + 8)?;
    let length = usize::try_from(u32::from_be_bytes(head[..4].try_into().ok()?)).ok()?;
    let end = (at + 8).saturating_add(length);
    let (inside, whole) = (end.min(bytes.len()), end.saturating_add(4).min(bytes.len()));
    Some(Part { name: head[4..].try_into().ok()?, whole: at..whole, inside: at + 8..inside })
}

/// The chunk of a WebP at a place, with the byte that makes its length even.
pub(super) fn riff_chunk(bytes: &[u8], at: usize) -> Option<Part<[u8; 4]>> {
    let head = bytes.get(at..at + 8)?;
    let length = usize::try_from(u32::from_le_bytes(head[4..].try_into().ok()?)).ok()?;
    let end = (at + 8).saturating_add(length);
    let (inside, whole) = (end.min(bytes.len()), end.saturating_add(length % 2).min(bytes.len()));
    Some(Part { name: head[..4].try_into().ok()?, whole: at..whole, inside: at + 8..inside })
}

/// Where the chunks of a WebP begin.
pub(super) const RIFF_START: usize = 12;

/// A part of a GIF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// One picture of it.
    Frame,
    /// What goes with it, by its label.
    Extension(u8),
    /// The end.
    End,
}

/// Where the blocks of a GIF begin.
pub(super) fn gif_start(bytes: &[u8]) -> Option<usize> {
    Some(13 + colours(*bytes.get(10)?))
}

/// How long a table of colours is, by the byte that tells.
fn colours(packed: u8) -> usize {
    if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) }
}

/// The block of a GIF at a place.
pub(super) fn gif_block(bytes: &[u8], at: usize) -> Option<Part<Block>> {
    let part = |name, from: usize| {
        let end = end_of_pieces(bytes, from)?;
        Some(Part { name, whole: at..end, inside: from..end })
    };
    match *bytes.get(at)? {
        0x21 => part(Block::Extension(*bytes.get(at + 1)?), at + 2),
        0x2c => part(Block::Frame, at + 11 + colours(*bytes.get(at + 9)?)),
        0x3b => Some(Part { name: Block::End, whole: at..at + 1, inside: at + 1..at + 1 }),
        _ => None,
    }
}

/// Where pieces end, each with its length before it.
fn end_of_pieces(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}
