//! Hands the arguments to [`weef::cli`].

use std::process::ExitCode;

/// Building a site is many small strings on many threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    weef::cli::run()
}
