//! A preview that runs, and how it is asked.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value as Json;
use tempfile::TempDir;

use crate::case::TODAY;
use crate::command::weef;
use crate::tree;

/// When waiting for what must come has failed.
const LONGEST: Duration = Duration::from_secs(20);

/// A preview of a folder of its own. It ends with the value.
pub(super) struct Served {
    /// The folder around the site.
    folder: TempDir,
    child: Child,
    pub(super) port: u16,
    said: Arc<Mutex<String>>,
}

/// An answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// The head, as it was sent.
    pub(super) head: String,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A page without what the preview adds to it.
    pub(super) fn plain(&self) -> Vec<u8> {
        let text = self.text();
        match text.split_once("<script src=\"/-weef/live.js?seen=") {
            Some((before, after)) => {
                let after = after.split_once("</script>").map_or("", |(_, after)| after);
                [before, after].concat().into_bytes()
            }
            None => self.body.clone(),
        }
    }

    /// The value of a header.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    }
}

impl Served {
    pub(super) fn new(site: &[(&str, &str)], options: &[&str]) -> Self {
        Self::started(site, options, |command| command)
    }

    /// The same, by a command that starts the command.
    pub(super) fn started(
        site: &[(&str, &str)],
        options: &[&str],
        wrap: impl FnOnce(Command) -> Command,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        tree::write(&root, site.iter().copied());
        let arguments = [&["serve", "--port", "0", "--today", TODAY][..], options].concat();
        let mut command = wrap(weef(&root, &arguments));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let (heard, mut errors) = (Arc::clone(&said), child.stderr.take().unwrap());
        thread::spawn(move || {
            let mut part = [0; 4096];
            while let Ok(n @ 1..) = errors.read(&mut part) {
                heard.lock().unwrap().push_str(&String::from_utf8_lossy(&part[..n]));
            }
        });
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let port = first.trim().trim_end_matches('/').rsplit(':').next().unwrap_or_default();
        let port = port.parse().unwrap_or_else(|_| panic!("{first}: {}", said.lock().unwrap()));
        Self { folder, child, port, said }
    }

    pub(super) fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// A path in the site.
    pub(super) fn path(&self, below: &str) -> PathBuf {
        self.root().join(below)
    }

    /// A path beside the site.
    pub(super) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn write(&self, below: &str, text: &str) {
        tree::write(&self.root(), [(below, text)]);
    }

    pub(super) fn read(&self, below: &str) -> String {
        fs::read_to_string(self.path(below)).unwrap()
    }

    /// What stood on standard error until now.
    pub(super) fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    pub(super) fn connect(&self) -> TcpStream {
        let client = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        client.set_read_timeout(Some(LONGEST)).unwrap();
        client
    }

    /// Sends bytes and takes all that comes back.
    pub(super) fn send(&self, request: &[u8]) -> Vec<u8> {
        let mut client = self.connect();
        client.write_all(request).ok();
        let mut bytes = Vec::new();
        // What is no request is let go of without an answer.
        client.read_to_end(&mut bytes).ok();
        bytes
    }

    pub(super) fn ask(&self, method: &str, target: &str, headers: &str) -> Answer {
        let host = if headers.contains("Host: ") { "" } else { "Host: localhost\r\n" };
        let request =
            format!("{method} {target} HTTP/1.1\r\n{host}Connection: close\r\n{headers}\r\n");
        let bytes = self.send(request.as_bytes());
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answer { status, head, body: bytes.get(end + 4..).unwrap_or_default().to_vec() }
    }

    pub(super) fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, "")
    }

    /// Waits until something is so.
    pub(super) fn wait(&self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while !is_so(self) {
            assert!(begun.elapsed() < LONGEST, "{what}: {}", self.said());
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits until a page shows a text, or with an empty text until it is gone.
    pub(super) fn wait_for(&self, target: &str, text: &str) {
        self.wait(&format!("{target} shows {text:?}"), |served| {
            let answer = served.get(target);
            if text.is_empty() { answer.status == 404 } else { answer.text().contains(text) }
        });
    }

    pub(super) fn token(&self) -> String {
        let script = self.get("/-weef/live.js").text();
        let (_, rest) = script.split_once("const token = \"").unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    }

    /// What the desk says of a page.
    pub(super) fn desk(&self, page: &str) -> Json {
        let target = format!("/-weef/desk?token={}&page={page}", self.token());
        serde_json::from_slice(&self.get(&target).body).unwrap()
    }

    /// How many times something has changed.
    pub(super) fn number(&self) -> u64 {
        self.desk("/")["desk"].as_u64().unwrap()
    }

    /// Waits until nothing changes any more.
    pub(super) fn wait_for_quiet(&self) {
        self.wait("quiet", |served| {
            let before = served.number();
            thread::sleep(Duration::from_millis(700));
            served.number() == before
        });
    }

    pub(super) fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Every file of a fresh build of a folder, with drafts, as they are in a preview.
pub(super) fn built(root: &Path) -> tree::Tree {
    let output = tempfile::tempdir().unwrap();
    let folder = output.path().join("out");
    let to = folder.to_str().unwrap();
    let done =
        weef(root, &["build", "--drafts", "--today", TODAY, "--output", to]).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let files = tree::read(&folder).into_iter();
    files.filter(|(path, _)| !path.starts_with(".weef")).collect()
}
