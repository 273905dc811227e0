//! Can anything be changed without its being told, and does anything that is read break the reader?

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::Index;
use sekisho_domain::trail::TrailFile;
use sekisho_trail::proof::{Held, file, keys, prove};

use crate::bucket::{Buckets, gunzip, gzip};
use crate::cases::cases;
use crate::tampering::{held, proof};

fn intact() -> Buckets {
    let case = cases().iter().find(|case| case.name == "backfill").expect("it is a case");
    case.buckets.clone()
}

fn of(
    files: &[(String, TrailFile)],
    keys: &[sekisho_domain::trail::PublicKey],
) -> impl Eq + std::fmt::Debug {
    let held: Vec<_> = files.iter().map(|(locator, file)| Held { locator, file }).collect();
    prove(&held, keys)
}

proptest! {
    #[test]
    fn no_bit_of_any_content_can_be_turned(at in any::<Index>(), byte in any::<Index>(), bit in 0..8_u8) {
        let mut buckets = intact();
        let place = at.get(&buckets.objects.keys().cloned().collect::<Vec<_>>()).clone();
        let object = buckets.object(&place);
        let mut content = gunzip(&object.bytes);
        let turned = byte.index(content.len());
        content[turned] ^= 1 << bit;
        object.bytes = gzip(&content);
        prop_assert!(!proof(&buckets).is_whole());
    }

    #[test]
    fn no_bit_of_any_signature_can_be_turned(at in any::<Index>(), byte in any::<Index>(), bit in 0..8_u8) {
        let mut buckets = intact();
        let signed: Vec<_> = buckets.objects.iter().filter(|(_, object)| !object.metadata.is_empty()).collect();
        let place = at.get(&signed).0.clone();
        let metadata = &mut buckets.object(&place).metadata;
        let mut signature = hex::decode(&metadata["signature"]).expect("hexadecimal");
        let turned = byte.index(signature.len());
        signature[turned] ^= 1 << bit;
        metadata.insert("signature".into(), hex::encode(signature));
        prop_assert!(!proof(&buckets).is_whole());
    }

    #[test]
    fn neither_order_nor_copies_matter(case in any::<Index>(), seed in any::<u64>(), copies in 1..3_usize) {
        let case = case.get(cases());
        let files: Vec<_> = held(&case.buckets).into_iter().collect();
        let list = serde_json::json!({ "PublicKeyList": case.buckets.keys }).to_string();
        let mut mixed = vec![files.clone(); copies].concat();
        mixed.sort_by_key(|(locator, _)| locator.bytes().fold(seed, |hash, b| hash.wrapping_mul(31).rotate_left(5) ^ u64::from(b)));
        let keys = keys(list.as_bytes());
        prop_assert_eq!(of(&mixed, &keys), of(&files, &keys));
    }

    #[test]
    fn no_digest_breaks_the_reader(
        fields in prop::collection::btree_map(
            prop::sample::select(vec![
                "digestStartTime", "digestEndTime", "digestS3Bucket", "digestS3Object", "digestPublicKeyFingerprint",
                "previousDigestS3Bucket", "previousDigestS3Object", "previousDigestHashValue",
                "previousDigestSignature", "logFiles",
            ]),
            prop::sample::select(vec![
                "null", "7", "\"\"", "\"a\"", "[]", "[{}]", "\"9999-12-30T22:00:00Z\"", "\"-009999-01-02T01:59:59Z\"",
                "\"8eba5db5bea9b640d1c96a77256fe7f2\"", "\"2023-07-10T12:00:00Z\"",
                "\"111122223333_CloudTrail-Digest_a_b_c_20230710T120000Z.json.gz\"",
            ]),
            0..10,
        ),
        signature in prop::sample::select(vec!["", "00", "zz", "é"]),
        generated in prop::sample::select(vec!["9999-12-30T22:00:00Z", "-009999-01-02T01:59:59Z", "no time"]),
    ) {
        let json: Vec<_> = fields.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
        let json = format!("{{{}}}", json.join(","));
        let metadata = BTreeMap::from([
            ("signature".to_owned(), signature.to_owned()),
            ("backfill-generation-timestamp".to_owned(), generated.to_owned()),
        ]);
        let names = ["_backfill", ""].map(|end| {
            format!("111122223333_CloudTrail-Digest_a_b_c_99991230T220000Z{end}.json.gz")
        });
        let keys = keys(serde_json::json!({ "PublicKeyList": intact().keys }).to_string().as_bytes());
        for name in names {
            let read = file(&name, None, Some(json.as_bytes()), &metadata).expect("named like a digest");
            let held = [Held { locator: &name, file: &read }];
            prop_assert!(!prove(&held, &keys).is_whole());
        }
    }
}
