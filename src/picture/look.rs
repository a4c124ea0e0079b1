//! The two ends of a file → how large the picture in it is, whether smaller ones can be made of it, what is wrong with it.

use image::metadata::Orientation;
use xxhash_rust::xxh3::Xxh3;

use super::boxes;
use super::parts::{Kind, RIFF_START, SCAN, kind, png_chunk, riff_chunk, segment};
use super::{
    Flaw, Format, MANY_BYTES, MANY_PIXELS, MOST_PIXELS, Picture, SMALL, TOP, WEBP_SIDES, Weight,
    height_at,
};

/// How many bytes of a file's start are looked at; enough for the remarks of most cameras.
pub const HEAD: usize = 64 * 1024;
/// How many of its end.
pub const TAIL: usize = 4 * 1024;

/// How many bytes say whether a file is a picture.
pub const BEGIN: usize = 12;

/// Whether a file that begins so is a picture that may tell more than what it shows, whatever its name says.
pub fn may_tell(begin: &[u8]) -> bool {
    kind(begin).is_some() || boxes::is_picture(begin)
}

/// Changes with the way in which pictures are made, so that what another weef made is not taken for this one's.
const MAKING: u64 = 2;

/// What is known of a picture without unpacking it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Width and height in pixels, as it is shown.
    pub size: Option<(u32, u32)>,
    /// The picture, where smaller ones can be made of it.
    pub picture: Option<Picture>,
    /// What is wrong with it.
    pub flaw: Option<Flaw>,
}

/// Looks at the first bytes of a file (at least [`HEAD`] of them, or all), its last ones ([`TAIL`], or all), and its
/// length. Of one with many remarks, all bytes must be given for its size to be found; and of one of which smaller ones
/// are made, for a name that no other picture has.
pub fn look(head: &[u8], tail: &[u8], length: u64) -> Look {
    let Some(stored) = imagesize::blob_size(head).ok().and_then(sides) else {
        return Look { flaw: Some(Flaw::Broken), ..Look::default() };
    };
    let kind = kind(head);
    let turn = kind.map_or(Orientation::NoTransforms, |kind| turn(kind, head, tail));
    let size = if is_on_its_side(turn) { (stored.1, stored.0) } else { stored };
    let is_cut = kind.is_some_and(|kind| is_cut(kind, (head, tail), length));
    let format = kind.filter(|kind| !is_cut && length >= SMALL && !moves(*kind, head));
    let format = format.and_then(|kind| match kind {
        Kind::Jpeg => Some(Format::Jpeg),
        Kind::Png => Some(Format::Png),
        Kind::WebP => Some(Format::WebP),
        Kind::Gif => None,
    });
    let (width, height) = size;
    let pixels = u64::from(width) * u64::from(height);
    let weight = Weight { bytes: length, sides: size };
    let flaw = if is_cut {
        Some(Flaw::Broken)
    } else if pixels > MOST_PIXELS {
        Some(Flaw::TooLarge(weight))
    } else if pixels > MANY_PIXELS || length > MANY_BYTES {
        Some(Flaw::Heavy(weight))
    } else {
        None
    };
    let fits = pixels <= MOST_PIXELS && WEBP_SIDES.contains(&height_at(size, width.min(TOP)));
    let picture = format.filter(|_| fits).map(|format| {
        let mut hash = Xxh3::with_seed(MAKING);
        hash.update(head);
        hash.update(&length.to_le_bytes());
        let name = format!("{:012x}", hash.digest() >> 16);
        let is_turned = turn != Orientation::NoTransforms;
        Picture { format, width, height, is_turned, name: name.into() }
    });
    Look { size: Some(size), picture, flaw }
}

fn sides(size: imagesize::ImageSize) -> Option<(u32, u32)> {
    let sides = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
    (sides.0 > 0 && sides.1 > 0).then_some(sides)
}

/// Whether width and height change places when it is turned upright.
fn is_on_its_side(turn: Orientation) -> bool {
    use Orientation as Turn;
    matches!(turn, Turn::Rotate90 | Turn::Rotate270 | Turn::Rotate90FlipH | Turn::Rotate270FlipH)
}

/// How the camera was held: how a picture must be turned to be seen upright.
pub(super) fn turn(kind: Kind, head: &[u8], tail: &[u8]) -> Orientation {
    let remarks = match kind {
        Kind::Jpeg => jpeg_remarks(head),
        Kind::Png => png_remarks(head),
        Kind::WebP => webp_remarks(head).or_else(|| remarks_at_the_end(tail)),
        Kind::Gif => None,
    };
    remarks.and_then(Orientation::from_exif_chunk).unwrap_or(Orientation::NoTransforms)
}

fn jpeg_remarks(bytes: &[u8]) -> Option<&[u8]> {
    let mut at = 2;
    loop {
        let part = segment(bytes, at).filter(|part| part.name != SCAN)?;
        let inside = bytes.get(part.inside)?;
        if let (0xe1, Some(remarks)) = (part.name, inside.strip_prefix(b"Exif\0\0")) {
            return Some(remarks);
        }
        at = part.whole.end;
    }
}

fn png_remarks(bytes: &[u8]) -> Option<&[u8]> {
    let mut at = super::parts::PNG.len();
    loop {
        let part = png_chunk(bytes, at)?;
        if &part.name == b"eXIf" {
            return bytes.get(part.inside);
        }
        at = part.whole.end;
    }
}

fn webp_remarks(bytes: &[u8]) -> Option<&[u8]> {
    let mut at = RIFF_START;
    loop {
        let part = riff_chunk(bytes, at)?;
        if &part.name == b"EXIF" {
            return bytes.get(part.inside).map(without_name);
        }
        at = part.whole.end;
    }
}

/// The remarks of a WebP come last, so that they stand in the last bytes of the file.
fn remarks_at_the_end(tail: &[u8]) -> Option<&[u8]> {
    let at = memchr::memmem::rfind(tail, b"EXIF")?;
    riff_chunk(tail, at).and_then(|part| tail.get(part.inside)).map(without_name)
}

/// Some programs put the name that JPEG asks for before the remarks.
fn without_name(remarks: &[u8]) -> &[u8] {
    remarks.strip_prefix(b"Exif\0\0").unwrap_or(remarks)
}

/// Whether it is a film.
fn moves(kind: Kind, head: &[u8]) -> bool {
    match kind {
        Kind::Jpeg => false,
        Kind::Gif => true,
        Kind::Png => {
            let mut at = super::parts::PNG.len();
            while let Some(part) = png_chunk(head, at) {
                match &part.name {
                    b"acTL" => return true,
                    b"IDAT" => return false,
                    _ => at = part.whole.end,
                }
            }
            false
        }
        Kind::WebP => {
            head.get(12..16) == Some(b"VP8X".as_slice())
                && head.get(20).is_some_and(|flags| flags & 2 != 0)
        }
    }
}

/// Whether a part of it is missing: its end.
fn is_cut(kind: Kind, (head, tail): (&[u8], &[u8]), length: u64) -> bool {
    let ends = |mark: &[u8]| memchr::memmem::find(tail, mark).is_some();
    match kind {
        Kind::Png => !ends(b"IEND"),
        // After the end of a photograph other things may follow: a film, a map of depth. They say so before or after.
        Kind::Jpeg => {
            const MORE: [&[u8]; 4] = [b"MPF\0", b"MotionPhoto", b"MicroVideo", b"GContainer"];
            let has_more = MORE.iter().any(|mark| memchr::memmem::find(head, mark).is_some());
            !(ends(&[0xff, super::parts::END]) || has_more || ends(b"SEFT"))
        }
        Kind::WebP => {
            let told =
                head.get(4..8).and_then(|told| Some(u32::from_le_bytes(told.try_into().ok()?)));
            told.is_some_and(|told| u64::from(told) + 8 > length)
        }
        Kind::Gif => false,
    }
}
