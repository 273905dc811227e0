//! Who, where and what: how is a question answered?

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use sekisho_domain::record::AccessRecord;
use sekisho_domain::recording::RecordingState;
use sekisho_domain::session::Outcome;
use sekisho_index::Page as IndexPage;
use sekisho_query::{Reading, Show};

use super::rows::{found, keys, listed, snippets};
use super::snippet::Needles;
use super::{AnswerError, Desk, Question, undecided};
use crate::shape::search::{ChipShape, PersonSummary, ReadingShape, SearchAnswer};
use crate::shape::session::{SessionPage, SessionRow, Snippet};

/// Answers a question and says how it was understood.
pub(crate) async fn search(desk: &Desk, question: &Question) -> Result<SearchAnswer, AnswerError> {
    let reading = desk.read(question).await?;
    let people = match reading.show {
        Show::People => Some(people(desk, &reading).await?),
        Show::Sessions | Show::Undecided => None,
    };
    let SessionPage { total, sessions, undecided, next_cursor } =
        page(desk, question, &reading).await?;
    Ok(SearchAnswer {
        as_of: desk.now().to_string(),
        zone: zone_name(desk, question.zone.as_ref()),
        reading: shape(reading),
        total,
        people,
        sessions,
        undecided,
        next_cursor,
    })
}

/// The sessions that a question means.
pub(crate) async fn list(desk: &Desk, question: &Question) -> Result<SessionPage, AnswerError> {
    let reading = desk.read(question).await?;
    page(desk, question, &reading).await
}

async fn page(
    desk: &Desk,
    question: &Question,
    reading: &Reading,
) -> Result<SessionPage, AnswerError> {
    let page = question.page;
    let hits = listed(desk, reading, IndexPage { offset: page.offset, limit: page.limit })?;
    let needles = Needles::of(&reading.query);
    let mut sessions = Vec::with_capacity(hits.keys.len());
    for found in found(desk, &keys(hits.keys)?).await? {
        let mut row: SessionRow = found.row();
        if !needles.is_empty() {
            row.snippets = snippets(desk, &found, &needles).await?;
        }
        sessions.push((found, row));
    }
    let quoted = sessions.iter().filter(|(_, row)| row.snippets.iter().any(Snippet::is_content));
    desk.record_reads(quoted.map(|(found, _)| found.record.session.key.clone()), "snippet")?;
    let sessions = sessions.into_iter().map(|(_, row)| row).collect();
    let undecided = undecided::of(desk, &reading.query).await?;
    Ok(SessionPage { total: hits.total, sessions, undecided, next_cursor: page.next(hits.total) })
}

/// The people behind all matching sessions, the busiest first.
async fn people(desk: &Desk, reading: &Reading) -> Result<Vec<PersonSummary>, AnswerError> {
    let all = keys(desk.holdings.index.keys(&reading.query)?)?;
    let mut people: BTreeMap<String, PersonSummary> = BTreeMap::new();
    for found in found(desk, &all).await? {
        let record = &found.record;
        let name =
            record.session.person.as_ref().map_or("not known", |person| person.name.as_str());
        let summary = people.entry(name.to_owned()).or_insert_with(|| PersonSummary::of(name));
        summary.count(record);
    }
    // Somebody who was only ever refused did not access anything; the refusals stand in the list of sessions.
    let mut people: Vec<_> = people.into_values().filter(|person| person.sessions > 0).collect();
    // Stable, so that equals stay in the order of their names.
    people.sort_by_key(|person| std::cmp::Reverse(person.sessions));
    Ok(people)
}

impl PersonSummary {
    fn of(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            sessions: 0,
            denied: 0,
            last_started: None,
            approved_by: Vec::new(),
            approval: BTreeMap::new(),
            recorded: 0,
            expected: 0,
        }
    }

    /// Adds a session. A refused attempt is no access, so it only counts as refused.
    fn count(&mut self, record: &AccessRecord) {
        if let Outcome::Denied { .. } = record.session.outcome {
            self.denied += 1;
            return;
        }
        self.sessions += 1;
        // RFC 3339 in UTC with the same precision sorts like the instants; mixed precision does not, so compare instants.
        let started = record.session.started.exact();
        let last = self.last_started.as_ref().and_then(|text| text.parse().ok());
        self.last_started = started.max(last).map(|at| at.to_string());
        for approver in record.approvers() {
            if !self.approved_by.contains(&approver) {
                self.approved_by.push(approver);
            }
        }
        *self.approval.entry(record.approval.name().to_owned()).or_default() += 1;
        // A part of a recording is none that can be relied on.
        self.recorded += usize::from(record.recording.is_whole());
        self.expected +=
            usize::from(!matches!(record.recording, RecordingState::NoneByDesign { .. }));
    }
}

fn shape(reading: Reading) -> ReadingShape {
    let chips = reading.chips.into_iter().map(|chip| ChipShape {
        field: chip.field.to_owned(),
        excluded: chip.excluded,
        text: chip.text,
        resolved: chip.resolved,
    });
    ReadingShape { syntax: reading.syntax, show: reading.show.name(), chips: chips.collect() }
}

/// The zone's IANA name; a fixed offset has none and is written as such.
pub(crate) fn zone_name(desk: &Desk, asked: Option<&TimeZone>) -> String {
    let zone = desk.zone(asked);
    zone.iana_name().map_or_else(|| zone.to_offset(desk.now()).to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use sekisho_correlate::RULES;
    use sekisho_query::field::Field;

    #[test]
    fn every_rule_can_be_asked_for() {
        let rules: Vec<_> = RULES.iter().map(|rule| rule.id).collect();
        assert_eq!(Field::Finding.values(), rules);
    }
}
