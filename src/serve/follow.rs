//! What happens in the folder → the next snapshot, for ever.
//!
//! A save of files that are sources already costs what these cost; anything else is found by looking at the whole folder.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::Date;

use super::preview::Preview;
use super::{Options, Shown, report, say};
use crate::diagnostic::{Diagnostic, Speech};
use crate::snapshot::Snapshot;
use crate::source::watch::{self, Alone, Hint, Stamps, Watch};
use crate::source::{self, SourcePath, Sources};

/// How many sources that were changed last are remembered.
const RECENT: usize = 20;
/// How long a page that has just been emptied may stay so before that is believed: some editors empty a file and fill
/// it again.
const EMPTY: Duration = Duration::from_millis(150);

/// What is in the folder now, and how each file looks from outside.
pub(super) fn look(options: &Options) -> io::Result<(Sources, Stamps)> {
    let sources = source::read_sources(&options.root, &options.output, today(options))?;
    // Stamped before anything is read: what changes in between is seen as changed the next time.
    let stamps = watch::fingerprint(&sources);
    Ok((sources, stamps))
}

/// Asked each time: a preview left open must know of midnight.
fn today(options: &Options) -> Date {
    options.today.unwrap_or_else(source::today)
}

/// The preview of a snapshot after so many others.
pub(super) fn preview(
    options: &Options,
    snapshot: Snapshot,
    number: u64,
    stamps: &Stamps,
) -> Preview {
    Preview::new(snapshot, number, watch::recent(stamps, RECENT), options.editor.clone())
}

/// Follows the folder.
pub(super) struct Follower<'o> {
    options: &'o Options,
    shown: Arc<Shown>,
    watch: Watch,
    /// How the files looked of which the snapshot was made that is shown.
    stamps: Stamps,
    told: Vec<Diagnostic>,
    /// What was named since then and not looked at.
    unseen: Hint,
    /// Why the folder could not be looked at the last time.
    failed: String,
}

/// What is in the folder, beside what is shown.
struct Seen {
    sources: Sources,
    /// The stamps that are new.
    stamps: Stamps,
    /// Whether these are the stamps of all sources.
    is_whole: bool,
    changed: BTreeSet<SourcePath>,
}

impl Seen {
    /// Whether a page that changed has nothing in it.
    fn is_emptied(&self) -> bool {
        let is_empty = |path: &SourcePath| self.stamps.get(path).is_some_and(|s| s.size == 0);
        self.changed.iter().any(|path| path.is_markdown() && is_empty(path))
    }
}

impl<'o> Follower<'o> {
    pub(super) fn new(
        options: &'o Options,
        shown: Arc<Shown>,
        watch: Watch,
        stamps: Stamps,
    ) -> Self {
        let (told, unseen, failed) = (Vec::new(), Hint::nothing(), String::new());
        Self { options, shown, watch, stamps, told, unseen, failed }
    }

    /// Never ends.
    pub(super) fn run(mut self) -> ! {
        let current = self.shown.current();
        report(&current.snapshot, &mut self.told);
        let speech = current.snapshot.speech();
        drop(current);
        loop {
            if let Some(why) = self.watch.alone() {
                say_alone(speech, &why);
            }
            let hint = self.watch.wait();
            self.unseen.add(hint);
            self.step(speech);
        }
    }

    /// Shows what has changed, if anything has.
    fn step(&mut self, speech: Speech) {
        let now = self.shown.current();
        let Some(mut seen) = self.see(&now.snapshot.sources, speech) else { return };
        if seen.is_emptied() {
            let more = self.watch.wait_for_more(EMPTY);
            self.unseen.add(more);
            let Some(again) = self.see(&now.snapshot.sources, speech) else { return };
            seen = again;
        }
        self.unseen = Hint::nothing();
        let Seen { sources, stamps, is_whole, mut changed } = seen;
        if is_whole {
            self.stamps = stamps;
        } else {
            self.stamps.extend(stamps);
        }
        // What was away just when it was to be read looks as it did when it is back.
        let is_back = |path: &SourcePath| sources.read_ends(path, (1, 0)).is_ok();
        changed.extend(now.snapshot.unreadable().into_iter().filter(is_back));
        let Some(snapshot) = next(&now.snapshot, sources, &changed) else { return };
        watch::forget_what_moved(&snapshot.sources, &mut self.stamps, &changed);
        let next = preview(self.options, snapshot, now.number + 1, &self.stamps).after(&now);
        let next = Arc::new(next.with(Arc::clone(&now.drawer)));
        let saved = saved(&changed, &next).map(|path| next.saved(&now, path));
        self.shown.show(&next, saved.as_ref());
        drop(now);
        report(&next.snapshot, &mut self.told);
    }

    /// What is in the folder beside the sources that are shown; none where the folder cannot be looked at.
    fn see(&mut self, sources: &Sources, speech: Speech) -> Option<Seen> {
        if self.unseen.is_all
            && sources.today == today(self.options)
            && let Some(stamps) = watch::touched(sources, &self.unseen.named)
        {
            let changed = stamps.keys().cloned().collect();
            return Some(Seen { sources: sources.clone(), stamps, is_whole: false, changed });
        }
        // Whatever comes of it, the whole has to be looked at.
        self.unseen.is_all = false;
        self.watch.before_look();
        let begun = Instant::now();
        match look(self.options) {
            Ok((sources, stamps)) => {
                let changed = watch::changed(&self.stamps, &stamps, &self.unseen.named);
                let same_files = stamps.len() == self.stamps.len()
                    && changed.iter().all(|path| self.stamps.contains_key(path));
                self.watch.looked(begun.elapsed(), !same_files);
                self.failed.clear();
                Some(Seen { sources, stamps, is_whole: true, changed })
            }
            Err(error) => {
                // The folder is away for a moment (a branch is switched, a drive drops out); said once.
                let error = error.to_string();
                if error != self.failed {
                    say(speech, &error, &error);
                }
                self.failed = error;
                None
            }
        }
    }
}

/// The snapshot after a change; none where nothing has changed.
pub(super) fn next(
    now: &Snapshot,
    sources: Sources,
    changed: &BTreeSet<SourcePath>,
) -> Option<Snapshot> {
    let old = &now.sources;
    let same = changed.is_empty()
        && old.today == sources.today
        && old.content == sources.content
        && old.left_out == sources.left_out;
    (!same).then(|| now.apply(sources, changed))
}

/// The page that was saved, where it is clear which: of a checkout of a hundred nobody follows one.
fn saved<'c>(changed: &'c BTreeSet<SourcePath>, next: &Preview) -> Option<&'c SourcePath> {
    let mut pages = changed.iter().filter(|path| next.snapshot.document(path).is_some());
    pages.next().filter(|_| pages.next().is_none())
}

fn say_alone(speech: Speech, why: &Alone) {
    let (dutch, english) = match why {
        Alone::Failed(cause) => (
            format!("het systeem meldt geen wijzigingen ({cause}); er wordt elke seconde gekeken"),
            format!("the system tells of no changes ({cause}); looking every second instead"),
        ),
        Alone::Network => (
            "de map staat op een netwerkschijf of gedeelde map; er wordt elke seconde gekeken"
                .to_owned(),
            "the folder lies on a network drive or a shared folder; looking every second"
                .to_owned(),
        ),
        Alone::Asked => {
            ("er wordt elke seconde gekeken".to_owned(), "looking every second".to_owned())
        }
    };
    say(speech, &dutch, &english);
}
