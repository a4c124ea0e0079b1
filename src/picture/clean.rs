//! A picture → the same picture, dot for dot, without what else the file tells: where and when it was taken, with what,
//! by whom, and small pictures of it from before it was cut.
//!
//! What stays is named, not what goes: a kind of remark that nobody knew of is gone too. A colour profile stays.

use super::boxes;
use super::parts::{
    Block, END, Kind, PNG, RIFF_START, SCAN, gif_block, gif_start, kind, png_chunk, riff_chunk,
    segment,
};

/// A file of which weef cannot take away what it tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unclean;

/// A picture without what it tells besides; what is no picture that weef knows stays as it is, if it tells nothing.
///
/// # Errors
/// [`Unclean`] for what tells more, in a form that weef does not know.
pub(super) fn clean(bytes: &[u8]) -> Result<Vec<u8>, Unclean> {
    let cleaned = match kind(bytes) {
        Some(Kind::Jpeg) => jpeg(bytes),
        Some(Kind::Png) => Some(png(bytes)),
        Some(Kind::WebP) => Some(webp(bytes)),
        Some(Kind::Gif) => gif(bytes),
        None if boxes::is_one(bytes) => boxes::clean(bytes),
        None => None,
    };
    cleaned.map_or_else(|| if tells(bytes) { Err(Unclean) } else { Ok(bytes.to_vec()) }, Ok)
}

/// Whether somewhere in it remarks of a camera or program begin.
fn tells(bytes: &[u8]) -> bool {
    const MARKS: [&[u8]; 5] =
        [b"Exif\0\0", b"Exif\0", b"<x:xmpmeta", b"http://ns.adobe.com/", b"Photoshop 3.0"];
    MARKS.iter().any(|mark| memchr::memmem::find(bytes, mark).is_some())
}

fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.get(..2)?.to_vec();
    let mut at = 2;
    let mut has_lines = false;
    while let Some(part) = segment(bytes, at) {
        let inside = bytes.get(part.inside.clone())?;
        let stays = match part.name {
            END => break,
            0xe0 => inside.starts_with(b"JFIF\0"),
            0xe2 => inside.starts_with(b"ICC_PROFILE\0"),
            0xee => inside.starts_with(b"Adobe"),
            SCAN => true,
            name => (0xc0..=0xdf).contains(&name) && name != 0xd8,
        };
        if stays {
            out.extend_from_slice(bytes.get(part.whole.clone())?);
        }
        has_lines |= part.name == SCAN;
        at = part.whole.end;
    }
    // One that is not understood is not thrown away.
    if !has_lines {
        return None;
    }
    // Whatever follows the end is not looked at: other pictures, a film, a map of them.
    out.extend_from_slice(&[0xff, END]);
    Some(out)
}

fn png(bytes: &[u8]) -> Vec<u8> {
    const STAYS: [&[u8; 4]; 16] = [
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP",
        b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
    ];
    let mut out = PNG.to_vec();
    let mut at = PNG.len();
    while let Some(part) = png_chunk(bytes, at) {
        if STAYS.contains(&&part.name) {
            out.extend_from_slice(bytes.get(part.whole.clone()).unwrap_or_default());
        }
        if &part.name == b"IEND" {
            break;
        }
        at = part.whole.end;
    }
    out
}

fn webp(bytes: &[u8]) -> Vec<u8> {
    const STAYS: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];
    /// The bits that say that there are remarks.
    const REMARKS: u8 = 0b0000_1100;
    let mut out = bytes.get(..RIFF_START).unwrap_or_default().to_vec();
    let mut at = RIFF_START;
    while let Some(part) = riff_chunk(bytes, at) {
        let start = out.len();
        if STAYS.contains(&&part.name) {
            out.extend_from_slice(bytes.get(part.whole.clone()).unwrap_or_default());
        }
        if let (b"VP8X", Some(flags)) = (&part.name, out.get_mut(start + 8)) {
            *flags &= !REMARKS;
        }
        at = part.whole.end;
    }
    let length = u32::try_from(out.len().saturating_sub(8)).unwrap_or(u32::MAX);
    if let Some(place) = out.get_mut(4..8) {
        place.copy_from_slice(&length.to_le_bytes());
    }
    out
}

fn gif(bytes: &[u8]) -> Option<Vec<u8>> {
    /// How often it is shown, in either spelling.
    const LOOPS: [&[u8]; 2] = [b"\x0bNETSCAPE2.0", b"\x0bANIMEXTS1.0"];
    let mut at = gif_start(bytes)?;
    let mut out = bytes.get(..at)?.to_vec();
    while let Some(part) = gif_block(bytes, at) {
        let inside = bytes.get(part.inside.clone())?;
        let stays = match part.name {
            Block::Frame => true,
            Block::Extension(label) => {
                matches!(label, 0xf9 | 0x01)
                    || label == 0xff && LOOPS.iter().any(|mark| inside.starts_with(mark))
            }
            Block::End => break,
        };
        if stays {
            out.extend_from_slice(bytes.get(part.whole.clone())?);
        }
        at = part.whole.end;
    }
    out.push(0x3b);
    Some(out)
}
