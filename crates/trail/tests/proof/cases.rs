//! What can be done to a trail?

use std::path::Path;
use std::sync::OnceLock;

use sekisho_domain::trail::Place;
use serde_json::Value;

use crate::bucket::{Buckets, Delivery, Object, at, cloudtrail, forger, gunzip, gzip, signed};

/// A trail to which something was done, and what the official validator is asked about it.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) buckets: Buckets,
    pub(crate) delivery: Delivery,
}

/// Four hours from 10:00, with two log files in each but the third.
fn delivered(mut delivery: Delivery) -> (Buckets, Delivery) {
    let keys = vec![cloudtrail().public(cloudtrail().fingerprint)];
    let mut buckets = Buckets { keys, ..Buckets::default() };
    for (hour, logs) in [(10, 2), (11, 2), (12, 0), (13, 2)] {
        delivery.hour(&mut buckets, hour, logs);
    }
    (buckets, delivery)
}

/// One line per case; made once, as signing takes its time.
pub(crate) fn cases() -> &'static [Case] {
    static CASES: OnceLock<Vec<Case>> = OnceLock::new();
    CASES.get_or_init(all)
}

fn all() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut tampered = |name, tamper: fn(&mut Buckets, &Delivery)| {
        let (mut buckets, delivery) = delivered(Delivery::new());
        tamper(&mut buckets, &delivery);
        cases.push(Case { name, buckets, delivery });
    };
    tampered("intact", |_, _| ());
    tampered("digest compressed again", |b, d| b.rewrite(&d.digest_place(11), |text| text));
    logs(&mut tampered);
    digests(&mut tampered);
    signatures(&mut tampered);
    cases.extend(deliveries());
    cases.extend(samples());
    cases
}

type Tampered<'a> = dyn FnMut(&'static str, fn(&mut Buckets, &Delivery)) + 'a;

fn logs(tampered: &mut Tampered<'_>) {
    tampered("log byte changed", |b, d| {
        b.rewrite(&d.log_place(11, 0), |text| text.replace("GetObject", "PutObject"));
    });
    tampered("log removed", |b, d| drop(b.objects.remove(&d.log_place(11, 1))));
    tampered("log cut short", |b, d| b.object(&d.log_place(11, 0)).bytes.truncate(30));
    tampered("log emptied", |b, d| b.object(&d.log_place(11, 0)).bytes.clear());
    tampered("bytes after the log", |b, d| b.object(&d.log_place(11, 0)).bytes.extend(*b"more"));
    tampered("second gzip after the log", |b, d| {
        b.object(&d.log_place(11, 0)).bytes.extend(gzip(b"more"));
    });
    tampered("logs swapped", |b, d| swap(b, &d.log_place(11, 0), &d.log_place(13, 0)));
    tampered("log put there", |b, d| {
        let log = b.object(&d.log_place(11, 0)).clone();
        b.objects.insert(d.log_place(11, 7), log);
    });
}

fn digests(tampered: &mut Tampered<'_>) {
    tampered("oldest digest removed", |b, d| drop(b.objects.remove(&d.digest_place(10))));
    tampered("digest removed", |b, d| drop(b.objects.remove(&d.digest_place(11))));
    tampered("two digests removed", |b, d| {
        b.objects.remove(&d.digest_place(11));
        b.objects.remove(&d.digest_place(12));
    });
    tampered("newest digest removed", |b, d| drop(b.objects.remove(&d.digest_place(13))));
    tampered("digest lists a log less", |b, d| {
        b.rewrite(&d.digest_place(11), |text| {
            let mut digest: Value = serde_json::from_str(&text).expect("a digest");
            digest["logFiles"].as_array_mut().expect("a list").remove(0);
            digest.to_string()
        });
    });
    tampered("digest is no JSON", |b, d| b.rewrite(&d.digest_place(11), |text| text[1..].into()));
    tampered("digest without its place", |b, d| {
        b.rewrite(&d.digest_place(11), |text| text.replace("digestS3Object", "digestS3Objekt"));
    });
    tampered("digest is no gzip", |b, d| {
        let object = b.object(&d.digest_place(11));
        object.bytes = gunzip(&object.bytes);
    });
    tampered("digests swapped", |b, d| swap(b, &d.digest_place(11), &d.digest_place(12)));
    tampered("digest of another account", |b, d| {
        let other = Delivery { account: "444455556666", ..Delivery::new() };
        let (other, theirs) = delivered(other);
        let digest = other.objects[&theirs.digest_place(11)].clone();
        b.objects.insert(d.digest_place(11), digest);
    });
    tampered("all moved to another bucket", |b, _| {
        let moved = std::mem::take(&mut b.objects).into_iter().map(|(place, object)| {
            (Place { bucket: "copied-trail".into(), key: place.key }, object)
        });
        b.objects = moved.collect();
    });
}

fn signatures(tampered: &mut Tampered<'_>) {
    tampered("signature altered", |b, d| {
        let metadata = &mut b.object(&d.digest_place(11)).metadata;
        let signature = metadata.get_mut("signature").expect("a signature");
        let first = if signature.starts_with('0') { "1" } else { "0" };
        signature.replace_range(..1, first);
    });
    tampered("signature of another digest", |b, d| {
        b.object(&d.digest_place(11)).metadata = b.object(&d.digest_place(12)).metadata.clone();
    });
    tampered("signature is no signature", |b, d| {
        let metadata = &mut b.object(&d.digest_place(11)).metadata;
        metadata.insert("signature".into(), "zz".into());
    });
    tampered("signature lost, named by the next", |b, d| {
        b.object(&d.digest_place(11)).metadata.clear();
    });
    tampered("signature lost of the newest", |b, d| {
        b.object(&d.digest_place(13)).metadata.clear();
    });
    tampered("no keys at all", |b, _| b.keys.clear());
    tampered("only keys of others", |b, _| b.keys = vec![forger().public(forger().fingerprint)]);
    tampered("key of somebody else under the same name", |b, _| {
        b.keys = vec![forger().public(cloudtrail().fingerprint)];
    });
    tampered("key that was not in use yet", |b, _| {
        b.keys[0]["ValidityStartTime"] = "2023-07-20T00:00:00Z".into();
        b.keys.push(forger().public(forger().fingerprint));
    });
    tampered("key is no key", |b, _| b.keys[0]["Value"] = "AAAA".into());
    tampered("digest forged and signed by somebody else", |b, d| {
        let place = d.digest_place(11);
        let mut digest: Value =
            serde_json::from_slice(&gunzip(&b.object(&place).bytes)).expect("a digest");
        digest["logFiles"] = serde_json::json!([]);
        b.objects.insert(place, signed(&digest, forger(), None));
    });
}

/// Trails of other forms.
fn deliveries() -> Vec<Case> {
    let delivered = |name, delivery| {
        let (buckets, delivery) = delivered(delivery);
        Case { name, buckets, delivery }
    };
    let organization = Delivery { organization: "o-exampleorg/", ..Delivery::new() };
    let mut cases = vec![
        delivered("prefix", Delivery { prefix: "trails/main/", ..Delivery::new() }),
        delivered("organization trail", organization),
        delivered(
            "another region of the trail",
            Delivery { region: "eu-west-1", ..Delivery::new() },
        ),
    ];
    let mut paused = delivered("validation was off for two hours", Delivery::new());
    paused.delivery.pause().hour(&mut paused.buckets, 16, 1);
    cases.push(paused);
    let mut moved = delivered("bucket of the trail changed", Delivery::new());
    moved.delivery.bucket = "newer-trail";
    moved.delivery.hour(&mut moved.buckets, 14, 1).hour(&mut moved.buckets, 15, 1);
    cases.push(moved);
    let backfilled = |name, tamper: fn(&mut Object)| {
        let mut case = delivered(name, Delivery::new());
        let mut backfill = Delivery { backfill: true, ..Delivery::new() };
        backfill.hour(&mut case.buckets, 10, 1).hour(&mut case.buckets, 11, 1);
        tamper(case.buckets.object(&backfill.digest_place(11)));
        case
    };
    cases.push(backfilled("backfill", |_| ()));
    cases.push(backfilled("backfill digest altered", |digest| {
        let content = String::from_utf8(gunzip(&digest.bytes)).expect("text");
        digest.bytes = gzip(content.replace("audit-trail", "audit_trail").as_bytes());
    }));
    cases.push(backfilled("backfill digest without its time", |digest| {
        digest.metadata.remove("backfill-generation-timestamp");
    }));
    cases.push(backfilled("backfill key was not in use", |digest| {
        let late = at(24 * 60).to_string();
        digest.metadata.insert("backfill-generation-timestamp".into(), late);
    }));
    cases
}

/// A trail that somebody else signed, and that lists log files as AWS delivered them.
fn samples() -> Vec<Case> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/test_data/digests");
    let sample = |name, tamper: fn(&mut Buckets, &Delivery)| {
        let delivery = Delivery {
            account: "218007301253",
            region: "us-east-1",
            trail: "audit-trail",
            home: "us-east-1",
            bucket: "ct-audit-bucket",
            ..Delivery::new()
        };
        let mut buckets = Buckets::load(Path::new(folder));
        tamper(&mut buckets, &delivery);
        Case { name, buckets, delivery }
    };
    vec![
        sample("sample, intact", |_, _| ()),
        sample("sample, log byte changed", |b, _| {
            let log = a_log(b);
            b.rewrite(&log, |text| text.replacen("eventName", "eventname", 1));
        }),
        sample("sample, log removed", |b, _| drop(b.objects.remove(&a_log(b)))),
        sample("sample, digest removed", |b, d| drop(b.objects.remove(&d.digest_place(12)))),
        sample("sample, digest altered", |b, d| {
            b.rewrite(&d.digest_place(12), |text| text.replacen("T12:0", "T11:0", 1));
        }),
        sample("sample, wrong key", |b, _| {
            let name = b.keys[0]["Fingerprint"].as_str().expect("a name").to_owned();
            b.keys[0] = forger().public(&name);
        }),
    ]
}

fn a_log(buckets: &Buckets) -> Place {
    let mut logs = buckets.objects.keys().filter(|place| place.key.contains("_CloudTrail_"));
    logs.next().expect("a log file").clone()
}

fn swap(buckets: &mut Buckets, one: &Place, other: &Place) {
    let (first, second) = (buckets.object(one).clone(), buckets.object(other).clone());
    buckets.objects.insert(one.clone(), second);
    buckets.objects.insert(other.clone(), first);
}
