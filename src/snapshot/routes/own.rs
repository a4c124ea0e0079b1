//! Files in the root of the site that are weef's own: those for machines and hosts, and what the writer of the output
//! keeps there. No page and no old address takes the name of one; a file of the content may, where the manual says so.

use std::collections::{BTreeSet, HashSet};

use super::{Builder, FeedOf, Owner, Route, SITEMAP_LIMIT, conflict, is_listed, security_txt};
use crate::config::HostFile;
use crate::diagnostic::Speech;
use crate::source::{CONFIG_FILE, SourcePath};
use crate::url::{OF_OUTPUT, UrlPath};

impl Owner {
    /// Whether it is a file of the content that is no page.
    fn is_asset(&self) -> bool {
        self.file.as_str() != CONFIG_FILE && !self.file.is_markdown()
    }
}

impl Builder<'_> {
    /// Names that nothing else may have: those of the output, and of the file that is called after weef.
    pub(super) fn reserved(&mut self) {
        for name in OF_OUTPUT {
            let owner = self.weef();
            self.taken.insert(name.to_owned(), owner);
        }
        let nginx = HostFile::Nginx;
        if self.site.config.host.files().contains(&nginx)
            && let Some(url) = UrlPath::file(nginx.name())
        {
            let owner = self.host();
            self.claim(url, Route::Host(nginx), owner);
        }
    }

    /// Files for machines; one of the content of the same name goes before them.
    pub(super) fn machines(&mut self) {
        self.feed(&UrlPath::home(), FeedOf::Site);
        let addresses = self.routes.table.values().filter(|route| is_listed(route)).count();
        let parts = if addresses > SITEMAP_LIMIT { addresses.div_ceil(SITEMAP_LIMIT) } else { 0 };
        let files = [
            ("404.html", Route::NotFound),
            ("robots.txt", Route::Robots),
            ("sitemap.xml", Route::Sitemap),
        ];
        let files = files.into_iter().map(|(name, route)| (name.to_owned(), route));
        let parts = (0..parts).map(|i| (format!("sitemap-{}.xml", i + 1), Route::SitemapPart(i)));
        for (name, route) in files.chain(parts) {
            let Some(url) = UrlPath::file(&name) else { continue };
            self.claim_after_content(url, route, self.weef());
        }
    }

    /// Files for the host and for whoever finds a hole. A host reads its files whatever the settings say of it: what is
    /// no such file never has the name of one.
    pub(super) fn keeping(&mut self) {
        let config = &self.site.config;
        for file in HostFile::ALL {
            let Some(url) = UrlPath::file(file.name()) else { continue };
            if !config.host.files().contains(&file) {
                let owner = self.host();
                self.taken.entry(url.folded()).or_insert(owner);
            } else if file != HostFile::Nginx {
                self.claim_after_content(url, Route::Host(file), self.host());
            }
        }
        if let Some(url) = security_txt().filter(|_| config.security.is_some()) {
            self.claim_after_content(url, Route::Security, self.weef());
        }
    }

    /// What lies in a folder that has the name of a file: a disk cannot hold both.
    pub(super) fn below_files(&mut self) {
        let files = self.routes.table.keys().filter(|url| url.is_file()).map(UrlPath::folded);
        let hosts = HostFile::ALL.map(|file| file.name().to_owned());
        let files: HashSet<String> =
            files.chain(OF_OUTPUT.map(str::to_owned)).chain(hosts).collect();
        let mut told: BTreeSet<(String, SourcePath)> = BTreeSet::new();
        for (url, route) in &self.routes.table {
            let Some(file) = url.folders().into_iter().find(|folder| files.contains(folder)) else {
                continue;
            };
            let owners = (self.taken.get(&url.folded()), self.taken.get(&file));
            let (Some(owner), Some(other)) = owners else { continue };
            // Of what weef makes beside a page, the page tells enough.
            if owner.file.as_str() != CONFIG_FILE && told.insert((file, owner.file.clone())) {
                let is_alias = matches!(route, Route::Redirect(_));
                self.routes.problems.push(conflict(url.to_string(), is_alias, owner, other));
            }
        }
    }

    /// Claims an address, unless a file of the content has it.
    fn claim_after_content(&mut self, url: UrlPath, route: Route, owner: Owner) {
        if !self.taken.get(&url.folded()).is_some_and(Owner::is_asset) {
            self.claim(url, route, owner);
        }
    }

    /// Weef itself, as the owner of an address.
    fn weef(&self) -> Owner {
        self.named("weef zelf", "weef itself")
    }

    /// Who reads the files for hosts.
    fn host(&self) -> Owner {
        self.named("de webserver", "the web server")
    }

    fn named(&self, dutch: &str, english: &str) -> Owner {
        let name = match self.site.config.language.speech() {
            Speech::Dutch => dutch,
            Speech::English => english,
        };
        Self::own(name.to_owned())
    }
}
