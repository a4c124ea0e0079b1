//! A colour as CSS writes it → one that can be compared with others: how well one reads on another.

use color::{DynamicColor, Srgb, parse_color};

/// A colour that nothing shines through: red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colour([u8; 3]);

impl Colour {
    /// White.
    pub const WHITE: Self = Self([255; 3]);
    /// Black.
    pub const BLACK: Self = Self([0; 3]);

    /// Reads a colour: `#96381f`, `#c00`, `rgb(150 56 31)`, `teal`. One that is partly transparent is none.
    pub fn parse(text: &str) -> Option<Self> {
        let found: DynamicColor = parse_color(text.trim()).ok()?;
        let rgba = found.to_alpha_color::<Srgb>().to_rgba8();
        (rgba.a == u8::MAX).then_some(Self([rgba.r, rgba.g, rgba.b]))
    }

    /// Red, green and blue.
    pub fn rgb(self) -> [u8; 3] {
        self.0
    }

    /// As CSS writes it: `#96381f`.
    pub fn hex(self) -> String {
        let Self([red, green, blue]) = self;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// The contrast ratio with another colour, from 1 to 21: the lighter relative luminance over the darker one, each
    /// with 0.05 for stray light (<https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>).
    pub fn contrast(self, other: Self) -> f32 {
        let (own, other) = (self.luminance() + 0.05, other.luminance() + 0.05);
        if own > other { own / other } else { other / own }
    }

    /// The least contrast that a colour has with any of these, and with which.
    pub fn least_contrast<const N: usize>(self, others: [Self; N]) -> (f32, Self) {
        let each = others.into_iter().map(|other| (self.contrast(other), other));
        each.min_by(|one, other| one.0.total_cmp(&other.0)).unwrap_or((21.0, self))
    }

    /// Relative luminance (<https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>).
    fn luminance(self) -> f32 {
        let Self([red, green, blue]) = self;
        let colour: color::OpaqueColor<Srgb> = color::OpaqueColor::from_rgb8(red, green, blue);
        colour.relative_luminance()
    }

    /// The colour with so many hundredths of another in it.
    #[must_use]
    pub fn mixed(self, other: Self, hundredths: u8) -> Self {
        self.blended(other, u32::from(hundredths.min(100)), 100)
    }

    /// The nearest colour that suits. It has the same hue: only white or black is added, as little as will do.
    pub fn nearest(self, suits: impl Fn(Self) -> bool) -> Option<Self> {
        (0..=u32::from(u8::MAX)).find_map(|part| {
            let mut near = [Self::BLACK, Self::WHITE].map(|end| self.blended(end, part, 255));
            near.sort_by_key(|colour| self.distance(*colour));
            near.into_iter().find(|colour| suits(*colour))
        })
    }

    /// The colour with a part of another in it, in whole numbers, so that every machine comes to the same.
    #[must_use]
    pub fn blended(self, other: Self, part: u32, of: u32) -> Self {
        let channel = |at: usize| {
            let (own, other) = (u32::from(self.0[at]), u32::from(other.0[at]));
            u8::try_from((own * (of - part) + other * part + of / 2) / of).unwrap_or(u8::MAX)
        };
        Self([channel(0), channel(1), channel(2)])
    }

    fn distance(self, other: Self) -> u32 {
        self.0.iter().zip(other.0).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).expect("a colour")
    }

    #[test]
    fn forms() {
        for (text, hex) in [
            ("#96381f", "#96381f"),
            ("#C00", "#cc0000"),
            ("#123f", "#112233"),
            ("rgb(1, 2, 3)", "#010203"),
            (" teal ", "#008080"),
        ] {
            assert_eq!(Colour::parse(text).map(Colour::hex).as_deref(), Some(hex), "{text}");
        }
        for none in ["", "#12", "#1234567", "96381f", "#0008", "transparent", "blauw", "#ggg"] {
            assert_eq!(Colour::parse(none), None, "{none}");
        }
    }

    /// Ratios that the tools of the field give.
    #[test]
    fn contrasts() {
        for (one, other, ratio) in [
            ("#000", "#fff", 21.0),
            ("#767676", "#fff", 4.54),
            ("#777777", "#ffffff", 4.48),
            ("#0000ff", "#fff", 8.59),
            ("#ff0000", "#ffffff", 4.0),
            ("#fff", "#fff", 1.0),
        ] {
            let found = colour(one).contrast(colour(other));
            assert!((found - ratio).abs() < 0.005, "{one} on {other}: {found}");
            assert!((colour(other).contrast(colour(one)) - found).abs() < 1e-6);
        }
    }

    #[test]
    fn the_nearest_that_can_be_read() {
        let on_white = |colour: Colour| colour.contrast(Colour::WHITE) >= 4.5;
        assert_eq!(colour("#777").nearest(on_white), Some(colour("#767676")));
        assert_eq!(colour("#000").nearest(on_white), Some(Colour::BLACK));
        let yellow = colour("#ffcc00").nearest(on_white).expect("black will do");
        let Colour([red, green, blue]) = yellow;
        assert!(red > green && green > blue && blue == 0, "{}", yellow.hex());
        assert_eq!(colour("#fff").nearest(|_| false), None);
    }
}
