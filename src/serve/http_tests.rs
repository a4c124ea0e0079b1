//! Over real sockets: what only `tiny_http` and the system can answer.

use std::io::Read as _;

use super::*;

fn plain(text: &str) -> Response {
    let headers = vec![("Content-Length", text.len().to_string())];
    Response { status: 200, headers, body: text.into() }
}

/// A server that answers with the target, sends big bytes for `/big`, and tells what it is sent for `/socket`.
fn serve() -> (u16, Sender<&'static str>) {
    let server = Server::bind(Ipv4Addr::LOCALHOST.into(), 0).unwrap();
    let port = server.port();
    let (sender, receiver) = channel::<&'static str>();
    let receiver = Arc::new(Mutex::new(Some(receiver)));
    thread::spawn(move || {
        server.run(move |request| match request.target.as_str() {
            "/big" => {
                let body = vec![b'x'; 32 * 1024 * 1024];
                Reply::Whole(Response { body, ..plain("") })
            }
            "/panic" => panic!("on purpose"),
            "/socket" => {
                let words = receiver.lock().unwrap().take().unwrap();
                let words = words.into_iter().map(str::to_owned);
                Reply::Socket(request.socket_key().unwrap(), Box::new(words))
            }
            target => Reply::Whole(plain(target)),
        });
    });
    (port, sender)
}

fn connect(port: u16) -> TcpStream {
    let client = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    client.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    client
}

fn send(port: u16, request: &str) -> TcpStream {
    let mut client = connect(port);
    client.write_all(request.as_bytes()).unwrap();
    client
}

/// All that comes within a while.
fn all(mut client: &TcpStream, wait: Duration) -> String {
    client.set_read_timeout(Some(wait)).unwrap();
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    while let Ok(n @ 1..) = client.read(&mut part) {
        bytes.extend_from_slice(&part[..n]);
    }
    String::from_utf8(bytes).unwrap()
}

/// The first part that comes.
fn first(client: &TcpStream) -> String {
    String::from_utf8(first_bytes(client)).unwrap()
}

fn first_bytes(mut client: &TcpStream) -> Vec<u8> {
    let mut part = [0; 4096];
    let n = client.read(&mut part).unwrap();
    part[..n].to_vec()
}

fn get(port: u16, target: &str) -> String {
    let client = send(
        port,
        &format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
    );
    all(&client, Duration::from_secs(5))
}

const SHORT: Duration = Duration::from_millis(300);

#[test]
fn answers_and_keeps_the_connection() {
    let (port, _) = serve();
    assert!(get(port, "/a?b").ends_with("\r\n\r\n/a?b"));
    let mut client = connect(port);
    for target in ["/one", "/two"] {
        write!(client, "GET {target} HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
        assert!(first(&client).ends_with(target));
    }
}

#[test]
fn only_this_machine_is_listened_to() {
    let server = Server::bind(Ipv4Addr::LOCALHOST.into(), 0).unwrap();
    assert_eq!(server.listener.local_addr().unwrap().ip(), Ipv4Addr::LOCALHOST);
    let again = Server::bind(Ipv4Addr::LOCALHOST.into(), server.port()).unwrap_err();
    assert_eq!(again.kind(), io::ErrorKind::AddrInUse);
}

#[test]
fn bodies_of_any_length_are_refused_and_harmless() {
    let (port, _) = serve();
    let lengths =
        ["1", "10", "1024", "1025", "100000", "67108865", "100000000000", "18446744073709551615"];
    for length in lengths.into_iter().chain(["18446744073709551616", "99999999999999999999999999"])
    {
        for more in [
            "",
            "Expect: 100-continue\r\n",
            "Connection: close\r\n",
            "Connection: upgrade\r\nUpgrade: x\r\n",
        ] {
            let short = length.len() < 5 && !more.starts_with("Expect");
            let body = if short { "x".repeat(length.parse().unwrap()) } else { String::new() };
            let head = format!(
                "POST / HTTP/1.1\r\nHost: x\r\n{more}Content-Length: {length}\r\n\r\n{body}"
            );
            let client = send(port, &head);
            let answer = first(&client);
            assert!(answer.starts_with("HTTP/1.1 413 "), "{length} {more}: {answer}");
            assert!(answer.contains("\r\nContent-Length: 0\r\n"), "{length} {more}: {answer}");
            drop(client);
            assert!(get(port, "/alive").ends_with("/alive"), "{length}");
        }
    }
}

#[test]
fn a_body_that_is_really_sent_is_taken_in() {
    let (port, _) = serve();
    let mut client = send(port, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4000000\r\n\r\n");
    client.write_all(&vec![b'x'; 4_000_000]).unwrap();
    assert!(first(&client).starts_with("HTTP/1.1 413 "));
    assert!(get(port, "/alive").ends_with("/alive"));
}

#[test]
fn nothing_is_smuggled_behind_a_doubtful_request() {
    let (port, _) = serve();
    let hidden = "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n";
    for doubtful in [
        "Content-Length: 0\r\nContent-Length: 40\r\n",
        "Content-Length: 0\r\nContent-Length: 0\r\n",
        "Content-Length: 0x10\r\n",
        "Content-Length: +5\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 1, 1\r\n",
        "Content-Length:\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: identity\r\nContent-Length: 3\r\n",
        "Transfer-Encoding : chunked\r\n",
        "X: a\u{0}b\r\n",
        "X: a\u{b}b\r\n",
        "X: a\rb\r\n",
        "X: a\r\n folded\r\n",
    ] {
        for body in ["", "0\r\n\r\n"] {
            let raw = format!("GET /first HTTP/1.1\r\nHost: x\r\n{doubtful}\r\n{body}{hidden}");
            let answers = all(&send(port, &raw), SHORT);
            assert!(answers.starts_with("HTTP/1.1 4"), "{doubtful:?}: {answers}");
            // tiny_http itself may say 400 once more, to what it takes for a request line.
            assert!(
                !answers.contains(" 200 ") && !answers.contains("/hidden"),
                "{doubtful:?}: {answers}"
            );
        }
    }
}

#[test]
fn what_is_no_http_hurts_nobody() {
    let (port, _) = serve();
    for raw in [
        "",
        "\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "\u{0}\u{1}\u{2}",
        "GET / HTTP/1.1\n\n",
        "é",
    ] {
        drop(send(port, raw));
    }
    for _ in 0..200 {
        drop(connect(port));
    }
    assert!(get(port, "/alive").ends_with("/alive"));
}

const SOCKET: &str = "GET /socket HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, Upgrade\r\n\
    Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

#[test]
fn words_over_a_socket_arrive_one_by_one() {
    let (port, sender) = serve();
    let client = send(port, SOCKET);
    let head = first(&client);
    assert!(head.starts_with("HTTP/1.1 101 "), "{head}");
    // The answer that RFC 6455 works out for this key.
    assert!(head.contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"), "{head}");
    for word in ["one", "two"] {
        sender.send(word).unwrap();
        let sent = Instant::now();
        assert_eq!(first_bytes(&client), [b"\x81\x03", word.as_bytes()].concat());
        assert!(sent.elapsed() < Duration::from_millis(100), "{:?}", sent.elapsed());
    }
}

#[test]
fn a_socket_ends_when_nobody_reads_it() {
    let (port, sender) = serve();
    drop(send(port, SOCKET));
    let gone = (0..100).any(|_| {
        thread::sleep(Duration::from_millis(20));
        sender.send("x").is_err()
    });
    assert!(gone);
}

#[test]
fn only_what_asks_for_a_socket_gets_one() {
    let request = |headers: &[(&str, &str)], method: &str| Request {
        method: method.into(),
        target: "/".into(),
        headers: headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(),
        is_local: true,
    };
    let right = [
        ("connection", "Upgrade"),
        ("upgrade", "WebSocket"),
        ("sec-websocket-version", "13"),
        ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ];
    assert!(request(&right, "GET").socket_key().is_some());
    assert_eq!(request(&right, "HEAD").socket_key(), None);
    for at in 0..right.len() {
        for value in ["", "x", "12"] {
            let mut wrong = right;
            wrong[at].1 = value;
            assert_eq!(request(&wrong, "GET").socket_key(), None, "{wrong:?}");
        }
        let without: Vec<_> = right.iter().filter(|pair| **pair != right[at]).copied().collect();
        assert_eq!(request(&without, "GET").socket_key(), None, "{without:?}");
    }
}

#[test]
fn slow_readers_stop_nobody() {
    let (port, _) = serve();
    let slow: Vec<TcpStream> =
        (0..20).map(|_| send(port, "GET /big HTTP/1.1\r\nHost: x\r\n\r\n")).collect();
    for _ in 0..20 {
        assert!(get(port, "/alive").ends_with("/alive"));
    }
    drop(slow);
}

#[test]
fn connections_that_come_together_are_all_heard() {
    let (port, _) = serve();
    for _ in 0..20 {
        let clients: Vec<TcpStream> = (0..8).map(|_| connect(port)).collect();
        for mut client in &clients {
            client.write_all(b"GET /here HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
        }
        for client in &clients {
            assert!(first(client).ends_with("/here"));
        }
    }
}

#[test]
fn a_panic_stops_nobody() {
    let (port, _) = serve();
    for _ in 0..=AT_ONCE {
        assert!(get(port, "/panic").starts_with("HTTP/1.1 500 "));
    }
    assert!(get(port, "/alive").ends_with("/alive"));
}
