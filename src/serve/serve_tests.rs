//! The preview as a whole, without a socket.

use std::collections::BTreeSet;

use jiff::civil::date;

use super::http::Response;
use super::respond::tests::request;
use super::*;
use crate::site::Drafts;

fn sources(text: &str) -> Sources {
    let files = [
        ("weef.toml", b"title = \"T\"\n".as_slice()),
        ("content/over.md", text.as_bytes()),
        ("content/foto.png", b"png".as_slice()),
    ];
    Sources::in_memory("content", date(2026, 11, 22), files)
}

fn options() -> Options {
    Options {
        root: PathBuf::new(),
        output: PathBuf::new(),
        bind: None,
        allowed_hosts: Vec::new(),
        port: 0,
        open: false,
        poll: false,
        editor: Editor::default(),
        today: None,
        snapshot: snapshot::Options {
            drafts: Drafts::Include,
            at_root: true,
            hold: true,
            ..snapshot::Options::default()
        },
    }
}

fn preview(snapshot: Snapshot, number: u64) -> Arc<Preview> {
    Arc::new(Preview::new(snapshot, number, Vec::new(), Editor::default()))
}

/// What is shown before the site is there.
fn starting(text: &str) -> Shown {
    Shown::new(&options(), Live::new().expect("the system has randomness"), sources(text))
}

fn shown(text: &str) -> Shown {
    let shown = starting(text);
    shown.show(&preview(Snapshot::load(sources(text), options().snapshot), 0), None);
    shown
}

fn ask_with(shown: &Shown, target: &str, headers: &[(&str, &str)]) -> Response {
    match shown.answer(&request("GET", target, headers)) {
        Reply::Whole(response) => response,
        Reply::Socket(..) => panic!("{target} is no socket"),
    }
}

fn ask(shown: &Shown, target: &str) -> Response {
    ask_with(shown, target, &[])
}

fn text(response: Response) -> String {
    String::from_utf8(response.body).unwrap()
}

/// Saves the page.
fn save(shown: &Shown, text: &str) {
    let now = shown.current();
    let changed = BTreeSet::from([SourcePath::new("content/over.md")]);
    let next = follow::next(&now.snapshot, sources(text), &changed).unwrap();
    shown.show(&preview(next, now.number + 1), None);
}

#[test]
fn a_taken_port_gives_way_to_the_next() {
    let own = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let first = Server::bind(own, 0).unwrap();
    let second = take_port(own, first.port(), Speech::English).unwrap();
    assert!((1..=NEXT_PORTS).contains(&(second.port() - first.port())));
}

#[test]
fn a_change_is_shown() {
    let shown = shown("# Over\n\nEerst.\n");
    assert!(text(ask(&shown, "/over/")).contains("Eerst."));
    save(&shown, "# Over\n\nDan.\n");
    let now = text(ask(&shown, "/over/"));
    assert!(now.contains("Dan.") && !now.contains("Eerst."));
    assert!(follow::next(&shown.current().snapshot, sources(""), &BTreeSet::new()).is_none());
}

/// The same page in a template of the site's own.
fn templated(text: &str, template: &str) -> Sources {
    let path = "themes/eigen/templates/page.html";
    let files = [
        ("weef.toml", b"title = \"T\"\ntheme = \"eigen\"\n".as_slice()),
        ("content/over.md", text.as_bytes()),
        (path, template.as_bytes()),
    ];
    Sources::in_memory("content", date(2026, 11, 22), files)
}

fn text_of(shown: &Shown) -> String {
    text(ask(shown, "/over/"))
}

#[test]
fn a_template_that_fails_when_filled_in_leaves_the_page_as_it_looked() {
    let good = "<p>Mooi</p>{{ page.content }}";
    let first = Snapshot::load(templated("Een.", good), options().snapshot);
    let shown = starting("");
    shown.show(&preview(first, 0), None);
    let change = |text: &str, template: &str, path: &str| {
        let now = shown.current();
        let changed = BTreeSet::from([SourcePath::new(path)]);
        let next = follow::next(&now.snapshot, templated(text, template), &changed).unwrap();
        let next = Preview::new(next, now.number + 1, Vec::new(), Editor::default()).after(&now);
        shown.show(&Arc::new(next), None);
        text_of(&shown)
    };
    let failure = || {
        let failure = shown.current().failure(&UrlPath::parse("/over/").unwrap());
        failure.map(|failure| failure.file.to_string())
    };
    let (path, page) = ("themes/eigen/templates/page.html", "content/over.md");
    assert!(text_of(&shown).contains("Mooi") && failure().is_none());
    let bad = "{{ page.nope.deeper }}";
    let now = change("Een.", bad, path);
    assert!(now.contains("Mooi") && now.contains("Een."), "{now}");
    assert_eq!(failure().as_deref(), Some(path));
    // Writing goes on meanwhile, and another mistake changes nothing.
    let now = change("Twee.", bad, page);
    assert!(now.contains("Mooi") && now.contains("Twee."), "{now}");
    assert!(change("Twee.", "{{ page.nope.other }}", path).contains("Mooi"));
    let now = change("Twee.", "<p>Mooier</p>{{ page.content }}", path);
    assert!(now.contains("Mooier") && now.contains("Twee.") && failure().is_none());
}

#[test]
fn a_page_that_cannot_be_understood_stays_as_it_was() {
    let shown = shown("---\ntitel: Over\n---\n\nGoed.\n");
    save(&shown, "---\ntitel: [\n---\n\nHalf.\n");
    let now = text(ask(&shown, "/over/"));
    assert!(now.contains("Goed.") && !now.contains("Half."));
    let told = shown.current().snapshot.problems();
    assert!(told.iter().any(|d| d.problem.code() == "broken-front-matter"), "{told:?}");
    save(&shown, "---\ntitel: Over\n---\n\nBeter.\n");
    assert!(text(ask(&shown, "/over/")).contains("Beter."));
    assert!(!shown.current().snapshot.problems().iter().any(Diagnostic::is_error));
}

#[test]
fn what_is_broken_stops_nothing() {
    for text in ["---\ntitel: [\n---\n", "\u{0}", "{{ x }} {% y %}", "+++\na\n"] {
        assert_eq!(ask(&shown(text), "/").status, 200, "{text}");
    }
}

#[test]
fn files_are_copied_and_the_rest_is_not_found() {
    let shown = shown("# Over\n");
    assert_eq!(ask(&shown, "/foto.png").body, b"png");
    let missing = ask(&shown, "/geen/");
    assert_eq!(missing.status, 404);
    assert!(text(missing).contains("/-weef/live.js?seen="));
    assert_eq!(ask(&shown, "/over").status, 308);
    assert_eq!(ask(&shown, "/content/over.md").status, 404);
    assert_eq!(ask(&shown, "/-weef/live.js").status, 200);
}

#[test]
fn who_opens_a_page_gets_it_before_the_site_is_read() {
    let shown = starting("# Over\n\nTekst.\n");
    let opened = ask_with(&shown, "/over/", &[("sec-fetch-mode", "navigate")]);
    assert!(opened.status == 200 && text(opened).contains("Tekst."));
    // Anything else waits for the whole site.
    let patient = Arc::new(shown);
    let waiting = Arc::clone(&patient);
    let home =
        thread::spawn(move || ask_with(&waiting, "/", &[("sec-fetch-mode", "navigate")]).status);
    let site = Snapshot::load(sources("# Over\n"), options().snapshot);
    patient.show(&preview(site, 0), None);
    assert_eq!(home.join().unwrap(), 200);
}
