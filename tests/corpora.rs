//! Real knowledge bases, which are not part of this project: `tests/run DIR` names the folder they lie in. Without it
//! these tests are ignored, and cargo says so.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use weef::check;
use weef::config::{self, Config};
use weef::diagnostic::{Diagnostic, Problem};
use weef::document;
use weef::snapshot::{Options, Snapshot};
use weef::source::{SourcePath, Sources};

use crate::case::TODAY;
use crate::tree::{self, Tree};

/// Where the corpora are; each with the folder of its content.
fn corpora() -> PathBuf {
    let folder = std::env::var_os("WEEF_CORPORA").map(PathBuf::from);
    let folder = folder.expect("WEEF_CORPORA names the folder of the corpora");
    assert!(folder.is_dir(), "{} is no folder: the corpora are not there", folder.display());
    folder
}

const CONTENT: [&str; 4] = [
    "don-site-nl",
    "gebruikersonderzoeken-nl/docs",
    "odi-kennisbank-nl/sites/odi/content",
    "digitalgov-en/content",
];

/// The settings with which the rules of the ODI knowledge base are kept.
fn odi_settings() -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/odi/weef.toml");
    std::fs::read(path).expect("the settings are there")
}

fn odi() -> Tree {
    let files = tree::read(&corpora().join("odi-kennisbank-nl/sites/odi/content"));
    let mut site: Tree =
        files.into_iter().map(|(path, bytes)| (format!("content/{path}"), bytes)).collect();
    site.insert("weef.toml".to_owned(), odi_settings());
    site
}

/// A day on which none of its pages is due to be read again: the first is so in March 2025.
const BEFORE_REVIEWS: &str = "2025-01-01";

fn problems(site: &Tree) -> Vec<Diagnostic> {
    let files = site.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    let sources = Sources::in_memory("content", BEFORE_REVIEWS.parse().unwrap(), files);
    check::problems(&Snapshot::load(sources, Options::default()))
}

#[test]
#[ignore = "needs the corpora: tests/run DIR"]
fn corpora_keep_their_own_rules() {
    let mut lacking: BTreeMap<String, usize> = BTreeMap::new();
    for diagnostic in problems(&odi()) {
        match diagnostic.problem {
            Problem::RecommendedField { field, .. } => *lacking.entry(field).or_default() += 1,
            other => panic!("{}: {other:?}", diagnostic.file),
        }
    }
    // Counted by hand in the sources: 145 pages are sources, and no value is outside a vocabulary.
    let counted = [
        ("doelgroepen", 3),
        ("eigenaar", 8),
        ("fases", 13),
        ("review_vanaf", 30),
        ("samenvatting", 51),
        ("soorten", 1),
        ("themas", 40),
    ];
    assert_eq!(lacking, counted.map(|(field, n)| (field.to_owned(), n)).into());
}

#[test]
#[ignore = "needs the corpora: tests/run DIR"]
fn corpora_give_up_what_is_broken_in_them() {
    let clean = odi();
    let at = "content/kennisbank/agile-mindset-voorbeeld.md";
    let text = String::from_utf8(clean[at].clone()).expect("a page is UTF-8");
    let seeded = [
        ("- agile\n", "- agil\n", "unknown-term"),
        ("- agile\n", "- leiderschap\n", "unknown-term"),
        ("- agile\n", "- agile\n- agile\n", "listed-twice"),
        ("title:", "titl:", "unknown-field"),
        ("title: Agile Mindset (voorbeeld)\n", "", "missing-field"),
        ("date: 2025-07-08", "date: 8 juli 2025", "invalid-date"),
        ("url_ontbreekt: true", "url_ontbreekt: misschien", "wrong-kind"),
        ("https://example.org", "javascript:alert(1)//", "unsafe-link"),
        ("slug: agile-mindset-voorbeeld", "slug: abd-interim-voorbeeld", "duplicate-address"),
        // Known spellings of the same terms are none.
        ("- agile\n", "- Agile\n- Kwaliteitsmanagament\n- MSP\n", ""),
    ];
    let before = problems(&clean).len();
    for (from, to, code) in seeded {
        assert!(text.contains(from), "{from}");
        let mut site = clean.clone();
        site.insert(at.to_owned(), text.replacen(from, to, 1).into_bytes());
        let found = problems(&site);
        let new: Vec<&str> = found
            .iter()
            .filter(|d| !matches!(d.problem, Problem::RecommendedField { .. }))
            .map(|d| d.problem.code())
            .collect();
        // A field that is spelled wrong is not there, either: that is said once.
        let expected: Vec<&str> = [code].into_iter().filter(|code| !code.is_empty()).collect();
        let is_double = code == "unknown-field" && new.contains(&"missing-field");
        assert!(new == expected || is_double, "{to}: {new:?}");
        assert!(found.len() + 2 >= before, "{to}");
    }
}

#[test]
#[ignore = "needs the corpora: tests/run DIR"]
fn corpora_are_built_whole() {
    for folder in CONTENT {
        let files = tree::read(&corpora().join(folder));
        let pages = files.keys().filter(|path| path.ends_with(".md")).count();
        assert!(pages > 50, "{folder} has {pages} pages");
        let files = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
        let sources = Sources::in_memory("", TODAY.parse().unwrap(), files);
        let snapshot = Snapshot::load(sources, Options::default());
        assert!(check::problems(&snapshot).len() < 2_000, "{folder}");
    }
}

/// How many times the front matter of each page is damaged.
const ROUNDS: usize = 3;

#[test]
#[ignore = "needs the corpora: tests/run DIR"]
fn corpora_damaged_at_random_never_panic() {
    let (odi, _) = config::parse(Some(&odi_settings()), "");
    let plain = Config::plain("Corpus");
    for folder in CONTENT {
        let files = tree::read(&corpora().join(folder));
        let pages: Vec<(&String, &Vec<u8>)> =
            files.iter().filter(|(path, _)| path.ends_with(".md")).collect();
        pages.par_iter().enumerate().for_each(|(nth, (path, bytes))| {
            for round in 0..ROUNDS {
                let mut random = Random((nth * ROUNDS + round) as u64 ^ 0x5eed);
                let damaged = damage(bytes, &mut random);
                for config in [&*odi, &plain] {
                    let document = document::parse(&SourcePath::new(path), path, &damaged, config);
                    assert!(document.problems.len() < 5_000, "{path}");
                }
            }
        });
    }
}

/// Numbers that look random and are the same each time (`SplitMix64`).
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % n.max(1) as u64).expect("below n")
    }
}

/// A page with a few changes in its front matter: signs of YAML put in, bytes cut out, doubled and turned.
fn damage(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    const SIGNS: [&[u8]; 14] = [
        b"\"", b"'", b": ", b"- ", b"\t", b"[", b"]", b"{", b"&a ", b"*a ", b"\n---\n", b"|",
        b"\xff", b"\0",
    ];
    let mut out = bytes.to_vec();
    let front = bytes.windows(4).skip(3).position(|w| w == b"\n---").map_or(200, |at| at + 8);
    for _ in 0..=random.below(4) {
        let at = random.below(front.min(out.len()) + 1).min(out.len());
        match random.below(4) {
            0 | 1 => {
                let sign = SIGNS[random.below(SIGNS.len())];
                out.splice(at..at, sign.iter().copied());
            }
            2 => {
                let end = (at + random.below(12)).min(out.len());
                out.drain(at..end);
            }
            _ => {
                let end = (at + random.below(40)).min(out.len());
                let part = out[at..end].to_vec();
                out.splice(at..at, part);
            }
        }
    }
    out
}
