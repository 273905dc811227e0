//! How is a fact written in one line of a test?
//!
//! `<time> <verb> <field>=<value> …`, where the time is the instant of the fact (`-` where it has none) and values with
//! blanks stand in double quotes. People are `alice` (Identity Center), `token/alice` (the token role), `iam/alice`,
//! `role/<role>/alice`; `oi-1` is padded to a whole id. `<time> now` sets the instant of judgement.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use sekisho_correlate::{Correlation, Policy, Seen, correlate};
use sekisho_domain::evidence::{Evidence, Sha256};
use sekisho_domain::fact::{
    Call, CallError, CredentialsIssued, DecisionCall, Evidenced, Fact, NodeSeen, NodeStop,
    RequestCall, RequestEvent, RequestState, SessionEnd, SessionHistory, SessionStart, TokenCall,
};
use sekisho_domain::id::{
    AccessKeyId, AccountId, EventId, ExecutionId, NodeId, Region, RequestId, SessionId,
};
use sekisho_domain::moment::Window;
use sekisho_domain::principal::Principal;
use sekisho_domain::recording::{Attachment, Joined, RecordingSeen, RecordingSource, SourceKind};
use sekisho_domain::request::{Decision, Policy as ApprovalPolicy, RequestStatus};

/// A day on which everything happens, unless a line has a full timestamp.
const DAY: &str = "2026-11-17";

/// Facts and the instant they are judged at.
#[derive(Debug, Clone)]
pub(crate) struct Script {
    pub(crate) facts: Vec<Evidenced>,
    pub(crate) now: Timestamp,
}

impl Script {
    /// Reads one fact per line; empty lines and lines that begin with `#` only explain.
    pub(crate) fn read(text: &str) -> Self {
        let mut script = Self { facts: Vec::new(), now: instant("23:00:00") };
        for (number, line) in (1..).zip(text.lines()) {
            let words = words(line);
            match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
                [] => {}
                [first, ..] if first.starts_with('#') => {}
                [time, "now"] => script.now = instant(time),
                [time, verb, fields @ ..] => {
                    let fact = fact(time, verb, fields, number);
                    let original = Sha256::from_bytes([7; 32]);
                    let evidence = Evidence { original, at: format!("line {number:02}") };
                    script.facts.push(Evidenced { fact, evidence });
                }
                [_] => panic!("line {number} has no verb: {line}"),
            }
        }
        script
    }

    /// The result under the documented policy.
    pub(crate) fn correlate(&self) -> Correlation {
        self.judge(&Seen::folders(self.now))
    }

    /// The result as far as sources were read.
    pub(crate) fn judge(&self, seen: &Seen<'_>) -> Correlation {
        correlate(&self.facts, seen, &Policy::documented(), self.now)
    }
}

/// The fields of one line; each is asked for once, and one that nobody asked for is a typing mistake.
struct Fields<'a> {
    at: &'a str,
    number: usize,
    values: BTreeMap<&'a str, &'a str>,
}

impl<'a> Fields<'a> {
    fn take<T>(&mut self, name: &str, read: impl Fn(&'a str) -> T) -> Option<T> {
        self.values.remove(name).map(read)
    }

    fn need<T>(&mut self, name: &str, read: impl Fn(&'a str) -> T) -> T {
        let number = self.number;
        self.take(name, read).unwrap_or_else(|| panic!("line {number} needs {name}="))
    }

    fn call(&mut self) -> Call {
        let default = format!("event-{:02}", self.number);
        let unless_dash = |text: &'a str| (text != "-").then_some(text);
        let account = self.take("account", unless_dash).unwrap_or(Some("111122223333"));
        let region = self.take("region", unless_dash).unwrap_or(Some("ap-northeast-1"));
        Call {
            event: EventId::new(self.take("event", text).unwrap_or(default)).unwrap(),
            at: instant(self.at),
            account: account.map(|a| AccountId::new(a).unwrap()),
            region: region.map(|r| Region::new(r).unwrap()),
            principal: self.take("by", principal),
            access_key: self.take("key", key),
            source_ip: self.take("from", text),
            error: self.take("error", |code| CallError { code: code.into(), message: None }),
            corrects: self.take("corrects", |id| EventId::new(id).unwrap()),
        }
    }
}

fn fact(at: &str, verb: &str, fields: &[&str], number: usize) -> Fact {
    let values = fields.iter().map(|f| f.split_once('=').expect("a field is name=value")).collect();
    let mut fields = Fields { at, number, values };
    let fact = match verb {
        "start" | "denied" => Fact::SessionStart(start(&mut fields)),
        "end" => Fact::SessionEnd(SessionEnd {
            call: fields.call(),
            session: fields.need("session", session),
        }),
        "history" => Fact::SessionHistory(history(&mut fields)),
        "request" => Fact::RequestCall(RequestCall {
            call: fields.call(),
            request: fields.take("id", request),
            reason: fields.take("reason", text),
            targets: fields.take("targets", nodes).unwrap_or_default(),
        }),
        "state" => Fact::RequestState(state(&mut fields)),
        "event" => Fact::RequestEvent(event(&mut fields)),
        "decide" => Fact::Decision(DecisionCall {
            call: fields.call(),
            execution: fields.need("execution", execution),
            decision: fields.take("decision", decision).unwrap_or(Decision::Approve),
            comment: fields.take("comment", text),
        }),
        "token" => Fact::Token(TokenCall {
            call: fields.call(),
            request: fields.need("id", request),
            issued: fields.take("issued", key),
        }),
        "credentials" => Fact::Credentials(CredentialsIssued {
            call: fields.call(),
            role: fields.take("role", text).unwrap_or("SSM-JustInTimeAccessTokenRole".into()),
            session_name: fields.take("name", text),
            issued: fields.need("issued", key),
            request: fields.take("names", request),
        }),
        "node" => Fact::Node(NodeSeen {
            node: fields.need("node", node),
            name: fields.take("name", text),
            computer: fields.take("computer", text),
            seen: instant(at),
            platform: fields.take("platform", text),
        }),
        "stop" => Fact::NodeStop(NodeStop {
            call: fields.call(),
            nodes: fields.need("nodes", nodes),
            terminated: fields.take("terminated", |_| true).unwrap_or(false),
        }),
        "log" => Fact::Recording(recording(&mut fields, SourceKind::SessionLog)),
        "stream" => Fact::Recording(recording(&mut fields, SourceKind::Stream)),
        "video" => Fact::Recording(recording(&mut fields, SourceKind::Video)),
        "attach" => Fact::Attachment(Attachment {
            recording: original(fields.need("line", |line| line.parse().unwrap())),
            session: fields.take("session", session),
            by: fields.take("by", text).unwrap_or("carol".into()),
            reason: fields.take("reason", text).unwrap_or("seen on it".into()),
            at: instant(at),
        }),
        other => panic!("line {number}: {other} is no verb"),
    };
    assert!(fields.values.is_empty(), "line {number}: {verb} has no {:?}", fields.values);
    fact
}

fn start(fields: &mut Fields<'_>) -> SessionStart {
    SessionStart {
        call: fields.call(),
        session: fields.take("session", session),
        desktop: fields.take("desktop", |_| true).unwrap_or(false),
        node: fields.take("node", node),
        document: fields.take("document", text),
        reason: fields.take("reason", text),
        tunnel: None,
        request: fields.take("names", request),
    }
}

fn history(fields: &mut Fields<'_>) -> SessionHistory {
    SessionHistory {
        session: fields.need("session", session),
        node: fields.take("node", node),
        status: fields.take("status", text),
        started: fields.take("started", instant),
        ended: fields.take("ended", instant),
        document: fields.take("document", text),
        owner: fields.take("owner", principal),
        reason: fields.take("reason", text),
        just_in_time: fields.take("access", |text| match text {
            "jit" => true,
            "standard" => false,
            other => panic!("{other} is no access type"),
        }),
    }
}

fn state(fields: &mut Fields<'_>) -> RequestState {
    let window = fields.take("window", |text| {
        let (start, end) = span(text);
        Window::new(start, end).unwrap()
    });
    let name = fields.take("policy", text);
    RequestState {
        request: fields.need("id", request),
        version: fields.take("version", |v| v.parse().unwrap()).unwrap_or(1),
        status: fields.take("status", RequestStatus::read).unwrap_or(RequestStatus::Approved),
        created: fields.take("created", instant),
        requester: fields.take("by", principal),
        reason: fields.take("reason", text),
        targets: fields.take("targets", nodes).unwrap_or_default(),
        duration: window
            .map(|w| w.length())
            .or(fields.take("duration", |m| SignedDuration::from_mins(m.parse().unwrap()))),
        window,
        policy: name.map(|name| ApprovalPolicy { name, version: Some("1".into()) }),
        execution: fields.take("execution", execution),
        account: fields.take("account", |a| AccountId::new(a).unwrap()),
        region: fields.take("region", |r| Region::new(r).unwrap()),
    }
}

fn event(fields: &mut Fields<'_>) -> RequestEvent {
    RequestEvent {
        request: fields.need("id", request),
        at: instant(fields.at),
        execution: fields.take("execution", execution),
        node: fields.take("node", node),
        requester: fields.take("by", principal),
        reason: fields.take("reason", text),
        eligible: fields
            .take("eligible", |names| names.split(',').map(principal).collect())
            .unwrap_or_default(),
        status: fields.need("status", RequestStatus::read),
        account: None,
        region: None,
    }
}

fn recording(fields: &mut Fields<'_>, kind: SourceKind) -> RecordingSeen {
    // The bytes of another line, at another place.
    let line = fields.take("same", |line| line.parse().unwrap()).unwrap_or(fields.number);
    let told = fields.take("told", session);
    let joined = if told.is_some() { Joined::Told } else { Joined::Named };
    let minutes = |text: &str| SignedDuration::from_mins(text.parse().unwrap());
    RecordingSeen {
        source: RecordingSource {
            kind,
            original: original(line),
            part: 0,
            joined,
            lasts: fields.take("lasts", minutes),
            lacks: fields.take("lacks", text),
            exit_code: None,
        },
        session: told.or_else(|| fields.take("session", session)),
        node: fields.take("node", node),
        owner: fields.take("owner", principal),
        run_as: fields.take("run_as", text),
        generated_at: fields.take("generated", instant),
        placed: fields.take("placed", span),
        uploaded: fields.take("uploaded", instant),
        lines_at: fields.take("lines", span),
        output_bytes: 1_000,
    }
}

/// The recording of a line.
fn original(number: usize) -> Sha256 {
    Sha256::from_bytes([u8::try_from(number % 250).unwrap(); 32])
}

/// Words with their quotes removed; a quoted stretch keeps its blanks.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for (stretch, quoted) in line.split('"').zip([false, true].into_iter().cycle()) {
        for (part, character) in stretch.split(|c| c == ' ' && !quoted).zip(0..) {
            if character > 0 {
                words.push(String::new());
            }
            words.last_mut().unwrap().push_str(part);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn instant(text: &str) -> Timestamp {
    let full = if text.contains('T') { text.to_owned() } else { format!("{DAY}T{text}Z") };
    full.parse().unwrap_or_else(|e| panic!("{text} is no time: {e}"))
}

fn span(text: &str) -> (Timestamp, Timestamp) {
    let (from, to) = text.split_once("..").expect("a span is from..to");
    (instant(from), instant(to))
}

fn text(text: &str) -> String {
    text.to_owned()
}

fn principal(text: &str) -> Principal {
    let assumed = "arn:aws:sts::111122223333:assumed-role";
    Principal::new(match text.split('/').collect::<Vec<_>>().as_slice() {
        ["token", name] => format!("{assumed}/SSM-JustInTimeAccessTokenRole/{name}"),
        ["role", role, name] => format!("{assumed}/{role}/{name}"),
        ["iam", name] => format!("arn:aws:iam::111122223333:user/{name}"),
        [name] if name.chars().all(|c| c.is_ascii_lowercase()) => {
            format!("{assumed}/AWSReservedSSO_NodeAccess_0123456789abcdef/{name}")
        }
        _ => text.to_owned(),
    })
}

fn request(text: &str) -> RequestId {
    let digits = text.strip_prefix("oi-").expect("a request is oi-<number>");
    RequestId::new(format!("oi-{digits:0>12}")).unwrap()
}

fn session(text: &str) -> SessionId {
    SessionId::new(text).unwrap()
}

fn node(text: &str) -> NodeId {
    NodeId::new(text).unwrap()
}

fn nodes(text: &str) -> Vec<NodeId> {
    text.split(',').map(node).collect()
}

fn key(text: &str) -> AccessKeyId {
    AccessKeyId::new(text).unwrap()
}

fn execution(text: &str) -> ExecutionId {
    ExecutionId::new(text).unwrap()
}

fn decision(text: &str) -> Decision {
    match text {
        "approve" => Decision::Approve,
        "reject" => Decision::Reject,
        "revoke" => Decision::Revoke,
        other => panic!("{other} is no decision"),
    }
}
