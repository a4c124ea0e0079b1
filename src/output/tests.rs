//! What publishing must do, on a real disk in temporary folders.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::*;

type Site<'a> = &'a [(&'a str, &'a str)];

const FIRST: Site =
    &[("index.html", "home"), ("blogs/a/index.html", "a"), ("assets/site.css", "css")];
const BOTH: [Strategy; 2] = [Strategy::Exchange, Strategy::InPlace];

/// A root with an output folder.
struct Root {
    dir: TempDir,
}

impl Root {
    fn new() -> Self {
        let dir = TempDir::new().unwrap();
        fs::create_dir(dir.path().join("content")).unwrap();
        Self { dir }
    }

    fn path(&self) -> PathBuf {
        self.dir.path().canonicalize().unwrap()
    }

    fn output(&self) -> PathBuf {
        self.path().join("public")
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.output().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn open(&self, dir: &str) -> Result<Target, OutputError> {
        let content = self.path().join("content");
        Target::open(&self.path().join(dir), &self.path(), &[content], None)
    }

    fn build(&self, strategy: Strategy, site: Site) -> Result<Published, OutputError> {
        let files: Vec<OutPath> = site.iter().map(|(p, _)| OutPath::parse(p).unwrap()).collect();
        let produce = |i: usize| match site[i].1 {
            "FAIL" => None,
            text => Some(match text.strip_prefix("FILE ") {
                Some(path) => Content::File(path.into()),
                None => Content::Bytes(text.into()),
            }),
        };
        let result = publish_by(strategy, &self.open("public")?, &files, &produce);
        if !matches!(&result, Ok(published) if !published.left_behind.is_empty()) {
            assert_eq!(self.beside(), [] as [String; 0], "nothing stays next to the output");
        }
        result
    }

    /// What lies in the root besides the content and the output.
    fn beside(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path()).unwrap();
        let names = entries.map(|e| e.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.starts_with('.')).collect()
    }

    /// Every file in the output but the manifest.
    fn site(&self) -> BTreeMap<String, String> {
        let mut all = tree(&self.output());
        all.remove(manifest::FILE);
        all
    }
}

/// Every file of a folder with its text; folders with nothing in them too.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().skip(1) {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        if entry.file_type().is_file() {
            found.insert(path, fs::read_to_string(entry.path()).unwrap());
        } else if entry.file_type().is_symlink() {
            found.insert(path, format!("-> {}", fs::read_link(entry.path()).unwrap().display()));
        } else if fs::read_dir(entry.path()).unwrap().next().is_none() {
            found.insert(path + "/", String::new());
        }
    }
    found
}

fn expected(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(p, t)| ((*p).to_owned(), (*t).to_owned())).collect()
}

fn counts(p: &Published) -> (usize, usize, usize) {
    (p.written, p.unchanged, p.removed)
}

#[test]
fn first_build_then_nothing_then_an_edit() {
    for strategy in BOTH {
        let root = Root::new();
        assert_eq!(counts(&root.build(strategy, FIRST).unwrap()), (3, 0, 0));
        assert_eq!(root.site(), expected(FIRST));

        let stamp =
            |path: &str| fs::metadata(root.output().join(path)).unwrap().modified().unwrap();
        let before = (stamp(""), stamp("index.html"), stamp(manifest::FILE));
        let published = root.build(strategy, FIRST).unwrap();
        assert_eq!((counts(&published), published.at_once), ((0, 3, 0), true));
        assert_eq!(before, (stamp(""), stamp("index.html"), stamp(manifest::FILE)));

        let edited = [FIRST[0], ("blogs/a/index.html", "A"), FIRST[2], ("new/index.html", "n")];
        let published = root.build(strategy, &edited).unwrap();
        assert_eq!(counts(&published), (2, 2, 0));
        assert_eq!(published.at_once, strategy == Strategy::Exchange);
        assert_eq!(root.site(), expected(&edited));
        assert_eq!(before.1, stamp("index.html"), "a file that did not change keeps its time");
    }
}

#[test]
fn any_sequence_ends_where_a_fresh_build_ends() {
    let sites: [Site; 7] = [
        &[],
        FIRST,
        &[("index.html", "home"), ("blogs", "a file where a folder was")],
        &[("blogs/a/b/index.html", "deeper"), ("index.html/x", "a folder where a file was")],
        &[("index.html", "HOME"), ("assets/site.css", "css")],
        &[("blogs/a/index.html", "a")],
        &[("blogs/a", "x"), ("assets/site.css/y", "y")],
    ];
    for strategy in BOTH {
        for (from, to) in sites.iter().flat_map(|a| sites.iter().map(move |b| (a, b))) {
            let (root, fresh) = (Root::new(), Root::new());
            root.build(strategy, from).unwrap();
            root.build(strategy, to).unwrap();
            fresh.build(Strategy::Exchange, to).unwrap();
            assert_eq!(tree(&root.output()), tree(&fresh.output()), "{strategy:?} {from:?} {to:?}");
        }
    }
}

#[test]
fn stale_files_and_their_folders_go() {
    for strategy in BOTH {
        let root = Root::new();
        root.build(strategy, FIRST).unwrap();
        assert_eq!(counts(&root.build(strategy, &FIRST[..1]).unwrap()), (0, 1, 2));
        assert_eq!(root.site(), expected(&FIRST[..1]));
        assert!(!root.output().join("blogs").exists() && !root.output().join("assets").exists());
    }
}

#[test]
fn what_is_not_ours_stays() {
    for strategy in BOTH {
        let root = Root::new();
        root.build(strategy, FIRST).unwrap();
        root.put("CNAME", "example.nl");
        root.put(".git/objects/00/1", "git");
        root.put("blogs/a/photo.jpg", "mine");
        fs::create_dir_all(root.output().join("empty/folder")).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("nowhere", root.output().join("link")).unwrap();
        let foreign = root.site();

        let published = root.build(strategy, &FIRST[..1]).unwrap();
        let names: &[&str] = if cfg!(unix) {
            &[".git/", "CNAME", "blogs/a/photo.jpg", "empty/", "link"]
        } else {
            &[".git/", "CNAME", "blogs/a/photo.jpg", "empty/"]
        };
        assert_eq!(published.kept_foreign, names);
        assert_eq!(published.at_once, strategy == Strategy::Exchange);
        let mut left = foreign;
        left.retain(|path, _| !["blogs/a/index.html", "assets/site.css"].contains(&path.as_str()));
        assert_eq!(root.site(), left);
    }
}

#[test]
fn edited_files_stay_if_stale_and_are_reported_if_overwritten() {
    for strategy in BOTH {
        let root = Root::new();
        root.build(strategy, FIRST).unwrap();
        root.put("blogs/a/index.html", "edited by hand");
        root.put("index.html", "edited by hand");
        let published = root.build(strategy, &FIRST[..1]).unwrap();
        assert_eq!(counts(&published), (1, 0, 1));
        assert_eq!(published.kept_edited, ["blogs/a/index.html"]);
        assert_eq!(published.kept_foreign, [] as [&str; 0]);
        assert_eq!(published.overwritten, ["index.html"]);
        let site = [FIRST[0], ("blogs/a/index.html", "edited by hand")];
        assert_eq!(root.site(), expected(&site));

        // From now on it is somebody else's, and a page that comes back there does not replace it.
        assert_eq!(root.build(strategy, &FIRST[..1]).unwrap().kept_foreign, ["blogs/"]);
        let error = root.build(strategy, FIRST).unwrap_err().to_string();
        assert!(error.contains("\n  blogs/a/index.html"), "{error}");
        assert_eq!(root.site(), expected(&site));
    }
}

#[test]
fn a_foreign_file_is_never_written_over() {
    for strategy in BOTH {
        let root = Root::new();
        root.build(strategy, &FIRST[..1]).unwrap();
        let before = tree(&root.output());
        for (theirs, ours) in
            [("x/index.html", "x/index.html"), ("x", "x/index.html"), ("x/y", "x")]
        {
            root.put(theirs, "theirs");
            let error = root.build(strategy, &[FIRST[0], (ours, "ours")]).unwrap_err();
            assert!(matches!(&error, OutputError::InTheWay { .. }), "{error}");
            assert!(error.to_string().contains(&format!("\n  {theirs}")), "{error}");
            assert_eq!(fs::read_to_string(root.output().join(theirs)).unwrap(), "theirs");
            let top = root.output().join("x");
            if top.is_dir() { fs::remove_dir_all(top) } else { fs::remove_file(top) }.unwrap();
            assert_eq!(tree(&root.output()), before);
        }
        // The same bytes are in nobody's way, and are weef's from then on.
        root.put("x/index.html", "same");
        let site = [FIRST[0], ("x/index.html", "same")];
        assert_eq!(counts(&root.build(strategy, &site).unwrap()), (0, 2, 0));
        assert_eq!(counts(&root.build(strategy, &FIRST[..1]).unwrap()), (0, 1, 1));
        assert_eq!(tree(&root.output()), before);
    }
}

#[test]
fn a_failing_page_or_file_leaves_the_old_site() {
    for strategy in BOTH {
        let root = Root::new();
        root.build(strategy, FIRST).unwrap();
        let before = tree(&root.output());
        let failing: [Site; 2] = [
            &[("index.html", "new"), ("b/index.html", "FAIL"), ("c/index.html", "FAIL")],
            &[("index.html", "new"), ("photo.jpg", "FILE /does/not/exist")],
        ];
        for (site, words) in failing.iter().zip(["2 pages failed", "/does/not/exist"]) {
            let error = root.build(strategy, site).unwrap_err().to_string();
            assert!(error.contains(words), "{error}");
            assert_eq!(tree(&root.output()), before);
        }
        let fresh = Root::new();
        fresh.build(strategy, failing[0]).unwrap_err();
        assert!(!fresh.output().exists());
    }
}

#[test]
fn files_are_copied_and_compared() {
    for strategy in BOTH {
        let root = Root::new();
        let source = root.path().join("content/photo.jpg");
        fs::write(&source, "p".repeat(200_000)).unwrap();
        let spec = format!("FILE {}", source.display());
        let site = [("photo.jpg", spec.as_str())];
        assert_eq!(counts(&root.build(strategy, &site).unwrap()), (1, 0, 0));
        assert_eq!(root.site()["photo.jpg"].len(), 200_000);
        assert_eq!(counts(&root.build(strategy, &site).unwrap()), (0, 1, 0));
        fs::write(&source, "q").unwrap();
        assert_eq!(counts(&root.build(strategy, &site).unwrap()), (1, 0, 0));
        assert_eq!(root.site()["photo.jpg"], "q");
    }
}

#[test]
fn refused_folders() {
    let root = Root::new();
    fs::create_dir_all(root.path().join("content/blogs")).unwrap();
    fs::create_dir_all(root.path().join("full/sub")).unwrap();
    fs::create_dir_all(root.path().join("work/.git")).unwrap();
    fs::create_dir_all(root.path().join("damaged")).unwrap();
    fs::create_dir_all(root.path().join("escaping")).unwrap();
    fs::write(root.path().join("file"), "").unwrap();
    fs::write(root.path().join("damaged").join(manifest::FILE), r#"{"version":1,"files":{"#)
        .unwrap();
    let escaping = r#"{"version":1,"files":{"../content/x.md":"00"}}"#;
    fs::write(root.path().join("escaping").join(manifest::FILE), escaping).unwrap();
    let before = tree(&root.path());
    let refused = |dir: &str| match root.open(dir) {
        Err(OutputError::Refused { because, .. }) => because,
        other => panic!("{dir}: {other:?}"),
    };
    for dir in [".", "", "..", "content/..", "public/../.", "full/sub/../../../"] {
        if dir == "public/../." {
            continue;
        }
        assert!(matches!(refused(dir), Refusal::Root(_)), "{dir}");
    }
    for dir in ["content", "content/", "content/blogs", "content/new/public", "full/../content"] {
        assert!(matches!(refused(dir), Refusal::Sources(_)), "{dir}");
    }
    assert_eq!(refused("/"), Refusal::FileSystemRoot);
    assert_eq!(refused("full"), Refusal::NotOurs);
    assert_eq!(refused("work"), Refusal::GitRoot);
    assert_eq!(refused("file"), Refusal::NotAFolder);
    assert!(matches!(refused("damaged"), Refusal::Manifest(_)));
    assert!(matches!(refused("escaping"), Refusal::Manifest(_)));
    for fine in ["public", "full/sub", "new/below/public", "./public/"] {
        root.open(fine).unwrap();
    }
    let home = Target::open(
        &root.path().join("full"),
        &root.path(),
        &[],
        Some(&root.path().join("full/sub")),
    );
    assert!(matches!(home, Err(OutputError::Refused { because: Refusal::Home(_), .. })));
    // Where the root itself holds the pages, the output may lie in it.
    Target::open(&root.output(), &root.path(), &[root.path()], None).unwrap();
    assert_eq!(tree(&root.path()), before, "checking touches nothing");
}

#[cfg(unix)]
#[test]
fn links_to_the_output_are_followed_and_stay() {
    use std::os::unix::fs::symlink;
    let root = Root::new();
    fs::create_dir(root.path().join("real")).unwrap();
    symlink("real", root.path().join("public")).unwrap();
    symlink("content", root.path().join("to-content")).unwrap();
    symlink("missing", root.path().join("dead")).unwrap();
    root.build(Strategy::Exchange, FIRST).unwrap();
    root.build(Strategy::Exchange, &FIRST[..1]).unwrap();
    assert!(fs::symlink_metadata(root.output()).unwrap().is_symlink());
    assert!(root.path().join("real/index.html").is_file());
    assert!(root.open("to-content").is_err() && root.open("to-content/x").is_err());
    let error = root.open("dead").unwrap_err();
    assert!(matches!(error, OutputError::Refused { because: Refusal::DeadLink, .. }));
}

#[cfg(unix)]
#[test]
fn rights_of_the_output_stay() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    for strategy in BOTH {
        let root = Root::new();
        root.build(strategy, FIRST).unwrap();
        fs::create_dir(root.path().join("plain")).unwrap();
        assert_eq!(mode(&root.output()), mode(&root.path().join("plain")));
        root.put(".git/HEAD", "");
        fs::set_permissions(root.output(), fs::Permissions::from_mode(0o2750)).unwrap();
        fs::set_permissions(root.output().join(".git"), fs::Permissions::from_mode(0o700)).unwrap();
        root.build(strategy, &FIRST[..1]).unwrap();
        assert_eq!(mode(&root.output()), 0o2750);
        assert_eq!(mode(&root.output().join(".git")), 0o700);
    }
}

#[test]
fn what_killed_builds_leave_is_cleared() {
    let root = Root::new();
    root.build(Strategy::Exchange, FIRST).unwrap();
    root.put("CNAME", "example.nl");
    let beside = |name: &str, files: &[(&str, &str)]| {
        let folder = root.path().join(name);
        fs::create_dir(&folder).unwrap();
        for (path, text) in files {
            fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
            fs::write(folder.join(path), text).unwrap();
        }
        folder
    };
    let manifest = fs::read_to_string(root.output().join(manifest::FILE)).unwrap();
    beside(".public.weef-aaaaaa", &[(staging::INSIDE, ""), ("index.html", "half")]);
    beside(".public.weef-bbbbbb", &[]);
    // The old site after an exchange: with a file that came while weef was busy.
    let old = [
        (manifest::FILE, manifest.as_str()),
        ("index.html", "home"),
        ("CNAME", "example.nl"),
        ("late.txt", "late"),
    ];
    beside(".public.weef-cccccc", &old);
    // Not weef's, whatever it is called.
    let theirs = beside(".public.weef-backup-of-may", &[("x", "")]);
    fs::rename(&theirs, root.path().join("theirs")).unwrap();
    root.build(Strategy::Exchange, FIRST).unwrap();
    let mut site = expected(FIRST);
    site.extend(expected(&[("CNAME", "example.nl"), ("late.txt", "late")]));
    assert_eq!(root.site(), site);

    // What differs from the output's file of that name is nowhere else, so it stays and is reported.
    let folder = beside(".public.weef-dddddd", &[(manifest::FILE, &manifest), ("CNAME", "other")]);
    let published = root.build(Strategy::Exchange, FIRST).unwrap();
    assert_eq!(published.left_behind, std::slice::from_ref(&folder));
    assert_eq!(tree(&folder)["CNAME"], "other");
    fs::remove_dir_all(folder).unwrap();
    assert_eq!(root.site(), site);
}

/// Stops a build in place after each of its steps: the next one, of whatever site, ends as a fresh build.
#[test]
fn a_killed_build_in_place_is_finished() {
    let second: Site =
        &[("index.html", "HOME"), ("new/index.html", "n"), ("assets/site.css", "css")];
    for moved in 0..=2 {
        let root = Root::new();
        root.build(Strategy::InPlace, FIRST).unwrap();
        root.put("CNAME", "theirs");
        let target = root.open("public").unwrap();
        let hashed = |site: Site| {
            let hash = |text: &str| xxhash_rust::xxh3::xxh3_128(text.as_bytes());
            Manifest::new(site.iter().map(|(p, t)| (OutPath::parse(p).unwrap(), hash(t))))
        };
        let staging = Staging::inside(&target).unwrap();
        for (path, text) in &second[..2] {
            staging.write_bytes(path, text.as_bytes()).unwrap();
        }
        staging.write_bytes(manifest::FILE, &hashed(second).to_json()).unwrap();
        let folder = staging.keep();
        let both = hashed(second).over(&hashed(FIRST));
        fs::write(root.output().join(manifest::FILE), both.to_json()).unwrap();
        for (path, _) in &second[..moved] {
            let to = root.output().join(path);
            staging::in_folder(&to, || fs::rename(folder.join(path), &to)).unwrap();
        }
        // The build after it fails, but what was begun is finished first.
        root.build(Strategy::Exchange, &[("index.html", "FAIL")]).unwrap_err();
        let mut site = expected(second);
        site.insert("CNAME".into(), "theirs".into());
        assert_eq!(root.site(), site);
        assert_eq!(counts(&root.build(Strategy::Exchange, second).unwrap()), (0, 3, 0));
    }
}

#[test]
fn weefs_own_names_are_reserved() {
    let root = Root::new();
    for path in [manifest::FILE, ".weef-staging/x"] {
        let error = root.build(Strategy::Exchange, &[(path, "x")]).unwrap_err();
        assert!(matches!(error, OutputError::Reserved(_)));
    }
    // Two files of one name are prevented upstream; here they must only not do harm.
    let double = [("index.html", "a"), ("index.html", "b")];
    assert!(matches!(root.build(Strategy::Exchange, &double), Err(OutputError::Failed(_))));
    assert!(!root.output().exists());
}

#[test]
fn builds_wait_for_each_other() {
    let root = Root::new();
    let sites: Vec<String> = (0..8).map(|i| format!("build {i}")).collect();
    let files = [OutPath::parse("index.html").unwrap(), OutPath::parse("a/index.html").unwrap()];
    std::thread::scope(|scope| {
        for text in &sites {
            let target = root.open("public").unwrap();
            let files = &files;
            scope.spawn(move || {
                publish(&target, files, &|_| Some(Content::Bytes(text.clone().into()))).unwrap()
            });
        }
    });
    let site = root.site();
    assert_eq!(site["index.html"], site["a/index.html"]);
    assert_eq!(root.beside(), [] as [String; 0]);
}
