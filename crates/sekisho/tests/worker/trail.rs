//! Does one run bring everything that proves the trail, with no further step?

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sekisho_tests::aws::{Fault, Harm, Object};
use serde_json::Value;

use crate::estate::{Estate, PROD};

const BUCKET: &str = "ct-audit-bucket";

/// Four digests of us-east-1, the log files that they list, and the keys, as they are copied into a folder.
fn copied() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../trail/test_data/digests")
}

/// The same in AWS: objects with their metadata, and the keys behind `ListPublicKeys`. The configuration names the bucket,
/// and of CloudTrail's own calls these regions.
fn estate(regions: &str) -> Estate {
    let answers = tempfile::tempdir().unwrap();
    let folder = answers.path().join(format!("cloudtrail/{PROD}/us-east-1/list-public-keys"));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::copy(copied().join("public-keys.json"), folder.join("page.json")).unwrap();
    let estate = Estate::of(&[answers.path().to_owned()]);
    let metadata = std::fs::read(copied().join("object-metadata.json")).unwrap();
    let metadata: BTreeMap<String, BTreeMap<String, String>> =
        serde_json::from_slice(&metadata).unwrap();
    let root = copied().join("s3");
    let files = walkdir::WalkDir::new(&root).into_iter().map(Result::unwrap);
    for file in files.filter(|entry| entry.file_type().is_file()) {
        let locator = file.path().strip_prefix(&root).unwrap().to_str().unwrap();
        let (bucket, key) = locator.split_once('/').unwrap();
        let mut object = Object::new(bucket, key, std::fs::read(file.path()).unwrap());
        for (name, value) in metadata.get(locator).into_iter().flatten() {
            object = object.metadata(name, value);
        }
        estate.aws.put_object(object).unwrap();
    }
    estate.aws.own(BUCKET, PROD);
    estate.configure(&format!(
        "[[account]]\nid = \"{PROD}\"\nregions = [{regions}]\n[[bucket]]\nname = \"{BUCKET}\"\naccount = \"{PROD}\"\n\
         region = \"eu-west-1\"\nholds = \"cloudtrail\"\n"
    ));
    estate
}

fn verdict(estate: &Estate, place: &[&str]) -> Value {
    let output = estate.run(&[&["trail", "verify", "--json"], place].concat());
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_trail_is_proved_by_what_one_run_brought() {
    let folder = copied();
    // The region of the digests is found in their names, or is read anyway.
    for regions in ["", "\"us-east-1\""] {
        let estate = estate(regions);
        let ran = estate.once();
        assert_eq!(ran["troubles"], serde_json::json!([]), "{ran:#}");
        assert_eq!(estate.aws.count("ListPublicKeys"), 1);
        let proved = verdict(&estate, &[]);
        assert_eq!(proved["whole"], true, "{proved:#}");
        assert_eq!(proved, verdict(&estate, &["--from", folder.to_str().unwrap()]));

        let again = estate.once();
        assert_eq!(again["new"], 0, "the same answer is no new original: {again:#}");
        let calls = estate.aws.calls();
        let asked = calls.iter().filter(|call| call.operation == "ListPublicKeys");
        let from =
            |about: &str| serde_json::from_str::<Value>(about).unwrap()["StartTime"].as_f64();
        let from: Vec<_> = asked.map(|call| from(&call.about).unwrap()).collect();
        assert!(from.len() == 2 && from[0] < from[1], "it goes on where it came to: {from:?}");
    }
}

#[test]
fn keys_that_are_refused_leave_the_rest_and_come_later() {
    let estate = estate("");
    estate.aws.fail(Fault::new("ListPublicKeys", Harm::Denied));
    let checked = estate.json(&["sources", "check"]);
    assert_eq!(checked["missing"][0]["Action"], serde_json::json!(["cloudtrail:ListPublicKeys"]));
    let ran = estate.once();
    let name = format!("cloudtrail {PROD}/us-east-1 public keys");
    assert_eq!((&ran["troubles"][0]["place"], &ran["new"]), (&name.into(), &20.into()), "{ran:#}");
    assert_eq!(verdict(&estate, &[])["whole"], false);
    estate.aws.heal();
    assert_eq!(estate.once()["troubles"], serde_json::json!([]));
    assert_eq!(verdict(&estate, &[])["whole"], true);
}
