//! Did a session go on after its approved window was over?

use jiff::Timestamp;
use sekisho_domain::finding::Severity;
use sekisho_domain::moment::Moment;
use sekisho_domain::session::AccessType;

use crate::rules::{Check, Rule, SessionCase, Statement};

pub(super) const RULE: Rule = Rule {
    id: "outlived-window",
    version: 1,
    title: "Session outlived its window",
    severity: Severity::Medium,
    explain: "AWS opens no new session after the window of a request but lets a running one go on. What was done after \
              the window was not approved for that time. Look at the recording from there on, and limit \
              maxSessionDuration in the session preferences.",
    check: Check::Session(check),
};

/// Fires only if the session outlived the window of every request that may be meant. Standing access is bound by no
/// window.
fn check(case: &SessionCase<'_>) -> Option<Statement> {
    let record = case.record;
    if record.session.access == AccessType::Standard {
        return None;
    }
    let windows: Option<Vec<_>> = record.requests.iter().map(|r| r.window).collect();
    let until = windows?.iter().map(|w| w.end()).max()?;
    let (verb, alive) = last_sign_of_life(case)?;
    if alive <= until {
        return None;
    }
    let overrun = until.duration_until(alive);
    let (who, node) = (case.who(), case.node());
    let text = format!(
        "The session of {who} on {node} {verb} {alive}, {overrun:#} after its approved window was over at {until}."
    );
    let name = if matches!(record.session.ended, Moment::At { .. }) { "ended" } else { "alive" };
    let statement = case.state_with_requests(text);
    Some(statement.with("until", until).with(name, alive).with("overrun", format!("{overrun:#}")))
}

/// The end, or else the last line that came; an upper bound of the end proves no overrun.
fn last_sign_of_life(case: &SessionCase<'_>) -> Option<(&'static str, Timestamp)> {
    match &case.record.session.ended {
        Moment::At { at, .. } => Some(("ended at", *at)),
        _ => case.last_output.map(|at| ("still wrote output, by the node's clock, at", at)),
    }
}
