//! Where a site is published → which files its host is told by; and whom to tell of a hole in it.

use jiff::civil::Date;

use crate::source::lines::Span;

/// The kind of host that a site is published on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Host {
    /// Nobody said: Netlify and Cloudflare read what they know, others leave it lying there.
    #[default]
    Unknown,
    /// Netlify.
    Netlify,
    /// Cloudflare Pages.
    Cloudflare,
    /// A server that reads `.htaccess`, as most rented ones do.
    Apache,
    /// A server that is told by whoever runs it.
    Nginx,
    /// One that is told in another way.
    Other,
}

/// A file by which a host is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum HostFile {
    Headers,
    Redirects,
    Htaccess,
    Nginx,
}

impl Host {
    /// What may stand in `weef.toml`.
    pub const NAMES: [&str; 5] = ["netlify", "cloudflare", "apache", "nginx", "none"];

    /// The host of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "netlify" => Self::Netlify,
            "cloudflare" => Self::Cloudflare,
            "apache" => Self::Apache,
            "nginx" => Self::Nginx,
            "none" => Self::Other,
            _ => return None,
        })
    }

    /// The files that are published for it.
    pub fn files(self) -> &'static [HostFile] {
        match self {
            Self::Unknown | Self::Netlify | Self::Cloudflare => {
                &[HostFile::Headers, HostFile::Redirects]
            }
            Self::Apache => &[HostFile::Htaccess],
            Self::Nginx => &[HostFile::Nginx],
            Self::Other => &[],
        }
    }
}

impl HostFile {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Headers, Self::Redirects, Self::Htaccess, Self::Nginx];

    /// Its name, in the root of the site.
    pub fn name(self) -> &'static str {
        match self {
            Self::Headers => "_headers",
            Self::Redirects => "_redirects",
            Self::Htaccess => ".htaccess",
            Self::Nginx => "weef.nginx.conf",
        }
    }
}

/// What `/.well-known/security.txt` says. Every text is one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Security {
    /// Where to report a hole: addresses with `https:`, `mailto:` or `tel:`, the best one first; never empty.
    pub contact: Vec<Box<str>>,
    /// The day on which it is no longer to be relied on.
    pub expires: Date,
    /// Where that stands in `weef.toml`.
    pub expires_span: Span,
    /// The languages in which a report may be written, by their tags; empty for that of the site.
    pub languages: Vec<Box<str>>,
    /// Addresses where more stands.
    pub pages: Vec<(SecurityPage, Box<str>)>,
    /// Where the table stands, for a message.
    pub span: Span,
}

/// What more there may be to read for who found a hole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum SecurityPage {
    Encryption,
    Policy,
    Acknowledgments,
    Hiring,
}

impl SecurityPage {
    /// All of them, in the order of the file.
    pub const ALL: [Self; 4] =
        [Self::Encryption, Self::Policy, Self::Acknowledgments, Self::Hiring];

    /// The name in `weef.toml`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Encryption => "encryption",
            Self::Policy => "policy",
            Self::Acknowledgments => "acknowledgments",
            Self::Hiring => "hiring",
        }
    }

    /// The name in `security.txt`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Encryption => "Encryption",
            Self::Policy => "Policy",
            Self::Acknowledgments => "Acknowledgments",
            Self::Hiring => "Hiring",
        }
    }
}
