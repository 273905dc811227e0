//! What is told of each kind of tampering?

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::Read;

use flate2::bufread::GzDecoder;
use jiff::Timestamp;
use sekisho_domain::trail::{Completeness, Stretch, TrailFile};
use sekisho_trail::proof::{Held, file, keys, prove};

use crate::bucket::Buckets;
use crate::cases::cases;

/// Every object as it is held after a copy of all buckets, and what it is to a trail.
pub(crate) fn held(buckets: &Buckets) -> BTreeMap<String, TrailFile> {
    let files = buckets.objects.iter().filter_map(|(place, object)| {
        let locator = format!("s3/{}/{}", place.bucket, place.key);
        let content = content(&object.bytes);
        let kind = content.as_deref().and_then(sekisho_trail::sniff);
        Some((locator.clone(), file(&locator, kind, content.as_deref(), &object.metadata)?))
    });
    files.collect()
}

/// What a gzip holds, if it is one whole gzip and nothing more.
fn content(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    let mut decoder = GzDecoder::new(bytes);
    decoder.read_to_end(&mut content).ok()?;
    decoder.into_inner().is_empty().then_some(content)
}

pub(crate) fn proof(buckets: &Buckets) -> Completeness {
    let files = held(buckets);
    let held: Vec<_> = files.iter().map(|(locator, file)| Held { locator, file }).collect();
    let list = serde_json::json!({ "PublicKeyList": buckets.keys }).to_string();
    prove(&held, &keys(list.as_bytes()))
}

/// The last part of a file's place, which is what tells it from the others.
fn short(file: &str) -> &str {
    file.rsplit_once('/').map_or(file, |(_, name)| name)
}

fn render(completeness: &Completeness) -> String {
    let time = |at: Timestamp| at.strftime("%H:%M").to_string();
    let hours = |hours: Stretch| format!("{}-{}", time(hours.from), time(hours.to));
    let mut text = String::new();
    for proof in &completeness.chains {
        let kind = if proof.chain.backfill { " (backfill)" } else { "" };
        let older = if proof.older_not_held { ", older not held" } else { "" };
        let complete: Vec<_> = proof.complete.iter().map(|stretch| hours(*stretch)).collect();
        let chain = &proof.chain;
        let _ = writeln!(
            text,
            "  {} {} {}{kind}: {} digests, {} logs, complete {}{older}",
            chain.account,
            chain.region,
            chain.trail,
            proof.digests,
            proof.logs,
            if complete.is_empty() { "never".to_owned() } else { complete.join(" ") },
        );
        for broken in &proof.breaks {
            let file = broken.file.as_deref().map_or("", short);
            let why = broken.why;
            let verdict = why.verdict().name();
            let _ = writeln!(text, "    {} {verdict}: {} {file}", hours(broken.hours), why.name());
        }
    }
    for unlisted in &completeness.unlisted {
        let _ = writeln!(text, "  {} log files are {}", unlisted.logs, unlisted.why.name());
    }
    text
}

#[test]
fn each_kind_of_tampering_is_told() {
    let mut table = String::new();
    for case in cases() {
        let proof = proof(&case.buckets);
        let whole = if proof.is_whole() { "complete" } else { "NOT complete" };
        let _ = write!(table, "{}: {whole}\n{}", case.name, render(&proof));
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "snapshots" }, {
        insta::assert_snapshot!("tampering", table);
    });
}
