//! Sockets ↔ plain requests and responses: the only code that knows `tiny_http`.
//!
//! `tiny_http` 0.12 reads connections; every answer is written here. What is told piece by piece goes over a WebSocket: its
//! own responses hold such streams back until they end, and a browser has six connections for all tabs of one host. What it lets through that no server should is refused here, before anyone sees it: a request that
//! says it has a body, says its length twice, or hides control characters. The rest of what is known about it stands
//! with the code that works around it.

use std::collections::HashMap;
use std::io::{self, Write};
use std::mem::ManuallyDrop;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tungstenite::protocol::{Message, Role, WebSocket};

/// How many requests are answered at the same time, sockets not counted.
const AT_ONCE: usize = 64;
/// How long a client may leave one write waiting; three of them pass before it is given up.
const PATIENCE: Duration = Duration::from_secs(4);
/// How long nothing more is answered on a connection whose framing cannot be trusted.
const BANISHED: Duration = Duration::from_secs(10);
/// The longest body that is read and thrown away; see [`refuse`].
const DRAINED: usize = 64 * 1024 * 1024;
/// How often [`Server::knocker`] knocks after a request, and how long apart.
const KNOCKS: u32 = 4;
const KNOCK_PAUSE: Duration = Duration::from_millis(10);
/// How often it knocks when nothing happens.
const KNOCK_ANYWAY: Duration = Duration::from_secs(1);
/// How often it is asked whether anybody still listens.
const LISTENING: Duration = Duration::from_millis(250);
/// How many file descriptors must be free before connections are accepted again.
const SPARE: usize = 8;

/// A request without a body; no other is ever handed on.
#[derive(Clone, Debug, Default)]
pub(super) struct Request {
    /// `GET`, as it was sent.
    pub(super) method: String,
    /// What stood between method and version, as it was sent: `/blogs/x/?q=a`.
    pub(super) target: String,
    /// Names in lower case, and values.
    pub(super) headers: Vec<(String, String)>,
    /// Whether it comes from this computer.
    pub(super) is_local: bool,
}

impl Request {
    /// Every value of a header, by its name in lower case.
    pub(super) fn all<'r>(&'r self, name: &'r str) -> impl Iterator<Item = &'r str> {
        self.headers.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The value of a header that is there once.
    pub(super) fn one<'r>(&'r self, name: &'r str) -> Option<&'r str> {
        let mut all = self.all(name);
        all.next().filter(|_| all.next().is_none())
    }

    /// What a request for a WebSocket is to be answered with (RFC 6455, 4.2); none where it is no such request.
    pub(super) fn socket_key(&self) -> Option<String> {
        let has = |name, wanted: &str| {
            let mut parts = self.all(name).flat_map(|value| value.split(','));
            parts.any(|part| part.trim().eq_ignore_ascii_case(wanted))
        };
        let is_asked = self.method == "GET"
            && has("upgrade", "websocket")
            && has("connection", "upgrade")
            && self.one("sec-websocket-version") == Some("13");
        let key = self.one("sec-websocket-key").filter(|key| is_asked && key.len() == 24)?;
        Some(tungstenite::handshake::derive_accept_key(key.as_bytes()))
    }
}

/// What is sent back, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
}

/// What is sent over a WebSocket, one after the other, for as long as there is something and somebody reads it. An empty
/// text is only sent to find out whether anybody does.
pub(super) type Words = Box<dyn Iterator<Item = String> + Send>;

/// An answer.
pub(super) enum Reply {
    /// All at once.
    Whole(Response),
    /// A WebSocket that takes what it is told, for a request that asks for one (see [`Request::socket_key`]): the answer
    /// to its key.
    Socket(String, Words),
}

/// A socket that listens.
#[derive(Debug)]
pub(super) struct Server {
    listener: TcpListener,
    address: SocketAddr,
}

impl Server {
    /// Takes a port of an address; 0 is any that is free.
    pub(super) fn bind(address: IpAddr, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((address, port))?;
        limit_sending(&listener)?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address })
    }

    /// The port it listens on.
    pub(super) fn port(&self) -> u16 {
        self.address.port()
    }

    /// Answers requests until the process ends.
    pub(super) fn run(self, answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) {
        let counter = Arc::new(Counter::new(Box::new(answer), self.knocker()));
        let died = notice_deaths();
        loop {
            let accepting = self.accept();
            while let Some(request) = next(&accepting, &died) {
                counter.take(request);
            }
            // The first failing `accept` (no file descriptor left) ends tiny_http's listening for good, or has it
            // panic. Who is connected is answered as before; who knocks meanwhile waits in the listener, which is ours.
            let counter = Arc::clone(&counter);
            thread::spawn(move || {
                while let Ok(request) = accepting.recv() {
                    counter.take(request);
                }
            });
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Knocks on the server's own door while it is used.
    ///
    /// `tiny_http` hands a connection to a thread that it takes to be waiting. When several come at the same moment, as
    /// they do from a browser, it takes one thread to be waiting for two of them, and the second is not heard until
    /// another connection ends, which one that waits for events never does. A connection that comes and goes at once
    /// brings a thread that hears it.
    fn knocker(&self) -> Sender<()> {
        let (knocker, busy) = channel();
        let door = self.door();
        thread::spawn(move || {
            while !matches!(busy.recv_timeout(KNOCK_ANYWAY), Err(RecvTimeoutError::Disconnected)) {
                busy.try_iter().for_each(drop);
                for _ in 0..KNOCKS {
                    thread::sleep(KNOCK_PAUSE);
                    drop(TcpStream::connect(door));
                }
            }
        });
        knocker
    }

    /// Where its own machine reaches it.
    fn door(&self) -> SocketAddr {
        let address = match self.address.ip() {
            IpAddr::V4(all) if all.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(all) if all.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
            one => one,
        };
        SocketAddr::new(address, self.address.port())
    }

    /// Starts accepting connections, as soon as there are file descriptors for them.
    fn accept(&self) -> tiny_http::Server {
        let mut pause = Duration::from_millis(50);
        loop {
            match self.try_accept() {
                Ok(server) => return server,
                Err(_) => thread::sleep(pause),
            }
            pause = (pause * 2).min(Duration::from_secs(2));
        }
    }

    fn try_accept(&self) -> io::Result<tiny_http::Server> {
        let spare: io::Result<Vec<TcpListener>> =
            (0..SPARE).map(|_| self.listener.try_clone()).collect();
        drop(spare?);
        let listener = self.listener.try_clone()?;
        tiny_http::Server::from_listener(listener, None).map_err(io::Error::other)
    }
}

/// The next request; none where listening has ended.
fn next(accepting: &tiny_http::Server, died: &AtomicBool) -> Option<tiny_http::Request> {
    loop {
        match accepting.recv_timeout(LISTENING) {
            Ok(Some(request)) => return Some(request),
            Ok(None) if !died.swap(false, Ordering::Relaxed) => {}
            Ok(None) | Err(_) => return None,
        }
    }
}

/// Tells when a thread of `tiny_http` panics: the one that listens does so without a word to anybody when a file
/// descriptor lacks for the second half of a connection.
fn notice_deaths() -> Arc<AtomicBool> {
    let died = Arc::new(AtomicBool::new(false));
    let (told, before) = (Arc::clone(&died), std::panic::take_hook());
    std::panic::set_hook(Box::new(move |panic| {
        if panic.location().is_some_and(|place| place.file().contains("tiny_http")) {
            told.store(true, Ordering::Relaxed);
        }
        // Another server may want to know, and whoever started this one.
        before(panic);
    }));
    died
}

/// A client that never reads must not hold a thread for ever. Connections inherit this from the listener. (The same
/// for reading would make `accept` itself time out, and that ends `tiny_http`.)
#[cfg(unix)]
fn limit_sending(listener: &TcpListener) -> io::Result<()> {
    use rustix::net::sockopt::{Timeout, set_socket_timeout};
    Ok(set_socket_timeout(listener, Timeout::Send, Some(PATIENCE))?)
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the other half can fail")]
fn limit_sending(_: &TcpListener) -> io::Result<()> {
    Ok(())
}

type Answer = Box<dyn Fn(&Request) -> Reply + Send + Sync>;

/// Where requests arrive and are given a thread each, so that a slow client keeps nobody waiting.
struct Counter {
    answer: Answer,
    free: Mutex<usize>,
    freed: Condvar,
    banished: Mutex<HashMap<SocketAddr, Instant>>,
    knocker: Sender<()>,
}

impl Counter {
    fn new(answer: Answer, knocker: Sender<()>) -> Self {
        Self {
            answer,
            free: Mutex::new(AT_ONCE),
            freed: Condvar::new(),
            banished: Mutex::new(HashMap::new()),
            knocker,
        }
    }

    /// Sorts one request out. Called for one request after the other, so that what follows a bad one on the same
    /// connection (a smuggled second request) is always seen after it.
    fn take(self: &Arc<Self>, request: tiny_http::Request) {
        self.knocker.send(()).ok();
        let client = request.remote_addr().copied();
        if client.is_some_and(|client| self.is_banished(client)) {
            refuse(request, None);
            return;
        }
        match read(&request) {
            Ok(plain) => {
                let seat = Seat::take(self);
                let answering = move || seat.serve(request, &plain);
                // Where the system has no thread left the request is dropped, and tiny_http says 500.
                thread::Builder::new().name("request".into()).spawn(answering).ok();
            }
            Err(status) => {
                if let Some(client) = client {
                    self.banish(client);
                }
                refuse(request, Some(status));
            }
        }
    }

    fn banish(&self, client: SocketAddr) {
        let now = Instant::now();
        let mut banished = self.banished.lock().unwrap_or_else(PoisonError::into_inner);
        banished.retain(|_, since| now.duration_since(*since) < BANISHED);
        banished.insert(client, now);
    }

    fn is_banished(&self, client: SocketAddr) -> bool {
        let banished = self.banished.lock().unwrap_or_else(PoisonError::into_inner);
        banished.get(&client).is_some_and(|since| since.elapsed() < BANISHED)
    }
}

/// One of the [`AT_ONCE`] places; given back when dropped.
struct Seat(Arc<Counter>);

impl Seat {
    /// Waits for a free place.
    fn take(counter: &Arc<Counter>) -> Self {
        let free = counter.free.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = counter.freed.wait_while(free, |free| *free == 0);
        *waited.unwrap_or_else(PoisonError::into_inner) -= 1;
        Self(Arc::clone(counter))
    }

    fn serve(self, request: tiny_http::Request, plain: &Request) {
        match (self.0.answer)(plain) {
            Reply::Whole(response) => {
                write(&mut request.into_writer(), &response).ok();
            }
            Reply::Socket(key, words) => {
                drop(self);
                tell(request, &key, words);
            }
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.freed.notify_one();
    }
}

/// Opens a WebSocket and sends what there is to tell. What the other side sends is never read: it has nothing to say.
fn tell(request: tiny_http::Request, key: &str, words: Words) {
    let mut response = tiny_http::Response::empty(101);
    if let Ok(header) = tiny_http::Header::from_bytes("Sec-WebSocket-Accept", key) {
        response.add_header(header);
    }
    let stream = request.upgrade("websocket", response);
    let mut socket = WebSocket::from_raw_socket(stream, Role::Server, None);
    for word in words {
        let message = if word.is_empty() { Message::Ping(Vec::new().into()) } else { word.into() };
        if socket.send(message).is_err() {
            return;
        }
    }
    socket.close(None).and_then(|()| socket.flush()).ok();
}

fn write(out: &mut dyn Write, response: &Response) -> io::Result<()> {
    let mut head = format!("HTTP/1.1 {} {}\r\n", response.status, phrase(response.status));
    for (name, value) in &response.headers {
        head.push_str(name);
        head.push_str(": ");
        head.push_str(value);
        head.push_str("\r\n");
    }
    // A connection that stays open holds a thread of tiny_http.
    head.push_str("Connection: close\r\n\r\n");
    out.write_all(head.as_bytes())?;
    out.write_all(&response.body)?;
    out.flush()
}

fn phrase(status: u16) -> &'static str {
    tiny_http::StatusCode(status).default_reason_phrase()
}

/// The request as we know it, or the status with which it is refused.
fn read(request: &tiny_http::Request) -> Result<Request, u16> {
    let headers: Vec<(String, String)> = request
        .headers()
        .iter()
        .map(|h| (h.field.as_str().as_str().to_ascii_lowercase(), h.value.as_str().to_owned()))
        .collect();
    let method = request.method().as_str().to_owned();
    let is_local = request.remote_addr().is_some_and(|client| client.ip().is_loopback());
    let plain = Request { method, target: request.url().to_owned(), headers, is_local };
    let hidden = |text: &str| text.chars().any(|c| c.is_control() && c != '\t');
    if hidden(&plain.target) || plain.headers.iter().any(|(n, v)| hidden(n) || hidden(v)) {
        return Err(400);
    }
    if plain.all("transfer-encoding").next().is_some() {
        return Err(400);
    }
    let lengths: Vec<&str> = plain.all("content-length").collect();
    match lengths.as_slice() {
        [] | ["0"] => Ok(plain),
        [one] if !one.is_empty() && one.bytes().all(|b| b.is_ascii_digit()) => Err(413),
        _ => Err(400),
    }
}

/// Says no (or, without a status, nothing) and lets go of a request.
///
/// When `tiny_http` drops a body that it has not read, it first asks for as much memory as the client *said* the body
/// would take, and the process dies of it. There is no way to take such a body apart; so one of a sane length is
/// dropped, which reads it to its end, and one of an absurd length is forgotten. That costs its two file descriptors
/// and a sleeping thread; no browser sends one by itself.
fn refuse(request: tiny_http::Request, status: Option<u16>) {
    let unread = unread(&request);
    // Not dropped by accident where no thread can be had.
    let request = ManuallyDrop::new(request);
    let refusing = move || {
        let request = ManuallyDrop::into_inner(request);
        if unread == 0 {
            let mut out = request.into_writer();
            if let Some(status) = status {
                write(&mut out, &refusal(status)).ok();
            }
            return;
        }
        let rest = answer_before_body(request, status.unwrap_or(400));
        if unread > DRAINED {
            std::mem::forget(rest);
        }
    };
    thread::Builder::new().name("refusal".into()).spawn(refusing).ok();
}

fn refusal(status: u16) -> Response {
    let headers = vec![
        ("Content-Length", "0".into()),
        ("X-Content-Type-Options", "nosniff".into()),
        ("Cross-Origin-Resource-Policy", "same-origin".into()),
        ("Cache-Control", "no-store".into()),
    ];
    Response { status, headers, body: Vec::new() }
}

/// Answers while the body is still to come. Only an "upgrade" lets us keep the body's reader instead of dropping it;
/// `tiny_http` leaves the length out of such an answer, but not out of the value of a header of ours.
fn answer_before_body(
    request: tiny_http::Request,
    status: u16,
) -> Box<dyn tiny_http::ReadWrite + Send> {
    let mut response = tiny_http::Response::empty(status);
    let headers = [("Server", "weef\r\nContent-Length: 0"), ("X-Content-Type-Options", "nosniff")];
    for (name, value) in headers {
        if let Ok(header) = tiny_http::Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    request.upgrade("HTTP/1.1", response)
}

/// How many bytes of the body `tiny_http` would read when it drops the request: it has read short ones already, unless
/// the client waits to be told to send them.
fn unread(request: &tiny_http::Request) -> usize {
    let waits = request.headers().iter().any(|h| h.field.equiv("Expect"));
    match request.body_length() {
        Some(length) if length > 1024 || waits => length,
        _ => 0,
    }
}

#[cfg(test)]
#[path = "http_tests.rs"]
mod tests;
