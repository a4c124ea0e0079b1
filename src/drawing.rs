//! Names and numbers → places on a surface: what readers may look at instead of read, worked out before a browser sees
//! it. Nothing here knows of pages; what is drawn of it is `render`'s.
//!
//! Only sums and square roots: a sine is not the same on every machine, and the same sources must give the same bytes.

pub mod fan;
pub mod map;
pub mod time;
pub mod words;

/// A point of a drawing, or how far something reaches to the right and down.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

impl Point {
    /// A point.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

/// A number that is small enough to be exact as one of these.
pub fn number(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}
