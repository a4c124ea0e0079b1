//! The preview: a site in the browser while it is written.
//!
//! Requests are answered from one immutable snapshot, held behind an [`Arc`]; a change makes the next one and swaps
//! it. What a file system tells is a hint to look again and never more; what has changed is found by looking.

use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;

use jiff::civil::Date;

use crate::diagnostic::{self, Diagnostic, Speech};
use crate::snapshot::{self, Snapshot};
use crate::source::watch::{self, Stamps, Watch};
use crate::source::{self, SourcePath, Sources};

mod http;
mod live;
mod preview;
mod respond;

use http::{Reply, Request, Server};
use live::Live;
use preview::Preview;

/// How many ports after a taken one are tried.
const NEXT_PORTS: u16 = 20;

/// What is served, and where.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of the site.
    pub root: PathBuf,
    /// The folder that `build` writes, which is no source.
    pub output: PathBuf,
    /// The first port to try; 0 is any that is free.
    pub port: u16,
    /// Whether a browser is opened.
    pub open: bool,
    /// The date that counts as today; without it the preview follows the clock, also past midnight.
    pub today: Option<Date>,
    /// What a snapshot is made with.
    pub snapshot: snapshot::Options,
}

/// Why there is no preview.
#[derive(Debug)]
pub enum ServeError {
    /// The folder cannot be read.
    Read(io::Error),
    /// No port is to be had; the first that was tried.
    Bind(u16, io::Error),
    /// The address cannot be printed.
    Output(io::Error),
    /// The system has no random numbers.
    Random(io::Error),
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(error) => error.fmt(f),
            Self::Bind(port, error) => write!(f, "127.0.0.1:{port}: {error}"),
            Self::Output(error) => write!(f, "standard output: {error}"),
            Self::Random(error) => write!(f, "random numbers: {error}"),
        }
    }
}

impl std::error::Error for ServeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let (Self::Read(e) | Self::Bind(_, e) | Self::Output(e) | Self::Random(e)) = self;
        Some(e)
    }
}

/// Serves a site until the process ends.
///
/// The first line on standard output is the address; problems go to standard error, at the start and whenever they
/// have changed.
///
/// # Errors
/// When the folder cannot be read at the start, or no port is free. After that, nothing in the folder ends it.
pub fn serve(options: &Options) -> Result<(), ServeError> {
    let (sources, stamps) = look(options).map_err(ServeError::Read)?;
    let snapshot = Snapshot::load(sources, options.snapshot.clone());
    let speech = snapshot.speech();
    let server = bind(options.port, speech)?;
    let live = Live::new().map_err(|e| ServeError::Random(io::Error::other(e.to_string())))?;
    let desk = Arc::new(Desk { current: RwLock::new(Arc::new(Preview::new(snapshot))), live });
    let address = format!("http://127.0.0.1:{}/", server.port());
    let mut out = io::stdout();
    writeln!(out, "{address}").and_then(|()| out.flush()).map_err(ServeError::Output)?;
    let answering = Arc::clone(&desk);
    thread::spawn(move || server.run(move |request| answering.answer(request)));
    if options.open && open::that_detached(&address).is_err() {
        say(
            speech,
            &format!("geen browser gevonden; open {address}"),
            &format!("no browser found; open {address}"),
        );
    }
    desk.follow(options, stamps);
    Ok(())
}

/// Takes the port that was asked for, or the next that is free.
fn bind(wanted: u16, speech: Speech) -> Result<Server, ServeError> {
    let first = match Server::bind(wanted) {
        Ok(server) => return Ok(server),
        Err(error) => error,
    };
    if first.kind() == io::ErrorKind::AddrInUse {
        let mut next = (1..=NEXT_PORTS).filter_map(|more| wanted.checked_add(more));
        if let Some(server) = next.find_map(|port| Server::bind(port).ok()) {
            let port = server.port();
            say(
                speech,
                &format!("poort {wanted} is bezet; het voorbeeld staat op poort {port}"),
                &format!("port {wanted} is taken; the preview is on port {port}"),
            );
            return Ok(server);
        }
    }
    Err(ServeError::Bind(wanted, first))
}

/// What is in the folder now, and how each file looks from outside.
fn look(options: &Options) -> io::Result<(Sources, Stamps)> {
    // Asked each time: a preview left open must know of midnight.
    let today = options.today.unwrap_or_else(source::today);
    let sources = source::read_sources(&options.root, &options.output, today)?;
    // Stamped before anything is read: what changes in between is seen as changed the next time.
    let stamps = watch::fingerprint(&sources);
    Ok((sources, stamps))
}

/// The snapshot of now, and who looks at it.
struct Desk {
    current: RwLock<Arc<Preview>>,
    live: Live,
}

impl Desk {
    fn current(&self) -> Arc<Preview> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn answer(&self, request: &Request) -> Reply {
        let url = match respond::admit(request) {
            Ok(url) => url,
            Err(response) => return Reply::Whole(response),
        };
        let reply = if Live::owns(&url) {
            self.live.reply(&url, request, || self.current())
        } else {
            Reply::Whole(respond::respond(&*self.current(), &url))
        };
        match reply {
            Reply::Whole(response) => Reply::Whole(response.for_method(&request.method)),
            stream @ Reply::Stream(..) => stream,
        }
    }

    /// Follows the folder, for ever.
    fn follow(&self, options: &Options, mut stamps: Stamps) {
        let mut told = Vec::new();
        report(&self.current().snapshot, &mut told);
        let speech = self.current().snapshot.speech();
        let mut watch = Watch::start(&options.root, &options.output);
        let mut failed = String::new();
        loop {
            if let Some(why) = watch.failure() {
                say(
                    speech,
                    &format!(
                        "het systeem meldt geen wijzigingen ({why}); er wordt elke seconde gekeken"
                    ),
                    &format!(
                        "the system tells of no changes ({why}); looking every second instead"
                    ),
                );
            }
            let named = watch.wait();
            let (sources, new) = match look(options) {
                Ok(seen) => seen,
                Err(error) => {
                    // The folder is away for a moment (a branch is switched, a drive drops out); said once.
                    let error = error.to_string();
                    if error != failed {
                        say(speech, &error, &error);
                    }
                    failed = error;
                    continue;
                }
            };
            failed.clear();
            let changed = watch::changed(&stamps, &new, &named);
            stamps = new;
            if let Some(next) = step(&self.current().snapshot, sources, &changed) {
                self.show(next);
                report(&self.current().snapshot, &mut told);
            }
        }
    }

    /// From now on, this.
    fn show(&self, snapshot: Snapshot) {
        let next = Arc::new(Preview::new(snapshot));
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&next);
        self.live.tell(&*next);
    }
}

/// The snapshot after a change; `None` where nothing has changed.
fn step(now: &Snapshot, sources: Sources, changed: &BTreeSet<SourcePath>) -> Option<Snapshot> {
    let old = &now.sources;
    let same = changed.is_empty()
        && old.today == sources.today
        && old.content == sources.content
        && old.left_out == sources.left_out;
    (!same).then(|| now.apply(sources, changed))
}

/// Prints the problems of a snapshot, if they are others than were told last.
fn report(snapshot: &Snapshot, told: &mut Vec<Diagnostic>) {
    let problems = snapshot.problems();
    if problems == *told {
        return;
    }
    let speech = snapshot.speech();
    let mut err = io::stderr().lock();
    let colour = err.is_terminal();
    let text_of = |path: &SourcePath| {
        let bytes = snapshot.sources.read(path).ok()?;
        String::from_utf8(bytes.to_vec()).ok()
    };
    // Where standard error is closed, there is nobody to tell.
    diagnostic::print(&mut err, &problems, (speech, colour), &text_of).ok();
    drop(err);
    match diagnostic::summary(&problems, speech).as_str() {
        "" => say(speech, "alles is opgelost", "all is well again"),
        summary => say(speech, summary, summary),
    }
    *told = problems;
}

/// One line on standard error.
fn say(speech: Speech, dutch: &str, english: &str) {
    let line = match speech {
        Speech::Dutch => dutch,
        Speech::English => english,
    };
    writeln!(io::stderr(), "{line}").ok();
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::Response;
    use jiff::civil::date;
    use respond::tests::request;

    fn sources(text: &str) -> Sources {
        let files = [("content/over.md", text.as_bytes()), ("content/foto.png", b"png".as_slice())];
        Sources::in_memory("content", date(2026, 11, 22), files)
    }

    fn desk(text: &str) -> Desk {
        let snapshot = Snapshot::load(sources(text), snapshot::Options::default());
        let live = Live::new().expect("the system has randomness");
        Desk { current: RwLock::new(Arc::new(Preview::new(snapshot))), live }
    }

    fn ask(desk: &Desk, target: &str) -> Response {
        match desk.answer(&request("GET", target, &[])) {
            Reply::Whole(response) => response,
            Reply::Stream(head, _) => head,
        }
    }

    #[test]
    fn a_taken_port_gives_way_to_the_next() {
        let first = Server::bind(0).unwrap();
        let second = bind(first.port(), Speech::English).unwrap();
        assert!((1..=NEXT_PORTS).contains(&(second.port() - first.port())));
    }

    #[test]
    fn a_change_is_shown() {
        let desk = desk("# Over\n\nEerst.\n");
        let shows =
            |text: &str| String::from_utf8(ask(&desk, "/over/").body).unwrap().contains(text);
        assert!(shows("Eerst."));
        let changed = BTreeSet::from([SourcePath::new("content/over.md")]);
        let next = step(&desk.current().snapshot, sources("# Over\n\nDan.\n"), &changed).unwrap();
        desk.show(next);
        assert!(shows("Dan.") && !shows("Eerst."));
        assert!(step(&desk.current().snapshot, sources(""), &BTreeSet::new()).is_none());
    }

    #[test]
    fn what_is_broken_stops_nothing() {
        for text in ["---\ntitel: [\n---\n", "\u{0}", "{{ x }} {% y %}", "+++\na\n"] {
            assert_eq!(ask(&desk(text), "/").status, 200, "{text}");
        }
    }

    #[test]
    fn files_are_copied_and_the_rest_is_not_found() {
        let desk = desk("# Over\n");
        assert_eq!(ask(&desk, "/foto.png").body, b"png");
        let missing = ask(&desk, "/geen/");
        assert_eq!(missing.status, 404);
        assert!(String::from_utf8(missing.body).unwrap().contains("/-weef/live.js?seen="));
        assert_eq!(ask(&desk, "/over").status, 308);
        assert_eq!(ask(&desk, "/content/over.md").status, 404);
        assert_eq!(ask(&desk, "/-weef/live.js").status, 200);
        assert_eq!(ask(&desk, "/-weef/events?token=1&page=%2F").status, 403);
    }
}
