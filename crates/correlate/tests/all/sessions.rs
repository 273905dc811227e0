//! What is known of a session when some of its documents are missing?

use sekisho_domain::session::AccessType;

use crate::render;
use crate::script::Script;

/// Start and end of the one session of `facts`.
fn check(facts: &str, started: &str, ended: &str) {
    let correlation = Script::read(facts).correlate();
    let [record] = correlation.records.as_slice() else { panic!("one session:\n{facts}") };
    assert_eq!(render::moment(&record.session.started), started, "{facts}");
    assert_eq!(render::moment(&record.session.ended), ended, "{facts}");
}

#[test]
fn an_unknown_start_is_bounded_by_what_came_after_it() {
    const DESKTOP: &str = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
    let named = format!("- video session={DESKTOP} node=i-win uploaded=10:40:00");
    let check = |facts: &str, expected: Option<&str>| {
        let correlation = Script::read(facts).correlate();
        let [record] = correlation.records.as_slice() else { panic!("one session:\n{facts}") };
        let begun_by = record.session.begun_by.map(|at| at.strftime("%H:%M").to_string());
        assert_eq!(begun_by.as_deref(), expected, "{facts}");
    };
    check(&named, Some("10:40"));
    check(&format!("{named}\n{}", named.replace("10:40", "10:30")), Some("10:30"));
    check(&format!("{named}\n10:20:00 end session={DESKTOP}"), Some("10:20"));
    check("- log session=a-1 node=i-db generated=10:40:02", Some("10:40"));
    check("- history session=a-1 ended=10:20:00", Some("10:20"));
    // The day of its key is that of nothing that a document names, and anybody may have written its metadata.
    check(&named.replace("uploaded=10:40:00", "placed=10:00:00..11:00:00"), None);
    check(&named.replace("session=", "told="), None);
    check(&format!("{named}\n10:00:00 start session={DESKTOP} by=alice desktop=yes"), None);
}

#[test]
fn times_come_from_the_best_document() {
    let started = "2026-11-17T10:00:00Z CloudTrail";
    let start = "10:00:00 start session=a-1 by=token/a node=i-db";
    check(start, started, "unknown: no TerminateSession, no EndDate and no log");
    check(
        &format!("{start}\n10:20:00 end session=a-1\n- history session=a-1 ended=10:20:00.5"),
        started,
        "2026-11-17T10:20:00Z CloudTrail",
    );
    check(
        &format!("{start}\n10:50:00 end session=a-1\n- history session=a-1 ended=10:20:00.5"),
        started,
        "2026-11-17T10:20:00.5Z SessionHistory",
    );
    check(
        &format!("{start}\n09:50:00 end session=a-1\n10:20:00 end session=a-1"),
        started,
        "2026-11-17T10:20:00Z CloudTrail",
    );
    check(
        &format!("{start}\n09:50:00 end session=a-1"),
        started,
        "unknown: the only recorded end lies before the start",
    );
    check(
        &format!("{start}\n10:20:00 end session=a-1 error=AccessDenied"),
        started,
        "unknown: no TerminateSession, no EndDate and no log",
    );
    check(
        "- history session=a-1 started=10:00:00.9\n10:00:00 end session=a-1",
        "2026-11-17T10:00:00.9Z SessionHistory",
        "2026-11-17T10:00:00Z CloudTrail",
    );
}

#[test]
fn a_log_bounds_the_end_and_a_stream_only_the_start() {
    let stream = "- stream session=a-1 lines=10:00:05..10:20:00";
    check(
        &format!("{stream}\n- log session=a-1 generated=10:25:00"),
        "not after 2026-11-17T10:00:05Z Stream",
        "not after 2026-11-17T10:25:00Z LogGeneration",
    );
    let bound = "not after 2026-11-17T10:25:00Z LogGeneration";
    check("- log session=a-1 generated=10:25:00", bound, bound);
    check(
        stream,
        "not after 2026-11-17T10:00:05Z Stream",
        "unknown: last line that is recorded at 2026-11-17T10:20:00Z, by the node's clock",
    );
}

#[test]
fn a_duration_is_the_difference_of_two_clocks_of_aws_and_of_nothing_else() {
    fn check(facts: &str, seconds: Option<i64>) {
        let correlation = Script::read(facts).correlate();
        let duration = correlation.records[0].session.duration();
        assert_eq!(duration.map(|d| d.as_secs()), seconds, "{facts}");
    }
    let start = "10:00:00 start session=a-1 by=token/a node=i-db";
    let stream = "- stream session=a-1 lines=10:00:05..10:20:00";
    check(&format!("{start}\n- history session=a-1 ended=10:20:00"), Some(1_200));
    check(&format!("{start}\n{stream}"), None);
    check(&format!("{stream}\n10:20:00 end session=a-1"), None);
    check(stream, None);
}

#[test]
fn a_missing_recording_is_explained() {
    fn check(facts: &str, expected: &str) {
        let correlation = Script::read(facts).correlate();
        assert_eq!(render::recording(&correlation.records[0].recording), expected, "{facts}");
    }
    let start = "10:00:00 start session=a-1 by=token/a node=i-db";
    let ended = format!("{start}\n10:20:00 end session=a-1");
    let running = "no document tells of its end, so it may still be running";
    check(&format!("{start}\n10:20:00 now"), &format!("pending: {running}"));
    check(
        &format!("{start}\n2026-11-18T10:30:00Z now"),
        "missing: no document tells of its end, and no log came within 24h 30m of its start",
    );
    check(
        &format!("{ended}\n10:49:59 now"),
        "pending: the session ended at 2026-11-17T10:20:00Z and its log may still come",
    );
    check(
        &format!("{ended}\n10:50:00 now"),
        "missing: the session ended at 2026-11-17T10:20:00Z and no log came within 30m",
    );
    check(
        "- history session=a-1",
        "unknown: neither its start nor its end is known, and no log came",
    );
    check(
        &format!("{start}\n- history session=a-1 status=Failed\n10:01:00 now"),
        "missing: session history says Failed, and no log came",
    );
    check(
        &format!("{start} document=AWS-StartSSHSession"),
        "none-by-design: Session Manager does not record SSH",
    );
    check(
        &format!("{start} document=AWS-StartPortForwardingSession"),
        "none-by-design: Session Manager does not record port forwarding",
    );
    check(
        "10:00:00 denied by=a node=i-db error=AccessDenied",
        "none-by-design: the session was denied",
    );
    check(
        &format!("{ended}\n- stream session=a-1\n- log session=a-1\n- log session=a-1"),
        "present: SessionLog, SessionLog, Stream",
    );
}

#[test]
fn history_decides_the_access_type_and_the_role_stands_in() {
    fn check(facts: &str, expected: AccessType) {
        let correlation = Script::read(facts).correlate();
        assert_eq!(correlation.records[0].session.access, expected, "{facts}");
    }
    check("10:00:00 start session=a-1 by=token/a", AccessType::JustInTime);
    check("10:00:00 start session=a-1 by=a", AccessType::Standard);
    check("10:00:00 start session=a-1 by=iam/a", AccessType::Standard);
    check("10:00:00 start session=a-1", AccessType::Unknown);
    check("- log session=a-1", AccessType::Unknown);
    let start = "10:00:00 start session=a-1 by=a";
    check(&format!("{start}\n- history session=a-1 access=jit"), AccessType::JustInTime);
    check(&format!("{start}\n- history session=a-1"), AccessType::Standard);
    check(
        &format!(
            "{start}\n- history session=a-1 access=jit\n- history session=a-1 access=standard"
        ),
        AccessType::Unknown,
    );
}

#[test]
fn a_person_is_named_by_the_best_identity() {
    fn check(facts: &str, expected: &str) {
        let correlation = Script::read(facts).correlate();
        let person = correlation.records[0].session.person.clone().unwrap();
        assert_eq!(format!("{} {:?}", person.name, person.basis), expected, "{facts}");
    }
    check("- log session=carol-x-1", "carol-x RoleSessionName");
    check("- history session=x-1 owner=token/bob", "bob JustInTimeToken");
    check("- stream session=x-1 owner=alice", "alice IdentityCenter");
    check(
        "10:00:00 start session=x-1 by=ssm.amazonaws.com\n- history session=x-1 owner=token/bob",
        "bob JustInTimeToken",
    );
}

#[test]
fn a_node_is_listed_under_a_new_name_only_when_it_changes() {
    let facts = "
05:00:00 node node=i-db name=batch platform=Linux
03:00:00 node node=i-db name=prod-db
01:00:00 node node=i-db name=batch
02:00:00 node node=i-db name=batch
04:00:00 node node=i-db";
    let correlation = Script::read(facts).correlate();
    let names: Vec<_> = correlation.nodes[0].names.iter().map(|n| n.name.as_str()).collect();
    assert_eq!(names, ["batch", "prod-db", "batch"]);
    assert_eq!(correlation.nodes[0].platform.as_deref(), Some("Linux"));
}

#[test]
fn what_a_machine_calls_itself_counts_where_nobody_named_it() {
    let check = |facts: &str, expected: &[&str]| {
        let correlation = Script::read(facts).correlate();
        let names: Vec<_> = correlation.nodes[0].names.iter().map(|n| n.name.as_str()).collect();
        assert_eq!(names, expected, "{facts}");
    };
    check("01:00:00 node node=i-db computer=ip-10-0-1-5", &["ip-10-0-1-5"]);
    // One listing tells only that, and another the name as well.
    let both = "
01:00:00 node node=i-db computer=ip-10-0-1-5
01:00:01 node node=i-db name=prod-db computer=ip-10-0-1-5
02:00:00 node node=i-db computer=ip-10-0-1-5
02:00:01 node node=i-db name=old-db computer=ip-10-0-1-5";
    check(both, &["prod-db", "old-db"]);
    // A name that people give later does not change what it was called before.
    let later = "
2026-11-10T01:00:00Z node node=i-db computer=web-7
2026-11-17T01:00:00Z node node=i-db computer=web-7
2026-11-17T01:00:01Z node node=i-db name=scratch computer=web-7";
    check(later, &["web-7", "scratch"]);
}

#[test]
fn a_contradiction_is_told_once_however_many_documents_repeat_it() {
    let facts = "10:00:00 start session=a-1 by=alice node=i-db
                 - log session=a-1 node=i-web\n- stream session=a-1 node=i-web";
    let correlation = Script::read(facts).correlate();
    let statement = &correlation.records[0].findings[0].statement;
    assert_eq!(statement.matches("i-web").count(), 1, "{statement}");
}

#[test]
fn requests_keep_what_their_latest_version_lacks() {
    let facts = "
10:00:00 request id=oi-1 by=alice targets=i-db reason=why
- state id=oi-1 version=3 status=Revoked
- state id=oi-1 version=2 status=Approved by=alice window=10:05:00..11:05:00
- state id=oi-1 version=1 status=Pending by=e1fbc510-8081-70c2-448f-123456789012
10:06:00 event id=oi-1 status=Approved execution=e-1";
    let correlation = Script::read(facts).correlate();
    let request = &correlation.requests[0].request;
    assert_eq!(request.status.name(), "revoked");
    assert_eq!(request.requester.as_ref().unwrap().person().name, "alice");
    assert_eq!(request.reason.as_deref(), Some("why"));
    assert_eq!(request.targets.len(), 1);
    assert!(request.window.is_some() && request.execution.is_some() && request.created.is_some());
}

#[test]
fn the_state_of_a_request_is_not_guessed() {
    fn check(facts: &str, expected: &str) {
        let correlation = Script::read(facts).correlate();
        assert_eq!(correlation.requests[0].request.status.name(), expected, "{facts}");
    }
    check("10:00:00 request id=oi-1 by=alice", "pending");
    check("10:00:00 token id=oi-1 by=alice", "unknown");
    check("10:00:00 event id=oi-1 status=Approved", "approved");
    check("10:00:00 event id=oi-1 status=Approved eligible=bob", "unknown");
    check("10:00:00 event id=oi-1 status=Rejected eligible=bob", "rejected");
    let whole = "10:00:00 event id=oi-1 status=Pending";
    check(&format!("{whole}\n10:01:00 event id=oi-1 status=Approved eligible=bob"), "pending");
}

#[test]
fn a_corrected_record_counts_whichever_comes_first() {
    let check = |facts: &str, expected: &str| {
        let correlation = Script::read(facts).correlate();
        let [record] = correlation.records.as_slice() else { panic!("one session:\n{facts}") };
        let node = record.session.node.as_ref().map(|node| node.as_str());
        assert_eq!(node, Some(expected), "{facts}");
    };
    let first = "10:00:00 start session=a-1 by=alice node=i-old event=e-1";
    for corrected in [
        "10:00:00 start session=a-1 by=alice node=i-new event=e-1 corrects=e-1",
        "10:00:07 start session=a-1 by=alice node=i-new event=e-2 corrects=e-1",
    ] {
        check(&format!("{first}\n{corrected}"), "i-new");
        check(&format!("{corrected}\n{first}"), "i-new");
        check(corrected, "i-new");
    }
    check(&format!("{first}\n10:00:07 start session=a-1 by=alice node=i-new event=e-2"), "i-old");
}
