//! What of a story's folder lies in which bucket, account and region?
//!
//! Reads the layout of sample-logs/README.md: `s3/<bucket>/<key>`, `ssm/<account>/<region>/<operation>/…` and
//! `cloudtrail/<account>/<region>/lookup-events/…`, in a folder that is a story or holds stories.

use std::path::{Path, PathBuf};

use anyhow::Context;
use walkdir::WalkDir;

/// The files of some stories, by what AWS would do with them.
#[derive(Debug, Default)]
pub(super) struct Feed {
    pub(super) objects: Vec<Stored>,
    pub(super) outputs: Vec<Output>,
}

/// A file that lies in a bucket.
#[derive(Debug)]
pub(super) struct Stored {
    pub(super) bucket: String,
    pub(super) key: String,
    pub(super) file: PathBuf,
}

/// A file that holds what a call answered.
#[derive(Debug)]
pub(super) struct Output {
    pub(super) account: String,
    pub(super) region: String,
    pub(super) operation: String,
    pub(super) file: PathBuf,
}

impl Feed {
    /// Finds the files below a folder.
    ///
    /// # Errors
    /// It cannot be listed.
    pub(super) fn read(&mut self, folder: &Path) -> anyhow::Result<()> {
        for entry in WalkDir::new(folder).sort_by_file_name() {
            let entry = entry.with_context(|| format!("cannot list {}", folder.display()))?;
            if entry.file_type().is_file() {
                let below = entry.path().strip_prefix(folder)?;
                let parts: Vec<_> = below.iter().filter_map(|part| part.to_str()).collect();
                self.add(&parts, entry.path());
            }
        }
        Ok(())
    }

    fn add(&mut self, parts: &[&str], file: &Path) {
        match parts {
            ["s3", bucket, key @ ..] | [_, "s3", bucket, key @ ..] if !key.is_empty() => {
                self.objects.push(Stored {
                    bucket: (*bucket).to_owned(),
                    key: key.join("/"),
                    file: file.to_owned(),
                });
            }
            ["ssm" | "cloudtrail", account, region, operation, _]
            | [_, "ssm" | "cloudtrail", account, region, operation, _] => {
                self.outputs.push(Output {
                    account: (*account).to_owned(),
                    region: (*region).to_owned(),
                    operation: (*operation).to_owned(),
                    file: file.to_owned(),
                });
            }
            _ => {}
        }
    }
}
