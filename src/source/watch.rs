//! The file system's word that something changed → a reason to look, and which files then differ.
//!
//! Events are hints. Half of them get lost where a folder is made and filled at once, and a network drive sends none;
//! so the folder is also looked at every now and then, and what changed is always found by comparing. Where events name
//! nothing but files that are sources already, only these are looked at: a save then costs the same on any site.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant, SystemTime};

use notify::event::{AccessKind, AccessMode};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::SourcePath;

mod drive;
mod stamps;

pub use stamps::{Stamp, Stamps, changed, fingerprint, forget_what_moved, recent, touched};

/// How long nothing more must be told before it is believed: an editor saves in several steps. Those of one save by vim,
/// `sed -i` and Node (VS Code) were told at most 3 ms apart, two commands of git one after the other 12 ms.
const QUIET: Duration = Duration::from_millis(20);
/// How long telling may go on before it is believed anyway.
const LONGEST: Duration = Duration::from_millis(250);
/// How often the folder is looked at without being told to.
const LOOK: Duration = Duration::from_secs(2);
/// The same, where nothing will tell.
const LOOK_ALONE: Duration = Duration::from_secs(1);
/// Looking takes at most one part in so many of the time.
const SHARE: u32 = 20;
/// When the folder is looked at again after more than files changed: what is written into a new folder before that is
/// watched, nobody tells.
const AGAIN: [Duration; 2] = [Duration::from_millis(120), Duration::from_millis(500)];

/// What was told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    /// The files and folders that were named.
    pub named: BTreeSet<SourcePath>,
    /// Whether these are all that can have changed.
    pub is_all: bool,
}

impl Hint {
    /// Nothing was told: there is nothing to look at.
    pub fn nothing() -> Self {
        Self { named: BTreeSet::new(), is_all: true }
    }

    /// Joins what else was told.
    pub fn add(&mut self, other: Self) {
        self.named.extend(other.named);
        self.is_all &= other.is_all;
    }

    /// Time to look, told by nobody.
    fn unasked() -> Self {
        Self::default()
    }
}

/// Why changes are looked for and not only waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alone {
    /// The system cannot tell; its words.
    Failed(String),
    /// The folder lies on a drive whose changes by others are not told.
    Network,
    /// It was asked.
    Asked,
}

/// Waits for changes below a root.
#[derive(Debug)]
pub struct Watch {
    root: PathBuf,
    output: PathBuf,
    hints: Receiver<Hint>,
    /// Kept so that the channel stays open where nobody watches.
    _alone: Sender<Hint>,
    events: Option<RecommendedWatcher>,
    watched: BTreeMap<PathBuf, Folder>,
    pause: Duration,
    alone: Option<Alone>,
    /// When the folder is to be looked at whatever is told.
    next_look: Instant,
    /// When it is to be looked at before that, because more than files changed.
    again: Vec<Instant>,
}

/// Tells a folder from another that has come in its place. A number alone does not: disks give it out again.
type Folder = (u64, Option<SystemTime>);

impl Watch {
    /// Begins to watch. With `poll` the system is not asked to tell anything.
    pub fn start(root: &Path, output: &Path, poll: bool) -> Self {
        let (sender, hints) = channel();
        let mut watch = Self {
            root: real(root),
            output: real(output),
            hints,
            _alone: sender.clone(),
            events: None,
            watched: BTreeMap::new(),
            pause: LOOK,
            alone: None,
            next_look: Instant::now() + LOOK,
            again: Vec::new(),
        };
        if poll {
            watch.look_alone(Alone::Asked);
            return watch;
        }
        let begun = watch.listen(sender);
        watch.note(begun);
        if watch.events.is_some() && drive::is_remote(&watch.root) {
            watch.look_alone(Alone::Network);
        }
        watch
    }

    /// Why changes have to be looked for every second; said once.
    pub fn alone(&mut self) -> Option<Alone> {
        self.alone.take()
    }

    fn look_alone(&mut self, why: Alone) {
        self.pause = LOOK_ALONE;
        self.next_look = Instant::now() + LOOK_ALONE;
        self.alone = Some(why);
    }

    fn note(&mut self, outcome: notify::Result<()>) {
        if let Err(error) = outcome {
            self.events = None;
            self.look_alone(Alone::Failed(error.to_string()));
        }
    }

    fn listen(&mut self, hints: Sender<Hint>) -> notify::Result<()> {
        let (root, output) = (self.root.clone(), self.output.clone());
        let on_event = move |event: notify::Result<Event>| {
            if let Some(told) = hint(&root, &output, event) {
                hints.send(told).ok();
            }
        };
        let mut events = RecommendedWatcher::new(on_event, Config::default())?;
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

    /// Waits until something was told and no more follows, or it is time to look.
    pub fn wait(&mut self) -> Hint {
        let due = self.again.iter().min().map_or(self.next_look, |due| self.next_look.min(*due));
        let pause = due.saturating_duration_since(Instant::now());
        let mut hint = match self.hints.recv_timeout(pause) {
            Ok(hint) => hint,
            Err(_) => Hint::unasked(),
        };
        let begun = Instant::now();
        while begun.elapsed() < LONGEST && !hint.named.is_empty() {
            match self.hints.recv_timeout(QUIET) {
                Ok(more) => hint.add(more),
                Err(_) => break,
            }
        }
        // Who saves all the time does not keep the rest from being seen.
        let now = Instant::now();
        hint.is_all &= self.next_look > now && self.again.iter().all(|due| *due > now);
        hint
    }

    /// Says that the whole folder is about to be looked at: what is written from now on is told, or seen.
    pub fn before_look(&mut self) {
        let now = Instant::now();
        self.again.retain(|due| *due > now);
        self.next_look = now + self.pause;
        let watched = self.watch_folders();
        self.note(watched);
    }

    /// Waits a while longer for what a half-done save still brings.
    pub fn wait_for_more(&mut self, pause: Duration) -> Hint {
        let mut hint = Hint::nothing();
        if let Ok(more) = self.hints.recv_timeout(pause) {
            hint.add(more);
        }
        hint
    }

    /// Says that the whole folder was looked at, how long that took, and whether other files were found than before.
    pub fn looked(&mut self, took: Duration, found: bool) {
        let now = Instant::now();
        self.next_look = now + self.pause.max(took * SHARE);
        if found {
            self.again = AGAIN.map(|later| now + later).into();
        }
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
    Some((stamps::number(&metadata), metadata.created().ok()))
}

/// Whether a change there could matter.
fn may_hold_sources(path: &Path, root: &Path, output: &Path) -> bool {
    let below = path.strip_prefix(root).unwrap_or(path);
    let built = below.starts_with("target") || path.starts_with(output);
    // `.weef` is weef's own, `.git` is Git's.
    !built
        && !below
            .iter()
            .any(|part| [".git", ".weef", "node_modules"].iter().any(|own| part == *own))
}

/// What an event tells; `None` where nothing in it matters.
fn hint(root: &Path, output: &Path, event: notify::Result<Event>) -> Option<Hint> {
    // Where something went wrong with the events themselves, that is all the more reason to look.
    let Ok(event) = event else { return Some(Hint::unasked()) };
    if event.need_rescan() || event.paths.is_empty() {
        return Some(Hint::unasked());
    }
    let is_read = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
        EventKind::Access(_) => true,
        _ => false,
    };
    if is_read {
        return None;
    }
    let mut hint = Hint::nothing();
    let mut matters = false;
    for path in event.paths.iter().filter(|path| may_hold_sources(path, root, output)) {
        matters = true;
        match source_path(path, root) {
            Some(path) => {
                hint.named.insert(path);
            }
            None => hint.is_all = false,
        }
    }
    matters.then_some(hint)
}

fn source_path(path: &Path, root: &Path) -> Option<SourcePath> {
    let parts: Option<Vec<&str>> =
        path.strip_prefix(root).ok()?.iter().map(|part| part.to_str()).collect();
    parts.filter(|parts| !parts.is_empty()).map(|parts| SourcePath::new(&parts.join("/")))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "files must change for it to be seen")]
mod tests;
