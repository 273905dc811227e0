//! Is the result the same in every order, with every copy, and never better than the facts?

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use sekisho_domain::evidence::Evidence;
use sekisho_domain::fact::Evidenced;
use sekisho_domain::matching::{Basis, Match};
use sekisho_domain::record::ApprovalClass;
use sekisho_domain::session::AccessType;

use crate::script::Script;
use crate::stories;

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn order_and_copies_change_nothing(
        (script, shuffled) in soup().prop_flat_map(|s| (Just(s.clone()), reordered(s))),
    ) {
        prop_assert_eq!(script.correlate(), shuffled.correlate());
    }

    #[test]
    fn stories_read_the_same_in_every_order(
        (script, shuffled) in story().prop_flat_map(|s| (Just(s.clone()), reordered(s))),
    ) {
        prop_assert_eq!(script.correlate(), shuffled.correlate());
    }

    #[test]
    fn an_unknown_is_never_a_pass(script in soup()) {
        let correlation = script.correlate();
        let known: BTreeSet<_> = correlation.requests.iter().map(|r| &r.request.id).collect();
        for record in &correlation.records {
            let found = &record.request;
            prop_assert!(found.candidates().iter().all(|id| known.contains(id)));
            prop_assert_eq!(record.requests.len(), found.candidates().len());
            if let Match::Confirmed { basis, .. } = found {
                prop_assert!(*basis <= Basis::RequestIdInEvent);
            }
            let passed = matches!(record.approval, ApprovalClass::Independent | ApprovalClass::Auto);
            if let Match::Probable { against, .. } = found {
                prop_assert!(against.is_empty() || !passed);
            }
            prop_assert!(!passed || record.session.access != AccessType::Standard);
            prop_assert!(!passed || found.name() != "none");
            prop_assert!(record.evidence.is_sorted());
            for finding in &record.findings {
                prop_assert!(finding.evidence.is_sorted() && !finding.evidence.is_empty());
                prop_assert!(finding.evidence.iter().all(|e| record.evidence.contains(e)));
            }
        }
    }
}

/// Two roles claim the same request for one key: which claim is told must not depend on which came first.
#[test]
fn contradicting_credentials_read_the_same_in_both_orders() {
    let script = Script::read(
        "- state id=oi-1 by=alice targets=i-db window=10:00:00..11:00:00
         10:05:00 credentials by=alice role=Mine issued=ASIA1 names=oi-1
         10:05:00 credentials by=alice role=Other issued=ASIA1 names=oi-1
         10:05:03 start session=a-1 by=token/alice node=i-web key=ASIA1",
    );
    let mut reversed = script.clone();
    reversed.facts.reverse();
    assert_eq!(script.correlate(), reversed.correlate());
    assert_eq!(script.correlate().records[0].request.name(), "probable");
}

/// The facts in another order, some of them several times.
fn reordered(script: Script) -> impl Strategy<Value = Script> {
    let all = script.facts.len();
    (Just(script.facts.clone()), subsequence(script.facts, 0..=all), Just(script.now))
        .prop_map(|(mut facts, copies, now)| {
            facts.extend(copies);
            (facts, now)
        })
        .prop_flat_map(|(facts, now)| (Just(facts).prop_shuffle(), Just(now)))
        .prop_map(|(facts, now)| Script { facts, now })
}

fn story() -> impl Strategy<Value = Script> {
    let texts: Vec<_> = stories::all().into_iter().map(|(_, text)| text).collect();
    select(texts).prop_map(|text| Script::read(&text))
}

/// Facts about few people, nodes, sessions, requests and keys, so that they meet and contradict each other. Several
/// share one place in one original.
pub(crate) fn soup() -> impl Strategy<Value = Script> {
    prop::collection::vec((line(), 0..6_u8), 0..40).prop_map(|lines| {
        let text: Vec<_> = lines.iter().map(|(line, _)| line.as_str()).collect();
        let mut script = Script::read(&text.join("\n"));
        for (Evidenced { evidence: Evidence { at, .. }, .. }, (_, place)) in
            script.facts.iter_mut().zip(&lines)
        {
            *at = format!("record {place}");
        }
        script
    })
}

/// One line; `%` stands for a small number, `T` for a time and `P` for a person.
fn line() -> impl Strategy<Value = String> {
    let forms = select(vec![
        "T start session=s-% by=P node=i-% key=K%",
        "T start session=s-% by=P node=i-% names=oi-%",
        "T start session=0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f% by=P node=i-% desktop=yes",
        "T start session=s-% by=P node=i-% from=ssm-guiconnect.amazonaws.com",
        "- video session=0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f%",
        "T start session=s-% by=P node=i-% names=oi-% reason=oi-00000000000% account=-",
        "T denied by=P node=i-% error=AccessDenied event=denied-%",
        "T end session=s-% by=P",
        "- history session=s-% node=i-% status=Terminated started=T ended=T owner=P access=jit",
        "- history session=s-% node=i-% status=Connected started=T owner=P access=standard",
        "T request id=oi-% by=P targets=i-%",
        "- state id=oi-% version=% by=P targets=i-0,i-% window=10:00:00..10:0%:30 execution=e-%",
        "- state id=oi-% version=% status=Pending by=P execution=e-% account=44445555666%",
        "- state id=oi-% version=% window=10:00:00..11:00:00 policy=SSM-JustInTimeAccessAutoApprovalPolicy",
        "T event id=oi-% status=Approved by=P node=i-% execution=e-% eligible=P,P",
        "T event id=oi-% status=Rejected by=P execution=e-%",
        "T decide execution=e-% by=P",
        "T decide execution=e-% decision=revoke",
        "T token id=oi-% by=P",
        "T token id=oi-% by=P issued=K%",
        "T credentials by=ssm.amazonaws.com name=alice issued=K%",
        "T credentials by=P role=Mine name=alice issued=K% names=oi-%",
        "T node node=i-% name=name-%",
        "- log session=s-% node=i-% generated=T",
        "- stream session=s-% node=i-% owner=P lines=10:00:00..T",
    ]);
    let people = vec!["alice", "token/alice", "token/bob", "bob", "iam/alice", "role/Mine/alice"];
    let times: Vec<_> =
        (0..6).map(|m| format!("10:0{m}:00")).chain(["10:00:02.5".into()]).collect();
    let fill = (
        prop::collection::vec(0..3_u8, 8),
        prop::collection::vec(select(times), 3),
        prop::collection::vec(select(people), 3),
    );
    (forms, fill).prop_map(|(form, (numbers, times, people))| {
        let (mut numbers, mut times, mut people) =
            (numbers.into_iter().cycle(), times.into_iter().cycle(), people.into_iter().cycle());
        let mut text = String::new();
        for word in form.split_inclusive([' ', '=', ',', '.', '-', '%']) {
            match word.trim_end_matches([' ', ',']) {
                "T" => text.push_str(&word.replace('T', &times.next().unwrap())),
                "P" => text.push_str(&word.replace('P', people.next().unwrap())),
                _ => {
                    let number = numbers.next().unwrap().to_string();
                    text.push_str(&word.replace('%', &number));
                }
            }
        }
        text
    })
}
