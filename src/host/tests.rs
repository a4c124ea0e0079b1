//! Nothing that an editor writes says anything in the language of a host; what is said passes internet.nl.

use super::*;
use crate::config::Host;
use crate::snapshot::Options;
use crate::source::Sources;

/// A site on a host, with one page that had these addresses before; each stands as YAML has it.
fn site(base: &str, host: &str, aliases: &str) -> Snapshot {
    let settings = format!("title = \"T\"\nbase_url = \"{base}\"\nhost = \"{host}\"\n");
    let page = format!("---\ntitel: Nieuw\naliassen: {aliases}\n---\n");
    let files = [
        ("weef.toml", settings.as_bytes()),
        ("content/nieuw.md", page.as_bytes()),
        ("content/index.md", b"# Thuis\n".as_slice()),
    ];
    let sources = Sources::in_memory("content", jiff::civil::date(2026, 4, 14), files);
    let snapshot = Snapshot::load(sources, Options::default());
    assert_eq!(snapshot.problems(), [], "{aliases}");
    snapshot
}

fn text(snapshot: &Snapshot) -> String {
    let files = snapshot.site.config.host.files();
    let texts = files.iter().map(|own| String::from_utf8(file(snapshot, *own)).unwrap());
    texts.collect::<Vec<_>>().join("\n")
}

/// Addresses that mean something in the language of some host, as YAML writes them.
const HOSTILE: &str = r#"["/*", "/:naam/", "/a b/", "/x;}/", "/#x%20y/", "/\"q\"/", "/${HOME}/", "/$1/", "/%7Bz%7D/",
    "/%{ENV:PATH}/", "/(a|b)+/", "/!x/", "/</IfModule>/", "/é/", "/.*", "/^$/", "/301!/", "/'q'/", "/a&b/"]"#;

#[test]
fn hostile_addresses_stay_addresses() {
    for base in ["https://a.nl/", "https://a.nl/m;ap/$x/"] {
        for host in Host::NAMES {
            let aliases = HOSTILE.replace("\"/#x%20y/\", ", "").replace("\"/%{ENV:PATH}/\", ", "");
            let (plain, hostile) = (site(base, host, "[/oud/]"), site(base, host, &aliases));
            let (plain, hostile) = (text(&plain), text(&hostile));
            let moved = |text: &str| -> Vec<String> {
                let is_moved = |line: &&str| line.contains("301");
                text.lines().filter(is_moved).map(ToOwned::to_owned).collect()
            };
            let rest = |text: &str| -> Vec<String> {
                let others = text.lines().filter(|line| !line.contains("301"));
                others.map(ToOwned::to_owned).collect()
            };
            assert_eq!(rest(&plain), rest(&hostile), "{base} {host}: a line for each address only");
            for line in moved(&hostile) {
                assert!(is_one_redirect(host, &line), "{base} {host}: {line}");
            }
        }
    }
}

/// Whether a line sends one address to another, and says nothing else.
fn is_one_redirect(host: &str, line: &str) -> bool {
    let is_plain = |text: &str| {
        text.starts_with('/')
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~/%".contains(&b))
    };
    match host {
        "netlify" | "cloudflare" => {
            let words: Vec<&str> = line.split(' ').collect();
            let code = if host == "netlify" { "301!" } else { "301" };
            matches!(words.as_slice(), [old, now, own] if is_plain(old) && is_plain(now) && *own == code)
        }
        "apache" => {
            let words: Vec<&str> = line.split('"').collect();
            let is_pattern = |text: &str| {
                let inner = text.strip_prefix('^').and_then(|text| text.strip_suffix('$'));
                let is_sign = |b: u8| b.is_ascii_alphanumeric() || b"-_/\\".contains(&b);
                inner.is_some_and(|inner| inner.bytes().all(is_sign))
            };
            matches!(words.as_slice(), ["  RedirectMatch 301 ", old, " ", now, ""]
                if is_pattern(old) && is_plain(now) && !now.contains('%'))
        }
        "nginx" => {
            // A quoted text ends at the first quote that no backslash stands before.
            let Some(rest) = line.strip_prefix("location = \"/") else { return false };
            let end = rest.match_indices('"').find(|(at, _)| !rest[..*at].ends_with('\\'));
            let Some((end, _)) = end else { return false };
            let now =
                rest[end..].strip_prefix("\" { return 301 ").and_then(|r| r.strip_suffix("; }"));
            now.is_some_and(is_plain)
        }
        _ => false,
    }
}

#[test]
fn each_host_is_told_in_its_own_files() {
    for (host, names) in [
        ("netlify", ["_headers", "_redirects"].as_slice()),
        ("cloudflare", &["_headers", "_redirects"]),
        ("apache", &[".htaccess"]),
        ("nginx", &["weef.nginx.conf"]),
        ("none", &[]),
    ] {
        let snapshot = site("https://a.nl/", host, "[/oud/]");
        let is_told = |url: &UrlPath| matches!(snapshot.route(url), Some(Route::Host(_)));
        let told = snapshot.all_routes().map(|(url, _)| url).filter(|url| is_told(url));
        let mut told: Vec<&str> = told.map(UrlPath::as_str).collect();
        told.sort_unstable();
        assert_eq!(told, names, "{host}");
    }
}

#[test]
fn every_host_says_what_the_preview_says() {
    for host in Host::NAMES.into_iter().filter(|host| *host != "none") {
        let text = text(&site("https://a.nl/", host, "[]"));
        for (name, value) in GUARDS.into_iter().chain([SECURE]) {
            let said = [
                format!("  {name}: {value}\n"),
                format!("Header always set {name} \"{value}\"\n"),
                format!("add_header {name} \"{value}\" always;\n"),
            ];
            assert!(said.iter().any(|line| text.contains(line)), "{host}: {name}\n{text}");
        }
        let open = self::text(&site("http://a.nl/", host, "[]"));
        assert!(!open.contains(SECURE.0), "{host}: a site that is not encrypted");
    }
}

#[test]
fn the_policy_passes_internet_nl() {
    let parts: Vec<(&str, &str)> =
        POLICY.split("; ").filter_map(|part| part.trim().split_once(' ')).collect();
    let value = |name: &str| parts.iter().find(|(own, _)| *own == name).map(|(_, value)| *value);
    assert_eq!(value("default-src"), Some("'none'"));
    for name in ["base-uri", "frame-ancestors"] {
        assert_eq!(value(name), Some("'none'"), "{name}");
    }
    assert_eq!(value("form-action"), Some("'self'"));
    assert!(parts.iter().all(|(_, value)| matches!(*value, "'none'" | "'self'")), "{parts:?}");
    let seconds = SECURE.1.strip_prefix("max-age=").and_then(|age| age.parse::<u64>().ok());
    assert!(seconds.is_some_and(|age| age >= 31_536_000));
}

#[test]
fn a_folder_of_a_host() {
    let told = |host| text(&site("https://a.nl/kennis/bank/", host, "[/oud/]"));
    let netlify = told("netlify");
    assert!(netlify.contains("\n/kennis/bank/*\n"), "{netlify}");
    assert!(netlify.contains("\n/kennis/bank/oud/ /kennis/bank/nieuw/ 301!\n"), "{netlify}");
    assert!(netlify.contains("\n/kennis/bank/* /kennis/bank/404.html 404\n"), "{netlify}");
    assert!(!told("cloudflare").contains("404.html"));
    let apache = told("apache");
    assert!(apache.contains("\nErrorDocument 404 /kennis/bank/404.html\n"), "{apache}");
    assert!(apache.contains("301 \"^/kennis/bank/oud/$\" \"/kennis/bank/nieuw/\"\n"), "{apache}");
    let nginx = told("nginx");
    assert!(nginx.contains("\nerror_page 404 /kennis/bank/404.html;\n"), "{nginx}");
    assert!(nginx.contains("location = \"/kennis/bank/oud/\" { return 301 /kennis/bank/nieuw/; }"));
}

#[test]
fn no_host_is_told_more_than_it_reads() {
    let aliases: Vec<String> = (0..2_100).map(|at| format!("/oud/{at}/")).collect();
    let long = format!("/{}/{}/", "é".repeat(120), "é".repeat(120));
    let aliases = format!("[{}, {long}]", aliases.join(", "));
    let count = |host| {
        let text = text(&site("https://a.nl/", host, &aliases));
        text.lines().filter(|line| line.contains(" 301")).count()
    };
    assert_eq!((count("cloudflare"), count("netlify"), count("nginx")), (2_000, 2_100, 2_101));
}

#[test]
fn styles_are_kept_for_ever_and_pages_are_not() {
    let snapshot = site("https://a.nl/", "cloudflare", "[]");
    let text = text(&snapshot);
    let kept: Vec<&str> = text
        .split("\n\n")
        .filter(|rule| rule.contains(FOR_EVER))
        .filter_map(|rule| rule.lines().next())
        .collect();
    let hashed = snapshot.theme.assets.iter().filter(|asset| asset.url.as_str().contains(".css"));
    for asset in hashed {
        assert!(kept.contains(&&*format!("/{}", asset.url.as_str())), "{kept:?}");
    }
    assert!(!kept.iter().any(|path| ["/*", "/search/*"].contains(path)), "{kept:?}");
    assert!(kept.len() < 100, "Cloudflare reads a hundred rules");
}
