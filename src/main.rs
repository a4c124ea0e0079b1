//! Hands the arguments to [`weef::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    weef::cli::run()
}
