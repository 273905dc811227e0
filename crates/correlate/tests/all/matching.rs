//! Which request is found for a session, and what does its approval count?

use crate::render;
use crate::script::Script;

/// The one session of `facts` is matched and approved as expected; `oi-1` stands for the whole id.
fn check(facts: &str, expected_match: &str, expected_class: &str) {
    let correlation = Script::read(facts).correlate();
    let [record] = correlation.records.as_slice() else { panic!("one session:\n{facts}") };
    let short = |text: String| text.replace("oi-00000000000", "oi-");
    assert_eq!(short(render::found(&record.request)), expected_match, "{facts}");
    assert_eq!(short(render::class(&record.approval)), expected_class, "{facts}");
}

const APPROVED: &str = "
- state id=oi-1 by=alice targets=i-db window=10:00:00..11:00:00 execution=e-1 account=111122223333
09:59:00 decide execution=e-1 by=bob
";
const START: &str = "10:05:03 start session=alice-1 by=token/alice node=i-db";

#[test]
fn where_a_request_cannot_be_compared_it_is_not_said_that_nobody_approved() {
    let log = "- log session=alice-1 generated=10:40:02";
    let video = "- video session=0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9 node=i-db uploaded=10:40:00";
    for (facts, because) in [
        (video, "nothing tells who opened it, so no request can be matched with it"),
        (log, "nothing tells which node it was, so no request can be matched with it"),
        (
            &format!("{APPROVED}{log} node=i-db"),
            "alice asked for i-db, but when the session began is not known",
        ),
    ] {
        check(facts, &format!("none: {because}"), &format!("undeterminable: {because}"));
    }
    // Standing access needs none.
    let standing = "10:05:03 start session=a-1 by=iam/ops";
    check(
        standing,
        "none: nothing tells which node it was, so no request can be matched with it",
        "none",
    );
    // Nobody else's request could be of this person, whenever the session began.
    let bobs = format!("{}{log} node=i-db", APPROVED.replace("alice", "carol"));
    check(&bobs, "none: no request of alice for i-db is known", "none");
}

#[test]
fn a_key_issued_for_a_request_confirms_it() {
    let confirmed = "confirmed oi-1 by same access key";
    let start = format!("{START} key=ASIA1");
    let by_token = "10:05:00 token id=oi-1 by=alice issued=ASIA1";
    check(&format!("{APPROVED}{by_token}\n{start}"), confirmed, "independent");
    let named = "10:05:00 credentials by=ssm.amazonaws.com name=alice issued=ASIA1 names=oi-1";
    check(&format!("{APPROVED}{named}\n{start}"), confirmed, "independent");
}

#[test]
fn a_key_issued_beside_a_token_is_probable() {
    let token = "10:05:00 token id=oi-1 by=alice";
    let credentials = "10:05:02 credentials by=ssm.amazonaws.com name=alice issued=ASIA1";
    let facts = format!("{APPROVED}{token}\n{credentials}\n{START} key=ASIA1");
    check(&facts, "probable oi-1 by same access key", "independent");
    let late = facts.replace("10:05:02 credentials", "10:05:09 credentials");
    check(&late, "probable oi-1 by person + node + token taken within 15 minutes", "independent");
    let role = facts.replace("name=alice", "name=alice role=Other");
    check(&role, "probable oi-1 by person + node + token taken within 15 minutes", "independent");
    let other = facts.replace("name=alice", "name=bob");
    check(&other, "probable oi-1 by person + node + token taken within 15 minutes", "independent");
}

#[test]
fn a_proven_way_beats_an_inferred_one() {
    let other = "- state id=oi-2 by=alice targets=i-db window=10:00:00..11:00:00 execution=e-2";
    let proven = "10:05:00 token id=oi-1 by=alice issued=ASIA1";
    let beside = "10:05:00 token id=oi-2 by=alice";
    let unnamed = "10:05:00 credentials by=ssm.amazonaws.com name=alice issued=ASIA1";
    let start = format!("{START} key=ASIA1");
    let key = "confirmed oi-1 by same access key";
    check(
        &format!("{APPROVED}{other}\n{proven}\n{beside}\n{unnamed}\n{start}"),
        key,
        "independent",
    );
    let inferred = "10:05:00 token id=oi-1 by=alice";
    let id = "confirmed oi-1 by request id in event";
    check(&format!("{APPROVED}{inferred}\n{unnamed}\n{start} names=oi-1"), id, "independent");
}

#[test]
fn a_token_call_that_returned_another_key_or_of_another_account_leads_nowhere() {
    let other = "- state id=oi-2 by=alice targets=i-web window=08:00:00..09:00:00 execution=e-2";
    let unnamed = "10:05:00 credentials by=ssm.amazonaws.com name=alice issued=ASIA1";
    let window = "probable oi-1 by person + node + window";
    for token in ["issued=ASIA2", "account=444455556666"] {
        let token = format!("10:05:00 token id=oi-2 by=alice {token}");
        let facts = format!("{APPROVED}{other}\n{token}\n{unnamed}\n{START} key=ASIA1");
        check(&facts, window, "independent");
    }
    let fits = format!(
        "- state id=oi-3 by=alice targets=i-db\n10:05:00 token id=oi-3 by=alice {{}}\n{unnamed}"
    );
    for (token, found) in [
        ("", "probable oi-3 by same access key"),
        ("issued=ASIA2", "probable oi-3 by person + node + token taken within 15 minutes"),
        ("account=444455556666", "probable oi-3 by person + node + token taken within 15 minutes"),
    ] {
        let facts = format!("{}\n{START} key=ASIA1", fits.replace("{}", token));
        check(&facts, found, "undeterminable: no record of who approved");
    }
}

#[test]
fn a_role_of_ones_own_cannot_claim_a_request() {
    let claim = "10:05:00 credentials by=alice role=Mine name=oi issued=ASIA1 names=oi-1";
    check(
        &format!(
            "{APPROVED}{claim}\n11:30:00 start session=x-1 by=role/Mine/oi node=i-db key=ASIA1"
        ),
        "probable oi-1 by same access key, but its credentials name oi-1 but belong to role Mine; \
         session used standing access, not the token of the request; \
         the session began after oi-1 was over, at 2026-11-17T11:00:00Z",
        "undeterminable: its credentials name oi-1 but belong to role Mine; \
         session used standing access, not the token of the request; \
         the session began after oi-1 was over, at 2026-11-17T11:00:00Z",
    );
}

#[test]
fn a_request_named_by_the_record_confirms_it_unless_the_caller_typed_it() {
    let named = format!("{APPROVED}{START} names=oi-1");
    check(&named, "confirmed oi-1 by request id in event", "independent");
    let typed = "12:05:03 start session=alice-1 by=token/alice node=i-db names=oi-1";
    check(
        &format!("{APPROVED}{typed} reason=oi-000000000001"),
        "probable oi-1 by request id in event, but the caller typed oi-1 as a reason; \
         the session began after oi-1 was over, at 2026-11-17T11:00:00Z",
        "undeterminable: the caller typed oi-1 as a reason; \
         the session began after oi-1 was over, at 2026-11-17T11:00:00Z",
    );
    check(
        &format!("{START} names=oi-9"),
        "none: its record names oi-9, of which no document has arrived",
        "undeterminable: its record names oi-9, of which no document has arrived",
    );
}

#[test]
fn a_typed_request_does_not_hide_the_one_that_fits() {
    let other = "- state id=oi-2 by=bob targets=i-web window=10:00:00..11:00:00 execution=e-2";
    check(
        &format!("{APPROVED}{other}\n{START} names=oi-2 reason=oi-000000000002"),
        "probable oi-1 by person + node + window",
        "independent",
    );
}

#[test]
fn identifiers_that_name_different_requests_are_ambiguous() {
    let other = "- state id=oi-2 by=alice targets=i-db window=10:00:00..11:00:00 execution=e-2";
    let token = "10:05:00 token id=oi-2 by=alice issued=ASIA1";
    check(
        &format!("{APPROVED}{other}\n{token}\n{START} key=ASIA1 names=oi-1"),
        "ambiguous oi-1 oi-2 by request id in event",
        "undeterminable: several requests fit and were not approved alike",
    );
}

#[test]
fn a_token_counts_for_fifteen_minutes() {
    let token = "probable oi-1 by person + node + token taken within 15 minutes";
    let window = "probable oi-1 by person + node + window";
    for (start, expected) in
        [("10:05:00", token), ("10:20:00", token), ("10:20:01", window), ("10:04:59", window)]
    {
        let start = START.replace("10:05:03", start);
        let facts = format!("{APPROVED}10:05:00 token id=oi-1 by=alice\n{start}");
        check(&facts, expected, "independent");
    }
}

#[test]
fn a_token_chooses_between_overlapping_windows() {
    let other = "- state id=oi-2 by=alice targets=i-db window=10:00:00..11:00:00 execution=e-2";
    check(
        &format!("{APPROVED}{other}\n10:05:00 token id=oi-1 by=alice\n{START}"),
        "probable oi-1 by person + node + token taken within 15 minutes",
        "independent",
    );
}

#[test]
fn a_token_of_a_request_without_documents_leaves_a_doubt() {
    check(
        &format!("10:05:00 token id=oi-1 by=alice\n{START}"),
        "probable oi-1 by person + node + token taken within 15 minutes, \
         but no document tells whether oi-1 was granted; no document tells which nodes oi-1 covers",
        "undeterminable: no document tells whether it was granted",
    );
}

#[test]
fn a_window_holds_from_its_start_until_its_end() {
    let fits = "probable oi-1 by person + node + window";
    let not = "none: no request of alice for i-db was approved for that time";
    for (at, expected, class) in [
        ("09:59:59", not, "none"),
        ("10:00:00", fits, "independent"),
        ("10:59:59", fits, "independent"),
        ("11:00:00", not, "none"),
    ] {
        let start = START.replace("10:05:03", at);
        check(&format!("{APPROVED}{start}"), expected, class);
    }
}

#[test]
fn person_node_account_and_grant_must_fit() {
    let start = |from: &str, to: &str| format!("{APPROVED}{}", START.replace(from, to));
    check(&start("i-db", "i-web"), "none: no request of alice for i-web is known", "none");
    check(&start("token/alice", "token/bob"), "none: no request of bob for i-db is known", "none");
    check(
        &format!("{APPROVED}{START} account=444455556666"),
        "none: no request of alice for i-db was approved for that time",
        "none",
    );
    check(
        &format!("{APPROVED}- state id=oi-1 version=2 region=us-east-1\n{START}"),
        "none: no request of alice for i-db was approved for that time",
        "none",
    );
    check(
        &format!("{APPROVED}{START} account=444455556666 names=oi-1"),
        "none: its record names oi-1, which belongs to another account or region",
        "none",
    );
    let rejected = "- state id=oi-1 version=2 status=Rejected\n10:05:00 token id=oi-1 by=alice";
    check(
        &format!("{APPROVED}{rejected}\n{START}"),
        "none: no request of alice for i-db was approved for that time",
        "none",
    );
}

#[test]
fn what_speaks_against_a_match_is_said_and_takes_the_approval_away() {
    let revoked = "10:04:00 decide execution=e-1 by=bob decision=revoke";
    check(
        &format!("{APPROVED}{revoked}\n{START}"),
        "probable oi-1 by person + node + window, but oi-1 had been revoked at 2026-11-17T10:04:00Z",
        "undeterminable: oi-1 had been revoked at 2026-11-17T10:04:00Z",
    );
    check(
        &format!(
            "{APPROVED}- stream session=alice-1 node=i-db owner=token/alice lines=10:05:00..10:06:00"
        ),
        "probable oi-1 by person + node + window, but the start is known only by the node's clock",
        "undeterminable: the start is known only by the node's clock",
    );
    check(
        &format!("{APPROVED}- history session=alice-1 node=i-db started=10:05:00 access=jit"),
        "probable oi-1 by person + node + window, but who opened it is known only from the session id",
        "undeterminable: who opened it is known only from the session id",
    );
    check(
        &format!(
            "{APPROVED}{START}\n- history session=alice-1 access=jit\n- history session=alice-1 access=standard"
        ),
        "probable oi-1 by person + node + window, but no document tells whether the session used a token",
        "undeterminable: no document tells whether the session used a token",
    );
    let borrowed = "10:05:00 token id=oi-1 by=alice issued=ASIA1
10:05:03 start session=bob-1 by=token/bob node=i-web key=ASIA1";
    check(
        &format!("{APPROVED}{borrowed}"),
        "probable oi-1 by same access key, \
         but alice asked for oi-1, not bob; oi-1 does not cover i-web",
        "undeterminable: alice asked for oi-1, not bob; oi-1 does not cover i-web",
    );
}

#[test]
fn standing_access_never_inherits_an_approval() {
    let against = "session used standing access, not the token of the request";
    let standing = START.replace("token/alice", "alice");
    check(
        &format!("{APPROVED}{standing}"),
        &format!("probable oi-1 by person + node + window, but {against}"),
        &format!("undeterminable: {against}"),
    );
    check(
        &format!("{APPROVED}{START}\n- history session=alice-1 access=standard owner=token/alice"),
        &format!("probable oi-1 by person + node + window, but {against}"),
        &format!("undeterminable: {against}"),
    );
    let automatic = "policy=SSM-JustInTimeAccessAutoApprovalPolicy";
    check(
        &format!(
            "- state id=oi-1 by=alice targets=i-db window=10:00:00..11:00:00 {automatic}\n{standing}"
        ),
        &format!("probable oi-1 by person + node + window, but {against}"),
        &format!("undeterminable: {against}"),
    );
}

#[test]
fn a_proven_token_is_not_standing_access_whatever_its_role_is_called() {
    let token = "10:05:00 token id=oi-1 by=alice issued=ASIA1";
    let start = START.replace("token/alice", "role/OurTokens/alice");
    let facts = format!("{APPROVED}{token}\n{start} key=ASIA1");
    check(&facts, "confirmed oi-1 by same access key", "independent");
    assert!(
        Script::read(&facts).correlate().records[0]
            .findings
            .iter()
            .all(|f| f.rule != "standing-access")
    );
}

#[test]
fn session_history_is_heard_against_a_key() {
    let token = "10:05:00 token id=oi-1 by=alice issued=ASIA1";
    let listed = "- history session=alice-1 access=standard";
    let against = "session used standing access, not the token of the request";
    check(
        &format!("{APPROVED}{token}\n{START} key=ASIA1\n{listed}"),
        &format!("probable oi-1 by same access key, but {against}"),
        &format!("undeterminable: {against}"),
    );
}

#[test]
fn approvals_are_classed() {
    fn class(request: &str, expected: &str) {
        let facts = format!("- state id=oi-1 by=alice targets=i-db {request}");
        let correlation = Script::read(&facts).correlate();
        assert_eq!(render::class(&correlation.requests[0].approval), expected, "{facts}");
    }
    class("status=Pending", "none");
    class("status=Rejected execution=e\n10:00:00 decide execution=e by=bob", "none");
    class("execution=e\n10:00:00 decide execution=e by=bob", "independent");
    class(
        "execution=e\n10:00:00 decide execution=e by=bob error=AccessDenied",
        "undeterminable: no record of who approved",
    );
    class("status=Closed execution=e\n10:00:00 decide execution=e by=alice", "self");
    class(
        "execution=e\n10:00:00 decide execution=e by=bob\n10:01:00 decide execution=e by=alice",
        "self",
    );
    class(
        "execution=e\n10:00:00 decide execution=e by=bob\n10:01:00 decide execution=e by=iam/ops",
        "undeterminable: approver ops and requester alice may be one person",
    );
    class(
        "execution=e\n10:00:00 decide execution=e by=bob\n10:01:00 decide execution=e",
        "undeterminable: approver not named by CloudTrail and requester alice may be one person",
    );
    class(
        "status=Pending execution=e\n10:00:00 decide execution=e by=bob",
        "undeterminable: people approved it, but no document says that it was granted",
    );
    class("status=Mystery", "undeterminable: no document tells whether it was granted");
    class("policy=SSM-JustInTimeAccessAutoApprovalPolicy", "auto");
    let both = "policy=SSM-JustInTimeAccessAutoApprovalPolicy execution=e";
    class(both, "undeterminable: no record of who approved");
    class("policy=ByHand", "undeterminable: no record of who approved");
    class(
        "execution=e\n10:00:00 event id=oi-1 status=Pending eligible=carol,bob",
        "undeterminable: no record of who approved (eligible: bob, carol)",
    );
}

#[test]
fn only_those_who_surely_approved_the_access_are_named() {
    fn check(facts: &str, expected: &[&str]) {
        let correlation = Script::read(facts).correlate();
        assert_eq!(correlation.records[0].approvers(), expected, "{facts}");
    }
    let probable = format!("{APPROVED}{START}");
    check(&probable, &["bob"]);
    check(&probable.replace("by=bob", "by=alice"), &["alice"]);
    check(&probable.replace("by=token/alice", "by=alice"), &[]);
    let other = "- state id=oi-2 by=alice targets=i-db window=10:00:00..11:00:00 execution=e-2
                 09:58:00 decide execution=e-2 by=dave";
    check(&format!("{probable}\n{other}"), &[]);
    check(&format!("{probable}\n{other}\n09:59:00 decide execution=e-2 by=bob"), &["bob"]);
}
