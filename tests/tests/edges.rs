//! Do the crates depend on each other only as the architecture allows, and is the pure floor pure?
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Crate → the crates of ours it may use. Arrows only point down; a new arrow is a decision, made here.
const EDGES: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("trail", &["domain"]),
    ("recording", &[]),
    ("correlate", &["domain"]),
    ("query", &["domain"]),
    ("archive", &["domain"]),
    ("catalog", &["domain"]),
    ("index", &["domain", "query"]),
    ("export", &["domain", "recording"]),
    ("ingest", &["domain", "trail", "recording", "correlate", "archive", "catalog", "index"]),
    (
        "sekisho",
        &[
            "domain",
            "trail",
            "recording",
            "correlate",
            "query",
            "archive",
            "catalog",
            "index",
            "export",
            "ingest",
        ],
    ),
];

/// The crates whose answers depend on their arguments alone.
const PURE: &[&str] = &["domain", "trail", "recording", "correlate", "query"];

/// What would make a pure crate depend on more than its arguments, as a dependency …
const IMPURE_CRATES: &[&str] =
    &["tokio", "axum", "tantivy", "sqlx", "reqwest", "hyper", "rand", "walkdir"];

/// … or as a call.
const IMPURE_CALLS: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "SystemTime",
    "Instant::now",
    "Timestamp::now",
    "::now()",
    "TimeZone::system",
    "thread_rng",
];

/// Whether a library talks to AWS. Those called `aws-lc` only calculate: whether a signature is right depends on nothing but
/// the text, the key and the signature.
fn is_of_aws(library: &str) -> bool {
    library.starts_with("aws-") && !library.starts_with("aws-lc-")
}

/// A second HTTP stack and a second cryptography, which default features of the AWS SDK and of TLS crates bring along.
const TWICE: &[&str] = &["hyper v0.", "http v0.", "rustls v0.21", "ring v", "openssl-sys v"];

/// Each of these has one owner, so that it can be replaced in one place.
const OWNED: &[(&str, &[&str])] = &[
    ("tantivy", &["index"]),
    ("sqlx", &["catalog"]),
    ("axum", &["sekisho"]),
    ("avt", &["recording"]),
    ("aws-lc-rs", &["trail"]),
    ("clap", &["sekisho"]),
    ("crossterm", &["sekisho"]),
    ("libdeflater", &["ingest"]),
    ("png", &["export"]),
    ("swash", &["export"]),
    ("s3s", &[]),
    ("s3s-fs", &[]),
];

#[test]
fn crates_depend_on_each_other_only_downwards() {
    let allowed: BTreeMap<&str, BTreeSet<&str>> =
        EDGES.iter().map(|(name, below)| (*name, below.iter().copied().collect())).collect();
    let found: BTreeSet<String> = crates().keys().cloned().collect();
    let named: BTreeSet<String> = allowed.keys().map(|n| (*n).to_owned()).collect();
    assert_eq!(found, named, "every folder of crates/ has a row in EDGES");
    for (name, dependencies) in crates() {
        for dependency in dependencies.iter().filter_map(|d| d.strip_prefix("sekisho-")) {
            assert!(
                allowed[name.as_str()].contains(dependency),
                "crates/{name} must not use crates/{dependency}: see the table of crates/README.md"
            );
        }
    }
}

#[test]
fn each_big_library_has_one_owner() {
    for (name, dependencies) in crates() {
        for (library, owners) in OWNED {
            let owner = owners.contains(&name.as_str());
            assert!(
                owner || !dependencies.contains(*library),
                "crates/{name} must not use {library}"
            );
        }
        let aws = dependencies.iter().find(|d| is_of_aws(d));
        assert!(name == "ingest" || aws.is_none(), "crates/{name} must not use {aws:?}");
    }
}

#[test]
fn there_is_one_http_stack_and_one_cryptography() {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--workspace", "--prefix", "none", "-e", "all"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).unwrap();
    assert!(tree.lines().any(|line| line.starts_with("aws-sdk-s3 v")), "the tree is complete");
    for line in tree.lines() {
        let found = TWICE.iter().find(|name| line.starts_with(*name));
        assert!(found.is_none(), "the tree holds {line}: which feature brings it?");
    }
}

#[test]
fn the_pure_floor_brings_no_io_along() {
    for name in PURE {
        let tree = cargo_tree(&format!("sekisho-{name}"));
        for library in IMPURE_CRATES {
            assert!(!tree.contains(*library), "crates/{name} brings {library} along");
        }
        assert!(tree.iter().all(|d| !is_of_aws(d)), "crates/{name} brings an AWS crate along");
    }
}

#[test]
fn the_pure_floor_calls_no_clock_file_or_network() {
    for name in PURE {
        for file in rust_files(&root().join("crates").join(name).join("src")) {
            let text = std::fs::read_to_string(&file).unwrap();
            let code = text.lines().filter(|l| !l.trim_start().starts_with("//"));
            for (number, line) in code.enumerate() {
                for call in IMPURE_CALLS {
                    assert!(!line.contains(call), "{}:{}: {call}", file.display(), number + 1);
                }
            }
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Folder name → names of its normal dependencies.
fn crates() -> BTreeMap<String, BTreeSet<String>> {
    let mut crates = BTreeMap::new();
    for entry in std::fs::read_dir(root().join("crates")).unwrap() {
        let folder = entry.unwrap().path();
        let Ok(manifest) = std::fs::read_to_string(folder.join("Cargo.toml")) else { continue };
        let manifest: toml::Table = manifest.parse().unwrap();
        let names = manifest["dependencies"].as_table().unwrap().keys().cloned().collect();
        crates.insert(folder.file_name().unwrap().to_str().unwrap().to_owned(), names);
    }
    crates
}

fn cargo_tree(package: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "-e", "normal", "--prefix", "none", "-p", package])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
        .collect()
}
