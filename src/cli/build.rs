//! `weef build`: writes the site, or says why not.

use std::collections::HashMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use anyhow::{Context as _, Result};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::pictures::Workshop;
use super::{BuildArgs, complain, report, say, verdict};
use crate::diagnostic::{Diagnostic, Speech, summary};
use crate::output::{self, Content, OutputError, Pictures, Target};
use crate::render::{Output, render_both, render_route};
use crate::site::{Change, Drafts, NextChange};
use crate::snapshot::{Options, Route, Snapshot};
use crate::source::{CONTENT_FOLDER, THEMES_FOLDER};
use crate::url::UrlPath;

/// How many changes of the next day are told.
const CHANGES_TOLD: usize = 3;

pub(super) fn run(args: &BuildArgs) -> Result<ExitCode> {
    let start = Instant::now();
    let output = args.output.clone().unwrap_or_else(|| args.site.default_output());
    let base_url = super::base_url(args.base_url.as_deref())?;
    let drafts = if args.drafts { Drafts::Include } else { Drafts::Exclude };
    let root = &args.site.root;
    let sources = args.site.sources(&output)?;
    let folders: Vec<PathBuf> =
        [CONTENT_FOLDER, THEMES_FOLDER].iter().map(|folder| root.join(folder)).collect();
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let target = Target::open(&output, root, &folders, home.as_deref())?;

    let snapshot = Snapshot::load(
        sources,
        Options { drafts, base_url, host: args.host, ..Options::default() },
    );
    let mut problems = snapshot.problems();
    let mut code = verdict(&problems, args.strict);
    let (mut written, mut pictures) = (None, (0, 0));
    if code == 0 {
        let workshop = Workshop::new(&snapshot, Pictures::open(root));
        problems.extend(workshop.fill());
        if verdict(&problems, args.strict) == 0 {
            let (published, failed) = publish(&snapshot, &target, &workshop)?;
            problems.extend(failed);
            written = published;
        }
        if written.is_some() {
            workshop.sweep();
        }
        pictures = workshop.counts();
        problems.sort();
        problems.dedup();
        code = verdict(&problems, args.strict);
    } else {
        // Nothing will be published; but all that is wrong is said in one run, also what only rendering shows.
        problems = crate::check::problems(&snapshot);
    }
    report(&snapshot, &problems)?;
    let pages = snapshot.site.pages().count();
    let tally = summary(&problems, snapshot.speech());
    match written.filter(|_| code == 0) {
        Some(published) => {
            mention(&published);
            let counts =
                Counts { pages, files: snapshot.all_routes().count(), published: &published };
            let seconds = start.elapsed().as_secs_f64();
            let report = counts.told(snapshot.speech(), seconds, &output.display().to_string());
            let tally = if tally.is_empty() { String::new() } else { format!("; {tally}") };
            say(&format!("{report}{tally}"))?;
            tell_pictures(snapshot.speech(), pictures)?;
            if let Some(next) = snapshot.site.next_change() {
                say(&next_change(&snapshot, &next))?;
            }
        }
        None => complain(&refusal(snapshot.speech(), &tally)),
    }
    // The process ends here: taking ten thousand documents apart first would only keep people waiting.
    std::mem::forget(snapshot);
    Ok(ExitCode::from(code))
}

/// That nothing was published.
fn refusal(speech: Speech, tally: &str) -> String {
    match speech {
        Speech::Dutch => {
            format!("er is niets gepubliceerd, de oude site blijft zoals die was: {tally}")
        }
        Speech::English => format!("nothing was published, the old site stays as it was: {tally}"),
    }
}

/// When the site has to be built again because a page changes by itself.
fn next_change(snapshot: &Snapshot, next: &NextChange) -> String {
    let site = &snapshot.site;
    let speech = snapshot.speech();
    let day = site.config.language.date(next.date);
    let told = next.changes.iter().take(CHANGES_TOLD).map(|(page, change)| {
        let title = &site.facts(*page).title;
        let what = match (speech, change) {
            (Speech::Dutch, Change::Publish) => "verschijnt",
            (Speech::Dutch, Change::Expire) => "verloopt",
            (Speech::Dutch, Change::Archive) => "gaat naar het archief",
            (Speech::Dutch, Change::Review) => "moet nagekeken zijn",
            (Speech::English, Change::Publish) => "appears",
            (Speech::English, Change::Expire) => "expires",
            (Speech::English, Change::Archive) => "goes to the archive",
            (Speech::English, Change::Review) => "is due for review",
        };
        format!("“{title}” {what}")
    });
    let told = told.collect::<Vec<_>>().join(", ");
    let more = next.changes.len().saturating_sub(CHANGES_TOLD);
    match (speech, more) {
        (Speech::Dutch, 0) => format!("de volgende geplande wijziging is op {day}: {told}"),
        (Speech::Dutch, more) => {
            format!("de volgende geplande wijziging is op {day}: {told}, en nog {more}")
        }
        (Speech::English, 0) => format!("the next scheduled change is on {day}: {told}"),
        (Speech::English, more) => {
            format!("the next scheduled change is on {day}: {told}, and {more} more")
        }
    }
}

/// How much was written, for the line at the end.
struct Counts<'p> {
    pages: usize,
    files: usize,
    published: &'p output::Published,
}

impl Counts<'_> {
    fn told(&self, speech: Speech, seconds: f64, folder: &str) -> String {
        let Self { pages, files, published } = self;
        let output::Published { written, unchanged, removed, .. } = published;
        match speech {
            Speech::Dutch => format!(
                "{pages} pagina's in {files} bestanden: {written} geschreven, {unchanged} gelijk gebleven, \
                 {removed} weggehaald, in {} s, naar {folder}",
                format!("{seconds:.2}").replace('.', ",")
            ),
            Speech::English => format!(
                "{pages} pages in {files} files: {written} written, {unchanged} unchanged, {removed} removed, \
                 in {seconds:.2} s, to {folder}"
            ),
        }
    }
}

/// How many pictures were made, and whether the next build must make them again.
fn tell_pictures(speech: Speech, (made, unkept): (usize, usize)) -> Result<()> {
    if made > 0 {
        say(&match speech {
            Speech::Dutch if made == 1 => {
                "1 afbeelding gemaakt; die blijft bewaard in .weef/pictures".to_owned()
            }
            Speech::English if made == 1 => {
                "1 picture made; it is kept in .weef/pictures".to_owned()
            }
            Speech::Dutch => {
                format!("{made} afbeeldingen gemaakt; ze blijven bewaard in .weef/pictures")
            }
            Speech::English => {
                format!("{made} pictures made; they are kept in .weef/pictures")
            }
        })?;
    }
    if unkept > 0 {
        complain(&match speech {
            Speech::Dutch => format!(
                "{unkept} afbeeldingen konden niet worden bewaard in .weef/pictures; de volgende keer worden ze opnieuw gemaakt"
            ),
            Speech::English => format!(
                "{unkept} pictures could not be kept in .weef/pictures; they will be made again the next time"
            ),
        });
    }
    Ok(())
}

/// Says what the publisher of the site may want to know about its folder.
fn mention(published: &output::Published) {
    for path in &published.overwritten {
        complain(&format!(
            "{path} had been edited in the output; it is written anew from its source"
        ));
    }
    for path in &published.kept_edited {
        complain(&format!(
            "{path} belongs to no page any more, but was edited in the output; it stays there"
        ));
    }
    if !published.at_once {
        complain("this folder cannot be replaced in one step; it was written file by file");
    }
    for folder in &published.left_behind {
        complain(&format!(
            "{} is left of an earlier build and could not be removed",
            folder.display()
        ));
    }
}

/// Renders and writes every route; gives what was written, and what went wrong in templates.
fn publish(
    snapshot: &Snapshot,
    target: &Target,
    workshop: &Workshop<'_>,
) -> Result<(Option<output::Published>, Vec<Diagnostic>)> {
    let routes: Vec<_> = snapshot.all_routes().collect();
    let files: Vec<_> = routes.iter().map(|(url, _)| url.out_path()).collect();
    let failed = Mutex::new(Vec::new());
    let twins = Twins::default();
    snapshot.settle();
    let bar = progress(routes.len());
    let produce = |at: usize| {
        let (url, route) = routes.get(at)?;
        bar.inc(1);
        match twins.render(snapshot, url, route) {
            Ok(Output::Bytes(bytes)) => Some(Content::Bytes(bytes)),
            Ok(Output::Copy(path)) => snapshot.sources.location(&path).map(Content::File),
            Ok(Output::Picture(made)) => match workshop.bytes(&made) {
                Ok(bytes) => Some(Content::Bytes(bytes)),
                // It went just now; whoever copies it says so.
                Err(_) => snapshot.sources.location(&made.source).map(Content::File),
            },
            Ok(Output::Card(card)) => Some(Content::Bytes(workshop.card(&card))),
            Err(problem) => {
                if let Ok(mut failed) = failed.lock() {
                    failed.push(problem);
                }
                None
            }
        }
    };
    let published = match output::publish(target, &files, &produce) {
        Ok(published) => Some(published),
        Err(OutputError::Incomplete(_)) => None,
        Err(error) => return Err(error).context("the site cannot be written"),
    };
    bar.finish_and_clear();
    Ok((published, failed.into_inner().unwrap_or_default()))
}

/// Pages as Markdown that were made together with their pages, until it is their turn. One whose turn comes first, on
/// another thread, is made by itself: the bytes are the same.
#[derive(Default)]
struct Twins {
    made: Mutex<HashMap<UrlPath, Vec<u8>>>,
}

impl Twins {
    fn render(
        &self,
        snapshot: &Snapshot,
        url: &UrlPath,
        route: &Route,
    ) -> Result<Output, Diagnostic> {
        let made = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Route::Markdown(page) = route
            && let Some(twin) = made().remove(page)
        {
            return Ok(Output::Bytes(twin));
        }
        let Some(both) = render_both(snapshot, url, route) else {
            return render_route(snapshot, url, route);
        };
        let (page, twin) = both?;
        made().insert(url.clone(), twin);
        Ok(Output::Bytes(page))
    }
}

/// A bar on a terminal, and only when it lasts; nothing in a log.
fn progress(length: usize) -> ProgressBar {
    const WORTH_SHOWING: usize = 2_000;
    if length < WORTH_SHOWING {
        return ProgressBar::hidden();
    }
    let bar =
        ProgressBar::with_draw_target(Some(length as u64), ProgressDrawTarget::stderr_with_hz(8));
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}");
    if let Ok(style) = style { bar.with_style(style) } else { bar }
}
