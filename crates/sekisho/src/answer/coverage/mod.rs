//! Is every recording here that should be, and if not, what is missing, why, and what is to be done?

mod explained;
mod finding;
mod period;
mod sources;

use std::collections::{BTreeMap, BTreeSet};

use sekisho_correlate::{Arrival, Cell, Days, Policy, coverage};
use sekisho_domain::record::AccessRecord;
use sekisho_domain::session::SessionKey;

use super::{AnswerError, Desk, rows, search, undecided};
use crate::shape::coverage::{CellShape, CellStateShape, CountsShape, CoverageShape, StateShape};
use finding::{Finding, Search};
pub(crate) use period::Asked;

/// The coverage of some days.
pub(crate) async fn of(desk: &Desk, asked: &Asked) -> Result<CoverageShape, AnswerError> {
    desk.state().await?;
    let now = desk.now();
    let days = asked.days(now, desk.zone(asked.zone.as_ref()))?;
    let known = desk.known().await?;
    let records = rows::all(desk).await?;
    let cells = coverage(&records, &known.seen(), &Policy::documented(), &days, now);
    let finding = Finding::new(&records, &days.zone);
    let sources = sources::shapes(&known.sources, now);
    // Of a day to come nothing can have been read.
    let today = now.to_zoned_datetime(days.zone.clone()).date();
    let dated = || cells.iter().filter(|cell| cell.day.is_some_and(|day| day <= today));
    let (days_told, unread_days) = match dated().count() as u64 {
        // No place is known of which a source would tell.
        0 if !known.sources.is_empty() => [days.up_to(today); 2].into(),
        told => (told, dated().filter(|cell| !cell.is_told_whole).count() as u64),
    };
    Ok(CoverageShape {
        as_of: now.to_string(),
        zone: search::zone_name(desk, asked.zone.as_ref()),
        from: days.from.to_string(),
        to: days.to.to_string(),
        complete_up_to: sources::complete_up_to(&known.sources).map(|at| at.to_string()),
        folders_only: known.sources.is_empty(),
        days: days_told,
        unread_days,
        counts: counts(cells.iter().flat_map(|cell| &cell.sessions)),
        incomplete: incomplete(&cells, &records),
        unattached: undecided::unattached(desk).await? as u64,
        states: states(&cells, &finding, &days),
        cells: cells.iter().map(|cell| shape(cell, &finding)).collect(),
        sources,
        absent: known.absences.into_iter().map(sources::absent).collect(),
    })
}

/// How many recordings of these days came, and lack something.
fn incomplete(cells: &[Cell], records: &[AccessRecord]) -> u64 {
    let lacking = records.iter().filter(|record| record.recording.incomplete().next().is_some());
    let lacking: BTreeSet<&SessionKey> = lacking.map(|record| &record.session.key).collect();
    let sessions = cells.iter().flat_map(|cell| cell.sessions.values().flatten());
    sessions.filter(|session| lacking.contains(session)).count() as u64
}

fn shape(cell: &Cell, finding: &Finding<'_>) -> CellShape {
    let mut states: Vec<(&'static str, Vec<SessionKey>)> = Vec::new();
    for (arrival, sessions) in &cell.sessions {
        match states.last_mut() {
            Some((state, same)) if *state == arrival.name() => {
                same.extend(sessions.iter().cloned())
            }
            _ => states.push((arrival.name(), sessions.clone())),
        }
    }
    let state = |(state, sessions): (&'static str, Vec<SessionKey>)| {
        let Search { query, finds_others } = finding.in_cell(cell, &sessions);
        CellStateShape { state, sessions: sessions.len() as u64, query, finds_others }
    };
    CellShape {
        day: cell.day.map(|day| day.to_string()),
        account: cell.account.as_ref().map(ToString::to_string),
        region: cell.region.as_ref().map(ToString::to_string),
        told_whole: cell.is_told_whole,
        counts: counts(&cell.sessions),
        states: states.into_iter().map(state).collect(),
    }
}

fn states(cells: &[Cell], finding: &Finding<'_>, days: &Days) -> Vec<StateShape> {
    let mut states: BTreeMap<Arrival, Vec<SessionKey>> = BTreeMap::new();
    for (arrival, sessions) in cells.iter().flat_map(|cell| &cell.sessions) {
        states.entry(*arrival).or_default().extend(sessions.iter().cloned());
    }
    let state = |(arrival, sessions): (Arrival, Vec<SessionKey>)| {
        let (meaning, hint) = explained::of(arrival);
        let Search { query, finds_others } =
            finding.in_days((days.from, days.to), cells, &sessions);
        StateShape {
            state: arrival.name(),
            why: arrival.why(),
            sessions: sessions.len() as u64,
            meaning,
            hint,
            query,
            finds_others,
        }
    };
    states.into_iter().map(state).collect()
}

fn counts<'a>(
    sessions: impl IntoIterator<Item = (&'a Arrival, &'a Vec<SessionKey>)>,
) -> CountsShape {
    let mut counts = CountsShape::default();
    for (arrival, sessions) in sessions {
        let n = sessions.len() as u64;
        counts.expected += if arrival.is_expected() { n } else { 0 };
        *match arrival {
            Arrival::Missing(_) => &mut counts.missing,
            Arrival::Unknown(_) => &mut counts.unknown,
            Arrival::Awaited(_) => &mut counts.awaited,
            Arrival::Late => &mut counts.late,
            Arrival::Arrived => &mut counts.arrived,
            Arrival::Unannounced => &mut counts.unannounced,
            Arrival::NotExpected(_) => &mut counts.not_expected,
        } += n;
    }
    counts
}
