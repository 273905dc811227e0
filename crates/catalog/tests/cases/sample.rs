//! What is put into the catalogs of the tests?

use jiff::Timestamp;
use sekisho_catalog::{
    About, Confidence, Interval, Mark, Marks, Object, PackedPart, PackedReplay, Packer, Packing,
    ReadState, Reading, Rejected, Seen, SegmentPlace, Size, SizeBasis, StoredCommand, StoredLine,
    StoredReplay, StoredRhythm, StoredSegment, TimeBasis,
};
use sekisho_domain::evidence::{Evidence, Sha256};
use sekisho_domain::fact::{Evidenced, Fact, NodeSeen};
use sekisho_domain::id::{NodeId, RequestId, SessionId};
use sekisho_domain::matching::Match;
use sekisho_domain::moment::{Moment, MomentBasis};
use sekisho_domain::node::{Node, NodeName};
use sekisho_domain::principal::Principal;
use sekisho_domain::record::{AccessRecord, ApprovalClass, RequestRecord};
use sekisho_domain::recording::RecordingState;
use sekisho_domain::request::{AccessRequest, RequestStatus};
use sekisho_domain::session::{AccessType, Outcome, Session, SessionKey, SessionKind};
use sekisho_domain::trail::{Content, TrailFile};

/// Text that has been trouble somewhere: quotes, newlines, placeholders, Japanese, and characters beyond 16 bits.
pub(crate) const TROUBLE: &str = "it's \"$1\" ?1 \\ % _ \n\t 先週の障害対応 🐘 é e\u{301}";

pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).unwrap()
}

pub(crate) fn hash(byte: u8) -> Sha256 {
    Sha256::from_bytes([byte; 32])
}

pub(crate) fn key(name: &str) -> SessionKey {
    SessionKey::session(&SessionId::new(name).unwrap())
}

/// The original `byte` at a locator, stating `facts` facts.
pub(crate) fn reading(number: u64, locator: &str, byte: u8, facts: usize) -> Reading {
    let object = Object {
        number,
        original: hash(byte),
        source: "folder".into(),
        locator: locator.into(),
        version: None,
        size_bytes: 100 + u64::from(byte),
        first_seen: at(number.try_into().unwrap_or(0)),
        kind: "node-information".into(),
        state: ReadState::Read,
        rejected: Vec::new(),
    };
    let fact = |nth: usize| Evidenced {
        fact: Fact::Node(NodeSeen {
            node: NodeId::new(format!("i-{byte:017x}")).unwrap(),
            name: Some(format!("{TROUBLE} {nth}")),
            computer: None,
            seen: at(60),
            platform: None,
        }),
        evidence: Evidence { original: hash(byte), at: format!("record {nth}") },
    };
    let trail = (byte % 2 == 1).then(|| TrailFile::Log(Content::Hashed(hash(byte))));
    Reading { object, facts: (0..facts).map(fact).collect(), trail }
}

pub(crate) fn rejected() -> Vec<Rejected> {
    let reason = format!("expected a value, found {TROUBLE}");
    vec![Rejected { at: "line 12".into(), code: "not-json".into(), reason }]
}

/// A session of a person on a node that lasted some seconds; nothing is known where nothing is given.
pub(crate) fn record(
    name: &str,
    person: Option<&str>,
    node: Option<&str>,
    seconds: Option<i64>,
) -> AccessRecord {
    let principal =
        person.map(|person| Principal::new(format!("arn:aws:iam::111122223333:user/{person}")));
    let moment = |second| Moment::At { at: at(second), basis: MomentBasis::CloudTrail };
    let unknown = || Moment::Unknown { why: "no TerminateSession".into() };
    AccessRecord {
        session: Session {
            key: key(name),
            kind: SessionKind::Shell,
            outcome: Outcome::Started,
            node: Some(NodeId::new("i-0123456789abcdef0").unwrap()).filter(|_| node.is_some()),
            person: principal.as_ref().map(Principal::person),
            principal,
            account: None,
            region: None,
            started: moment(0),
            ended: seconds.map_or_else(unknown, moment),
            access: AccessType::Unknown,
            document: None,
            reason: Some(TROUBLE.into()),
            tunnel: None,
            run_as: None,
            source_ip: None,
            begun_by: None,
            interrupted: None,
        },
        node_name: node.map(Into::into),
        request: Match::None { because: "no request fits".into() },
        requests: Vec::new(),
        approval: ApprovalClass::None,
        recording: RecordingState::Missing { because: TROUBLE.into() },
        evidence: Vec::new(),
        disowned: Vec::new(),
        findings: Vec::new(),
    }
}

pub(crate) fn request(id: &str) -> RequestRecord {
    RequestRecord {
        request: AccessRequest {
            id: RequestId::new(id).unwrap(),
            requester: None,
            reason: Some(TROUBLE.into()),
            targets: Vec::new(),
            status: RequestStatus::Approved,
            created: Some(at(0)),
            window: None,
            duration: None,
            policy: None,
            execution: None,
            approvals: Vec::new(),
            eligible: Vec::new(),
            account: None,
            region: None,
        },
        approval: ApprovalClass::Auto,
        sessions: Vec::new(),
        findings: Vec::new(),
    }
}

pub(crate) fn node(id: &str, name: &str) -> Node {
    Node {
        id: NodeId::new(id).unwrap(),
        names: vec![NodeName { name: name.into(), seen: at(0) }],
        platform: Some("Linux".into()),
    }
}

/// A replay with one line, one command and one segment for each payload.
pub(crate) fn replay(
    session: &str,
    generation: &str,
    texts: &[String],
    payloads: &[Vec<u8>],
) -> StoredReplay {
    let interval = Interval {
        not_before_us: 0,
        not_after_us: 7_500_000,
        played_us: 3_000_000,
        basis: TimeBasis::Estimated,
    };
    let line = |(offset, text): (u64, &String)| StoredLine {
        offset,
        at: interval,
        text: text.clone(),
        seen: if offset == 0 { Seen::FullScreen } else { Seen::Scrollback },
    };
    let command = |(offset, text): (u64, &String)| StoredCommand {
        text: text.clone(),
        offset,
        output: (offset + 1, offset + 9),
        line: Some(1),
        printed: Some((2, 3)),
        context: "psql".into(),
        confidence: Confidence::High,
        at: interval,
    };
    let segment = |(number, payload): (u32, &Vec<u8>)| StoredSegment {
        place: SegmentPlace {
            number,
            at_us: u64::from(number) * 10,
            offset: u64::from(number) * 65_536,
        },
        payload: payload.clone(),
    };
    StoredReplay {
        about: About {
            session: key(session),
            generation: generation.into(),
            original: hash(7),
            part: 0,
            kind: "session-log".into(),
            basis: TimeBasis::OrderOnly,
            started: None,
            size: Size { cols: 120, rows: 30, basis: SizeBasis::Inferred { from: TROUBLE.into() } },
            duration_us: 7_500_000,
            lines: texts.len() as u64,
            commands: texts.len() as u64,
            segments: payloads.len() as u64,
            omitted_lines: 0,
            unsearched: 0,
            resizes: 0,
            events: 3,
            secrets: 1,
            hidden: 0,
        },
        lines: (0..).zip(texts).map(line).collect(),
        commands: (0..).zip(texts).map(command).collect(),
        segments: (0..).zip(payloads).map(segment).collect(),
        rhythm: (!texts.is_empty())
            .then(|| StoredRhythm { bytes: vec![0, u32::MAX], quiet_us: vec![(0, 7_500_000)] }),
        marks: Marks {
            secrets: vec![Mark {
                kind: "github-token".into(),
                offset: 3,
                length: 40,
                played_us: 3_000_000,
                lines: (!texts.is_empty()).then_some((1, 2)),
            }],
            hidden: Vec::new(),
        },
    }
}

pub(crate) fn packed(replays: &[&StoredReplay]) -> Vec<PackedReplay> {
    replays.iter().map(|replay| packed_in_parts(replay, usize::MAX).1).collect()
}

/// A replay in parts that are taken as soon as they have so many bytes, and the rest of it.
pub(crate) fn packed_in_parts(
    replay: &StoredReplay,
    bytes: usize,
) -> (Vec<PackedPart>, PackedReplay) {
    let mut packing = Packing::new(Packer::new().unwrap(), &replay.about.generation);
    let mut parts = Vec::new();
    for line in &replay.lines {
        packing.line(line.clone()).unwrap();
        if packing.bytes() >= bytes {
            parts.push(packing.take_part());
        }
    }
    for segment in &replay.segments {
        packing.segment(segment.clone()).unwrap();
        if packing.bytes() >= bytes {
            parts.push(packing.take_part());
        }
    }
    replay.commands.iter().for_each(|command| packing.command(command.clone()).unwrap());
    replay.marks.secrets.iter().for_each(|mark| packing.secret(mark.clone()).unwrap());
    replay.marks.hidden.iter().for_each(|mark| packing.hidden(mark.clone()).unwrap());
    (parts, packing.finish(&replay.about, replay.rhythm.as_ref()).unwrap().0)
}
