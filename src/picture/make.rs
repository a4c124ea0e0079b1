//! A picture → smaller ones, upright and without remarks: unpacked once, made smaller, packed.
//!
//! The same bytes give the same bytes, whichever are asked for together: each is made of the widest that weef makes, and
//! that of the picture itself.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as Filtering, PngEncoder};
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder as _, ImageEncoder as _, ImageFormat,
    ImageReader, Limits, RgbaImage,
};

use super::clean::clean;
use super::look::turn;
use super::parts::{Kind, kind};
use super::{Format, MOST_PIXELS, Smaller, TOP, height_at, vector};

/// How well photographs are kept, of 100: a difference is seen only beside the picture itself.
const JPEG_QUALITY: u8 = 80;
/// The same for WebP, whose scale is another one.
const WEBP_QUALITY: f32 = 78.0;
/// How well a picture is kept that is only turned: readers fetch it to keep it.
const TURNED_QUALITY: u8 = 92;
/// How much memory unpacking may take, in bytes: the most pixels, each with transparency and twice as fine as usual.
const MEMORY: u64 = MOST_PIXELS * 8;

/// A picture that cannot be made: the file is damaged, or too large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unmade;

/// A picture that is unpacked.
struct Canvas {
    /// With eight bits for each colour; transparency only where there is some.
    dots: DynamicImage,
    /// What its colours mean, where that is said.
    profile: Option<Vec<u8>>,
    is_drawing: bool,
}

/// Smaller ones of a picture, in the order in which they are asked for.
///
/// # Errors
/// [`Unmade`] where the picture cannot be unpacked.
pub fn make(bytes: &[u8], wanted: &[Smaller]) -> Result<Vec<Vec<u8>>, Unmade> {
    let canvas = Canvas::unpack(bytes)?;
    let top = canvas.in_width(TOP);
    let one = |wanted: &Smaller| {
        let smaller = (wanted.width < top.width()).then(|| top.in_width(wanted.width));
        smaller.as_ref().unwrap_or(&top).pack(wanted.format)
    };
    wanted.iter().map(one).collect()
}

/// A picture for its own address: without remarks, and upright. Only one that its camera was turned for is packed anew.
///
/// # Errors
/// [`Unmade`] where what it tells cannot be taken away.
pub fn whole(bytes: &[u8]) -> Result<Vec<u8>, Unmade> {
    let tail = bytes.get(bytes.len().saturating_sub(super::TAIL)..).unwrap_or_default();
    let kind = kind(bytes).filter(|kind| turn(*kind, bytes, tail) != Orientation::NoTransforms);
    let turned = kind.and_then(|kind| {
        let canvas = Canvas::unpack(bytes).ok()?;
        match kind {
            Kind::Jpeg => canvas.pack_jpeg(TURNED_QUALITY).ok(),
            Kind::Png => canvas.pack(Format::Png).ok(),
            Kind::WebP => canvas.pack_webp(f32::from(TURNED_QUALITY)).ok(),
            Kind::Gif => None,
        }
    });
    turned.map_or_else(|| clean(bytes).map_err(|_| Unmade), Ok)
}

/// A drawing for its own address: without what runs, and without what is asked of other hosts.
///
/// # Errors
/// [`Unmade`] where it cannot be read.
pub fn drawing(bytes: &[u8]) -> Result<Vec<u8>, Unmade> {
    // A photograph by the name of a drawing is one still.
    if super::may_tell(bytes) { whole(bytes) } else { vector::clean(bytes).map_err(|_| Unmade) }
}

impl Canvas {
    fn unpack(bytes: &[u8]) -> Result<Self, Unmade> {
        let format = match kind(bytes) {
            Some(Kind::Jpeg) => ImageFormat::Jpeg,
            Some(Kind::Png) => ImageFormat::Png,
            Some(Kind::WebP) => ImageFormat::WebP,
            Some(Kind::Gif) | None => return Err(Unmade),
        };
        let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
        let mut limits = Limits::default();
        limits.max_alloc = Some(MEMORY);
        reader.limits(limits);
        let mut decoder = reader.into_decoder().map_err(|_| Unmade)?;
        let (width, height) = decoder.dimensions();
        if u64::from(width) * u64::from(height) > MOST_PIXELS {
            return Err(Unmade);
        }
        let turn = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let profile = decoder.icc_profile().ok().flatten().filter(|profile| is_rgb(profile));
        let mut image = DynamicImage::from_decoder(decoder).map_err(|_| Unmade)?;
        image.apply_orientation(turn);
        Ok(Self { dots: plain(image), profile, is_drawing: format == ImageFormat::Png })
    }

    fn width(&self) -> u32 {
        self.dots.width()
    }

    /// The same in at most a width.
    fn in_width(&self, wanted: u32) -> Self {
        let height = height_at((self.dots.width(), self.dots.height()), wanted);
        let shrunk = |dots: &DynamicImage| dots.resize_exact(wanted, height, FilterType::Lanczos3);
        let dots = match &self.dots {
            dots if dots.width() <= wanted => dots.clone(),
            DynamicImage::ImageRgba8(dots) => {
                divided(shrunk(&DynamicImage::ImageRgba8(multiplied(dots))).into_rgba8())
            }
            dots => shrunk(dots),
        };
        Self { dots, profile: self.profile.clone(), is_drawing: self.is_drawing }
    }

    fn pack(&self, format: Format) -> Result<Vec<u8>, Unmade> {
        match format {
            Format::Jpeg => self.pack_jpeg(JPEG_QUALITY),
            Format::Png => self.pack_png(),
            Format::WebP if self.is_drawing => {
                // Of a drawing the exact one is often smaller than the one with losses.
                let (lossy, exact) = (self.pack_webp(WEBP_QUALITY)?, self.pack_webp_exactly()?);
                Ok(if exact.len() <= lossy.len() { exact } else { lossy })
            }
            Format::WebP => self.pack_webp(WEBP_QUALITY),
        }
    }

    fn pack_jpeg(&self, quality: u8) -> Result<Vec<u8>, Unmade> {
        let mut out = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut out, quality);
        if let Some(profile) = &self.profile {
            encoder.set_icc_profile(profile.clone()).map_err(|_| Unmade)?;
        }
        let (bytes, (width, height), colour) = self.raw();
        encoder.write_image(bytes, width, height, colour).map_err(|_| Unmade)?;
        Ok(out)
    }

    fn pack_png(&self) -> Result<Vec<u8>, Unmade> {
        let mut out = Vec::new();
        let mut encoder =
            PngEncoder::new_with_quality(&mut out, CompressionType::Default, Filtering::Adaptive);
        if let Some(profile) = &self.profile {
            encoder.set_icc_profile(profile.clone()).map_err(|_| Unmade)?;
        }
        let (bytes, (width, height), colour) = self.raw();
        encoder.write_image(bytes, width, height, colour).map_err(|_| Unmade)?;
        Ok(out)
    }

    fn pack_webp(&self, quality: f32) -> Result<Vec<u8>, Unmade> {
        self.with_webp(|encoder| encoder.encode_simple(false, quality))
    }

    fn raw(&self) -> (&[u8], (u32, u32), ExtendedColorType) {
        let sides = (self.dots.width(), self.dots.height());
        (self.dots.as_bytes(), sides, self.dots.color().into())
    }

    fn pack_webp_exactly(&self) -> Result<Vec<u8>, Unmade> {
        // Without losses the number says how much work is done.
        self.with_webp(|encoder| encoder.encode_simple(true, 75.0))
    }

    fn with_webp<E>(
        &self,
        encode: impl FnOnce(webp::Encoder<'_>) -> Result<webp::WebPMemory, E>,
    ) -> Result<Vec<u8>, Unmade> {
        let (bytes, (width, height), colour) = self.raw();
        let encoder = match colour {
            ExtendedColorType::Rgba8 => webp::Encoder::from_rgba(bytes, width, height),
            _ => webp::Encoder::from_rgb(bytes, width, height),
        };
        let packed = encode(encoder).map_err(|_| Unmade)?;
        let is_clear = self.dots.color().has_alpha();
        Ok(match &self.profile {
            Some(profile) => with_profile(&packed, profile, (width, height, is_clear)),
            None => packed.to_vec(),
        })
    }
}

/// The same with eight bits for each colour, and transparency only where there is some.
fn plain(image: DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return DynamicImage::ImageRgb8(image.into_rgb8());
    }
    let clear = image.into_rgba8();
    let is_opaque = clear.pixels().all(|dot| dot.0[3] == u8::MAX);
    let clear = DynamicImage::ImageRgba8(clear);
    if is_opaque { DynamicImage::ImageRgb8(clear.into_rgb8()) } else { clear }
}

/// Colours as strong as they are seen, so that those of dots that are not seen do not run into their neighbours.
fn multiplied(dots: &RgbaImage) -> RgbaImage {
    let mut dots = dots.clone();
    for dot in dots.pixels_mut() {
        let [red, green, blue, clear] = dot.0;
        let strong = |colour: u8| {
            u8::try_from((u16::from(colour) * u16::from(clear) + 127) / 255).unwrap_or(u8::MAX)
        };
        dot.0 = [strong(red), strong(green), strong(blue), clear];
    }
    dots
}

/// Colours in full again.
fn divided(mut dots: RgbaImage) -> DynamicImage {
    for dot in dots.pixels_mut() {
        let [red, green, blue, clear] = dot.0;
        let full = |colour: u8| match clear {
            0 => 0,
            clear => {
                let full = (u16::from(colour) * 255 + u16::from(clear) / 2) / u16::from(clear);
                u8::try_from(full).unwrap_or(u8::MAX)
            }
        };
        dot.0 = [full(red), full(green), full(blue), clear];
    }
    DynamicImage::ImageRgba8(dots)
}

/// Whether a colour profile is about the colours that are packed.
fn is_rgb(profile: &[u8]) -> bool {
    profile.get(16..20) == Some(b"RGB ".as_slice())
}

/// A plain WebP as one that has a colour profile.
fn with_profile(
    packed: &[u8],
    profile: &[u8],
    (width, height, is_clear): (u32, u32, bool),
) -> Vec<u8> {
    /// The bits that say that there is a profile, and transparency.
    const PROFILE: u8 = 0b0010_0000;
    const CLEAR: u8 = 0b0001_0000;
    let plain = packed.get(super::parts::RIFF_START..).unwrap_or_default();
    // It may have the wider form already.
    let frame = match plain.strip_prefix(b"VP8X") {
        Some(_) => plain.get(18..).unwrap_or_default(),
        None => plain,
    };
    let side = |side: u32| side.saturating_sub(1).to_le_bytes();
    let flags = PROFILE | if is_clear { CLEAR } else { 0 };
    let mut wide = vec![flags, 0, 0, 0];
    wide.extend_from_slice(&side(width)[..3]);
    wide.extend_from_slice(&side(height)[..3]);
    let mut inside = b"WEBP".to_vec();
    for (name, content) in [(b"VP8X", wide.as_slice()), (b"ICCP", profile)] {
        inside.extend_from_slice(name);
        inside.extend_from_slice(&u32::try_from(content.len()).unwrap_or_default().to_le_bytes());
        inside.extend_from_slice(content);
        if content.len() % 2 == 1 {
            inside.push(0);
        }
    }
    inside.extend_from_slice(frame);
    let mut out = b"RIFF".to_vec();
    out.extend_from_slice(&u32::try_from(inside.len()).unwrap_or_default().to_le_bytes());
    out.extend_from_slice(&inside);
    out
}
