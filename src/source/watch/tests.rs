//! What is told of changes, on values and on a real disk.

use super::super::Sources;
use super::*;
use jiff::civil::date;

fn paths<'p>(paths: impl IntoIterator<Item = &'p str>) -> BTreeSet<SourcePath> {
    paths.into_iter().map(SourcePath::new).collect()
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

#[test]
fn what_changed_is_found_by_comparing() {
    let today = date(2026, 11, 22);
    let memory = |files: &[(&str, &str)]| {
        let files = files.iter().map(|(path, text)| (*path, text.as_bytes()));
        fingerprint(&Sources::in_memory("content", today, files))
    };
    let old = memory(&[("a.md", "a"), ("b.md", "b"), ("c.md", "c")]);
    let new = memory(&[("a.md", "a"), ("b.md", "x"), ("d.md", "d")]);
    assert_eq!(changed(&old, &new, &paths([])), paths(["b.md", "c.md", "d.md"]));
    assert_eq!(changed(&old, &old, &paths([])), paths([]));
    assert_eq!(changed(&old, &old, &paths(["a.md", "content", "no.md"])), paths(["a.md"]));
}

#[test]
fn a_file_in_the_place_of_another_is_another() {
    let folder = tempfile::tempdir().unwrap();
    let (file, other) = (folder.path().join("content/x.md"), folder.path().join("content/y"));
    write(&file, "one");
    write(&other, "two");
    let then = file.metadata().unwrap().modified().unwrap();
    let look = || {
        fingerprint(
            &super::super::read_sources(
                folder.path(),
                &folder.path().join("public"),
                date(2026, 11, 22),
            )
            .unwrap(),
        )
    };
    let before = look();
    std::fs::rename(&other, &file).unwrap();
    std::fs::File::options().append(true).open(&file).unwrap().set_modified(then).unwrap();
    let after = look();
    assert_eq!(changed(&before, &after, &paths([])), paths(["content/x.md", "content/y"]));
}

#[test]
fn own_output_and_reading_are_no_news() {
    let (root, output) = (Path::new("/r"), Path::new("/r/public"));
    for quiet in
        ["/r/public/a/index.html", "/r/.git/index", "/r/target/x", "/r/a/node_modules/b/c.md"]
    {
        assert!(!may_hold_sources(Path::new(quiet), root, output), "{quiet}");
    }
    for telling in
        ["/r/content/a.md", "/r/content/target/a.md", "/r/weef.toml", "/r/publicaties/a.md"]
    {
        assert!(may_hold_sources(Path::new(telling), root, output), "{telling}");
    }
    let event = |kind| Ok(Event::new(kind).add_path("/r/content/a.md".into()));
    let read = EventKind::Access(AccessKind::Open(AccessMode::Read));
    assert_eq!(hint(root, output, event(read)), None);
    let written = EventKind::Access(AccessKind::Close(AccessMode::Write));
    for kind in [EventKind::Any, written] {
        let named = Hint { named: paths(["content/a.md"]), is_all: true };
        assert_eq!(hint(root, output, event(kind)), Some(named));
    }
    assert_eq!(hint(root, output, Err(notify::Error::generic("x"))), Some(Hint::unasked()));
    let lost = Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan);
    assert_eq!(hint(root, output, Ok(lost)), Some(Hint::unasked()));
}

/// Waits for a hint that names the source, as often as the folder must be looked at anyway.
fn hears(watch: &mut Watch, path: &str) -> bool {
    (0..3).any(|_| {
        let hint = watch.wait();
        watch.before_look();
        hint.named.contains(&SourcePath::new(path))
    })
}

#[test]
fn folders_made_later_are_heard() {
    let folder = tempfile::tempdir().unwrap();
    let root = real(folder.path());
    let mut watch = Watch::start(&root, &root.join("public"), false);
    assert_eq!(watch.alone(), None);
    std::fs::create_dir(root.join("content")).unwrap();
    assert!(hears(&mut watch, "content"));
    write(&root.join("content/x.md"), "x");
    assert!(hears(&mut watch, "content/x.md"));
    std::fs::remove_dir_all(root.join("content")).unwrap();
    std::fs::create_dir(root.join("content")).unwrap();
    watch.wait();
    watch.before_look();
    write(&root.join("content/y.md"), "y");
    assert!(hears(&mut watch, "content/y.md"));
}

#[test]
fn a_save_of_what_is_there_needs_no_look() {
    let folder = tempfile::tempdir().unwrap();
    let root = real(folder.path());
    for name in ["a", "b"] {
        write(&root.join(format!("content/x/{name}.md")), "x");
    }
    let read =
        || super::super::read_sources(&root, &root.join("public"), date(2026, 11, 22)).unwrap();
    let sources = read();
    let touch = |named: &[&str]| {
        let stamps = touched(&sources, &paths(named.iter().copied()))?;
        Some(stamps.into_keys().collect::<BTreeSet<_>>())
    };
    write(&root.join("content/x/a.md"), "longer");
    let a = "content/x/a.md";
    assert_eq!(touch(&[a]), Some(paths([a])));
    // What editors leave and take away beside it.
    write(&root.join("content/x/.a.md.swp"), "");
    for beside in ["content/x/.a.md.swp", "content/x/a.md~", "content/x/4913", "content/.git/index"]
    {
        assert_eq!(touch(&[a, beside]), Some(paths([a])), "{beside}");
    }
    write(&root.join("content/x/new.md"), "");
    for more in ["content/x/new.md", "content/x", "content"] {
        assert_eq!(touch(&[a, more]), None, "{more}");
    }
    std::fs::remove_file(root.join("content/x/b.md")).unwrap();
    assert_eq!(touch(&["content/x/b.md"]), None);
    let stamps = touched(&sources, &paths([a])).unwrap();
    assert_eq!(stamps[&SourcePath::new(a)], fingerprint(&read())[&SourcePath::new(a)]);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("a.md", root.join("content/x/link.md")).unwrap();
        let sources = read();
        assert_eq!(touched(&sources, &paths([a])), None, "a link may be the same file");
    }
}

#[test]
fn what_was_written_while_it_was_read_has_changed() {
    let folder = tempfile::tempdir().unwrap();
    let root = real(folder.path());
    for name in ["a", "b"] {
        write(&root.join(format!("content/x/{name}.md")), "x");
    }
    let sources =
        super::super::read_sources(&root, &root.join("public"), date(2026, 11, 22)).unwrap();
    let mut known = fingerprint(&sources);
    let both = paths(["content/x/a.md", "content/x/b.md"]);
    write(&root.join("content/x/a.md"), "longer");
    forget_what_moved(&sources, &mut known, &both);
    let none = BTreeSet::new();
    assert_eq!(changed(&known, &fingerprint(&sources), &none), paths(["content/x/a.md"]));
    // A folder that was away and is back: its files look as before.
    let known = fingerprint(&sources);
    assert_eq!(changed(&known, &fingerprint(&sources), &none), none);
    assert_eq!(changed(&known, &fingerprint(&sources), &paths(["content/x"])), both);
}

#[test]
fn the_last_written_come_first() {
    let stamp = |seconds| Stamp {
        size: 0,
        modified: Some(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)),
        identity: 0,
    };
    let times = [("a", 3), ("b", 9), ("c", 1), ("d", 9), ("e", 5)];
    let stamps = times.iter().map(|(path, at)| (SourcePath::new(path), stamp(*at))).collect();
    let names: Vec<String> =
        recent(&stamps, 3).into_iter().map(|(path, _)| path.to_string()).collect();
    assert_eq!(names, ["b", "d", "e"]);
}
