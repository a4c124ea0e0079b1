//! Layers of templates, styles and labels → one [`Theme`]. The last layer is weef's own, inside the binary.
//!
//! Templates have the name of their layer before them (`default/page.html`); Tera tries the layers in order when a name
//! comes without one, so `page.html` is the site's own if there is one, and `default/page.html` still reaches weef's.

use std::collections::{BTreeMap, BTreeSet};

use rust_embed::RustEmbed;
use tera::{Context, Tera, Value};
use xxhash_rust::xxh3::xxh3_64;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Problem, nearest};
use crate::language::Language;
use crate::source::lines::Span;
use crate::source::text;
use crate::source::{CONFIG_FILE, SourcePath, Sources, THEMES_FOLDER};
use crate::url::UrlPath;

mod compile;
mod filters;
mod flaws;
mod labels;
mod mistakes;
pub use palette::Inks;

mod palette;
mod scan;
mod script;
mod unused;

pub(crate) use filters::BETWEEN_PARAGRAPHS;

/// The name of the layer inside the binary.
const OWN: &str = "default";

#[derive(RustEmbed)]
#[folder = "themes/default"]
struct Embedded;

/// What a site looks like.
#[derive(Debug)]
pub struct Theme {
    templates: Tera,
    /// Words per language, each merged over the layers.
    labels: BTreeMap<String, Value>,
    /// Styles, scripts, pictures.
    pub assets: Vec<ThemeAsset>,
    /// The colours with which pictures are drawn.
    pub inks: Inks,
    /// The script by which readers search, without what a site adds to it.
    pub search: String,
    /// Whether the site adds scripts, or templates that may load some, of which weef cannot say what they do.
    pub has_own_scripts: bool,
    /// What is wrong with the layers on disk.
    pub problems: Vec<Diagnostic>,
    /// The layers that are tried, nearest first.
    layers: Vec<String>,
    /// The templates that are files of the site.
    of_site: mistakes::Sources,
    /// Those of them that no template names.
    idle: Vec<unused::Idle>,
}

/// A file of the theme that is published.
#[derive(Debug)]
pub struct ThemeAsset {
    /// Its name below the layer's `assets` folder.
    pub name: String,
    /// Its address; that of styles and scripts changes with their content, so that browsers may keep them for ever.
    pub url: UrlPath,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Where it stands among those of its kind: weef's own first, then what a layer adds, then what the settings say.
    turn: Turn,
}

/// The order in which styles and scripts are read; what comes later counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    First,
    Own,
    Added,
    Settings,
}

/// One folder of a theme. A site may have a folder by the name of weef's own, which lies over it.
struct Layer {
    name: String,
    /// Whether it is a folder of the site.
    on_disk: bool,
    /// Path below the layer → bytes.
    files: BTreeMap<String, Vec<u8>>,
}

impl Layer {
    /// Whether a folder of the site holds a script, or a template that names one, which is not weef's own.
    fn brings_scripts(&self) -> bool {
        let is_script = |path: &str, bytes: &[u8]| {
            [".js", ".mjs"].iter().any(|end| path.ends_with(end))
                || path.starts_with("templates/")
                    && memchr::memmem::find(bytes, b"<script").is_some()
        };
        let is_own = |path: &str, bytes: &[u8]| {
            Embedded::get(path).is_some_and(|own| own.data.as_ref() == bytes)
        };
        let mut files = self.files.iter();
        self.on_disk && files.any(|(path, bytes)| is_script(path, bytes) && !is_own(path, bytes))
    }
}

impl Theme {
    /// Reads the layers of a site.
    pub fn load(sources: &Sources, config: &Config) -> Self {
        let mut problems = Vec::new();
        let mut layers = vec![on_disk(sources, OWN, &mut problems), embedded()];
        if &*config.theme != OWN && !config.theme.trim().is_empty() {
            let layer = on_disk(sources, &config.theme, &mut problems);
            let folder = format!("{THEMES_FOLDER}/{}/", config.theme);
            if !sources.files.keys().any(|path| path.as_str().starts_with(&folder)) {
                problems.push(missing_theme(sources, config));
            } else {
                layers.insert(0, layer);
            }
        }
        let (templates, of_site) = compile::compile(&layers, &mut problems);
        let labels = labels::labels(&layers, &mut problems);
        let mut assets = assets(&layers);
        assets.sort_by(|a, b| (a.turn, &a.name).cmp(&(b.turn, &b.name)));
        let (style, inks) = palette::stylesheet(&assets, config, &mut problems);
        assets.extend(style);
        // What follows from a template that cannot be read goes with it.
        let is_broken =
            |found: &Diagnostic| matches!(found.problem, Problem::BrokenTemplate { .. });
        let broken: BTreeSet<SourcePath> = problems
            .iter()
            .filter(|found| is_broken(found))
            .map(|found| found.file.clone())
            .collect();
        problems.extend(flaws::flaws(&layers, &broken));
        problems.extend(unused::misplaced(&layers));
        let idle = if broken.is_empty() { unused::idle(&layers) } else { Vec::new() };
        let search = script::search(&layers);
        let has_own_scripts = layers.iter().any(Layer::brings_scripts);
        let layers = layers.into_iter().map(|layer| layer.name).collect();
        Self {
            templates,
            labels,
            assets,
            inks,
            search,
            has_own_scripts,
            problems,
            layers,
            of_site,
            idle,
        }
    }

    /// The files of one kind (`.css`, `.js`) that every page loads, in the order in which they are read.
    pub fn loaded(&self, end: &str) -> impl Iterator<Item = &ThemeAsset> {
        self.assets.iter().filter(move |asset| is_loaded(asset, end))
    }

    /// The words of a language, English where there are none.
    pub fn labels(&self, language: Language) -> Value {
        let found = self.labels.get(language.tag()).or_else(|| self.labels.get(language.primary()));
        found.or_else(|| self.labels.get("en")).cloned().unwrap_or_else(Value::none)
    }

    /// One word of a language; the key itself where it is missing.
    pub fn label(&self, language: Language, key: &str) -> String {
        let labels = self.labels(language);
        labels.get_from_path(key).and_then(Value::as_str).unwrap_or(key).to_owned()
    }

    /// Whether a template is there.
    pub fn has_template(&self, name: &str) -> bool {
        self.templates.contains_template(name)
    }

    /// What is wrong with templates that nothing uses; pages and collections name these.
    pub fn unused(&self, named: &BTreeSet<&str>) -> impl Iterator<Item = Diagnostic> {
        let is_named = |idle: &&unused::Idle| {
            named.iter().any(|name| {
                // Who leaves out the end is told so elsewhere.
                *name == idle.name
                    || format!("{name}.html") == idle.name
                    || name.split_once('/').is_some_and(|(_, name)| name == idle.name)
            })
        };
        self.idle.iter().filter(move |idle| !is_named(idle)).map(unused::Idle::diagnostic)
    }

    /// The name of a template that is nearly this one.
    pub fn nearest_template(&self, name: &str) -> Option<String> {
        let names = self.templates.get_template_names();
        nearest_name(name, names.map(|full| full.split_once('/').map_or(full, |(_, name)| name)))
    }

    /// Fills in a template.
    ///
    /// # Errors
    /// A mistake in the template, at its place.
    pub fn render(&self, template: &str, context: &Context) -> Result<Vec<u8>, Diagnostic> {
        let mut out = Vec::with_capacity(16 * 1024);
        match self.templates.render_to(template, context, &mut out) {
            Ok(()) => Ok(out),
            Err(error) => Err(self.diagnostic(&error, &self.file_of(template))),
        }
    }

    /// What went wrong while a template was filled in. One of weef's own only fails through a file of the site: that
    /// is the file to look at.
    fn diagnostic(&self, error: &tera::Error, template: &str) -> Diagnostic {
        let mut found = mistakes::read(error, template, &self.of_site);
        if !self.of_site.contains_key(&found.template) {
            let callers = found.others.iter().cloned();
            let involved = callers.chain([(template.to_owned(), Span::START)]);
            let of_site = self.of_site.keys().map(|name| (name.clone(), Span::START));
            let nearest = involved.chain(of_site).find(|(name, _)| self.of_site.contains_key(name));
            if let Some((name, span)) = nearest {
                (found.template, found.span) = (name, span);
            }
        }
        found.diagnostic()
    }

    fn file_of(&self, template: &str) -> String {
        if template.contains('/') {
            return template.to_owned();
        }
        let layer = self
            .layers
            .iter()
            .find(|layer| self.templates.contains_template(&format!("{layer}/{template}")));
        format!("{}/{template}", layer.map_or(OWN, |layer| layer))
    }
}

fn embedded() -> Layer {
    let files = Embedded::iter()
        .filter_map(|path| Some((path.to_string(), Embedded::get(&path)?.data.into_owned())))
        .collect();
    Layer { name: OWN.to_owned(), on_disk: false, files }
}

/// The files of a theme in the site's own `themes` folder.
fn on_disk(sources: &Sources, name: &str, problems: &mut Vec<Diagnostic>) -> Layer {
    let prefix = format!("{THEMES_FOLDER}/{name}/");
    let mut files = BTreeMap::new();
    for path in sources.files.keys() {
        let Some(below) = path.as_str().strip_prefix(&prefix) else { continue };
        match sources.read(path) {
            Ok(bytes) => match not_utf8(below, &bytes) {
                // Weef's own file lies below it, and nobody reads half a letter.
                Some((span, problem)) => problems.push(Diagnostic::new(path, span, problem)),
                None => {
                    let own = bytes.strip_prefix(MARK).filter(|_| is_text(below));
                    files.insert(below.to_owned(), own.unwrap_or(&bytes).to_vec());
                }
            },
            Err(error) => {
                let problem = Problem::Unreadable { cause: error.to_string() };
                problems.push(Diagnostic::new(path, Span::START, problem));
            }
        }
    }
    Layer { name: name.to_owned(), on_disk: true, files }
}

/// What is wrong with a file of text that is not UTF-8.
fn not_utf8(path: &str, bytes: &[u8]) -> Option<(Span, Problem)> {
    let (span, guess) = text::decode(bytes).1.filter(|_| is_text(path))?;
    Some((span, Problem::NotUtf8 { guess }))
}

/// What some editors put before a text to say that it is UTF-8. A template would begin with it.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Whether a file of a theme is read as text.
fn is_text(path: &str) -> bool {
    let end = path.rsplit_once('.').map_or("", |(_, end)| end).to_lowercase();
    let ends = ["css", "js", "mjs", "svg", "html", "toml", "json", "txt", "webmanifest"];
    path.starts_with("templates/") || ends.contains(&&*end)
}

fn missing_theme(sources: &Sources, config: &Config) -> Diagnostic {
    let names = sources.files.keys().filter_map(|path| {
        path.as_str()
            .strip_prefix(THEMES_FOLDER)?
            .strip_prefix('/')?
            .split_once('/')
            .map(|(name, _)| name)
    });
    let suggestion = nearest(&config.theme, names);
    let problem = Problem::MissingTheme { theme: config.theme.to_string(), suggestion };
    Diagnostic::new(&SourcePath::new(CONFIG_FILE), config.theme_span, problem)
}

fn template_file(name: &str) -> SourcePath {
    let (layer, name) = name.split_once('/').unwrap_or((OWN, name));
    SourcePath::new(&format!("{THEMES_FOLDER}/{layer}/templates/{name}"))
}

/// The nearest of the names of templates. All end in `.html`: that says nothing of how alike they are.
fn nearest_name<'n>(typed: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
    let stem = |name: &str| name.trim_end_matches(".html").trim_end_matches(".htm").to_owned();
    let names: BTreeMap<String, &str> = names.into_iter().map(|name| (stem(name), name)).collect();
    let found = nearest(&stem(typed), names.keys().map(String::as_str))?;
    names.get(&found).map(|name| (*name).to_owned())
}

/// The published files of all layers; the nearest of one name counts.
fn assets(layers: &[Layer]) -> Vec<ThemeAsset> {
    let mut files: BTreeMap<&str, &Vec<u8>> = BTreeMap::new();
    for layer in layers.iter().rev() {
        files.extend(
            layer
                .files
                .iter()
                .filter_map(|(path, bytes)| Some((path.strip_prefix("assets/")?, bytes))),
        );
    }
    let is_own = |name: &str| {
        let path = format!("assets/{name}");
        layers.iter().any(|layer| !layer.on_disk && layer.files.contains_key(&path))
    };
    let turn = |name: &str| match name {
        "site.css" | "site.js" => Turn::First,
        name if is_own(name) => Turn::Own,
        _ => Turn::Added,
    };
    files.into_iter().filter_map(|(name, bytes)| asset(name, bytes.clone(), turn(name))).collect()
}

fn asset(name: &str, bytes: Vec<u8>, turn: Turn) -> Option<ThemeAsset> {
    let published = match name.rsplit_once('.') {
        Some((stem, end @ ("css" | "js"))) if !name.contains('/') => {
            format!("{stem}.{:016x}.{end}", xxh3_64(&bytes))
        }
        _ => name.to_owned(),
    };
    let url = UrlPath::file(&format!("assets/{published}"))?;
    Some(ThemeAsset { name: name.to_owned(), url, bytes, turn })
}

/// Whether every page loads a file.
fn is_loaded(asset: &ThemeAsset, end: &str) -> bool {
    !asset.name.contains('/') && asset.name.ends_with(end)
}
