//! Is nobody accused of what was only not read?

use std::collections::BTreeSet;

use jiff::Timestamp;
use sekisho_correlate::{Folders, Seen};
use sekisho_domain::id::{AccountId, Region};
use sekisho_domain::record::ApprovalClass;
use sekisho_domain::source::{Brings, Reach};

use crate::render;
use crate::script::Script;

/// A token was used for which there is no request, its session left no log, and a request was granted that nobody used.
const FACTS: &str = "
    10:00:00 start session=a-1 by=token/alice node=i-db
    10:30:00 end session=a-1 by=alice
    - state id=oi-1 by=bob targets=i-web window=10:00:00..11:00:00 account=111122223333 region=ap-northeast-1";

/// What `reaches` make of it, each as `<what it brings> <since> <until>` and `elsewhere` or `anywhere` where it is not of the
/// account and region of the facts.
#[track_caller]
fn check(reaches: &[&str], request: &str, recording: &str, findings: &[&str]) {
    let reaches: Vec<_> = reaches.iter().map(|line| reach(line)).collect();
    let seen = Seen { reaches: &reaches, folders: None, ..Seen::folders(Timestamp::MAX) };
    let judged = Script::read(FACTS).judge(&seen);
    let record = &judged.records[0];
    assert_eq!(record.request.name(), request, "{}", render::found(&record.request));
    assert_eq!(record.recording.name(), recording, "{}", render::recording(&record.recording));
    let unknown = request == "unknown";
    let undeterminable = matches!(record.approval, ApprovalClass::Undeterminable { .. });
    assert_eq!(undeterminable, unknown, "{}", render::class(&record.approval));
    let of_requests = judged.requests.iter().flat_map(|request| &request.findings);
    let found: Vec<_> =
        record.findings.iter().chain(of_requests).map(|f| f.rule.as_str()).collect();
    assert_eq!(found, findings);
}

#[test]
fn what_was_not_read_is_unknown() {
    let (requests, logs) = ("requests 2026-11-01 2026-11-18", "session-logs 2026-11-01 2026-11-18");
    let (trail, history) = ("trail 2026-11-01 2026-11-18", "sessions 2026-11-01 2026-11-18");
    check(&[], "unknown", "unknown", &[]);
    check(&[requests], "none", "unknown", &["access-without-request"]);
    check(&[logs], "unknown", "missing", &["recording-missing"]);
    // Session history knows no remote desktop, for which the request may have been used.
    check(&[history], "unknown", "unknown", &[]);
    // CloudTrail tells of the call that makes a request, and of every session.
    let both = &["access-without-request", "approved-never-used"];
    check(&[trail], "none", "unknown", both);
    let of_session = &["access-without-request", "recording-missing"];
    check(&[requests, logs, history], "none", "missing", of_session);
    let all = &["access-without-request", "recording-missing", "approved-never-used"];
    check(&[logs, trail], "none", "missing", all);
}

#[test]
fn a_source_vouches_for_its_place_and_time_only() {
    // The request may be some days older than the session.
    check(&["requests 2026-11-16 2026-11-18"], "unknown", "unknown", &[]);
    check(&["requests 2026-11-01 2026-11-16"], "unknown", "unknown", &[]);
    check(&["requests - 2026-11-18"], "unknown", "unknown", &[]);
    check(&["requests 2026-11-01 -"], "unknown", "unknown", &[]);
    check(&["requests 2026-11-01 2026-11-18 elsewhere"], "unknown", "unknown", &[]);
    check(
        &["requests 2026-11-01 2026-11-18 anywhere"],
        "none",
        "unknown",
        &["access-without-request"],
    );
    check(&["trail 2026-11-01 2026-11-17"], "unknown", "unknown", &[]);
    check(&["session-logs 2026-11-01 2026-11-17"], "unknown", "unknown", &[]);
    check(&["session-logs 2026-11-01 2026-11-18 elsewhere"], "unknown", "unknown", &[]);
    // A second place that may have the log was not read.
    check(
        &["session-logs 2026-11-01 2026-11-18", "cloudwatch-logs 2026-11-01 2026-11-17"],
        "unknown",
        "unknown",
        &[],
    );
}

#[test]
fn what_folders_hold_is_judged_as_everything() {
    let judged = Script::read(FACTS).correlate();
    let rules: Vec<_> = judged.records[0].findings.iter().map(|f| f.rule.as_str()).collect();
    assert_eq!(rules, ["access-without-request", "recording-missing"]);
    assert_eq!(judged.requests[0].findings[0].rule, "approved-never-used");
}

#[test]
fn folders_are_everything_where_no_source_tells() {
    let place =
        |account: &str| (AccountId::new(account).unwrap(), Region::new("ap-northeast-1").unwrap());
    let check = |read: &str, told: &str, rules: &[&str]| {
        let (told, read) = ([place(told)].into(), read.parse().unwrap());
        let folders = Some(Folders { read, besides: Some(&told) });
        let judged = Script::read(FACTS).judge(&Seen { folders, ..Seen::folders(read) });
        let of_requests = judged.requests.iter().flat_map(|request| &request.findings);
        let found = judged.records[0].findings.iter().chain(of_requests);
        let found: Vec<_> = found.map(|finding| finding.rule.as_str()).collect();
        assert_eq!(found, rules, "{told:?} {read}");
    };
    let later = "2026-11-18T00:00:00Z";
    check(later, "111122223333", &[]);
    let all = &["access-without-request", "recording-missing", "approved-never-used"];
    check(later, "444455556666", all);
    // They were read when CloudTrail had told of the start, of the last log, of the end of the window.
    check("2026-11-17T10:29:59Z", "444455556666", &[]);
    check("2026-11-17T10:30:00Z", "444455556666", &all[..1]);
    check("2026-11-17T11:00:00Z", "444455556666", &all[..2]);
    check("2026-11-17T11:29:59Z", "444455556666", &all[..2]);
    check("2026-11-17T11:30:00Z", "444455556666", all);
}

#[test]
fn a_video_of_which_nothing_else_tells_is_judged_by_when_it_was_there() {
    let check = |video: &str, request: &str| {
        let facts = format!("- video session=a-1 node=i-win {video}\n2026-11-18T00:00:00Z now");
        let read = "2026-11-18T00:00:00Z".parse().unwrap();
        let judged = Script::read(&facts).judge(&Seen::folders(read));
        assert_eq!(judged.records[0].request.name(), request, "{video}");
    };
    check("", "unknown");
    check("placed=10:30:00..10:30:01", "none");
    check("placed=23:45:00..23:45:01", "unknown");
}

#[test]
fn a_log_that_nothing_places_is_judged_where_its_bucket_says_whose_it_may_be() {
    let facts = "- log session=a-1 node=i-db generated=10:30:00";
    let place =
        |account: &str| (AccountId::new(account).unwrap(), Region::new("ap-northeast-1").unwrap());
    let check = |accounts: &[&str], reaches: &[&str], expected: &str| {
        let reaches: Vec<_> = reaches.iter().map(|line| reach(line)).collect();
        let script = Script::read(facts);
        let places: BTreeSet<_> = accounts.iter().map(|account| place(account)).collect();
        let originals = script.facts.iter().map(|said| said.evidence.original);
        let may_be_of = originals.map(|original| (original, places.clone()));
        let may_be_of = may_be_of.filter(|(_, places)| !places.is_empty()).collect();
        let folders = Seen::folders(Timestamp::MAX);
        let seen = Seen { reaches: &reaches, may_be_of: &may_be_of, folders: None, ..folders };
        let judged = script.judge(&seen);
        assert_eq!(judged.records[0].request.name(), expected, "{accounts:?} {reaches:?}");
    };
    let (own, other) =
        ("requests 2026-11-01 2026-11-18", "requests 2026-11-01 2026-11-18 elsewhere");
    let (both, first) = (["111122223333", "444455556666"], ["111122223333"]);
    check(&[], &[own, other], "unknown");
    check(&first, &[own], "none");
    check(&both, &[own], "unknown");
    check(&both, &[own, other], "none");
}

#[test]
fn standing_access_needs_no_request() {
    let standing = "10:00:00 start session=a-1 by=alice node=i-db";
    let seen = Seen { folders: None, ..Seen::folders(Timestamp::MAX) };
    let judged = Script::read(standing).judge(&seen);
    assert_eq!(judged.records[0].request.name(), "none");
    let rules: Vec<_> = judged.records[0].findings.iter().map(|f| f.rule.as_str()).collect();
    assert_eq!(rules, ["standing-access"]);
}

pub(crate) fn reach(line: &str) -> Reach {
    let words: Vec<_> = line.split(' ').collect();
    let [brings, since, until, rest @ ..] = words.as_slice() else { panic!("{line}") };
    let day = |day: &str| (day != "-").then(|| format!("{day}T00:00:00Z").parse().unwrap());
    let region = Region::new("ap-northeast-1").unwrap();
    let account = |id: &str| Some((AccountId::new(id).unwrap(), region.clone()));
    Reach {
        brings: BRINGS.iter().copied().find(|b| b.name() == *brings).unwrap(),
        place: match rest {
            [] => account("111122223333"),
            ["elsewhere"] => account("444455556666"),
            ["anywhere"] => None,
            other => panic!("{other:?}"),
        },
        accounts: Vec::new(),
        destination: None,
        prefixes: Vec::new(),
        leaves_some: false,
        is_configured: true,
        since: day(since),
        complete_up_to: day(until),
    }
}

const BRINGS: &[Brings] = &[
    Brings::Trail,
    Brings::Sessions,
    Brings::Requests,
    Brings::SessionLogs,
    Brings::CloudwatchLogs,
];
