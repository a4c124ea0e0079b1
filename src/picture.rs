//! The bytes of a picture → what a page must know of it; the same without what it tells of its maker; smaller ones.
//!
//! A picture is known by its two ends ([`look()`]), and has its name from all of it where smaller ones are made. What
//! browsers get is made when somebody asks for it ([`make()`], [`whole`]): these are pure, and where the results are kept
//! is the business of who asks. What is made has a name that holds what it was made of, so that it can be kept for ever.

use std::ops::RangeInclusive;

mod boxes;
mod clean;
mod look;
mod make;
mod parts;
#[cfg(test)]
mod tests;
mod vector;

pub use look::{BEGIN, HEAD, Look, TAIL, look, may_tell};
pub use make::{Unmade, drawing, make, whole};

/// The widths of smaller ones, in pixels: a phone, a phone with fine dots or the text of a page, a screen with fine dots.
const LADDER: [u32; 3] = [400, 800, 1200];
/// The widest that is made: a page's text is 672 pixels wide, and most screens have at most twice as many dots.
const TOP: u32 = 1600;
/// The sides that a WebP can have.
const WEBP_SIDES: RangeInclusive<u32> = 1..=16_383;
/// Below so many bytes there is nothing to gain.
const SMALL: u64 = 4_096;

/// More pixels than this are not unpacked, since that takes 200 MB at once. The largest cameras that people carry have
/// some sixty million.
pub const MOST_PIXELS: u64 = 64_000_000;
/// More pixels than this are no use: printed as fine as a book, they would fill a sheet of A3.
pub const MANY_PIXELS: u64 = 24_000_000;
/// More bytes than this are no use: a telephone's photograph in full has fewer.
pub const MANY_BYTES: u64 = 8_000_000;

/// How a picture is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Photographs.
    Jpeg,
    /// Drawings, without loss.
    Png,
    /// Either, in less space.
    WebP,
}

impl Format {
    /// The ending of a file.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
        }
    }
}

/// A picture of which smaller ones can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// How it is written down.
    pub format: Format,
    /// How wide it is as it is shown, in pixels.
    pub width: u32,
    /// How high it is.
    pub height: u32,
    /// Whether it is stored in another position than it is shown in.
    pub is_turned: bool,
    /// Tells it from others, and from itself with other bytes.
    pub name: Box<str>,
}

/// One that is made of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Smaller {
    /// In pixels; at most that of the picture.
    pub width: u32,
    /// How it is written down.
    pub format: Format,
}

/// What is wrong with a file that is called a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flaw {
    /// It is none, or a part of it is missing.
    Broken,
    /// It is larger than anyone needs.
    Heavy(Weight),
    /// It is so large that nothing is made of it.
    TooLarge(Weight),
}

/// How large a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight {
    /// The size of the file.
    pub bytes: u64,
    /// Width and height.
    pub sides: (u32, u32),
}

impl Picture {
    /// The widths in which it is offered, the smallest first.
    pub fn widths(&self) -> Vec<u32> {
        let top = self.width.min(TOP);
        // A step that saves next to nothing is none.
        let steps = LADDER.into_iter().filter(|width| width + width / 4 <= top);
        steps.chain([top]).collect()
    }

    /// Those that are made, besides the picture itself: WebP in every width, the format it has in each below its own.
    pub fn smaller(&self) -> Vec<Smaller> {
        let of = |format| self.widths().into_iter().map(move |width| Smaller { width, format });
        let own = of(self.format).filter(|own| own.width < self.width);
        let other = of(Format::WebP).filter(|_| self.format != Format::WebP);
        own.chain(other).collect()
    }

    /// The name of the file of a smaller one.
    pub fn file_name(&self, smaller: Smaller) -> String {
        format!("{}-{}.{}", self.name, smaller.width, smaller.format.extension())
    }
}

/// How high a picture is when it is so wide.
fn height_at((width, height): (u32, u32), wanted: u32) -> u32 {
    let exact = u64::from(height) * u64::from(wanted);
    let width = u64::from(width).max(1);
    u32::try_from((exact + width / 2) / width).unwrap_or(u32::MAX).max(1)
}
