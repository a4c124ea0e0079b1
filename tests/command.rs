//! The binary itself, in folders of its own: exit codes, streams, what is written and what is left alone.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use jsonschema::Validator;
use serde_json::Value as Json;
use tempfile::TempDir;
use weef::tree::{Node, Value};

use crate::tree::{self, Tree};

/// A small site that has nothing to complain of.
const SITE: [(&str, &str); 5] = [
    (
        "weef.toml",
        "title = \"Proef\"\nbase_url = \"https://proef.example/\"\n[collections.blogs]\nfields.jaar = \"number\"\n",
    ),
    ("content/index.md", "# Welkom\n\nZie [[Een]].\n"),
    ("content/blogs/een.md", "---\ntitel: Een\ndatum: 2026-01-01\n---\nDe eerste.\n"),
    ("content/blogs/twee.md", "---\ntitel: Twee\ndatum: 2026-01-02\n---\n![draad](draad.svg)\n"),
    (
        "content/blogs/draad.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>\n",
    ),
];

/// What a command came to.
struct Outcome {
    code: i32,
    out: String,
    err: String,
}

/// The command, in a folder, with nothing of this machine's in its environment.
pub(crate) fn weef(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_weef"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("HOME", "/nonexistent")
        .env("LC_ALL", "C.UTF-8");
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Outcome {
    outcome(&mut weef(folder, arguments))
}

fn outcome(command: &mut Command) -> Outcome {
    let output = command.stdin(Stdio::null()).output().expect("the binary starts");
    Outcome {
        code: output.status.code().expect("it ends by itself"),
        out: String::from_utf8(output.stdout).expect("standard output is text"),
        err: String::from_utf8(output.stderr).expect("standard error is text"),
    }
}

impl Outcome {
    /// The same outcome, if it has this exit code.
    fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "--- stdout\n{}--- stderr\n{}", self.out, self.err);
        self
    }
}

fn folder_with<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be had");
    tree::write(folder.path(), files);
    folder
}

/// The output without weef's own notes.
fn published(folder: &Path) -> Tree {
    let mut files = tree::read(folder);
    assert!(files.remove(".weef-manifest.json").is_some(), "{} has no manifest", folder.display());
    files
}

#[test]
fn init_makes_a_site_that_builds_clean() {
    for (language, word) in [("nl", "klaar"), ("en", "done")] {
        let folder = tempfile::tempdir().unwrap();
        let made = run(folder.path(), &["init", "kennis", "--language", language]).exits(0);
        assert_eq!(made.out, "kennis\n");
        assert!(made.err.contains(word), "{}", made.err);
        for name in [
            "blogs",
            "dilemmas",
            "publicaties",
            "werkgroepen",
            "themas",
            "mensen",
            "organisaties",
            "begrippen",
        ] {
            assert!(folder.path().join("kennis/content").join(name).is_dir(), "{language}: {name}");
        }
        let checked =
            run(folder.path(), &["check", "--root", "kennis", "--strict", "--drafts"]).exits(0);
        assert!(!checked.err.contains("error") && !checked.err.contains("fout"), "{}", checked.err);
        let built = run(folder.path(), &["build", "--root", "kennis", "--strict"]).exits(0);
        let word = if language == "nl" { "pagina's" } else { "pages" };
        assert!(built.out.contains(word), "{}", built.out);
        let files = published(&folder.path().join("kennis/public"));
        for page in [
            "index.html",
            "blogs/index.html",
            "dilemmas/index.html",
            "publicaties/index.html",
            "werkgroepen/index.html",
            "themas/index.html",
            "mensen/index.html",
            "404.html",
            "feed.xml",
            "sitemap.xml",
            "robots.txt",
        ] {
            assert!(files.contains_key(page), "{language}: {page}");
        }
    }
}

#[test]
fn init_is_dutch_unless_asked() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &["init", "a"]).exits(0);
    assert!(
        fs::read_to_string(folder.path().join("a/weef.toml")).unwrap().contains("lang = \"nl\"")
    );
}

#[test]
fn init_leaves_a_folder_with_files_alone() {
    let folder = folder_with([("mijn/brief.txt", "van mij")]);
    let before = tree::read(folder.path());
    let refused = run(folder.path(), &["init", "mijn"]).exits(2);
    assert!(refused.err.contains("mijn") && refused.out.is_empty(), "{}", refused.err);
    assert_eq!(tree::read(folder.path()), before);
}

#[test]
fn new_writes_a_page_of_each_collection_once() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &["init", "."]).exits(0);
    let config: toml::Table =
        fs::read_to_string(folder.path().join("weef.toml")).unwrap().parse().expect("TOML");
    let collections = config["collections"].as_table().expect("a table");
    assert!(collections.len() >= 8, "{config}");
    // Notes stand in the folder of their workgroup; that is a test of its own.
    let in_any_folder = |name: &str| {
        collections[name].get("folder").is_some_and(|folder| folder.as_str().unwrap().contains('*'))
    };
    for name in collections.keys().filter(|name| !in_any_folder(name)) {
        let made =
            run(folder.path(), &["new", name, "Zorg & 'nieuw': \"één\"", "--today", "2026-04-14"])
                .exits(0);
        let path = folder.path().join(made.out.trim_end());
        let text =
            fs::read_to_string(&path).unwrap_or_else(|e| panic!("{name}: {}: {e}", path.display()));
        assert!(text.starts_with("---\n") && text.contains("concept: true"), "{text}");
        assert!(made.err.is_empty(), "{}", made.err);
        fs::write(&path, "van mij").unwrap();
        let again = run(folder.path(), &["new", name, "Zorg & 'nieuw': \"één\""]).exits(2);
        assert!(
            again.out.is_empty() && again.err.contains("zorg-en-nieuw-een.md"),
            "{}",
            again.err
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), "van mij", "nothing is written over");
        fs::write(&path, text).unwrap();
    }
    // What `new` writes is right as it stands, but for what only the editor can fill in.
    let checked = run(folder.path(), &["check", "--drafts", "--format", "json"]);
    let problems: serde_json::Value = serde_json::from_str(&checked.out).expect("JSON");
    let of_new = problems
        .as_array()
        .unwrap()
        .iter()
        .filter(|p| p["file"].as_str().unwrap().contains("zorg-en-nieuw-een"));
    assert_eq!(of_new.collect::<Vec<_>>(), Vec::<&serde_json::Value>::new());
    let built = run(folder.path(), &["build", "--drafts"]).exits(0);
    assert!(built.out.contains("pagina's"), "{}", built.out);
    let page = fs::read_to_string(folder.path().join("public/blogs/zorg-en-nieuw-een/index.html"))
        .unwrap();
    assert!(page.contains("<h1>Zorg &amp; ‘nieuw’: “één”</h1>"), "{page}");
}

#[test]
fn new_knows_collections_and_folders_in_them() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &["init", "."]).exits(0);
    let unknown = run(folder.path(), &["new", "blog", "X"]).exits(2);
    assert!(unknown.err.contains("blogs"), "{}", unknown.err);
    let before = tree::read(folder.path());
    for outside in ["../buiten", "/etc", "blogs/../../x", ".", "", "blogs/.verborgen"] {
        let refused = run(folder.path(), &["new", outside, "X"]).exits(2);
        assert!(refused.out.is_empty() && !refused.err.is_empty(), "{outside}");
    }
    run(folder.path(), &["new", "blogs", "…"]).exits(2);
    assert_eq!(tree::read(folder.path()), before);
    let note = run(folder.path(), &["new", "werkgroepen/nieuwe-groep", "Eerste overleg"]).exits(0);
    assert!(
        note.out.trim_end().ends_with("werkgroepen/nieuwe-groep/eerste-overleg.md"),
        "{}",
        note.out
    );
}

#[test]
fn init_shows_how_to_account_for_a_site_and_new_makes_the_pages() {
    for (language, name) in [("nl", "toegankelijkheid"), ("en", "accessibility")] {
        let folder = tempfile::tempdir().unwrap();
        run(folder.path(), &["init", ".", "--language", language]).exits(0);
        let ignored = fs::read_to_string(folder.path().join(".gitignore")).unwrap();
        assert_eq!(ignored, "/public/\n/.weef/\n");
        // Every setting that is commented out is right once the # is gone.
        let settings = fs::read_to_string(folder.path().join("weef.toml")).unwrap();
        let is_setting = |line: &str| {
            ["[pages", "kind = ", "[look]", "accent = ", "contact = ", "base_url = "]
                .iter()
                .any(|begin| line.starts_with(begin))
        };
        let lines = settings.lines().map(|line| match line.strip_prefix("# ") {
            Some(setting) if is_setting(setting) => setting,
            _ => line,
        });
        fs::write(folder.path().join("weef.toml"), lines.collect::<Vec<_>>().join("\n")).unwrap();
        for page in [name, "privacy"] {
            let made = run(folder.path(), &["new", page, "Onze site"]).exits(0);
            assert!(made.out.trim_end().ends_with(&format!("content/{page}.md")), "{}", made.out);
            run(folder.path(), &["new", page, "Nog een"]).exits(2);
        }
        run(folder.path(), &["check", "--drafts", "--strict"]).exits(0);
        run(folder.path(), &["build", "--drafts"]).exits(0);
        let page = folder.path().join("public").join(name).join("index.html");
        let page = fs::read_to_string(page).unwrap();
        assert!(page.contains("<h1>Onze site</h1>") && page.contains("<b>Status D</b>"), "{page}");
        assert!(page.contains("mailto:info@k") && page.contains("rel=\"canonical\""), "{page}");
    }
}

#[test]
fn build_writes_the_site_and_says_so_on_standard_output() {
    let folder = folder_with(SITE);
    let built = run(folder.path(), &["build", "--today", "2026-04-14"]).exits(0);
    assert_eq!(built.out.lines().count(), 2, "{}", built.out);
    assert!(built.out.ends_with("blijven bewaard in .weef/pictures\n"), "{}", built.out);
    assert_eq!(built.err, "");
    let files = published(&folder.path().join("public"));
    assert!(String::from_utf8_lossy(&files["blogs/een/index.html"]).contains("De eerste."));
    assert_eq!(files["blogs/draad.svg"], SITE[4].1.as_bytes());
    let again = run(folder.path(), &["build", "--today", "2026-04-14"]).exits(0);
    assert!(
        again.out.contains("0 geschreven") && again.out.contains("0 weggehaald"),
        "{}",
        again.out
    );
    assert_eq!(published(&folder.path().join("public")), files);
}

#[test]
fn build_says_when_a_page_changes_by_itself() {
    let folder = folder_with(SITE);
    let page = |name: &str, head: &str| {
        (format!("content/{name}.md"), format!("---\ntitel: {name}\n{head}\n---\n"))
    };
    let pages = [
        page("straks", "publiceren_op: 2026-05-03"),
        page("ooit", "gearchiveerd_op: 2026-05-03"),
        page("later", "verloopt_op: 2026-06-01"),
        page("nooit", "concept: true\npubliceren_op: 2026-04-20"),
        page("vroeger", "nakijken: 2026-05-02\ngearchiveerd_op: 2026-04-01"),
    ];
    tree::write(folder.path(), pages.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let told = |today: &str| {
        let built = run(folder.path(), &["build", "--today", today]).exits(0);
        built.out.lines().find(|line| line.starts_with("de volgende")).map(ToOwned::to_owned)
    };
    assert_eq!(
        told("2026-04-14").as_deref(),
        Some(
            "de volgende geplande wijziging is op 3 mei 2026: “ooit” gaat naar het archief, “straks” verschijnt"
        )
    );
    assert_eq!(
        told("2026-05-03").as_deref(),
        Some("de volgende geplande wijziging is op 1 juni 2026: “later” verloopt")
    );
    assert_eq!(told("2026-06-01"), None);
}

#[test]
fn warnings_publish_unless_strict() {
    let folder = folder_with(SITE);
    tree::write(folder.path(), [("content/dood.md", "# Dood\n\n[[Nergens]]\n")]);
    let strict = run(folder.path(), &["build", "--strict"]).exits(1);
    assert!(
        strict.out.is_empty()
            && strict.err.contains("Nergens")
            && strict.err.contains("content/dood.md:3:1"),
        "{}",
        strict.err
    );
    assert!(!folder.path().join("public").exists());
    let built = run(folder.path(), &["build"]).exits(0);
    assert!(built.err.contains("broken-link"), "{}", built.err);
    assert!(folder.path().join("public/dood/index.html").exists());
}

#[test]
fn an_error_leaves_the_old_site() {
    let folder = folder_with(SITE);
    run(folder.path(), &["build"]).exits(0);
    let before = tree::read(&folder.path().join("public"));
    tree::write(
        folder.path(),
        [
            ("content/blogs/een.md", "---\ntitel: Een: twee\n---\nAnders.\n"),
            ("content/blogs/drie.md", "---\ndatum: gisteren\n---\n"),
            ("content/blogs/dubbel.md", "---\nslug: twee\n---\n"),
        ],
    );
    let failed = run(folder.path(), &["build"]).exits(1);
    assert!(failed.out.is_empty(), "{}", failed.out);
    for code in ["broken-front-matter", "invalid-date", "duplicate-address"] {
        assert!(failed.err.contains(code), "all in one run: {}", failed.err);
    }
    assert_eq!(tree::read(&folder.path().join("public")), before);
}

#[test]
fn a_broken_template_leaves_the_old_site() {
    let folder = folder_with(SITE);
    run(folder.path(), &["build"]).exits(0);
    let before = tree::read(&folder.path().join("public"));
    tree::write(folder.path(), [("themes/default/templates/404.html", "{{ page.weg.weg }}")]);
    let failed = run(folder.path(), &["build"]).exits(1);
    assert!(failed.err.contains("themes/default/templates/404.html:1:"), "{}", failed.err);
    assert_eq!(tree::read(&folder.path().join("public")), before);
}

/// What a command exits with when nobody reads any of its streams to the end.
fn code_unread(folder: &Path, arguments: &[&str]) -> Option<i32> {
    let mut command = weef(folder, arguments);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary starts");
    drop((child.stdout.take(), child.stderr.take()));
    child.wait().expect("it ends by itself").code()
}

#[test]
fn whoever_reads_no_further_breaks_nothing() {
    let many = "[[Weg]]\n\n".repeat(2_000);
    let folder = folder_with([("content/a.md", many.as_str())]);
    assert_eq!(code_unread(folder.path(), &["build"]), Some(0));
    assert!(folder.path().join("public/a/index.html").exists());
    assert_eq!(code_unread(folder.path(), &["build", "--strict"]), Some(1));
    for format in ["text", "json"] {
        assert_eq!(code_unread(folder.path(), &["check", "--format", format]), Some(0), "{format}");
    }
    assert_eq!(code_unread(folder.path(), &["explain", "broken-link"]), Some(0));
    assert_eq!(code_unread(folder.path(), &["--help"]), Some(0));
}

#[test]
fn the_outside_world_is_two() {
    let folder = folder_with(SITE);
    for arguments in [
        &["build", "--root", "nergens"][..],
        &["check", "--root", "nergens"],
        &["serve", "--root", "nergens", "--port", "0"],
        &["build", "--root", "weef.toml"],
        &["build", "--today", "gisteren"],
        &["build", "--base-url", "proef.example"],
        &["bouw"],
        &["build", "--nergens-voor"],
        &["check", "--format", "yaml"],
    ] {
        let failed = run(folder.path(), arguments).exits(2);
        assert!(
            failed.out.is_empty() && failed.err.trim().len() > 20,
            "{arguments:?}: {} {}",
            failed.out,
            failed.err
        );
        assert!(!failed.err.contains("panicked"), "{}", failed.err);
    }
    assert!(!folder.path().join("public").exists());
}

#[test]
fn the_output_must_be_ours() {
    let folder = folder_with(SITE);
    tree::write(folder.path(), [("elders/brief.txt", "van mij")]);
    let before = tree::read(folder.path());
    for output in ["elders", ".", "content", "content/x", "weef.toml", "/"] {
        let refused = run(folder.path(), &["build", "--output", output]).exits(2);
        assert!(
            refused.err.contains("output") && refused.out.is_empty(),
            "{output}: {}",
            refused.err
        );
    }
    assert_eq!(tree::read(folder.path()), before);
    run(folder.path(), &["build", "--output", "nieuw/diep"]).exits(0);
    assert!(folder.path().join("nieuw/diep/index.html").exists());
}

#[test]
fn stale_files_go_and_foreign_files_stay() {
    let folder = folder_with(SITE);
    run(folder.path(), &["build"]).exits(0);
    tree::write(
        folder.path(),
        [
            ("public/CNAME", "proef.example"),
            ("public/blogs/een/eigen.txt", "van mij"),
            ("public/.well-known/x", "y"),
        ],
    );
    fs::remove_file(folder.path().join("content/blogs/een.md")).unwrap();
    let built = run(folder.path(), &["build"]).exits(0);
    // The page with its twin and its card, its letter, and the three parts of the search index, which have other names
    // now.
    assert!(built.out.contains("7 weggehaald"), "{}", built.out);
    let files = published(&folder.path().join("public"));
    for gone in ["blogs/een/index.html", "zoeken/e/index.html"] {
        assert!(!files.contains_key(gone), "{gone}");
    }
    for kept in ["CNAME", "blogs/een/eigen.txt", ".well-known/x"] {
        assert!(files.contains_key(kept), "{kept}");
    }
}

#[test]
fn check_tells_people_on_one_stream_and_programs_on_the_other() {
    let folder = folder_with(SITE);
    tree::write(
        folder.path(),
        [
            ("content/a.md", "---\ntitel: A\n---\né [[Nergens]]\n"),
            ("content/b.md", "---\ndatum: 14-4-2011\n---\n"),
        ],
    );
    let text = run(folder.path(), &["check"]).exits(1);
    assert!(
        text.err.contains("content/a.md:4:3") && text.err.contains("[[Nergens]]"),
        "{}",
        text.err
    );
    assert_eq!(text.out.lines().count(), 1, "{}", text.out);
    let json = run(folder.path(), &["check", "--format", "json"]).exits(1);
    assert_eq!(json.err, "");
    let problems: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    let problems = problems.as_array().expect("an array");
    assert_eq!(problems.len(), 2);
    for problem in problems {
        let keys: Vec<&String> = problem.as_object().expect("objects").keys().collect();
        assert_eq!(
            keys,
            [
                "code",
                "column",
                "end_column",
                "end_line",
                "file",
                "help",
                "line",
                "message",
                "severity"
            ]
        );
    }
    assert_eq!(problems[0]["code"], "broken-link");
    assert_eq!(problems[0]["severity"], "warning");
    assert_eq!(problems[0]["file"], "content/a.md");
    // Columns count characters, not bytes.
    let place =
        ["line", "column", "end_line", "end_column"].map(|key| problems[0][key].as_u64().unwrap());
    assert_eq!(place, [4, 3, 4, 14]);
    assert_eq!(problems[1]["severity"], "error");
    assert_eq!(problems[1]["help"], "schrijf `datum: 2011-04-14`");
    fs::remove_file(folder.path().join("content/b.md")).unwrap();
    run(folder.path(), &["check"]).exits(0);
    run(folder.path(), &["check", "--strict"]).exits(1);
    let empty = folder_with(SITE);
    assert_eq!(run(empty.path(), &["check", "--format", "json"]).exits(0).out.trim(), "[]");
    assert!(!empty.path().join("public").exists(), "check writes nothing");
}

#[test]
fn the_host_can_be_told_on_the_command_line() {
    let folder = folder_with([
        ("weef.toml", "title = \"T\"\nbase_url = \"https://t.example/\"\nhost = \"netlify\"\n"),
        ("content/index.md", "# Thuis\n"),
    ]);
    let names = || {
        let files = published(&folder.path().join("public"));
        let of_hosts = ["_headers", "_redirects", ".htaccess", "weef.nginx.conf"];
        of_hosts.into_iter().filter(|name| files.contains_key(*name)).collect::<Vec<_>>()
    };
    run(folder.path(), &["build"]).exits(0);
    assert_eq!(names(), ["_headers", "_redirects"]);
    run(folder.path(), &["build", "--host", "apache"]).exits(0);
    assert_eq!(names(), [".htaccess"], "what another host was told is gone");
    run(folder.path(), &["build", "--host", "none"]).exits(0);
    assert_eq!(names(), Vec::<&str>::new());
    let refused = run(folder.path(), &["build", "--host", "iis"]).exits(2);
    assert!(refused.err.contains("netlify, cloudflare, apache, nginx, none"), "{}", refused.err);
}

#[test]
fn a_plain_folder_is_a_site() {
    let folder = folder_with([
        ("README.md", "# Mijn map\n\n[lees](uitleg/een.md)\n"),
        ("uitleg/een.md", "Zonder kop. [bijlage](bijlage.txt)\n"),
        ("uitleg/bijlage.txt", "bijlage"),
        ("uitleg/geheim.txt", "niemand verwijst hierheen"),
        (".git/config", "[core]"),
        (".geheim.md", "# Geheim\n"),
        ("uitleg/.env", "TOKEN=x"),
        ("node_modules/x/README.md", "# Vreemd\n"),
        ("kladje.md~", "# Oud\n"),
    ]);
    let built = run(folder.path(), &["build"]).exits(0);
    assert_eq!(built.err, "");
    let files = published(&folder.path().join("public"));
    let names: Vec<&str> =
        files.keys().map(String::as_str).filter(|name| !name.starts_with("assets/")).collect();
    let (parts, names): (Vec<&str>, Vec<&str>) =
        names.into_iter().partition(|name| name.starts_with("search/"));
    assert_eq!(parts.len(), 3, "core, words and texts: {parts:?}");
    assert_eq!(
        names,
        [
            "404.html",
            "_headers",
            "_redirects",
            "feed.json",
            "feed.xml",
            "index.html",
            "index.md",
            "llms.txt",
            "robots.txt",
            "search.js",
            "sitemap.xml",
            "uitleg/bijlage.txt",
            "uitleg/een/index.html",
            "uitleg/een/index.md",
            "uitleg/index.html",
            "uitleg/index.md",
            "zoeken/e/index.html",
            "zoeken/index.html",
        ]
    );
    let again = run(folder.path(), &["build"]).exits(0);
    assert!(again.out.contains("0 geschreven"), "the output is no source: {}", again.out);
}

#[test]
fn dot_files_are_not_published() {
    let folder = folder_with(SITE);
    tree::write(
        folder.path(),
        [
            ("content/.env", "TOKEN"),
            ("content/.git/config", "x"),
            ("content/.verborgen/a.md", "# A"),
            ("content/.well-known/security.txt", "Contact"),
        ],
    );
    run(folder.path(), &["build"]).exits(0);
    let files = published(&folder.path().join("public"));
    let hidden: Vec<&String> =
        files.keys().filter(|path| path.split('/').any(|part| part.starts_with('.'))).collect();
    assert_eq!(hidden, [".well-known/security.txt"]);
    assert!(!files.values().any(|bytes| String::from_utf8_lossy(bytes).contains("TOKEN")));
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_root_is_reported() {
    use std::os::unix::fs::symlink;
    let outside = folder_with([("geheim.md", "# Geheim\n"), ("map/brief.txt", "van mij")]);
    let folder = folder_with(SITE);
    symlink(outside.path().join("geheim.md"), folder.path().join("content/geheim.md")).unwrap();
    symlink(outside.path().join("map"), folder.path().join("content/map")).unwrap();
    symlink("nergens.md", folder.path().join("content/dood.md")).unwrap();
    symlink(".", folder.path().join("content/kring")).unwrap();
    symlink("een.md", folder.path().join("content/blogs/ook.md")).unwrap();
    let checked = run(folder.path(), &["check", "--format", "json"]).exits(1);
    let problems: serde_json::Value = serde_json::from_str(&checked.out).expect("JSON");
    let found: Vec<(&str, &str)> = problems
        .as_array()
        .unwrap()
        .iter()
        .map(|p| (p["code"].as_str().unwrap(), p["file"].as_str().unwrap()))
        .collect();
    for file in ["content/dood.md", "content/geheim.md", "content/kring", "content/map"] {
        assert!(found.contains(&("leads-outside", file)), "{file}: {found:?}");
    }
    assert!(
        !found.iter().any(|(_, file)| *file == "content/blogs/ook.md"),
        "a link within the root is a file: {found:?}"
    );
    let failed = run(folder.path(), &["build"]).exits(1);
    assert!(!failed.err.contains("Geheim"), "{}", failed.err);
}

#[test]
fn drafts_and_days_and_bases_are_options() {
    let folder = folder_with(SITE);
    tree::write(
        folder.path(),
        [
            ("content/blogs/straks.md", "---\ntitel: Straks\npubliceren_op: 2026-05-01\n---\n"),
            ("content/blogs/half.md", "---\ntitel: Half\nconcept: ja\n---\n"),
        ],
    );
    let has =
        |name: &str| folder.path().join("public/blogs").join(name).join("index.html").exists();
    run(folder.path(), &["build", "--today", "2026-04-30"]).exits(0);
    assert!(!has("straks") && !has("half"));
    run(folder.path(), &["build", "--today", "2026-05-01"]).exits(0);
    assert!(has("straks") && !has("half"));
    run(
        folder.path(),
        &["build", "--today", "2026-04-30", "--drafts", "--base-url", "https://host.example/map"],
    )
    .exits(0);
    assert!(has("straks") && has("half"));
    let sitemap = fs::read_to_string(folder.path().join("public/sitemap.xml")).unwrap();
    assert!(sitemap.contains("<loc>https://host.example/map/blogs/straks/</loc>"), "{sitemap}");
}

/// The knowledge base of this repository, and one made by `init`.
fn whole_sites() -> Vec<(PathBuf, Option<TempDir>)> {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &["init", "."]).exits(0);
    tree::write(
        folder.path(),
        [("content/blogs/html.md", "# Html\n\n<b title=\"x\" lang=\"nl\">b</b>\n\n- [x] klaar\n")],
    );
    let made = folder.path().to_owned();
    vec![(PathBuf::from(env!("CARGO_MANIFEST_DIR")), None), (made, Some(folder))]
}

#[test]
fn the_same_bytes_everywhere() {
    for (root, _kept) in whole_sites() {
        let outputs = tempfile::tempdir().unwrap();
        let build = |name: &str, zone: &str, locale: &str, threads: &str| {
            let output = outputs.path().join(name);
            let mut command = weef(
                Path::new("/"),
                &[
                    "build",
                    "--today",
                    "2026-04-14",
                    "--root",
                    root.to_str().unwrap(),
                    "--output",
                    output.to_str().unwrap(),
                ],
            );
            command
                .env("TZ", zone)
                .env("LANG", locale)
                .env("LC_ALL", locale)
                .env("RAYON_NUM_THREADS", threads);
            outcome(&mut command).exits(0);
            tree::read(&output)
        };
        let first = build("een", "Asia/Tokyo", "tr_TR.UTF-8", "1");
        assert!(first.len() > 20);
        for (name, zone, locale, threads) in
            [("twee", "America/Lima", "C", "8"), ("drie", "Pacific/Kiritimati", "en_US.UTF-8", "2")]
        {
            let difference = tree::difference(&first, &build(name, zone, locale, threads));
            assert!(difference.is_empty(), "{}:\n{difference}", root.display());
        }
    }
}

/// A preview that is ended when it goes out of scope.
struct Preview {
    child: Child,
    port: u16,
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.child.kill().expect("it was running");
        self.child.wait().expect("it has ended");
    }
}

/// What a server answered.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Preview {
    fn of(folder: &Path) -> Self {
        let mut child = weef(folder, &["serve", "--port", "0", "--today", "2026-04-14"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("it is piped"))
            .read_line(&mut line)
            .expect("a line comes");
        let port = line
            .strip_prefix("http://127.0.0.1:")
            .and_then(|rest| rest.strip_suffix("/\n")?.parse().ok());
        let port = port.unwrap_or_else(|| panic!("the first line is the address: {line:?}"));
        Self { child, port }
    }

    /// A request as it is, byte for byte.
    fn send(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("it answers and closes");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
        Answer {
            status: status.unwrap_or_else(|| panic!("no answer to {request:?}: {head}")),
            head: head.to_lowercase(),
            body: body.to_owned(),
        }
    }

    fn ask(&self, method: &str, target: &str) -> Answer {
        self.send(&format!(
            "{method} {target} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
            self.port
        ))
    }
}

#[test]
fn serve_answers_from_the_site() {
    let folder = folder_with(SITE);
    tree::write(
        folder.path(),
        [
            ("content/blogs/café.md", "---\ntitel: Café\naliassen: [/oud/]\n---\n"),
            ("content/blogs/half.md", "---\ntitel: Half\nconcept: ja\n---\n"),
            ("geheim.txt", "GEHEIM"),
        ],
    );
    let preview = Preview::of(folder.path());
    let home = preview.ask("GET", "/");
    assert_eq!(home.status, 200);
    assert!(
        home.head.contains("content-type: text/html; charset=utf-8")
            && home.body.contains("<h1>Welkom</h1>"),
        "{}",
        home.head
    );
    for (target, kind, words) in [
        ("/blogs/een/", "text/html", "De eerste."),
        ("/blogs/een/?v=1", "text/html", "De eerste."),
        ("/blogs/half/", "text/html", "Half"),
        ("/blogs/caf%65/", "text/html", "Café"),
        ("/blogs/draad.svg", "image/svg+xml", "<svg"),
        ("/feed.xml", "application/atom+xml", "<feed"),
        ("/sitemap.xml", "application/xml", "<urlset"),
        ("/robots.txt", "text/plain", "User-agent"),
        ("/oud/", "text/html", "blogs/cafe/"),
    ] {
        let answer = preview.ask("GET", target);
        assert_eq!(answer.status, 200, "{target}");
        assert!(
            answer.head.contains(&format!("content-type: {kind}")) && answer.body.contains(words),
            "{target}: {}\n{}",
            answer.head,
            answer.body
        );
    }
    let moved = preview.ask("GET", "/blogs/een");
    assert!(moved.status == 308 && moved.head.contains("location: "), "{}", moved.head);
    assert!(!folder.path().join("public").exists(), "the preview writes nothing");
}

#[test]
fn serve_says_what_is_not_there() {
    let folder = folder_with(SITE);
    tree::write(folder.path(), [("geheim.txt", "GEHEIM")]);
    let preview = Preview::of(folder.path());
    let missing = preview.ask("GET", "/nergens/");
    assert_eq!(missing.status, 404);
    assert!(missing.body.contains("Pagina niet gevonden"), "{}", missing.body);
    for target in [
        "/../geheim.txt",
        "/..%2fgeheim.txt",
        "/%2e%2e/geheim.txt",
        "/blogs/../../geheim.txt",
        "//etc/passwd",
        "/content/index.md",
        "/weef.toml",
        "/..\\geheim.txt",
        "/%00",
        "/%zz",
        "/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/geheim.txt",
    ] {
        let answer = preview.ask("GET", target);
        assert!(matches!(answer.status, 400 | 404), "{target}: {}", answer.status);
        assert!(!answer.body.contains("GEHEIM") && !answer.body.contains("root:"), "{target}");
    }
    assert_eq!(preview.ask("POST", "/").status, 405);
    assert_eq!(preview.ask("DELETE", "/blogs/een/").status, 405);
}

#[test]
fn serve_answers_head_like_get_without_a_body() {
    let folder = folder_with(SITE);
    let preview = Preview::of(folder.path());
    let (get, head) = (preview.ask("GET", "/blogs/een/"), preview.ask("HEAD", "/blogs/een/"));
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    let length = |answer: &Answer| {
        answer.head.lines().find(|line| line.starts_with("content-length:")).map(ToOwned::to_owned)
    };
    assert_eq!(length(&head), length(&get));
    assert_eq!(preview.ask("HEAD", "/nergens/").status, 404);
}

#[test]
fn serve_answers_this_machine_only() {
    let folder = folder_with(SITE);
    let preview = Preview::of(folder.path());
    for (host, status) in [
        ("Host: evil.example\r\n".to_owned(), 403),
        (format!("Host: evil.example:{}\r\n", preview.port), 403),
        ("Host: 127.0.0.1.evil.example\r\n".to_owned(), 403),
        (format!("Host: localhost:{}\r\n", preview.port), 200),
        (format!("Host: [::1]:{}\r\n", preview.port), 200),
        (String::new(), 400),
        ("Host: localhost\r\nHost: evil.example\r\n".to_owned(), 400),
    ] {
        let answer = preview.send(&format!("GET / HTTP/1.1\r\n{host}Connection: close\r\n\r\n"));
        assert_eq!(answer.status, status, "{host:?}");
        assert_eq!(answer.body.contains("Welkom"), status == 200, "{host:?}");
    }
}

#[test]
fn serve_follows_what_is_saved() {
    let folder = folder_with(SITE);
    let preview = Preview::of(folder.path());
    assert!(preview.ask("GET", "/blogs/een/").body.contains("De eerste."));
    let page = folder.path().join("content/blogs/een.md");
    fs::write(&page, "---\ntitel: Een: stuk\n---\nDe tweede.\n").unwrap();
    fs::write(folder.path().join("content/ander.md"), "# Ander\n").unwrap();
    wait_for(|| preview.ask("GET", "/ander/").status == 200, "another page");
    let kept = preview.ask("GET", "/blogs/een/").body;
    assert!(kept.contains("De eerste."), "a page that cannot be read stays as it was");
    fs::write(&page, "---\ntitel: Een\n---\nDe tweede.\n").unwrap();
    wait_for(
        || preview.ask("GET", "/blogs/een/").body.contains("De tweede."),
        "a page that was mended",
    );
    fs::write(folder.path().join("content/nieuw.md"), "# Nieuw\n").unwrap();
    wait_for(|| preview.ask("GET", "/nieuw/").status == 200, "a new page");
    fs::rename(folder.path().join("content/nieuw.md"), folder.path().join("content/anders.md"))
        .unwrap();
    wait_for(
        || {
            preview.ask("GET", "/nieuw/").status == 404
                && preview.ask("GET", "/anders/").status == 200
        },
        "a page with another name",
    );
}

/// Waits until something is so; a watcher may take its time, but not for ever.
fn wait_for(is_so: impl Fn() -> bool, what: &str) {
    for _ in 0..200 {
        if is_so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("never came: {what}");
}

/// YAML as an editor's program reads it: numbers and flags are what they look like where no quotes stand around them.
fn as_json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Scalar { text, plain: true } => match serde_json::from_str(text) {
            Ok(value @ (Json::Number(_) | Json::Bool(_))) => value,
            _ => Json::from(&**text),
        },
        Value::Scalar { text, .. } => Json::from(&**text),
        Value::List(items) => items.iter().map(as_json).collect(),
        Value::Map(entries) => {
            entries.iter().map(|entry| (entry.key.to_string(), as_json(&entry.node))).collect()
        }
    }
}

/// The schemas in a folder, by the name of their file.
fn schemas(folder: &Path) -> BTreeMap<String, Validator> {
    let read = |(name, bytes): (String, Vec<u8>)| {
        let schema = serde_json::from_slice(&bytes).expect("a schema is JSON");
        assert!(jsonschema::draft7::meta::is_valid(&schema), "{name} is no schema");
        (name, jsonschema::draft7::new(&schema).expect("a schema can be used"))
    };
    tree::read(folder).into_iter().map(read).collect()
}

#[test]
fn every_page_fits_the_schema_of_its_collection() {
    for (root, _kept) in whole_sites() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (root.to_str().unwrap(), folder.path().to_str().unwrap());
        let made = run(Path::new("/"), &["schema", "--root", from, "--output", to]).exits(0);
        let schemas = schemas(folder.path());
        let names: BTreeSet<String> =
            schemas.keys().map(|name| folder.path().join(name).display().to_string()).collect();
        assert_eq!(made.out.lines().map(ToOwned::to_owned).collect::<BTreeSet<_>>(), names);
        let settings = fs::read(root.join("weef.toml")).unwrap();
        let (config, _) = weef::config::parse(Some(&settings), "");
        assert_eq!(schemas.len(), config.collections.len() + config.statements.len() + 1);

        let mut seen = 0;
        for (below, bytes) in tree::read(&root.join("content")) {
            let text = String::from_utf8_lossy(&bytes);
            let front = weef::document::split(&text, &|_| true).front;
            let Some(front) = front.filter(|_| below.ends_with(".md")) else { continue };
            let is_a = config.type_of(&below);
            let name =
                match (is_a.collection.filter(|_| is_a.is_entry), config.statement_of(&below)) {
                    (Some(at), _) => &*config.collections[at].name,
                    (None, Some(statement)) => &*statement.page,
                    (None, None) => "pagina",
                };
            let (node, _) = weef::tree::yaml(&text[front.range], 2, &|_| true);
            let schema = &schemas[&format!("{name}.schema.json")];
            let wrong: Vec<String> =
                schema.iter_errors(&as_json(&node)).map(|error| error.to_string()).collect();
            assert!(wrong.is_empty(), "{below} is no {name}: {wrong:?}");
            seen += 1;
        }
        assert!(seen > 10, "{seen} pages in {}", root.display());
    }
}

#[test]
fn a_mistake_does_not_fit_a_schema() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (env!("CARGO_MANIFEST_DIR"), folder.path().to_str().unwrap());
    run(Path::new("/"), &["schema", "--root", from, "--output", to]).exits(0);
    let schemas = schemas(folder.path());
    for (name, front) in [
        ("blogs", "titel: A\nsamenvating: B"),
        ("blogs", "titel: A\ndatum: 14 april 2026"),
        ("blogs", "titel: A\ntitle: B"),
        ("blogs", "titel: A\nconcept: misschien"),
        ("blogs", "titel: A\nserie: {naam: B, nummer: drie}"),
        ("blogs", "titel: A\nreacties: [{naam: B, tekts: C}]"),
        ("publicaties", "titel: A\nsoort: raport"),
        ("publicaties", "titel: A\njaar: vorig jaar"),
        ("mensen", "voornaam: Wil"),
        ("werkgroepen", "titel: A\nperiode: {van: 2024, eind: 2025}"),
        ("organisaties", "titel: [A, B]"),
        ("pagina", "titel: A\nbeeld: {bestand: a.png, bijschift: B}"),
    ] {
        let (node, found) = weef::tree::yaml(front, 1, &|_| true);
        assert!(found.is_empty(), "{front}");
        assert!(!schemas[&format!("{name}.schema.json")].is_valid(&as_json(&node)), "{front}");
    }
}

#[test]
fn schema_prints_one_or_says_which_there_are() {
    let folder = folder_with(SITE);
    let before = tree::read(folder.path());
    for name in ["blogs", "pagina"] {
        let shown = run(folder.path(), &["schema", name]).exits(0);
        let schema: Json = serde_json::from_str(&shown.out).unwrap();
        assert!(schema["properties"]["titel"].is_object(), "{}", shown.out);
        assert_eq!(schema["properties"].get("jaar").is_some(), name == "blogs");
    }
    let unknown = run(folder.path(), &["schema", "blog"]).exits(2);
    assert!(unknown.err.contains("did you mean `blogs`?") && unknown.out.is_empty());
    run(folder.path(), &["schema", "blogs", "--output", "x"]).exits(2);
    tree::write(folder.path(), [("weef.toml", "[collections.blogs]\nfields.x = \"nummer\"\n")]);
    let broken = run(folder.path(), &["schema"]).exits(1);
    assert!(broken.err.contains("weef.toml") && broken.out.is_empty(), "{}", broken.err);
    let after = tree::read(folder.path());
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
}

#[test]
fn schema_writes_for_editors_and_leaves_their_own_files_alone() {
    let folder = folder_with(SITE);
    let settings =
        "lang = \"en\"\n[collections.blogs.fields]\nkind = { values = [\"a, b|c\", \"x$y\"] }\n";
    tree::write(folder.path(), [("weef.toml", settings), (".vscode/settings.json", "{}")]);
    let written = ".weef/schema/blogs.schema.json\n.weef/schema/themes.schema.json\n.weef/schema/page.schema.json\n";
    let paths = |text: &str| text.replace("./", "");
    assert_eq!(paths(&run(folder.path(), &["schema"]).exits(0).out), written);
    let first = tree::read(folder.path());
    assert!(!first.contains_key(".vscode/weef.code-snippets"));
    let again = run(folder.path(), &["schema", "--vscode", "--today", "2020-01-01"]).exits(0);
    assert_eq!(paths(&again.out), format!("{written}.vscode/weef.code-snippets\n"));
    let mut second = tree::read(folder.path());
    let snippets = second.remove(".vscode/weef.code-snippets").expect("it was written");
    assert!(tree::difference(&first, &second).is_empty());
    let snippets: Json = serde_json::from_slice(&snippets).unwrap();
    assert_eq!(snippets["kind"]["body"][0], "kind: ${1|a\\, b\\|c,x$y|}");
    assert_eq!(
        (&snippets["kind"]["prefix"], &snippets["kind"]["scope"]),
        (&"kind".into(), &"markdown".into())
    );
    let whole = snippets["blogs"]["body"].as_array().unwrap();
    assert!(
        whole.first() == Some(&"---".into()) && whole.contains(&"title: \"$1\"".into()),
        "{whole:?}"
    );
}

#[test]
fn explain_shows_the_page_of_a_problem() {
    let folder = tempfile::tempdir().unwrap();
    let shown = run(folder.path(), &["explain", "broken-link"]).exits(0);
    assert!(!shown.out.starts_with("---") && shown.out.contains("`broken-link`"), "{}", shown.out);
    let unknown = run(folder.path(), &["explain", "broken-lnik"]).exits(2);
    assert!(unknown.err.contains("did you mean `broken-link`?") && unknown.out.is_empty());
    run(folder.path(), &["explain", "../index"]).exits(2);
}
