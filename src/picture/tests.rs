//! Pictures made here, with remarks as cameras write them → nothing of these is left, in any format; no bytes make weef
//! stumble.

use image::{ExtendedColorType, ImageEncoder as _, Rgb, RgbImage};
use proptest::prelude::*;

use super::*;

/// Stands in every remark, and must not be found afterwards.
const SECRET: &[u8] = b"Lepelstraat 52.0907 N";

/// A picture whose left half is red and whose right half is blue.
fn dots(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        // Some noise, so that it does not pack to nothing.
        let noise = u8::try_from((x * 7 + y * 13) % 32).unwrap();
        if x < width / 2 { Rgb([220, noise, noise]) } else { Rgb([noise, noise, 220]) }
    })
}

/// What a camera says: how it was held, and where.
fn remarks(turn: u8) -> Vec<u8> {
    let mut out = b"MM\0*\0\0\0\x08\0\x02".to_vec();
    out.extend_from_slice(&[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0]);
    out.extend_from_slice(&[0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38]);
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(SECRET);
    out
}

pub(super) fn jpeg(turn: u8, (width, height): (u32, u32)) -> Vec<u8> {
    let dots = dots(width, height);
    let mut plain = Vec::new();
    let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut plain, 90);
    encoder.set_icc_profile(profile()).unwrap();
    encoder.write_image(dots.as_raw(), width, height, ExtendedColorType::Rgb8).unwrap();
    let mut out = plain[..2].to_vec();
    let exif = [b"Exif\0\0".as_slice(), &remarks(turn)].concat();
    let xmp = [b"http://ns.adobe.com/xap/1.0/\0".as_slice(), SECRET].concat();
    for (marker, content) in
        [(0xe1, exif), (0xe1, xmp), (0xed, SECRET.to_vec()), (0xfe, SECRET.to_vec())]
    {
        out.extend_from_slice(&[0xff, marker]);
        out.extend_from_slice(&u16::try_from(content.len() + 2).unwrap().to_be_bytes());
        out.extend_from_slice(&content);
    }
    out.extend_from_slice(&plain[2..]);
    // A film behind it, as some telephones add.
    out.extend_from_slice(SECRET);
    out.extend_from_slice(&[0xff, 0xd9]);
    out
}

/// Enough of a colour profile to be known as one.
fn profile() -> Vec<u8> {
    let mut profile = vec![7; 132];
    profile[16..20].copy_from_slice(b"RGB ");
    profile
}

fn png(turn: u8, (width, height): (u32, u32)) -> Vec<u8> {
    let dots = dots(width, height);
    let mut plain = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut plain);
    encoder.write_image(dots.as_raw(), width, height, ExtendedColorType::Rgb8).unwrap();
    let mut out = plain[..33].to_vec();
    let text = [b"Location\0".as_slice(), SECRET].concat();
    for (name, content) in [(b"eXIf", remarks(turn)), (b"tEXt", text.clone()), (b"iTXt", text)] {
        out.extend_from_slice(&u32::try_from(content.len()).unwrap().to_be_bytes());
        let named = [name.as_slice(), &content].concat();
        out.extend_from_slice(&named);
        out.extend_from_slice(&check_sum(&named).to_be_bytes());
    }
    out.extend_from_slice(&plain[33..]);
    out
}

/// CRC-32 as PNG has it.
fn check_sum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 }
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}

fn webp_picture(turn: u8, (width, height): (u32, u32)) -> Vec<u8> {
    let dots = dots(width, height);
    let packed = webp::Encoder::from_rgb(dots.as_raw(), width, height).encode(80.0);
    let chunk = |name: &[u8; 4], content: &[u8]| {
        let mut out = name.to_vec();
        out.extend_from_slice(&u32::try_from(content.len()).unwrap().to_le_bytes());
        out.extend_from_slice(content);
        out.extend(std::iter::repeat_n(0, content.len() % 2));
        out
    };
    let mut wide = vec![0b0000_1100, 0, 0, 0];
    wide.extend_from_slice(&(width - 1).to_le_bytes()[..3]);
    wide.extend_from_slice(&(height - 1).to_le_bytes()[..3]);
    let inside = [
        b"WEBP".to_vec(),
        chunk(b"VP8X", &wide),
        packed[12..].to_vec(),
        chunk(b"EXIF", &remarks(turn)),
        chunk(b"XMP ", SECRET),
    ]
    .concat();
    [b"RIFF".as_slice(), &u32::try_from(inside.len()).unwrap().to_le_bytes(), &inside].concat()
}

/// A GIF of one dot, with a remark, a packet of a program, and how often it is shown.
fn gif() -> Vec<u8> {
    let mut out = b"GIF89a\x01\0\x01\0\x80\0\0\xff\0\0\0\0\xff".to_vec();
    let length = u8::try_from(SECRET.len()).unwrap();
    out.extend_from_slice(b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0");
    out.extend_from_slice(&[0x21, 0xfe, length]);
    out.extend_from_slice(SECRET);
    out.push(0);
    out.extend_from_slice(b"\x21\xff\x0bXMP DataXMP");
    out.push(length);
    out.extend_from_slice(SECRET);
    out.push(0);
    out.extend_from_slice(b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3b");
    out.extend_from_slice(SECRET);
    out
}

/// An AVIF without a picture: one item with remarks, and where they lie.
fn avif() -> Vec<u8> {
    let boxed = |name: &[u8], inside: &[u8]| {
        [&u32::try_from(inside.len() + 8).unwrap().to_be_bytes(), name, inside].concat()
    };
    let entry = boxed(b"infe", b"\x02\0\0\0\0\x07\0\0Exif\0");
    let iinf = boxed(b"iinf", &[b"\0\0\0\0\0\x01".as_slice(), &entry].concat());
    let place = |start: u32| {
        let length = u32::try_from(SECRET.len()).unwrap().to_be_bytes();
        let head = b"\0\0\0\0\x44\0\0\x01\0\x07\0\0\0\x01";
        boxed(b"iloc", &[head.as_slice(), &start.to_be_bytes(), &length].concat())
    };
    let file = |start| {
        let meta = boxed(b"meta", &[&[0; 4], iinf.as_slice(), &place(start)].concat());
        [boxed(b"ftyp", b"avif\0\0\0\0"), meta, boxed(b"mdat", SECRET)].concat()
    };
    let start = file(0).len() - SECRET.len();
    file(u32::try_from(start).unwrap())
}

fn tells(bytes: &[u8]) -> bool {
    let holds = |mark: &[u8]| memchr::memmem::find(bytes, mark).is_some();
    holds(SECRET) || holds(b"52.0907") || holds(b"MM\0*\0\0\0\x08") || holds(b"\x88\x25\0\x04")
}

fn look_at(bytes: &[u8]) -> Look {
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    look(&bytes[..bytes.len().min(HEAD)], tail, bytes.len() as u64)
}

fn unpacked(bytes: &[u8]) -> RgbImage {
    image::load_from_memory(bytes).expect("it is a picture").into_rgb8()
}

fn sized(width: u32, format: Format) -> Picture {
    Picture { format, width, height: width, is_turned: false, name: "n".into() }
}

#[test]
fn no_width_is_above_its_own_and_there_are_at_most_four() {
    let widths = |width| sized(width, Format::Jpeg).widths();
    assert_eq!(widths(4000), [400, 800, 1200, 1600]);
    assert_eq!(widths(1600), [400, 800, 1200, 1600]);
    assert_eq!(widths(1300), [400, 800, 1300]);
    assert_eq!(widths(820), [400, 820]);
    assert_eq!(widths(120), [120]);
}

#[test]
fn the_picture_itself_is_not_made_again() {
    let made = |width, format| {
        let picture = sized(width, format);
        picture.smaller().into_iter().map(|one| picture.file_name(one)).collect::<Vec<_>>()
    };
    assert_eq!(made(500, Format::Png), ["n-400.png", "n-400.webp", "n-500.webp"]);
    assert_eq!(made(500, Format::WebP), ["n-400.webp"]);
    assert_eq!(made(1700, Format::Jpeg).len(), 8);
}

#[test]
fn heights_keep_the_form() {
    assert_eq!(height_at((4000, 3000), 400), 300);
    assert_eq!(height_at((1000, 1), 400), 1);
    assert_eq!(height_at((3, 2), 2), 1);
}

#[test]
fn nothing_is_told_in_any_format() {
    let size = (600, 400);
    for (name, bytes) in [
        ("jpeg", jpeg(1, size)),
        ("turned jpeg", jpeg(6, size)),
        ("png", png(1, size)),
        ("turned png", png(8, size)),
        ("webp", webp_picture(1, size)),
        ("turned webp", webp_picture(3, size)),
        ("gif", gif()),
        ("avif", avif()),
    ] {
        assert!(tells(&bytes), "{name}: the test itself puts it in");
        assert!(!tells(&whole(&bytes).unwrap()), "{name}");
        let Some(picture) = look_at(&bytes).picture else { continue };
        let smaller = picture.smaller();
        assert!(!smaller.is_empty(), "{name}");
        for made in make(&bytes, &smaller).unwrap() {
            assert!(!tells(&made), "{name}");
        }
    }
}

#[test]
fn what_cannot_be_cleaned_is_not_shown() {
    let unknown = [b"no picture at all Exif\0\0".as_slice(), SECRET].concat();
    assert_eq!(whole(&unknown), Err(Unmade));
    assert_eq!(whole(b"only words").unwrap(), b"only words");
}

#[test]
fn an_upright_picture_keeps_its_dots_and_its_colours() {
    let size = (600, 400);
    for bytes in [jpeg(1, size), png(1, size), webp_picture(1, size)] {
        let cleaned = whole(&bytes).unwrap();
        assert!(cleaned.len() < bytes.len());
        assert_eq!(unpacked(&cleaned), unpacked(&bytes), "dot for dot");
    }
    let has_profile = |bytes: &[u8]| memchr::memmem::find(bytes, &profile()).is_some();
    assert!(has_profile(&whole(&jpeg(1, size)).unwrap()));
    for format in [Format::Jpeg, Format::WebP] {
        let made = make(&jpeg(1, size), &[Smaller { width: 400, format }]).unwrap();
        assert!(has_profile(&made[0]), "{format:?}");
        assert_eq!(unpacked(&made[0]).dimensions(), (400, 267));
    }
}

#[test]
fn a_picture_is_shown_upright() {
    // The left side was up when it was taken: it comes on top.
    for bytes in [jpeg(6, (600, 400)), png(6, (600, 400)), webp_picture(6, (600, 400))] {
        let look = look_at(&bytes);
        assert_eq!(look.size, Some((400, 600)));
        let picture = look.picture.expect("smaller ones can be made");
        assert!(picture.is_turned);
        let own = whole(&bytes).unwrap();
        let made = make(&bytes, &[Smaller { width: 400, format: Format::WebP }]).unwrap();
        for bytes in [own, made[0].clone()] {
            let dots = unpacked(&bytes);
            assert_eq!(dots.dimensions(), (400, 600));
            let (top, bottom) = (dots.get_pixel(200, 40), dots.get_pixel(200, 560));
            assert!(top[0] > 150 && top[2] < 100, "red on top: {top:?}");
            assert!(bottom[2] > 150 && bottom[0] < 100, "blue below: {bottom:?}");
        }
    }
}

#[test]
fn the_same_bytes_whichever_are_asked_for_together() {
    let bytes = jpeg(1, (1000, 400));
    let picture = look_at(&bytes).picture.unwrap();
    let wanted = picture.smaller();
    let together = make(&bytes, &wanted).unwrap();
    for (one, made) in wanted.iter().zip(&together) {
        assert_eq!(&make(&bytes, &[*one]).unwrap()[0], made, "{one:?}");
        assert_eq!(unpacked(made).width(), one.width);
    }
}

#[test]
fn another_picture_has_another_name() {
    let name = |bytes: &[u8]| look_at(bytes).picture.unwrap().name;
    let (one, other) = (jpeg(1, (600, 400)), jpeg(1, (601, 400)));
    assert_eq!(name(&one), name(&one.clone()));
    assert_ne!(name(&one), name(&other));
}

#[test]
fn clear_dots_do_not_darken_their_neighbours() {
    let dots = image::RgbaImage::from_fn(800, 20, |x, _| {
        image::Rgba(if x % 2 == 0 { [255, 255, 255, 255] } else { [0, 0, 0, 0] })
    });
    let mut bytes = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    encoder.write_image(dots.as_raw(), 800, 20, ExtendedColorType::Rgba8).unwrap();
    let made = make(&bytes, &[Smaller { width: 400, format: Format::Png }]).unwrap();
    let made = image::load_from_memory(&made[0]).unwrap().into_rgba8();
    let dot = made.get_pixel(200, 5);
    assert!(dot[0] > 240 && dot[3] > 90 && dot[3] < 160, "white, half seen: {dot:?}");
}

#[test]
fn a_picture_that_lacks_its_end_is_broken() {
    for bytes in [jpeg(1, (600, 400)), png(1, (600, 400)), webp_picture(1, (600, 400))] {
        assert_eq!(look_at(&bytes).flaw, None);
        let cut = &bytes[..bytes.len() / 2];
        assert_eq!(look_at(cut).flaw, Some(Flaw::Broken));
        assert_eq!(look_at(cut).picture, None);
    }
    assert_eq!(look_at(b"words").flaw, Some(Flaw::Broken));
}

/// The head of a PNG that says to be so large.
fn bomb(side: u32) -> Vec<u8> {
    let mut bytes = png(1, (40, 40));
    bytes[16..20].copy_from_slice(&side.to_be_bytes());
    bytes[20..24].copy_from_slice(&side.to_be_bytes());
    let sum = check_sum(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes.resize(9_000, 0);
    bytes.extend_from_slice(b"\0\0\0\0IEND\xae\x42\x60\x82");
    bytes
}

#[test]
fn a_bomb_is_not_unpacked() {
    let bytes = bomb(60_000);
    let look = look_at(&bytes);
    assert!(matches!(look.flaw, Some(Flaw::TooLarge(_))), "{look:?}");
    assert_eq!(look.picture, None);
    assert_eq!(make(&bytes, &[Smaller { width: 400, format: Format::WebP }]), Err(Unmade));
    assert!(matches!(look_at(&bomb(5_500)).flaw, Some(Flaw::Heavy(_))));
}

#[test]
fn a_film_and_a_tiny_picture_stay_as_they_are() {
    assert_eq!(look_at(&gif()).picture, None);
    assert_eq!(look_at(&png(1, (3, 2))).picture, None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Bytes are changed, left out and put in: nothing panics, and what is left tells nothing it told before.
    #[test]
    fn no_bytes_make_it_stumble(
        which in 0..5_usize,
        at in any::<prop::sample::Index>(),
        new in prop::collection::vec(any::<u8>(), 0..6),
        gone in 0..6_usize,
    ) {
        let size = (24, 16);
        let mut bytes =
            vec![jpeg(6, size), png(6, size), webp_picture(6, size), gif(), avif()].swap_remove(which);
        let at = at.index(bytes.len());
        let end = (at + gone).min(bytes.len());
        bytes.splice(at..end, new);
        if let Ok(made) = make(&bytes, &[Smaller { width: 400, format: Format::WebP }]) {
            prop_assert!(unpacked(&made[0]).width() <= 400);
        }
        if let Some((width, height)) = look_at(&bytes).size {
            prop_assert!(width > 0 && height > 0);
        }
        prop_assert_eq!(whole(&bytes), whole(&bytes));
    }
}
