//! `weef init`: a small working knowledge base in a new folder.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use clap::ValueEnum;
use rust_embed::RustEmbed;

use super::say;
use crate::output;

/// The language of the example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Language {
    /// Dutch
    Nl,
    /// English
    En,
}

#[derive(RustEmbed)]
#[folder = "src/cli/init/nl"]
struct Dutch;

#[derive(RustEmbed)]
#[folder = "src/cli/init/en"]
struct English;

pub(super) fn run(folder: &Path, language: Language) -> Result<ExitCode> {
    if !output::is_free(folder) {
        bail!(
            "{} is not empty; name a new folder, so that nothing of yours is changed",
            folder.display()
        );
    }
    let files = match language {
        Language::Nl => files::<Dutch>(),
        Language::En => files::<English>(),
    };
    let ignored = [(".gitignore".to_owned(), b"/public/\n/.weef/\n".to_vec())];
    for (name, bytes) in files.into_iter().chain(ignored) {
        let path = folder.join(&name);
        output::create_new(&path, &bytes)
            .with_context(|| format!("{} cannot be written", path.display()))?;
    }
    say(&folder.display().to_string())?;
    super::complain(&match language {
        Language::Nl => format!(
            "klaar; bekijk de kennisbank met: weef serve --open --root {}",
            folder.display()
        ),
        Language::En => format!(
            "done; see the knowledge base with: weef serve --open --root {}",
            folder.display()
        ),
    });
    Ok(ExitCode::SUCCESS)
}

/// The files of an example. Those that begin with `_` get a dot: an embedded dot file would be left out.
fn files<E: RustEmbed>() -> Vec<(String, Vec<u8>)> {
    E::iter()
        .filter_map(|name| Some((name.to_string(), E::get(&name)?.data.into_owned())))
        .collect()
}
