//! What of an access record can be searched?

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use sekisho_domain::matching::Match;
use sekisho_domain::record::AccessRecord;
use sekisho_domain::session::Session;
use sekisho_index::document::{Document, Unknown};

/// The searchable side of a record and of what its terminal showed; what was read on its screens comes to it later.
pub(crate) fn document(record: &AccessRecord, words: Words) -> Document {
    let session = &record.session;
    let reasons = record.requests.iter().filter_map(|request| request.reason.clone());
    Document {
        key: session.key.to_string(),
        user: user(session),
        node: node(record),
        commands: words.commands,
        output: words.output,
        screen: String::new(),
        unread: None,
        reason: session.reason.iter().cloned().chain(reasons).collect(),
        approver: record.approvers(),
        request: requests(&record.request),
        finding: record.findings.iter().map(|finding| finding.rule.clone()).collect(),
        kind: Some(session.kind.name().to_owned()),
        approval: Some(record.approval.name().to_owned()),
        recording: Some(record.recording.name().to_owned()),
        account: session.account.as_ref().map(ToString::to_string),
        region: session.region.as_ref().map(ToString::to_string),
        started: session.started.exact(),
        begun_by: session.begun_by,
        unknown: unknown(record),
    }
}

fn unknown(record: &AccessRecord) -> Vec<Unknown> {
    let session = &record.session;
    let person = user(session).is_empty().then_some(Unknown::Person);
    let node = match (&session.node, &record.node_name) {
        (None, _) => Some(Unknown::Node),
        (Some(_), None) => Some(Unknown::NodeName),
        (Some(_), Some(_)) => None,
    };
    person.into_iter().chain(node).collect()
}

fn user(session: &Session) -> Vec<String> {
    let person = session.person.iter().map(|person| person.name.clone());
    person.chain(session.principal.iter().map(ToString::to_string)).collect()
}

/// A tunnel through a bastion reaches the host it names, so whoever asks for that host must find the session.
fn node(record: &AccessRecord) -> Vec<String> {
    let session = &record.session;
    let host = session.tunnel.as_ref().and_then(|tunnel| tunnel.host.clone());
    session
        .node
        .iter()
        .map(ToString::to_string)
        .chain(record.node_name.clone())
        .chain(host)
        .collect()
}

fn requests(matching: &Match) -> Vec<String> {
    matching.candidates().iter().map(ToString::to_string).collect()
}

/// Bytes of output of one session that can be searched, each line once: a day of work leaves a tenth of it. All lines of a longer
/// recording are in its transcript.
const OUTPUT: usize = 16 << 20;

/// And of its commands.
const COMMANDS: usize = 4 << 20;

/// The words of a session, as many as can be searched.
#[derive(Default)]
pub(crate) struct Words {
    /// Lines and their line ends.
    output: String,
    /// Where the lines start in it, by their hashes.
    starts: HashMap<u64, u32>,
    hasher: RandomState,
    commands: Vec<String>,
    command_bytes: usize,
    unsearched: u64,
}

impl Words {
    /// Takes a line. Each is kept once: programs paint the same line again and again, and a record that holds it is
    /// found either way.
    pub(crate) fn line(&mut self, text: &str) {
        let hash = self.hasher.hash_one(text);
        let is_known = self.starts.get(&hash).is_some_and(|start| {
            let known = &self.output[*start as usize..];
            known.strip_prefix(text).is_some_and(|rest| rest.starts_with('\n'))
        });
        if is_known {
            return;
        }
        if self.output.len() + text.len() >= OUTPUT {
            self.unsearched += 1;
            return;
        }
        self.starts.insert(hash, self.output.len() as u32);
        self.output.push_str(text);
        self.output.push('\n');
    }

    /// Takes a command.
    pub(crate) fn command(&mut self, text: &str) {
        if self.command_bytes + text.len() > COMMANDS {
            self.unsearched += 1;
            return;
        }
        self.command_bytes += text.len();
        self.commands.push(text.to_owned());
    }

    /// The lines that were taken.
    pub(crate) fn lines(self) -> String {
        self.output
    }

    /// How many lines and commands there was no room for.
    pub(crate) fn unsearched(&self) -> u64 {
        self.unsearched
    }
}
