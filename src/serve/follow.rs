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
    stamps: Stamps,
    told: Vec<Diagnostic>,
    /// What was named while the folder could not be looked at.
    unseen: BTreeSet<SourcePath>,
    /// Why the folder could not be looked at the last time.
    failed: String,
}

impl<'o> Follower<'o> {
    pub(super) fn new(
        options: &'o Options,
        shown: Arc<Shown>,
        watch: Watch,
        stamps: Stamps,
    ) -> Self {
        let (told, unseen, failed) = (Vec::new(), BTreeSet::new(), String::new());
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
            self.step(hint, speech);
        }
    }

    /// Shows what has changed, if anything has.
    fn step(&mut self, mut hint: Hint, speech: Speech) {
        let now = self.shown.current();
        let mut seen = self.see(&now.snapshot.sources, &hint, speech);
        if let Some((sources, changed)) = seen.take_if(|seen| self.is_emptied(seen)) {
            hint = self.watch.wait_for_more(EMPTY);
            hint.named.extend(changed);
            seen = self.see(&sources, &hint, speech);
        }
        let Some((sources, mut changed)) = seen else { return };
        // What was away just when it was to be read looks as it did when it is back.
        let is_back = |path: &&SourcePath| sources.read_start(path).is_ok();
        changed.extend(now.snapshot.unreadable().filter(is_back).cloned());
        let Some(snapshot) = next(&now.snapshot, sources, &changed) else { return };
        let next = Arc::new(preview(self.options, snapshot, now.number + 1, &self.stamps));
        let saved = saved(&changed, &next).map(|path| next.saved(&now, path));
        self.shown.show(&next, saved.as_ref());
        drop(now);
        report(&next.snapshot, &mut self.told);
    }

    /// The sources of now, and which of them changed; none where the folder cannot be looked at.
    fn see(
        &mut self,
        sources: &Sources,
        hint: &Hint,
        speech: Speech,
    ) -> Option<(Sources, BTreeSet<SourcePath>)> {
        if hint.is_all
            && self.unseen.is_empty()
            && sources.today == today(self.options)
            && let Some(changed) = watch::touched(sources, &mut self.stamps, &hint.named)
        {
            return Some((sources.clone(), changed));
        }
        self.watch.before_look();
        let begun = Instant::now();
        self.unseen.extend(hint.named.iter().cloned());
        match look(self.options) {
            Ok((sources, stamps)) => {
                let changed = watch::changed(&self.stamps, &stamps, &self.unseen);
                self.unseen.clear();
                let same_files = stamps.len() == self.stamps.len()
                    && changed.iter().all(|path| self.stamps.contains_key(path));
                self.watch.looked(begun.elapsed(), !same_files);
                self.stamps = stamps;
                self.failed.clear();
                Some((sources, changed))
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

    /// Whether a page that changed has nothing in it now.
    fn is_emptied(&self, (_, changed): &(Sources, BTreeSet<SourcePath>)) -> bool {
        let is_empty = |path: &SourcePath| self.stamps.get(path).is_some_and(|s| s.size == 0);
        changed.iter().any(|path| path.is_markdown() && is_empty(path))
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
