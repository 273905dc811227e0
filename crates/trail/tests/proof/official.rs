//! Does the official validator say the same?
//!
//! `official.py` runs AWS's own code on the same files. It needs the package `awscli` of PyPI, which `make test` installs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use sekisho_domain::trail::{Completeness, Verdict, Why};
use serde_json::json;

use crate::bucket::{Buckets, Delivery, at};
use crate::cases::{Case, cases};
use crate::tampering::proof;

/// What is said of files: valid ones are counted, the others are named.
#[derive(Debug, Default, PartialEq, Eq)]
struct Said {
    valid_digests: u64,
    valid_logs: u64,
    /// With whether they are not there at all.
    invalid: BTreeSet<(String, bool)>,
    /// Ends and starts of stretches without digests.
    gaps: BTreeSet<(String, String)>,
}

/// Where more is said here: another file proves a digest whose own signature is not held, and without any key the validator
/// does not begin.
const MORE_SAID_HERE: [&str; 2] = ["signature lost, named by the next", "no keys at all"];

#[test]
fn the_official_validator_says_the_same() {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/awscli/bin/python");
    assert!(python.is_file(), "run `make setup-awscli` to install the official validator");
    let dir = tempfile::tempdir().expect("a folder");
    let cases = cases();
    let folders: Vec<_> = cases.iter().map(|case| written(dir.path(), case)).collect();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/proof/official.py");
    let output = Command::new(python).arg(script).args(&folders).output().expect("it starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).expect("text");
    let lines: Vec<Vec<String>> =
        printed.lines().map(|line| serde_json::from_str(line).expect("a list")).collect();
    assert_eq!(lines.len(), cases.len());
    for (case, lines) in cases.iter().zip(lines) {
        let (ours, theirs) = (ours(&proof(&case.buckets)), theirs(&lines));
        let same = ours == theirs;
        assert_eq!(
            same,
            !MORE_SAID_HERE.contains(&case.name),
            "{}\nhere: {ours:#?}\nthere: {theirs:#?}\n{lines:#?}",
            case.name
        );
    }
}

/// The case as a folder, in the layout of a copy of buckets, with what the validator is asked.
fn written(dir: &Path, case: &Case) -> PathBuf {
    let folder = dir.join(case.name.replace(' ', "-"));
    let Case { buckets, delivery, .. } = case;
    let write = |path: &Path, bytes: &[u8]| {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        std::fs::write(path, bytes).expect("it can be written");
    };
    let mut metadata = BTreeMap::new();
    for (place, object) in &buckets.objects {
        write(&folder.join("s3").join(&place.bucket).join(&place.key), &object.bytes);
        metadata.insert(format!("{}/{}", place.bucket, place.key), &object.metadata);
    }
    write(&folder.join("object-metadata.json"), json!(metadata).to_string().as_bytes());
    let keys = json!({ "PublicKeyList": buckets.keys }).to_string();
    write(&folder.join("public-keys.json"), keys.as_bytes());
    write(&folder.join("asked.json"), asked(buckets, delivery).to_string().as_bytes());
    folder
}

fn asked(buckets: &Buckets, delivery: &Delivery) -> serde_json::Value {
    // The validator goes back to the hour before the start, of which nothing was delivered.
    let oldest = delivery.digest_place(10).key;
    let begins = buckets.objects.keys().any(|place| place.key == oldest);
    let start = if begins { at(10) } else { at(11) };
    // The bucket that the trail delivers to now.
    let newest = buckets.objects.keys().map(|place| &place.bucket).max();
    json!({
        "arn": format!("arn:aws:cloudtrail:{}:{}:trail/{}", delivery.home, delivery.account, delivery.trail),
        "account": delivery.account,
        "region": delivery.region,
        "bucket": newest,
        "prefix": delivery.prefix.trim_end_matches('/'),
        "organization": delivery.organization.trim_end_matches('/'),
        "start": (start + jiff::SignedDuration::from_secs(1)).to_string(),
        "end": at(20).to_string(),
    })
}

fn theirs(lines: &[String]) -> Said {
    let mut said = Said::default();
    for line in lines {
        let line = line.strip_prefix("(backfill) ").unwrap_or(line);
        let fields: Vec<&str> = line.split('\t').collect();
        match *fields.as_slice() {
            ["Digest file", _, "valid"] => said.valid_digests += 1,
            ["Log file", _, "valid"] => said.valid_logs += 1,
            ["Digest file" | "Log file", file, why] => {
                said.invalid.insert((file.to_owned(), why == "INVALID: not found"));
            }
            _ => {
                let between =
                    line.strip_prefix("No log files were delivered by CloudTrail between ");
                let between = between.and_then(|times| times.split_once(" and "));
                said.gaps.extend(between.map(|(from, to)| (from.to_owned(), to.to_owned())));
            }
        }
    }
    said
}

fn ours(completeness: &Completeness) -> Said {
    let mut said = Said::default();
    for chain in &completeness.chains {
        said.valid_digests += chain.digests;
        said.valid_logs += chain.logs;
        for broken in &chain.breaks {
            let Some(file) = &broken.file else {
                assert_eq!(broken.why, Why::NotRecorded);
                said.gaps.insert((broken.hours.from.to_string(), broken.hours.to.to_string()));
                continue;
            };
            let absent = broken.why.verdict() == Verdict::Absent;
            said.invalid.insert((file.replacen("s3/", "s3://", 1), absent));
        }
    }
    said
}
