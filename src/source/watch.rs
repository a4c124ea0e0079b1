//! The file system's word that something changed → a reason to look, and which files then differ.
//!
//! Events are hints. Half of them get lost where a folder is made and filled at once, and a network drive sends none;
//! so the folder is also looked at every now and then, and what changed is always found by comparing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
#[cfg(unix)]
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, SystemTime};

use notify::{Config, EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, NoCache, new_debouncer_opt};

use super::{Source, SourcePath, Sources};

/// How long events are gathered: an editor saves in several steps.
const GATHER: Duration = Duration::from_millis(50);
/// How often the folder is looked at without being told to.
const LOOK: Duration = Duration::from_secs(2);
/// The same, where nothing will tell.
const LOOK_ALONE: Duration = Duration::from_secs(1);

/// How a file looks from outside. Two that differ mean that the file may have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
    /// Differs where a file was put in the place of another.
    identity: u64,
}

/// The stamps of all sources.
pub type Stamps = BTreeMap<SourcePath, Stamp>;

/// The stamps of what is there.
pub fn fingerprint(sources: &Sources) -> Stamps {
    sources.files.iter().map(|(path, source)| (path.clone(), stamp(source))).collect()
}

fn stamp(source: &Source) -> Stamp {
    match source {
        Source::Memory(bytes) => Stamp {
            size: bytes.len() as u64,
            modified: None,
            identity: xxhash_rust::xxh3::xxh3_64(bytes),
        },
        Source::Disk(path) => {
            path.metadata().map_or(Stamp { size: 0, modified: None, identity: 0 }, |metadata| {
                Stamp {
                    size: metadata.len(),
                    modified: metadata.modified().ok(),
                    identity: identity(&metadata),
                }
            })
        }
    }
}

/// The file's number, and when its name, rights or bytes last changed: a file restored with its old date shows here.
#[cfg(unix)]
fn identity(metadata: &Metadata) -> u64 {
    let parts =
        [number(metadata), metadata.ctime().cast_unsigned(), metadata.ctime_nsec().cast_unsigned()];
    xxhash_rust::xxh3::xxh3_64(&parts.map(u64::to_le_bytes).concat())
}

#[cfg(not(unix))]
fn identity(metadata: &Metadata) -> u64 {
    number(metadata)
}

#[cfg(unix)]
fn number(metadata: &Metadata) -> u64 {
    metadata.ino()
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> u64 {
    0
}

/// Which sources were written, made or removed. Those that were `named` count even where their stamps are equal: two
/// saves within one tick of the disk's clock look the same.
pub fn changed(old: &Stamps, new: &Stamps, named: &BTreeSet<SourcePath>) -> BTreeSet<SourcePath> {
    let written = new.iter().filter(|(path, stamp)| old.get(*path) != Some(stamp));
    let removed = old.keys().filter(|path| !new.contains_key(*path));
    let named = named.iter().filter(|path| old.contains_key(*path) || new.contains_key(*path));
    written.map(|(path, _)| path).chain(removed).chain(named).cloned().collect()
}

/// Waits for changes below a root.
#[derive(Debug)]
pub struct Watch {
    root: PathBuf,
    output: PathBuf,
    hints: Receiver<BTreeSet<SourcePath>>,
    /// Kept so that the channel stays open where nobody watches.
    _alone: Sender<BTreeSet<SourcePath>>,
    events: Option<Debouncer<RecommendedWatcher, NoCache>>,
    watched: BTreeMap<PathBuf, Folder>,
    failure: Option<String>,
}

/// Tells a folder from another that has come in its place. A number alone does not: disks give it out again.
type Folder = (u64, Option<SystemTime>);

impl Watch {
    /// Begins to watch.
    pub fn start(root: &Path, output: &Path) -> Self {
        let (sender, hints) = channel();
        let mut watch = Self {
            root: real(root),
            output: real(output),
            hints,
            _alone: sender.clone(),
            events: None,
            watched: BTreeMap::new(),
            failure: None,
        };
        let begun = watch.listen(sender);
        watch.note(begun);
        watch
    }

    /// Why the system cannot tell of changes any more; said once. They are looked for every second then.
    pub fn failure(&mut self) -> Option<String> {
        self.failure.take()
    }

    fn note(&mut self, outcome: notify::Result<()>) {
        if let Err(error) = outcome {
            self.events = None;
            self.failure = Some(error.to_string());
        }
    }

    fn listen(&mut self, hints: Sender<BTreeSet<SourcePath>>) -> notify::Result<()> {
        let (root, output) = (self.root.clone(), self.output.clone());
        let on_events = move |result: DebounceEventResult| {
            if let Some(named) = hint(&root, &output, &result) {
                hints.send(named).ok();
            }
        };
        // Without a cache of file numbers: which file became which is not asked.
        let mut events = new_debouncer_opt(GATHER, None, on_events, NoCache, Config::default())?;
        events.watch(&self.root, RecursiveMode::NonRecursive)?;
        self.events = Some(events);
        self.watch_folders()
    }

    /// Watches each folder of the root that may hold sources. Not the root as a whole: a build folder with ten thousand
    /// files would use up what the system has to give.
    fn watch_folders(&mut self) -> notify::Result<()> {
        let Some(events) = &mut self.events else { return Ok(()) };
        let folders = folders(&self.root, &self.output);
        for (path, _) in folders.iter().filter(|(path, it)| self.watched.get(*path) != Some(it)) {
            match events.watch(path, RecursiveMode::Recursive) {
                // Made and gone again; the next look knows better.
                Err(error) if matches!(error.kind, notify::ErrorKind::PathNotFound) => {}
                other => other?,
            }
        }
        self.watched = folders;
        Ok(())
    }

    /// Waits until something was told, or it is time to look. Returns the sources that were named.
    pub fn wait(&mut self) -> BTreeSet<SourcePath> {
        let pause = if self.events.is_some() { LOOK } else { LOOK_ALONE };
        let mut named = self.hints.recv_timeout(pause).unwrap_or_default();
        self.hints.try_iter().for_each(|more| named.extend(more));
        let watched = self.watch_folders();
        self.note(watched);
        named
    }
}

/// The path as events spell it, also of a folder that is not there yet.
fn real(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    absolute.canonicalize().unwrap_or_else(|_| match (absolute.parent(), absolute.file_name()) {
        (Some(folder), Some(name)) => real(folder).join(name),
        _ => absolute,
    })
}

/// The folders in the root that may hold sources.
fn folders(root: &Path, output: &Path) -> BTreeMap<PathBuf, Folder> {
    #[expect(clippy::disallowed_methods, reason = "this is the door")]
    let entries = std::fs::read_dir(root);
    let paths = entries.into_iter().flatten().flatten().map(|entry| entry.path());
    let paths = paths.filter(|path| may_hold_sources(path, root, output));
    paths.filter_map(|path| folder(&path).map(|it| (path, it))).collect()
}

fn folder(path: &Path) -> Option<Folder> {
    let metadata = path.metadata().ok().filter(Metadata::is_dir)?;
    Some((number(&metadata), metadata.created().ok()))
}

/// Whether a change there could matter.
fn may_hold_sources(path: &Path, root: &Path, output: &Path) -> bool {
    let below = path.strip_prefix(root).unwrap_or(path);
    let built = below.starts_with("target") || path.starts_with(output);
    !built && !below.iter().any(|part| part == ".git" || part == "node_modules")
}

/// What a batch of events names; `None` where nothing in it matters.
fn hint(root: &Path, output: &Path, result: &DebounceEventResult) -> Option<BTreeSet<SourcePath>> {
    // Where something went wrong with the events themselves, that is all the more reason to look.
    let Ok(events) = result else { return Some(BTreeSet::new()) };
    let telling = |kind: &EventKind| !matches!(kind, EventKind::Access(_));
    let events = events.iter().filter(|event| telling(&event.kind) || event.need_rescan());
    let mut named = None;
    for event in events {
        if event.paths.is_empty() {
            named.get_or_insert_default();
        }
        for path in event.paths.iter().filter(|path| may_hold_sources(path, root, output)) {
            let named: &mut BTreeSet<SourcePath> = named.get_or_insert_default();
            named.extend(source_path(path, root));
        }
    }
    named
}

fn source_path(path: &Path, root: &Path) -> Option<SourcePath> {
    let parts: Option<Vec<&str>> =
        path.strip_prefix(root).ok()?.iter().map(|part| part.to_str()).collect();
    parts.map(|parts| SourcePath::new(&parts.join("/")))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "files must change for it to be seen")]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::time::Instant;

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
        let event = |kind| {
            let event = notify::Event::new(kind).add_path("/r/content/a.md".into());
            Ok(vec![notify_debouncer_full::DebouncedEvent::new(event, Instant::now())])
        };
        let read =
            EventKind::Access(notify::event::AccessKind::Open(notify::event::AccessMode::Read));
        assert_eq!(hint(root, output, &event(read)), None);
        assert_eq!(hint(root, output, &event(EventKind::Any)), Some(paths(["content/a.md"])));
    }

    /// Waits for a hint that names the source, as often as the folder must be looked at anyway.
    fn hears(watch: &mut Watch, path: &str) -> bool {
        (0..3).any(|_| watch.wait().contains(&SourcePath::new(path)))
    }

    #[test]
    fn folders_made_later_are_heard() {
        let folder = tempfile::tempdir().unwrap();
        let root = real(folder.path());
        let mut watch = Watch::start(&root, &root.join("public"));
        assert_eq!(watch.failure(), None);
        std::fs::create_dir(root.join("content")).unwrap();
        assert!(hears(&mut watch, "content"));
        write(&root.join("content/x.md"), "x");
        assert!(hears(&mut watch, "content/x.md"));
        std::fs::remove_dir_all(root.join("content")).unwrap();
        std::fs::create_dir(root.join("content")).unwrap();
        watch.wait();
        write(&root.join("content/y.md"), "y");
        assert!(hears(&mut watch, "content/y.md"));
    }
}
