//! What do real documents say?

use sekisho_trail::{Kind, Limits};

use crate::render::render;

/// The document, once recognised, and read.
fn check(name: &str, kind: Kind) {
    let path = format!("{}/test_data/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(&path).expect("the fixture is there");
    assert_eq!(sekisho_trail::sniff(&bytes), Some(kind), "{name}");
    let reading = sekisho_trail::read(kind, &bytes, &Limits::DEFAULT);
    let table = render(&reading);
    for secret in ["A-SECRET", "REMOVED", "sessionToken", "tokenValue"] {
        assert!(!table.contains(secret), "{name} shows {secret}");
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "snapshots" }, {
        insta::assert_snapshot!(name, table);
    });
}

#[test]
fn cloudtrail() {
    check("start-and-terminate-session.json", Kind::CloudTrail);
    check("delivered-file-without-sessions.json", Kind::CloudTrail);
    check("assume-role-of-other-roles.json", Kind::CloudTrail);
    check("just-in-time-day.ndjson", Kind::CloudTrail);
    check("lookup-events.json", Kind::CloudTrailLookup);
}

#[test]
fn access_requests() {
    check("ops-item-auto-approved.json", Kind::AccessRequest);
    check("ops-item-summaries.json", Kind::AccessRequest);
}

#[test]
fn request_events() {
    check("event-request-pending.json", Kind::RequestEvent);
    check("event-request-approved.json", Kind::RequestEvent);
    check("event-request-failed.json", Kind::RequestEvent);
    check("event-approval-level-pending.json", Kind::RequestEvent);
    check("event-approval-level-approved.json", Kind::RequestEvent);
}

#[test]
fn systems_manager_listings() {
    check("describe-sessions.json", Kind::SessionHistory);
    check("describe-instance-information.json", Kind::NodeInformation);
}
