//! What is wrong with a session or a request?

mod access_without_request;
mod approved_never_used;
mod case;
mod denied_attempt;
mod documents_disagree;
mod outlived_window;
mod recording_incomplete;
mod recording_missing;
mod self_approved;
mod standing_access;

use sekisho_domain::finding::{Finding, Severity, Subject};

pub use crate::rules::case::{RequestCase, SessionCase, Statement};

/// One thing that an auditor wants to be told about.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its name in queries, exports and links; never reused for another meaning.
    pub id: &'static str,
    /// Grows when the same facts may lead to another statement.
    pub version: u32,
    /// What it is, as a heading.
    pub title: &'static str,
    /// How much a finding of it matters.
    pub severity: Severity,
    /// What a finding means and what to do next.
    pub explain: &'static str,
    /// When it fires.
    pub check: Check,
}

/// What a rule looks at. It says nothing where nothing is wrong or where the documents do not tell.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// A session or a denied attempt.
    Session(fn(&SessionCase<'_>) -> Option<Statement>),
    /// An access request.
    Request(fn(&RequestCase<'_>) -> Option<Statement>),
}

/// Every rule, by id. One line each; a new rule is one file and one line.
pub const RULES: &[Rule] = &[
    access_without_request::RULE,
    approved_never_used::RULE,
    denied_attempt::RULE,
    documents_disagree::RULE,
    outlived_window::RULE,
    recording_incomplete::RULE,
    recording_missing::RULE,
    self_approved::RULE,
    standing_access::RULE,
];

/// What the rules say about one session.
pub(crate) fn about_session(case: &SessionCase<'_>) -> Vec<Finding> {
    let subject = Subject::Session(case.record.session.key.clone());
    findings(&subject, |check| match check {
        Check::Session(check) => check(case),
        Check::Request(_) => None,
    })
}

/// What the rules say about one request.
pub(crate) fn about_request(case: &RequestCase<'_>) -> Vec<Finding> {
    let subject = Subject::Request(case.record.request.id.clone());
    findings(&subject, |check| match check {
        Check::Request(check) => check(case),
        Check::Session(_) => None,
    })
}

fn findings(subject: &Subject, apply: impl Fn(Check) -> Option<Statement>) -> Vec<Finding> {
    let mut found = Vec::new();
    for rule in RULES {
        if let Some(statement) = apply(rule.check) {
            found.push(statement.finding(rule, subject.clone()));
        }
    }
    found
}
