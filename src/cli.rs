//! Commands: arguments in, exit codes out. Results go to standard output, progress and messages to standard error.
//!
//! Exit codes: 0 fine, 1 errors in the content, 2 wrong use or the outside world failed.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::config::Host;
use crate::diagnostic::{self, Diagnostic, Problem, Record, Severity, Speech};
use crate::language::parse_date;
use crate::serve::Editor;
use crate::site::Drafts;
use crate::snapshot::{Options, Snapshot};
use crate::source::{self, SourcePath, Sources};
use crate::url::BaseUrl;

mod build;
mod explain;
mod init;
mod new;
mod pictures;
mod schema;

/// Weaves a folder of Markdown into a searchable knowledge base.
#[derive(Debug, Parser)]
#[command(name = "weef", version, about, propagate_version = true, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a new knowledge base in a folder
    Init(InitArgs),
    /// Make a new page of a collection, with the fields of its type
    New(NewArgs),
    /// Write the site
    Build(BuildArgs),
    /// Show the site on this computer, and reload it after each save
    Serve(ServeArgs),
    /// Report every problem
    Check(CheckArgs),
    /// Write what editors need to offer fields and values while you type
    Schema(SchemaArgs),
    /// Show what the manual says of a problem
    Explain(ExplainArgs),
}

#[derive(Debug, Args)]
struct InitArgs {
    /// The folder to make
    folder: PathBuf,
    /// The language of the example
    #[arg(long, value_enum, default_value_t = init::Language::Nl)]
    language: init::Language,
}

#[derive(Debug, Args)]
struct NewArgs {
    /// The collection, or a folder in it: `blogs`, `werkgroepen/wijkteams`
    collection: String,
    /// The title of the page
    title: String,
    #[command(flatten)]
    site: SiteArgs,
}

#[derive(Debug, Args)]
struct BuildArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// The folder to write to, from the current folder [default: public in the root]
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// The address of the published site, instead of the one in weef.toml
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// The kind of host that it is published on, instead of the one in weef.toml
    #[arg(long, value_name = "HOST", value_parser = host)]
    host: Option<Host>,
    /// Publish drafts and pages that are not due yet, too
    #[arg(long)]
    drafts: bool,
    /// Let warnings stop the build, too
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Args)]
struct ServeArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// The port; 0 for any that is free
    #[arg(long, value_name = "N", default_value_t = 4321)]
    port: u16,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
    /// The address to listen on, instead of this computer's own: others may then look on
    #[arg(long, value_name = "ADDRESS")]
    bind: Option<std::net::IpAddr>,
    /// A name besides localhost by which the preview may be reached; may be repeated
    #[arg(long, value_name = "NAME", value_parser = host_name)]
    allow_host: Vec<String>,
    /// Look for changes every second, instead of waiting to be told: for network drives
    #[arg(long)]
    poll: bool,
    /// What opens a file: a link like `vscode://file{file}:{line}:{column}`, or a command like `code -g {file}:{line}`
    #[arg(long, value_name = "LINK|COMMAND", env = "WEEF_EDITOR", value_parser = editor)]
    editor: Option<Editor>,
}

#[derive(Debug, Args)]
struct CheckArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// How problems are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Check drafts, too
    #[arg(long)]
    drafts: bool,
    /// Count warnings as errors
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Args)]
struct SchemaArgs {
    /// The collection whose schema is printed; without it, all of them are written
    #[arg(conflicts_with_all = ["output", "vscode"])]
    collection: Option<String>,
    #[command(flatten)]
    site: SiteArgs,
    /// The folder to write to, from the current folder [default: .weef/schema in the root]
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Write snippets for VS Code, too: .vscode/weef.code-snippets in the root
    #[arg(long)]
    vscode: bool,
}

#[derive(Debug, Args)]
struct ExplainArgs {
    /// The code of the problem, as `weef check` shows it: `broken-link`
    code: String,
}

#[derive(Debug, Args)]
struct SiteArgs {
    /// The folder of the knowledge base
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// The date that decides what is published [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    today: Option<Date>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

fn date(text: &str) -> Result<Date, String> {
    parse_date(text)
        .filter(|_| text.len() == 10)
        .ok_or_else(|| "write a date like 2026-04-14".to_owned())
}

fn host_name(text: &str) -> Result<String, String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let is_name = !text.is_empty() && text.chars().all(fits);
    is_name.then(|| text.to_owned()).ok_or_else(|| "write a name like laptop.office.example".into())
}

fn host(text: &str) -> Result<Host, String> {
    Host::parse(text).ok_or_else(|| format!("choose from: {}", Host::NAMES.join(", ")))
}

fn editor(text: &str) -> Result<Editor, String> {
    Editor::parse(text).ok_or_else(|| {
        "write a link of an editor like vscode://file{file}:{line}:{column}, or a command like \
         'code -g {file}:{line}'"
            .to_owned()
    })
}

/// Runs the command of the process's arguments.
pub fn run() -> ExitCode {
    match run_command(Cli::parse().command) {
        Ok(code) => code,
        Err(error) => {
            complain(&format!("weef: {error:#}"));
            ExitCode::from(2)
        }
    }
}

fn run_command(command: Command) -> Result<ExitCode> {
    match command {
        Command::Init(args) => init::run(&args.folder, args.language),
        Command::New(args) => new::run(&args.site, &args.collection, &args.title),
        Command::Build(args) => build::run(&args),
        Command::Serve(args) => serve(&args),
        Command::Check(args) => check(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Explain(args) => explain::run(&args.code),
    }
}

/// A line on standard error.
fn complain(line: &str) {
    // Where it cannot be written, there is nobody to tell.
    writeln!(io::stderr(), "{line}").ok();
}

/// A line on standard output.
fn say(line: &str) -> Result<()> {
    or_closed(writeln!(io::stdout(), "{line}")).context("standard output cannot be written")
}

/// Whoever reads no further (`weef check | head`) has seen enough: that is no failure of what was asked.
fn or_closed(written: io::Result<()>) -> io::Result<()> {
    written.or_else(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => Ok(()),
        _ => Err(error),
    })
}

impl SiteArgs {
    /// Reads what is in the root, without the output folder.
    fn sources(&self, output: &Path) -> Result<Sources> {
        source::read_sources(&self.root, output, self.today())
            .context("the knowledge base cannot be read")
    }

    /// The date in the Netherlands, unless one is given.
    fn today(&self) -> Date {
        self.today.unwrap_or_else(source::today)
    }

    fn default_output(&self) -> PathBuf {
        self.root.join("public")
    }
}

fn base_url(given: Option<&str>) -> Result<Option<BaseUrl>> {
    let Some(text) = given else { return Ok(None) };
    match BaseUrl::parse(text) {
        Some(base) => Ok(Some(base)),
        None => bail!("--base-url {text}: write a full address, like https://kennisbank.example/"),
    }
}

/// Prints diagnostics for people, with the lines they are about as they are now.
fn report(snapshot: &Snapshot, diagnostics: &[Diagnostic]) -> Result<()> {
    let text_of = |path: &SourcePath| {
        let bytes = snapshot.sources.read(path).ok()?;
        // Of a picture there is no line to show.
        if bytes.contains(&0) && !path.is_markdown() {
            return None;
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Some(text.strip_prefix('\u{feff}').map(ToOwned::to_owned).unwrap_or(text))
    };
    let mut out = io::stderr().lock();
    let colour = out.is_terminal();
    let told = diagnostic::print(&mut out, diagnostics, (snapshot.speech(), colour), &text_of);
    let told = told.and_then(|()| {
        if snapshot.site.documents.is_empty() {
            writeln!(out, "{}", diagnostic::no_pages(snapshot.speech()))?;
        }
        Ok(())
    });
    or_closed(told).context("standard error cannot be written")
}

/// The exit code that problems ask for: 2 where the outside world failed, 1 for errors, else 0.
fn verdict(diagnostics: &[Diagnostic], strict: bool) -> u8 {
    let stops = |d: &&Diagnostic| match d.problem.severity() {
        Severity::Error => true,
        Severity::Warning => strict,
        Severity::Advice => false,
    };
    let failed = |d: &Diagnostic| matches!(d.problem, Problem::Unreadable { .. });
    if diagnostics.iter().any(failed) {
        return 2;
    }
    u8::from(diagnostics.iter().any(|d| stops(&d)))
}

fn check(args: &CheckArgs) -> Result<ExitCode> {
    let sources = args.site.sources(&args.site.default_output())?;
    let drafts = if args.drafts { Drafts::Include } else { Drafts::Exclude };
    let snapshot = Snapshot::load(sources, Options { drafts, ..Options::default() });
    let problems = crate::check::problems(&snapshot);
    match args.format {
        Format::Json => {
            let records: Vec<Record> =
                problems.iter().map(|d| Record::new(d, snapshot.speech())).collect();
            say(&serde_json::to_string_pretty(&records)
                .context("problems cannot be written as JSON")?)?;
        }
        Format::Text => {
            report(&snapshot, &problems)?;
            let pages = snapshot.site.pages().count();
            let summary = diagnostic::summary(&problems, snapshot.speech());
            let addresses = snapshot.all_routes().count();
            let (pages, none) = match snapshot.speech() {
                Speech::Dutch => {
                    let word = if pages == 1 { "pagina" } else { "pagina's" };
                    (format!("{pages} {word}, {addresses} adressen"), "geen problemen")
                }
                Speech::English => (format!("{pages} pages, {addresses} addresses"), "no problems"),
            };
            let summary = if summary.is_empty() { none.to_owned() } else { summary };
            say(&format!("{pages}: {summary}"))?;
        }
    }
    Ok(ExitCode::from(verdict(&problems, args.strict)))
}

fn serve(args: &ServeArgs) -> Result<ExitCode> {
    crate::serve::serve(&crate::serve::Options {
        root: args.site.root.clone(),
        output: args.site.default_output(),
        port: args.port,
        open: args.open,
        bind: args.bind,
        allowed_hosts: args.allow_host.clone(),
        poll: args.poll,
        editor: args.editor.clone().unwrap_or_default(),
        today: args.site.today,
        // Whoever writes wants to see what is not published yet.
        snapshot: Options {
            drafts: Drafts::Include,
            at_root: true,
            hold: true,
            ..Options::default()
        },
    })?;
    Ok(ExitCode::SUCCESS)
}
