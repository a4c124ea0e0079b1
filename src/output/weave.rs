//! Every file of the new site: produced, compared with what lies there, written to staging where it differs.

use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use super::error::{Failure, OutputError, at};
use super::manifest::{Hash, hash_file};
use super::old::Old;
use super::staging::Staging;
use super::target::Target;
use super::{Content, Strategy};
use crate::url::OutPath;

/// After so many failures of the disk the rest would fail too: a full disk need not be told ten thousand times.
const ENOUGH: usize = 20;

/// What became of one file.
pub(super) struct Woven {
    pub(super) hash: Hash,
    /// Whether it was written to staging; else the same bytes lie in the output.
    pub(super) is_new: bool,
    /// Whether it replaces what somebody edited in the output.
    pub(super) over_edit: bool,
}

/// Why a file is not there.
enum Trouble {
    NotProduced,
    InTheWay(String),
    Failed(Failure),
    /// Something else failed before.
    GivenUp,
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// The work on all files.
pub(super) struct Weave<'a> {
    strategy: Strategy,
    target: &'a Target,
    old: &'a Old,
    /// Made when the first file differs, so that a build that changes nothing touches nothing.
    staging: OnceLock<Result<Staging, Failure>>,
    /// Whether nothing will be published, so that nothing need be written.
    has_failed: AtomicBool,
    failures: AtomicUsize,
}

impl<'a> Weave<'a> {
    pub(super) fn new(strategy: Strategy, target: &'a Target, old: &'a Old) -> Self {
        Self {
            strategy,
            target,
            old,
            staging: OnceLock::new(),
            has_failed: AtomicBool::new(false),
            failures: AtomicUsize::new(0),
        }
    }

    /// Produces and places every file, in the order of `files`.
    pub(super) fn all(
        &self,
        files: &[OutPath],
        produce: &(dyn Fn(usize) -> Option<Content> + Sync),
    ) -> Result<Vec<Woven>, OutputError> {
        let one = |(i, path)| {
            let woven = self.one(path, || produce(i));
            if let Err(trouble) = &woven {
                self.has_failed.store(true, Ordering::Relaxed);
                if matches!(trouble, Trouble::Failed(_)) {
                    self.failures.fetch_add(1, Ordering::Relaxed);
                }
            }
            woven
        };
        let woven: Vec<Result<Woven, Trouble>> = files.par_iter().enumerate().map(one).collect();
        if self.has_failed.load(Ordering::Relaxed) {
            return Err(self.error(woven));
        }
        Ok(woven.into_iter().filter_map(Result::ok).collect())
    }

    fn one(
        &self,
        path: &OutPath,
        produce: impl FnOnce() -> Option<Content>,
    ) -> Result<Woven, Trouble> {
        if self.failures.load(Ordering::Relaxed) >= ENOUGH {
            return Err(Trouble::GivenUp);
        }
        let content = produce().ok_or(Trouble::NotProduced)?;
        let mut over_edit = false;
        if let Some(&is_ours) = self.old.present.get(path) {
            let there = self.target.folder().join(path.as_str());
            let there = hash_file(&there).map_err(at("read", &there))?;
            if hash(&content)? == there {
                return Ok(Woven { hash: there, is_new: false, over_edit });
            }
            if !is_ours {
                return Err(Trouble::InTheWay(path.as_str().to_owned()));
            }
            over_edit = !self.old.manifest.wrote(path, there);
        }
        if self.has_failed.load(Ordering::Relaxed) {
            return Err(Trouble::GivenUp);
        }
        let hash = self.staging()?.write(path, &content)?;
        Ok(Woven { hash, is_new: true, over_edit })
    }

    fn staging(&self) -> Result<&Staging, Trouble> {
        let open = || Staging::open(self.strategy, self.target, self.old);
        // The failure itself is told once, by `error`.
        self.staging.get_or_init(open).as_ref().map_err(|_| Trouble::GivenUp)
    }

    /// The staging folder, if one was needed.
    pub(super) fn into_staging(self) -> Result<Option<Staging>, OutputError> {
        Ok(self.staging.into_inner().transpose()?)
    }

    /// Names the file in the output, not the one in staging, which is gone when people read of it.
    fn as_people_know_it(&self, mut failure: Failure) -> Failure {
        if let Some(Ok(staging)) = self.staging.get()
            && let Ok(below) = failure.path.strip_prefix(staging.path())
        {
            failure.path = self.target.folder().join(below);
        }
        failure
    }

    fn error(&self, woven: Vec<Result<Woven, Trouble>>) -> OutputError {
        let (mut failures, mut in_the_way, mut pages) = (Vec::new(), Vec::new(), 0);
        for trouble in woven.into_iter().filter_map(Result::err) {
            match trouble {
                Trouble::Failed(failure) => failures.push(self.as_people_know_it(failure)),
                Trouble::InTheWay(path) => in_the_way.push(path),
                Trouble::NotProduced => pages += 1,
                Trouble::GivenUp => {}
            }
        }
        if let Some(Err(Failure { doing, path, error })) = self.staging.get() {
            let error = std::io::Error::new(error.kind(), error.to_string());
            failures.push(Failure { doing, path: path.clone(), error });
        }
        if !failures.is_empty() {
            return OutputError::Failed(failures);
        }
        if !in_the_way.is_empty() {
            in_the_way.sort_unstable();
            let folder = self.target.folder().to_owned();
            return OutputError::InTheWay { folder, paths: in_the_way };
        }
        OutputError::Incomplete(pages)
    }
}

fn hash(content: &Content) -> Result<Hash, Failure> {
    match content {
        Content::Bytes(bytes) => Ok(xxh3_128(bytes)),
        Content::File(path) => hash_file(path).map_err(at("read", Path::new(path))),
    }
}
