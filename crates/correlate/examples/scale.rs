//! How does correlation grow with the number of sessions? Prints a table; run it with `--release`.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::time::Instant;

use jiff::{SignedDuration, Timestamp};
use sekisho_correlate::{Policy, Seen, correlate};
use sekisho_domain::evidence::{Evidence, Sha256};
use sekisho_domain::fact::{
    Call, Evidenced, Fact, RequestState, SessionHistory, SessionStart, TokenCall,
};
use sekisho_domain::id::{EventId, NodeId, RequestId, SessionId};
use sekisho_domain::moment::Window;
use sekisho_domain::principal::Principal;
use sekisho_domain::recording::{RecordingSeen, RecordingSource, SourceKind};
use sekisho_domain::request::RequestStatus;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    println!("{:>9} {:>7} {:>6} {:>9} {:>9}", "sessions", "people", "nodes", "facts", "ms");
    for (sessions, people, nodes) in
        [(2_000, 40, 25), (20_000, 40, 25), (100_000, 40, 25), (100_000, 1, 1)]
    {
        let facts = facts(sessions, people, nodes)?;
        let now = Timestamp::from_second(2_000_000_000)?;
        let began = Instant::now();
        let correlation = correlate(&facts, &Seen::folders(now), &Policy::documented(), now);
        let ms = began.elapsed().as_secs_f64() * 1e3;
        assert_eq!(correlation.records.len(), usize::try_from(sessions)?);
        println!("{sessions:>9} {people:>7} {nodes:>6} {:>9} {ms:>9.1}", facts.len());
    }
    Ok(())
}

/// One request with its token and one recorded session of it, every ten minutes; windows of an hour overlap.
fn facts(sessions: i64, people: i64, nodes: i64) -> Result<Vec<Evidenced>> {
    let mut facts = Vec::new();
    for n in 0..sessions {
        let start = Timestamp::from_second(1_700_000_000 + 600 * n)?;
        let end = start + SignedDuration::from_mins(60);
        let person = n % people;
        let node = NodeId::new(format!("i-{}", n / people % nodes))?;
        let request = RequestId::new(format!("oi-{n:012x}"))?;
        let session = SessionId::new(format!("person-{person}-{n:x}"))?;
        let principal = |role: &str| {
            Principal::new(format!("arn:aws:sts::111122223333:assumed-role/{role}/person-{person}"))
        };
        let call = |kind: &str| -> Result<Call> {
            Ok(Call {
                event: EventId::new(format!("{kind}-{n}"))?,
                at: start + SignedDuration::from_secs(60),
                account: None,
                region: None,
                principal: Some(principal("SSM-JustInTimeAccessTokenRole")),
                access_key: None,
                source_ip: None,
                error: None,
                corrects: None,
            })
        };
        let original = Sha256::from_bytes([u8::try_from(n % 251)?; 32]);
        let said = [
            Fact::RequestState(RequestState {
                request: request.clone(),
                version: 1,
                status: RequestStatus::Approved,
                created: Some(start),
                requester: Some(principal("AWSReservedSSO_NodeAccess_0123456789abcdef")),
                reason: None,
                targets: vec![node.clone()],
                window: Window::new(start, end),
                duration: None,
                policy: None,
                execution: None,
                account: None,
                region: None,
            }),
            Fact::Token(TokenCall { call: call("token")?, request, issued: None }),
            Fact::SessionStart(SessionStart {
                call: call("start")?,
                session: Some(session.clone()),
                desktop: false,
                node: Some(node),
                document: None,
                reason: None,
                tunnel: None,
                request: None,
            }),
            Fact::Recording(RecordingSeen {
                source: RecordingSource::named(SourceKind::SessionLog, original),
                session: Some(session.clone()),
                node: None,
                owner: None,
                run_as: None,
                generated_at: Some(end),
                placed: None,
                uploaded: None,
                lines_at: None,
                output_bytes: 1,
            }),
            Fact::SessionHistory(SessionHistory {
                session,
                node: None,
                status: None,
                started: Some(start),
                ended: Some(end),
                document: None,
                owner: None,
                reason: None,
                just_in_time: Some(true),
            }),
        ];
        for (fact, part) in said.into_iter().zip(0..) {
            let at = format!("record {}", 5 * n + part);
            facts.push(Evidenced { fact, evidence: Evidence { original, at } });
        }
    }
    Ok(facts)
}
