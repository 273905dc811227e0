//! Which AWS is read?

use std::ops::Deref;
use std::path::{Path, PathBuf};

use sekisho_tests::aws::{Aws, Object};

use crate::program::Program;

pub(crate) const PROD: &str = "111122223333";
pub(crate) const STAGING: &str = "444455556666";
pub(crate) const LOGS: &str = "example-session-logs";
pub(crate) const TRAIL: &str = "example-audit-trail";

pub(crate) const TOKYO: &str = "ap-northeast-1";

/// A log of no story, for a session of whatever name.
pub(crate) const LOG: &str =
    "Script started on 2026-11-24 03:00:00+00:00\r\nsh-5.2$ id\r\nuid=0(root)\r\n";

const CONFIGURATION: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/company/sekisho.toml"));

/// An AWS, and the program that reads it with the credentials of an account.
pub(crate) struct Estate {
    pub(crate) aws: Aws,
    program: Program,
}

impl Deref for Estate {
    type Target = Program;

    fn deref(&self) -> &Program {
        &self.program
    }
}

impl Estate {
    /// All sample stories, both accounts, everything that can be read, as the README has a new user do it.
    pub(crate) fn whole() -> Self {
        let estate = Self::of(&samples(&[".", "../tests/company"]));
        let _ = estate.aws.queue(PROD, "session-logs");
        estate.configure(&CONFIGURATION.replace("http://127.0.0.1:5555", estate.aws.endpoint()));
        estate
    }

    /// Only what lies in the buckets, of these stories.
    pub(crate) fn buckets(stories: &[&str]) -> Self {
        let estate = Self::of(&samples(stories));
        estate.configure(&two_buckets(PROD));
        estate
    }

    /// What is in these folders; it is not configured yet.
    pub(crate) fn of(folders: &[PathBuf]) -> Self {
        let aws = Aws::start(folders).unwrap();
        let program = Program::new(aws.endpoint(), aws.user(PROD));
        Self { aws, program }
    }
}

/// The configuration of the two buckets that the sample stories have, as those of an account.
pub(crate) fn two_buckets(account: &str) -> String {
    let bucket = |name: &str, holds: &str| {
        format!(
            "[[bucket]]\nname = \"{name}\"\naccount = \"{account}\"\nregion = \"{TOKYO}\"\nholds = \"{holds}\"\n"
        )
    };
    let account = format!("[[account]]\nid = \"{account}\"\n");
    [account, bucket(LOGS, "session-logs"), bucket(TRAIL, "cloudtrail")].concat()
}

/// Folders of sample stories.
pub(crate) fn samples(stories: &[&str]) -> Vec<PathBuf> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../sample-logs"));
    stories.iter().map(|story| root.join(story)).collect()
}

/// What a sample story has in a bucket, as key and bytes.
pub(crate) fn objects(story: &str, bucket: &str) -> Vec<(String, Vec<u8>)> {
    let root = samples(&[story]).remove(0).join("s3").join(bucket);
    // Some stories have nothing in some bucket.
    let files = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let key = entry.path().strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
            (key, std::fs::read(entry.path()).unwrap())
        })
        .collect()
}

pub(crate) fn put(estate: &Estate, bucket: &str, (key, bytes): &(String, Vec<u8>)) {
    estate.aws.put_object(Object::new(bucket, key, bytes.clone())).unwrap();
}
