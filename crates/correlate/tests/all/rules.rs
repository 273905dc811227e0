//! When does each rule speak, and when must it not?

use std::collections::BTreeSet;

use sekisho_correlate::{Correlation, RULES};
use sekisho_domain::finding::Subject;

use crate::script::Script;
use crate::stories;

/// Each rule with facts that make it speak and facts, as near as possible, that must not.
const CASES: &[(&str, &str, &str)] = &[
    (
        "access-without-request",
        "10:00:00 start session=a-1 by=token/alice node=i-db",
        "10:00:00 start session=a-1 by=alice node=i-db",
    ),
    (
        "access-without-request",
        "- log session=a-1 node=i-db generated=10:00:00",
        "10:00:00 denied by=token/alice node=i-db error=AccessDenied",
    ),
    (
        "approved-never-used",
        "- state id=oi-1 by=alice targets=i-db window=10:00:00..11:00:00\n11:30:00 now",
        "- state id=oi-1 by=alice targets=i-db window=10:00:00..11:00:00\n11:29:59 now",
    ),
    (
        "approved-never-used",
        "- state id=oi-1 status=Closed by=alice targets=i-db window=10:00:00..11:00:00",
        "- state id=oi-1 status=Closed by=alice targets=i-db",
    ),
    (
        "approved-never-used",
        "- state id=oi-1 by=alice targets=i-db window=10:00:00..11:00:00",
        "- state id=oi-1 by=alice targets=i-db window=10:00:00..11:00:00
         10:05:00 start session=a-1 by=token/alice node=i-db",
    ),
    (
        "denied-attempt",
        "10:00:00 denied by=alice node=i-db error=AccessDenied",
        "10:00:00 start session=a-1 by=alice node=i-db",
    ),
    (
        "documents-disagree",
        "10:00:00 start session=a-1 by=alice node=i-db\n- log session=a-1 node=i-web",
        "10:00:00 start session=a-1 by=alice node=i-db\n- log session=a-1 node=i-db",
    ),
    (
        "documents-disagree",
        "- log session=a-1 node=i-db\n- log session=a-1 node=i-db",
        "- log session=a-1 node=i-db\n- stream session=a-1 node=i-db\n- stream session=a-1 node=i-db",
    ),
    (
        "documents-disagree",
        "10:00:00 start session=a-1 by=token/alice\n- history session=a-1 access=standard",
        "10:00:00 start session=a-1 by=token/alice\n- history session=a-1 access=jit",
    ),
    (
        "documents-disagree",
        "10:00:00 start session=a-1 by=token/alice\n- history session=a-1 owner=token/bob",
        "10:00:00 start session=a-1 by=token/alice\n- history session=a-1 owner=alice",
    ),
    (
        "outlived-window",
        "- state id=oi-1 by=alice targets=i-db window=10:00:00..11:00:00
         10:05:00 start session=a-1 by=token/alice node=i-db\n11:00:01 end session=a-1",
        "- state id=oi-1 by=alice targets=i-db window=10:00:00..11:00:00
         10:05:00 start session=a-1 by=token/alice node=i-db\n11:00:00 end session=a-1",
    ),
    (
        "outlived-window",
        "- state id=oi-1 by=alice targets=i-db window=10:00:00..11:00:00
         10:05:00 start session=a-1 by=token/alice node=i-db
         - stream session=a-1 lines=10:06:00..11:06:00\n11:10:00 now",
        "- state id=oi-1 by=alice targets=i-db window=10:00:00..11:00:00
         10:05:00 start session=a-1 by=token/alice node=i-db
         - log session=a-1 generated=11:06:00",
    ),
    (
        "outlived-window",
        "- state id=oi-1 by=alice targets=i-db window=10:00:00..11:00:00
         - state id=oi-2 by=alice targets=i-db window=10:00:00..12:00:00
         10:05:00 start session=a-1 by=token/alice node=i-db\n12:30:00 end session=a-1",
        "- state id=oi-1 by=alice targets=i-db window=10:00:00..11:00:00
         - state id=oi-2 by=alice targets=i-db window=10:00:00..12:00:00
         10:05:00 start session=a-1 by=token/alice node=i-db\n11:30:00 end session=a-1",
    ),
    (
        "outlived-window",
        "- state id=oi-1 by=alice targets=i-db window=10:00:00..11:00:00
         10:05:00 start session=a-1 by=token/alice node=i-db
         - stream session=a-1 lines=10:06:00..10:30:00
         - stream session=a-1 lines=10:31:00..11:06:00\n11:10:00 now",
        "- state id=oi-1 by=alice targets=i-db window=10:00:00..11:00:00
         10:05:00 start session=a-1 by=alice node=i-db\n11:00:01 end session=a-1",
    ),
    (
        "documents-disagree",
        "10:00:00 start session=0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9 by=alice node=i-win desktop=yes
         - history session=0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9 ended=10:10:00
         - video session=0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9 lasts=12",
        "10:00:00 start session=0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9 by=alice node=i-win desktop=yes
         - history session=0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9 ended=10:10:00
         - video session=0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9 lasts=11",
    ),
    (
        "recording-incomplete",
        "10:00:00 start session=a-1 by=alice node=i-db\n- log session=a-1 lacks=cut",
        "10:00:00 start session=a-1 by=alice node=i-db\n- log session=a-1",
    ),
    (
        "recording-incomplete",
        "- video session=0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9 lacks=cut
         - video session=0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9 lasts=11",
        "- log session=a-1\n- stream session=a-1 lacks=cut",
    ),
    (
        "recording-incomplete",
        "- log session=a-1 lacks=cut\n- stream session=a-1",
        "- log session=a-1 lacks=cut\n- log session=a-1",
    ),
    (
        "recording-missing",
        "10:00:00 start session=a-1 by=alice node=i-db\n10:10:00 end session=a-1",
        "10:00:00 start session=a-1 by=alice node=i-db document=AWS-StartPortForwardingSession",
    ),
    (
        "recording-missing",
        "10:00:00 start session=a-1 by=alice node=i-db\n10:10:00 end session=a-1\n10:40:00 now",
        "10:00:00 start session=a-1 by=alice node=i-db\n10:10:00 end session=a-1\n10:39:59 now",
    ),
    (
        "self-approved",
        "- state id=oi-1 by=alice execution=e\n10:00:00 decide execution=e by=token/alice",
        "- state id=oi-1 by=alice execution=e\n10:00:00 decide execution=e by=bob",
    ),
    (
        "standing-access",
        "10:00:00 start session=a-1 by=iam/ops node=i-db",
        "10:00:00 start session=a-1 by=token/alice node=i-db",
    ),
    (
        "standing-access",
        "10:00:00 start session=a-1 by=token/a\n- history session=a-1 access=standard",
        "10:00:00 denied by=iam/ops node=i-db error=AccessDenied",
    ),
];

#[test]
fn each_rule_speaks_when_it_should_and_only_then() {
    for (rule, fires, silent) in CASES {
        assert!(speaks(rule, fires), "{rule} must speak:\n{fires}");
        assert!(!speaks(rule, silent), "{rule} must be silent:\n{silent}");
    }
}

#[test]
fn every_rule_is_in_the_table_and_has_a_case() {
    let ids: Vec<_> = RULES.iter().map(|r| r.id).collect();
    assert!(ids.is_sorted() && ids.iter().collect::<BTreeSet<_>>().len() == ids.len());
    let cases: BTreeSet<_> = CASES.iter().map(|(rule, ..)| *rule).collect();
    assert_eq!(cases, ids.into_iter().collect());
}

#[test]
fn every_rule_speaks_in_some_story() {
    let mut spoken = BTreeSet::new();
    for (_, text) in stories::all() {
        spoken.extend(rules(&Script::read(&text).correlate()));
    }
    assert_eq!(spoken, RULES.iter().map(|r| r.id.to_owned()).collect());
}

#[test]
fn a_finding_about_a_request_shows_on_its_sessions() {
    let facts = "- state id=oi-1 by=alice targets=i-db window=10:00:00..11:00:00 execution=e
                 09:59:00 decide execution=e by=alice
                 10:05:00 start session=a-1 by=token/alice node=i-db";
    let correlation = Script::read(facts).correlate();
    let about = |f: &sekisho_domain::finding::Finding| f.rule == "self-approved";
    let on_request = correlation.requests[0].findings.iter().find(|f| about(f)).unwrap();
    let on_session = correlation.records[0].findings.iter().find(|f| about(f)).unwrap();
    assert_eq!(on_request, on_session);
    assert!(matches!(on_session.subject, Subject::Request(_)));
}

fn speaks(rule: &str, facts: &str) -> bool {
    rules(&Script::read(facts).correlate()).contains(rule)
}

fn rules(correlation: &Correlation) -> BTreeSet<String> {
    let sessions = correlation.records.iter().flat_map(|r| &r.findings);
    let requests = correlation.requests.iter().flat_map(|r| &r.findings);
    sessions.chain(requests).map(|f| f.rule.clone()).collect()
}
