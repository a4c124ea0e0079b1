//! A build that dies at any moment leaves the old site or the new one, whole, and what others put there.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use crate::command::weef;
use crate::tree::{self, Tree};

const PAGES: usize = 300;
const DEATHS: u32 = 25;

/// Writes the pages of a site.
fn write_pages(root: &Path) {
    let mut pages: Vec<(String, String)> = Vec::new();
    for n in 0..PAGES {
        let mut text =
            format!("---\ntitel: Pagina {n}\ndatum: 2026-01-01\nthemas: [thema {}]\n---\n", n % 7);
        for line in 0..6 {
            let _ = writeln!(
                text,
                "Zin {line} van pagina {n} met [[Pagina {}]].\n",
                (n + line) % PAGES
            );
        }
        pages.push((format!("content/blogs/p{n}.md"), text));
    }
    tree::write(root, pages.iter().map(|(path, text)| (path.as_str(), text.as_str())));
}

/// Makes it another version: every page shows the site's title, and some addresses come and go.
fn set_version(root: &Path, version: usize) {
    let (here, gone) =
        if version.is_multiple_of(2) { ("even", "oneven") } else { ("oneven", "even") };
    let settings = format!(
        "title = \"Versie {version}\"\nbase_url = \"https://t.example/\"\n[vocabularies.themes]\nkeys = [\"themas\"]\n[collections.blogs]\n"
    );
    tree::write(
        root,
        [("weef.toml", settings.as_str()), (&format!("content/{here}.md"), "# Soms\n")],
    );
    let gone = root.join(format!("content/{gone}.md"));
    if gone.exists() {
        fs::remove_file(gone).unwrap();
    }
}

/// What readers would see, without weef's own notes.
fn shown(output: &Path) -> Tree {
    tree::read(output).into_iter().filter(|(path, _)| !path.starts_with(".weef-")).collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
fn a_killed_build_leaves_a_whole_site() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write_pages(root);
    let output = root.join("public");
    let build = || {
        let start = Instant::now();
        let done =
            weef(root, &["build", "--today", "2026-04-14"]).stdout(Stdio::null()).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        start.elapsed()
    };
    // The foreign files are part of both sites.
    set_version(root, 1);
    build();
    tree::write(&output, [("CNAME", "van mij"), ("blogs/p1/eigen.txt", "ook van mij")]);
    let one = shown(&output);
    set_version(root, 0);
    let whole = build();
    let two = shown(&output);
    assert!(
        one != two
            && one.len() > PAGES
            && two.contains_key("CNAME")
            && two.contains_key("blogs/p1/eigen.txt")
    );

    let (mut old, mut new) = (0, 0);
    for death in 0..DEATHS {
        // Back to a known site, then a rebuild to the other that dies somewhere.
        let (before, after, version) =
            if death.is_multiple_of(2) { (&two, &one, 1) } else { (&one, &two, 0) };
        set_version(root, version);
        let mut child = weef(root, &["build", "--today", "2026-04-14"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(moment(whole, death));
        // SIGKILL: nothing of the process runs any more. It may have ended by itself already.
        child.kill().unwrap();
        child.wait().unwrap();
        let found = shown(&output);
        match (found == *before, found == *after) {
            (true, _) => old += 1,
            (_, true) => new += 1,
            _ => panic!(
                "death {death} left neither site\n--- from the old\n{}\n--- from the new\n{}",
                tree::difference(before, &found),
                tree::difference(after, &found)
            ),
        }
        build();
        assert_eq!(tree::difference(after, &shown(&output)), "", "the build after death {death}");
        let litter: Vec<String> = fs::read_dir(root)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        assert!(
            litter
                .iter()
                .all(|name| matches!(name.as_str(), "content" | "public" | ".weef" | "weef.toml")),
            "left beside the site: {litter:?}"
        );
        let inside: Vec<String> =
            tree::read(&output).into_keys().filter(|path| path.starts_with(".weef-")).collect();
        assert_eq!(inside, [".weef-manifest.json"], "left in the site");
    }
    assert!(old > 0, "no death came in time: the test proves nothing ({new} after the end)");
}

/// A moment of a build's time, spread over all of it and a little more, never twice the same.
fn moment(whole: Duration, death: u32) -> Duration {
    whole * (death * 37 % DEATHS * 44 + 11) / (DEATHS * 40)
}
