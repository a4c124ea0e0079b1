//! Pixels of sixteen colours, two in a byte → PNG.

use std::io::Cursor;

use crate::config::colour::Colour;
use crate::theme::Inks;

/// The colours: paper, ink from faint to full, the accent, what is muted, the threads.
fn colours(inks: &Inks) -> [Colour; 16] {
    let &Inks { paper, ink, accent, muted, threads } = inks;
    let part = |colour, part, of| paper.blended(colour, part, of);
    let [first, second, third, fourth, fifth] = threads;
    [
        paper,
        part(ink, 1, 4),
        part(ink, 2, 4),
        part(ink, 3, 4),
        ink,
        part(accent, 1, 3),
        part(accent, 2, 3),
        accent,
        part(muted, 1, 3),
        part(muted, 2, 3),
        muted,
        first,
        second,
        third,
        fourth,
        fifth,
    ]
}

/// The threads of the band from left to right, as places among the colours: they come back after the last.
const WARP: [u8; 20] =
    [11, 11, 11, 11, 11, 11, 11, 12, 12, 13, 13, 13, 13, 14, 13, 15, 15, 15, 15, 15];
/// The threads that cross them.
const WEFT: [u8; 4] = [13, 12, 13, 15];
/// How wide a thread is, with the paper beside it.
const THREAD: u32 = 16;

/// With what letters are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Title,
    Kind,
    Site,
}

impl Ink {
    /// Its faintest colour, and in how many steps it is full.
    fn steps(self) -> (u8, u8) {
        match self {
            Self::Title => (1, 4),
            Self::Kind => (5, 3),
            Self::Site => (8, 3),
        }
    }
}

/// A picture that is being drawn.
pub(super) struct Canvas {
    width: u32,
    height: u32,
    bytes: Vec<u8>,
}

impl Canvas {
    /// Empty paper; the width is even.
    pub(super) fn new(width: u32, height: u32) -> Self {
        Self { width, height, bytes: vec![0; (width / 2 * height) as usize] }
    }

    /// Colours a part of a pixel; what is there stays where it is fuller.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a part of a few steps is a small number"
    )]
    #[inline]
    pub(super) fn touch(&mut self, (x, y): (i32, i32), cover: f32, ink: Ink) {
        let (faintest, steps) = ink.steps();
        // Most of what lies around a letter is not covered at all.
        let step = cover.min(1.0) * f32::from(steps) + 0.5;
        if step < 1.0 {
            return;
        }
        let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else { return };
        if x >= self.width || y >= self.height {
            return;
        }
        let colour = faintest + step as u8 - 1;
        let two = &mut self.bytes[(y * (self.width / 2) + x / 2) as usize];
        let shift = if x.is_multiple_of(2) { 4 } else { 0 };
        let here = *two >> shift & 15;
        if !(faintest..faintest + steps).contains(&here) || here < colour {
            *two = *two & !(15 << shift) | colour << shift;
        }
    }

    fn fill(&mut self, (x, y): (u32, u32), (width, height): (u32, u32), colour: u8) {
        let (from, to) = (x.min(self.width) as usize, (x + width).min(self.width) as usize);
        let rows = self.bytes.chunks_exact_mut(self.width as usize / 2);
        for row in rows.skip(y as usize).take(height as usize) {
            // Whole bytes, and half a one at either end.
            if from % 2 == 1 && from < to {
                row[from / 2] = row[from / 2] & 0xf0 | colour;
            }
            let whole = from.div_ceil(2)..to / 2;
            if whole.start < whole.end {
                row[whole].fill(colour << 4 | colour);
            }
            if to % 2 == 1 && from < to {
                row[to / 2] = row[to / 2] & 15 | colour << 4;
            }
        }
    }

    /// The woven band, from a height to the foot.
    pub(super) fn band(&mut self, top: u32) {
        for row in 0..(self.height - top).div_ceil(THREAD) {
            let across = WEFT[row as usize % WEFT.len()];
            for column in 0..self.width.div_ceil(THREAD) {
                let along = WARP[column as usize % WARP.len()];
                let (x, y) = (column * THREAD, top + row * THREAD);
                // One lies over the other by turns; what lies below shows at the edges.
                if (row + column).is_multiple_of(2) {
                    self.fill((x, y + 1), (THREAD, THREAD - 2), across);
                    self.fill((x + 1, y), (THREAD - 2, THREAD), along);
                } else {
                    self.fill((x + 1, y), (THREAD - 2, THREAD), along);
                    self.fill((x, y + 1), (THREAD, THREAD - 2), across);
                }
            }
        }
    }

    /// The picture as a file.
    pub(super) fn png(&self, inks: &Inks) -> Vec<u8> {
        let mut file = Cursor::new(Vec::with_capacity(16 * 1024));
        // Memory takes every byte, and the picture has the size that it says.
        match self.write(inks, &mut file) {
            Ok(()) => file.into_inner(),
            Err(_) => Vec::new(),
        }
    }

    fn write(&self, inks: &Inks, file: &mut Cursor<Vec<u8>>) -> Result<(), png::EncodingError> {
        let mut encoder = png::Encoder::new(file, self.width, self.height);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_palette(colours(inks).map(Colour::rgb).concat());
        encoder.set_filter(png::Filter::NoFilter);
        encoder.set_deflate_compression(png::DeflateCompression::Level(2));
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.bytes)
    }
}
