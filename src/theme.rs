//! Layers of templates, styles and labels → one [`Theme`]. The last layer is weef's own, inside the binary.
//!
//! Templates have the name of their layer before them (`default/page.html`); Tera tries the layers in order when a name
//! comes without one, so `page.html` is the site's own if there is one, and `default/page.html` still reaches weef's.

use std::collections::BTreeMap;

use rust_embed::RustEmbed;
use tera::{Context, ErrorKind, Tera, Value};
use xxhash_rust::xxh3::xxh3_64;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Problem, nearest};
use crate::language::Language;
use crate::source::lines::Span;
use crate::source::{CONFIG_FILE, SourcePath, Sources, THEMES_FOLDER};
use crate::url::UrlPath;

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
    /// What is wrong with the layers on disk.
    pub problems: Vec<Diagnostic>,
    /// The layers that are tried, nearest first.
    layers: Vec<String>,
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
}

/// The files of one layer: path below the layer → bytes.
type Layer = BTreeMap<String, Vec<u8>>;

impl Theme {
    /// Reads the layers of a site.
    pub fn load(sources: &Sources, config: &Config) -> Self {
        let mut problems = Vec::new();
        let mut own = embedded();
        own.extend(on_disk(sources, OWN, &mut problems));
        let mut layers = vec![(OWN.to_owned(), own)];
        if &*config.theme != OWN {
            let layer = on_disk(sources, &config.theme, &mut problems);
            if layer.is_empty() {
                problems.push(missing_theme(sources, config));
            } else {
                layers.insert(0, (config.theme.to_string(), layer));
            }
        }
        let templates = templates(&layers, &mut problems);
        let labels = labels(&layers, &mut problems);
        let assets = assets(&layers);
        let layers = layers.into_iter().map(|(name, _)| name).collect();
        Self { templates, labels, assets, problems, layers }
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

    /// The name of a template that is nearly this one.
    pub fn nearest_template(&self, name: &str) -> Option<String> {
        let names: Vec<&str> = self
            .templates
            .get_template_names()
            .map(|full| full.split_once('/').map_or(full, |(_, name)| name))
            .collect();
        nearest(name, names)
    }

    /// Fills in a template.
    ///
    /// # Errors
    /// A mistake in the template, at its place.
    pub fn render(&self, template: &str, context: &Context) -> Result<Vec<u8>, Diagnostic> {
        let mut out = Vec::with_capacity(16 * 1024);
        match self.templates.render_to(template, context, &mut out) {
            Ok(()) => Ok(out),
            Err(error) => Err(diagnostic(&error, &self.file_of(template))),
        }
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
    Embedded::iter()
        .filter_map(|path| Some((path.to_string(), Embedded::get(&path)?.data.into_owned())))
        .collect()
}

/// The files of a theme in the site's own `themes` folder.
fn on_disk(sources: &Sources, name: &str, problems: &mut Vec<Diagnostic>) -> Layer {
    let prefix = format!("{THEMES_FOLDER}/{name}/");
    let mut layer = Layer::new();
    for path in sources.files.keys() {
        let Some(below) = path.as_str().strip_prefix(&prefix) else { continue };
        match sources.read(path) {
            Ok(bytes) => {
                layer.insert(below.to_owned(), bytes.to_vec());
            }
            Err(error) => {
                let problem = Problem::Unreadable { cause: error.to_string() };
                problems.push(Diagnostic::new(path, Span::START, problem));
            }
        }
    }
    layer
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

/// Compiles the templates of all layers. One that cannot be compiled is reported and left out, so that the layer below
/// shows through and the rest of the site is still right.
fn templates(layers: &[(String, Layer)], problems: &mut Vec<Diagnostic>) -> Tera {
    let mut named: Vec<(String, String)> = Vec::new();
    for (layer, files) in layers {
        for (path, bytes) in files {
            if let Some(name) = path.strip_prefix("templates/") {
                named
                    .push((format!("{layer}/{name}"), String::from_utf8_lossy(bytes).into_owned()));
            }
        }
    }
    loop {
        let mut tera = Tera::default();
        let prefixes: Vec<String> = layers.iter().map(|(layer, _)| format!("{layer}/")).collect();
        tera.set_fallback_prefixes(prefixes).expect("no template is there yet");
        let Err(error) = tera.add_raw_templates(named.iter().map(|(name, text)| (name, text)))
        else {
            return tera;
        };
        let found = diagnostic(&error, "");
        let at = named.iter().position(|(name, _)| template_file(name) == found.file.as_str());
        match at {
            // A layer that replaces a template outright may lack the blocks that weef's own templates fill.
            Some(at) if extends_own(&mut named[at]) => {}
            Some(at) => {
                problems.push(found);
                named.remove(at);
            }
            None => {
                // The error names no template: only the site's own layer can be the cause.
                problems.push(found);
                let own = format!("{OWN}/");
                let before = named.len();
                named.retain(|(name, _)| name.starts_with(&own));
                if named.len() == before {
                    return Tera::default();
                }
            }
        }
    }
}

/// Lets one of weef's own templates extend weef's own, whatever a layer has of that name; `false` if it did already.
fn extends_own((name, text): &mut (String, String)) -> bool {
    let is_own = name.split_once('/').is_some_and(|(layer, _)| layer == OWN);
    let free = "{% extends \"";
    let bound = format!("{free}{OWN}/");
    if !is_own || text.contains(&bound) || !text.contains(free) {
        return false;
    }
    *text = text.replacen(free, &bound, 1);
    true
}

fn template_file(name: &str) -> String {
    let (layer, name) = name.split_once('/').unwrap_or((OWN, name));
    format!("{THEMES_FOLDER}/{layer}/templates/{name}")
}

/// What Tera says, as a problem at a place.
fn diagnostic(error: &tera::Error, template: &str) -> Diagnostic {
    let (name, span, cause) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let at = report.span();
            let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let span = Span {
                line: count(at.start_line),
                column: count(at.start_col) + 1,
                end_line: count(at.end_line),
                end_column: count(at.end_col) + 1,
            };
            (report.filename().to_owned(), span, report.message().to_owned())
        }
        ErrorKind::MissingParent { current, parent } => {
            (current.clone(), Span::START, format!("`{parent}`, which it extends, does not exist"))
        }
        ErrorKind::CircularExtend { tpl, .. } => {
            (tpl.clone(), Span::START, "it extends itself".to_owned())
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            (tpl.clone(), Span::START, "it includes itself".to_owned())
        }
        kind => located(&kind.to_string(), template),
    };
    let name = if name.is_empty() { template.to_owned() } else { name };
    Diagnostic::new(
        &SourcePath::new(&template_file(&name)),
        span,
        Problem::BrokenTemplate { cause },
    )
}

/// Some errors come as a finished report: `error: words`, then `--> name:line:column`.
fn located(report: &str, template: &str) -> (String, Span, String) {
    let cause = report.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
    let place = report.lines().find_map(|line| line.trim_start().strip_prefix("--> "));
    let parts: Option<(&str, u32, u32)> = place.and_then(|place| {
        let (rest, column) = place.rsplit_once(':')?;
        let (name, line) = rest.rsplit_once(':')?;
        Some((name, line.parse().ok()?, column.parse().ok()?))
    });
    match parts {
        Some((name, line, column)) => (name.to_owned(), Span::point(line, column), cause),
        None => (template.to_owned(), Span::START, cause),
    }
}

/// Words from `labels/*.toml`: the own layer first, then what lies over it.
fn labels(layers: &[(String, Layer)], problems: &mut Vec<Diagnostic>) -> BTreeMap<String, Value> {
    let mut labels: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for (layer, files) in layers.iter().rev() {
        for (path, bytes) in files {
            let Some(language) =
                path.strip_prefix("labels/").and_then(|name| name.strip_suffix(".toml"))
            else {
                continue;
            };
            let text = String::from_utf8_lossy(bytes);
            let (node, found) =
                crate::tree::toml(&text, 1, &|cause| Problem::BrokenLabels { cause });
            let file = SourcePath::new(&format!("{THEMES_FOLDER}/{layer}/{path}"));
            problems.extend(
                found.into_iter().map(|(span, problem)| Diagnostic::new(&file, span, problem)),
            );
            let words = labels.entry(language.to_owned()).or_default();
            for entry in node.entries() {
                words
                    .extend(entry.node.text().map(|text| (entry.key.to_string(), text.to_owned())));
            }
        }
    }
    labels.into_iter().map(|(language, words)| (language, Value::from(words))).collect()
}

/// The published files of all layers; the nearest of one name counts.
fn assets(layers: &[(String, Layer)]) -> Vec<ThemeAsset> {
    let mut files: BTreeMap<&str, &Vec<u8>> = BTreeMap::new();
    for (_, layer) in layers.iter().rev() {
        files.extend(
            layer.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("assets/")?, bytes))),
        );
    }
    let asset = |(name, bytes): (&str, &Vec<u8>)| {
        let published = match name.rsplit_once('.') {
            Some((stem, end @ ("css" | "js"))) if !name.contains('/') => {
                format!("{stem}.{:016x}.{end}", xxh3_64(bytes))
            }
            _ => name.to_owned(),
        };
        let url = UrlPath::file(&format!("assets/{published}"))?;
        Some(ThemeAsset { name: name.to_owned(), url, bytes: bytes.clone() })
    };
    files.into_iter().filter_map(asset).collect()
}
