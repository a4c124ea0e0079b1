//! Pictures of a site: what browsers are offered, and what is made, kept and thrown away, build after build.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder as _, Rgb, RgbImage};
use tempfile::TempDir;

use crate::command::weef;
use crate::html::{self, Tag};
use crate::tree::{self, Tree};

const SETTINGS: &str = "title = \"Proef\"\nbase_url = \"https://proef.example/\"\n[collections.blogs]\n\
     [machines]\npicture = \"never\"\n";

/// A photograph with a remark in it, that no reader may see.
pub(crate) fn photo(width: u32, height: u32) -> Vec<u8> {
    let dots = RgbImage::from_fn(width, height, |x, y| {
        let shade = |n: u32| u8::try_from(n % 256).unwrap();
        Rgb([shade(x / 3), shade(y / 3), shade((x * y) / 97)])
    });
    let mut plain = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut plain, 85);
    encoder.write_image(dots.as_raw(), width, height, ExtendedColorType::Rgb8).unwrap();
    let mut bytes = plain[..2].to_vec();
    let remark = b"Lepelstraat 12";
    bytes.extend_from_slice(&[0xff, 0xfe, 0, u8::try_from(remark.len() + 2).unwrap()]);
    bytes.extend_from_slice(remark);
    bytes.extend_from_slice(&plain[2..]);
    bytes
}

fn site(text: &str, pictures: &[(&str, Vec<u8>)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let texts = [
        ("weef.toml", SETTINGS),
        ("content/index.md", "# Welkom\n"),
        ("content/blogs/een.md", text),
    ];
    tree::write(folder.path(), texts);
    for (path, bytes) in pictures {
        fs::write(folder.path().join(path), bytes).unwrap();
    }
    folder
}

/// Builds; gives what was said, and the site.
fn build(root: &Path) -> (String, Tree) {
    let output = weef(root, &["build", "--today", "2026-04-14"]).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}{errors}");
    (told + &errors, tree::read(&root.join("public")))
}

fn page(files: &Tree) -> Vec<Tag> {
    let page = &files["blogs/een/index.html"];
    let all = html::tags(std::str::from_utf8(page).unwrap());
    all.into_iter()
        .filter(|tag| ["picture", "source", "img"].contains(&tag.name.as_str()))
        .filter(|tag| tag.get("class") != Some("site-icon"))
        .collect()
}

/// What a list of widths offers: addresses and widths.
fn offered(tag: &Tag) -> Vec<(String, u32)> {
    let list = tag.get("srcset").unwrap_or_default().split(", ").filter(|one| !one.is_empty());
    let one = |one: &str| {
        let (address, width) = one.split_once(' ').unwrap_or((one, "0w"));
        (address.to_owned(), width.trim_end_matches('w').parse().unwrap())
    };
    list.map(one).collect()
}

fn kept(root: &Path) -> BTreeMap<String, Vec<u8>> {
    tree::read(&root.join(".weef/pictures"))
        .into_iter()
        .filter(|(name, _)| name != ".gitignore")
        .collect()
}

const BLOG: &str = "---\ntitel: Een\ndatum: 2026-01-01\n---\n![Een plein.](plein.jpg)\n\n## Kop\n\n![Nog eens.](plein.jpg)\n";

#[test]
fn a_browser_chooses_from_widths_and_forms() {
    let folder = site(BLOG, &[("content/blogs/plein.jpg", photo(1300, 700))]);
    let (_, files) = build(folder.path());
    let tags = page(&files);
    let names: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(names, ["picture", "source", "img", "picture", "source", "img"]);
    let (webp, own) = (offered(&tags[1]), offered(&tags[2]));
    assert_eq!(tags[1].get("type"), Some("image/webp"));
    assert_eq!(webp.iter().map(|one| one.1).collect::<Vec<_>>(), [400, 800, 1300]);
    assert_eq!(own.iter().map(|one| one.1).collect::<Vec<_>>(), [400, 800, 1300]);
    assert_eq!(own[2].0, "../../blogs/plein.jpg", "the widest is the picture itself");
    for (address, width) in webp.iter().chain(&own) {
        let bytes = &files[address.trim_start_matches("../../")];
        assert_eq!(image::load_from_memory(bytes).unwrap().width(), *width, "{address}");
        assert!(address.len() < 48, "{address}");
    }
    let (first, second) = (&tags[2], &tags[5]);
    assert_eq!((first.get("width"), first.get("height")), (Some("1300"), Some("700")));
    assert!(first.get("sizes").is_some_and(|sizes| sizes.ends_with("100vw")));
    assert_eq!((first.get("fetchpriority"), first.get("loading")), (Some("high"), None));
    assert_eq!((second.get("fetchpriority"), second.get("loading")), (None, Some("lazy")));
    assert_eq!(second.get("decoding"), Some("async"));
    let told: Vec<&String> = files
        .iter()
        .filter(|(_, bytes)| holds(bytes, b"Lepelstraat"))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(told, Vec::<&String>::new(), "the remark is nowhere on the site");
}

fn holds(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}

#[test]
fn what_the_front_matter_shows_comes_before_the_text() {
    let text = BLOG.replace("datum:", "beeld: {bestand: plein.jpg, alt: Een plein.}\ndatum:");
    let folder = site(&text, &[("content/blogs/plein.jpg", photo(600, 400))]);
    let (_, files) = build(folder.path());
    let images: Vec<Tag> = page(&files).into_iter().filter(|tag| tag.name == "img").collect();
    let high = images.iter().filter(|tag| tag.get("fetchpriority").is_some()).count();
    let lazy = images.iter().filter(|tag| tag.get("loading") == Some("lazy")).count();
    assert_eq!((images.len(), high, lazy), (3, 1, 2));
    assert_eq!(images[0].get("fetchpriority"), Some("high"));
    assert_eq!(offered(&images[0]).len(), 2);
}

#[test]
fn nothing_is_made_twice_and_nothing_stays_that_is_not_used() {
    let folder = site(
        BLOG,
        &[("content/blogs/plein.jpg", photo(600, 400)), ("content/blogs/los.jpg", photo(500, 500))],
    );
    let root = folder.path();
    let (told, first) = build(root);
    assert!(told.contains("3 afbeeldingen gemaakt"), "{told}");
    let made = kept(root);
    assert_eq!(made.len(), 3, "none of the picture that no page shows: {:?}", made.keys());

    let (told, second) = build(root);
    assert!(!told.contains("gemaakt"), "nothing is made again: {told}");
    assert_eq!(first, second);

    // A damaged one is noticed, and made again as it was.
    let damaged = made.keys().next().unwrap();
    fs::write(root.join(".weef/pictures").join(damaged), b"half of").unwrap();
    let (told, third) = build(root);
    assert!(told.contains("1 afbeelding gemaakt"), "{told}");
    assert_eq!((&first, &made), (&third, &kept(root)));

    // The folder may be thrown away.
    fs::remove_dir_all(root.join(".weef")).unwrap();
    assert_eq!(first, build(root).1);
    assert_eq!(made, kept(root));

    // Another picture under the same name has other addresses, and the old ones go.
    fs::write(root.join("content/blogs/plein.jpg"), photo(640, 400)).unwrap();
    let (_, changed) = build(root);
    let names = |files: &Tree| -> BTreeSet<String> {
        files.keys().filter(|path| path.starts_with("img/")).cloned().collect()
    };
    assert_eq!(names(&changed).len(), 3);
    assert!(names(&changed).is_disjoint(&names(&first)));
    assert!(kept(root).keys().all(|name| !made.contains_key(name)));
    fs::write(root.join("content/blogs/een.md"), "---\ntitel: Een\n---\nZonder.\n").unwrap();
    build(root);
    assert_eq!(kept(root), BTreeMap::new());
}

#[test]
fn a_picture_that_cannot_be_unpacked_is_told_and_shown_as_it_is() {
    let mut broken = photo(600, 400);
    // The head and the end are there; what the dots are made of is not.
    let scan = broken.windows(2).position(|pair| pair == [0xff, 0xc4]).unwrap();
    broken[scan + 4..scan + 24].fill(0xee);
    let folder = site(BLOG, &[("content/blogs/plein.jpg", broken)]);
    let (told, files) = build(folder.path());
    assert!(told.contains("broken-image") && told.contains("content/blogs/plein.jpg"), "{told}");
    for (path, bytes) in
        files.iter().filter(|(path, _)| path.starts_with("img/") || path.ends_with(".jpg"))
    {
        assert!(bytes.starts_with(&[0xff, 0xd8]) && !holds(bytes, b"Lepelstraat"), "{path}");
    }
    let (told, _) = build(folder.path());
    assert!(told.contains("broken-image"), "it is told each time: {told}");
    let strict = weef(folder.path(), &["build", "--strict", "--output", "other"]).output().unwrap();
    assert_eq!(strict.status.code(), Some(1));
    assert!(!folder.path().join("other").exists(), "nothing is published");
}

#[test]
fn a_folder_that_cannot_be_written_is_told_and_the_site_is_made() {
    let folder = site(BLOG, &[("content/blogs/plein.jpg", photo(600, 400))]);
    fs::write(folder.path().join(".weef"), "in the way").unwrap();
    let (told, files) = build(folder.path());
    assert!(told.contains("konden niet worden bewaard"), "{told}");
    assert_eq!(files.keys().filter(|path| path.starts_with("img/")).count(), 3);
}

#[test]
fn checking_makes_no_pictures() {
    let folder = site(BLOG, &[("content/blogs/plein.jpg", photo(600, 400))]);
    let output = weef(folder.path(), &["check"]).output().unwrap();
    assert!(output.status.success());
    assert!(!folder.path().join(".weef").exists());
}

/// The pictures that stand for pages elsewhere are drawn in the colours of the site, and only when something of them
/// changed.
#[test]
fn pictures_of_words_are_kept_too() {
    let folder = site(BLOG, &[("content/blogs/plein.jpg", photo(80, 60))]);
    let root = folder.path();
    let write = |path: &str, text: &str| fs::write(root.join(path), text).unwrap();
    let settings = SETTINGS.replace("never", "made");
    write("weef.toml", &settings);
    let cards = |files: &Tree| -> Tree {
        let cards = files.iter().filter(|(path, _)| path.ends_with("deelbeeld.png"));
        cards.map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
    };
    let (_, first) = build(root);
    let drawn = cards(&first);
    let kept_first = kept(root);
    assert!(drawn.len() > 1, "{:?}", first.keys());
    assert_eq!(kept_first.len(), drawn.len());

    let (told, second) = build(root);
    assert!(!told.contains("gemaakt"), "nothing is drawn again: {told}");
    assert_eq!(first, second);

    write("content/blogs/een.md", &BLOG.replace("titel: Een", "titel: Twee"));
    let (told, third) = build(root);
    assert!(told.contains("1 afbeelding gemaakt"), "{told}");
    let third = cards(&third);
    let differ = drawn.iter().filter(|(path, bytes)| third.get(*path) != Some(*bytes)).count();
    assert_eq!((third.len(), differ), (drawn.len(), 1));
    assert_eq!(kept(root).len(), drawn.len(), "the old one went");

    write("weef.toml", &format!("{settings}\n[look]\naccent = \"#154273\"\n"));
    let (_, blue) = build(root);
    assert!(cards(&blue).iter().all(|(path, bytes)| third[path] != *bytes));
    assert!(cards(&blue).values().all(|bytes| holds(bytes, &[0x15, 0x42, 0x73])), "in its palette");
}
