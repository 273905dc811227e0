//! Is every expected recording in one cell and one state, and is nothing taken for arrived or missing that is not known?

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use proptest::sample::select;
use sekisho_correlate::{
    Arrival, Came, Cell, Days, Hindrance, Obstacle, Policy, Recorded, Seen, WhyAwaited, WhyMissing,
    WhyUnknown, coverage,
};
use sekisho_domain::evidence::Sha256;
use sekisho_domain::id::{AccountId, Region, SessionId};
use sekisho_domain::record::AccessRecord;
use sekisho_domain::recording::RecordingState;
use sekisho_domain::session::SessionKey;
use sekisho_domain::source::{Brings, Destination, Reach};

use crate::order::soup;
use crate::script::Script;

/// One session for each state; `now` is 23:00.
const DAY: &str = "
    09:00:00 start session=arrived-1 by=token/alice node=i-db
    09:30:00 end session=arrived-1 by=alice
    - log session=arrived-1 node=i-db generated=09:30:01
    10:00:00 start session=lost-1 by=token/alice node=i-db
    10:30:00 end session=lost-1 by=alice
    11:00:00 start session=unread-1 by=token/alice node=i-db
    11:10:00 end session=unread-1 by=alice
    22:50:00 start session=running-1 by=token/bob node=i-db
    22:00:00 start session=uploading-1 by=token/bob node=i-db
    22:45:00 end session=uploading-1 by=bob
    12:00:00 start session=tunnel-1 by=alice node=i-db document=AWS-StartPortForwardingSession
    13:00:00 start session=ssh-1 by=alice node=i-db document=AWS-StartSSHSession
    14:00:00 denied by=alice node=i-db error=AccessDenied event=refused-1
    15:00:00 start session=stopped-1 by=token/bob node=i-web
    15:20:00 stop nodes=i-web by=role/Ops/carol
    16:00:00 start session=failed-1 by=token/bob node=i-db
    16:00:00 history session=failed-1 node=i-db status=Failed ended=16:00:01
    - log session=orphan-1 node=i-db generated=15:00:00
    - history session=timeless-1 node=i-db status=Terminated owner=token/alice access=jit";

#[test]
fn every_state_has_its_reason() {
    let records = Script::read(DAY).correlate().records;
    let check = |sources: &[Reach], now: &str, expected: &str| {
        let unreadable = Obstacle { how: Hindrance::Unreadable, lies_in: None };
        let obstacles = BTreeMap::from([(key("unread-1"), unreadable)]);
        let known = Known { obstacles, ..Known::default() };
        let cells =
            coverage(&records, &known.seen(sources), &Policy::documented(), &days(), at(now));
        let lines: Vec<_> =
            expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(written(&cells), lines, "{sources:?} at {now}");
    };
    let same = "2026-11-17 111122223333 ap-northeast-1 arrived: arrived-1
        2026-11-17 111122223333 ap-northeast-1 not-expected port: tunnel-1
        2026-11-17 111122223333 ap-northeast-1 not-expected ssh: ssh-1
        2026-11-17 111122223333 ap-northeast-1 not-expected denied: denied:refused-1";
    let undated = "- 111122223333 - unknown no-time: timeless-1
        - - - unannounced: orphan-1";
    let told = "2026-11-17 111122223333 ap-northeast-1 missing unreadable: unread-1
        2026-11-17 111122223333 ap-northeast-1 missing failed: failed-1
        2026-11-17 111122223333 ap-northeast-1 missing node-stopped: stopped-1";
    let whole = reach(Brings::SessionLogs, Some("2026-11-19T00:00:00Z"));
    // Everything was read: what is due and not here is missing.
    check(
        std::slice::from_ref(&whole),
        "2026-11-17T23:00:00Z",
        &format!(
            "{told}
            2026-11-17 111122223333 ap-northeast-1 missing no-log: lost-1
            2026-11-17 111122223333 ap-northeast-1 awaited running: running-1
            2026-11-17 111122223333 ap-northeast-1 awaited uploading: uploading-1
            {same}
            {undated}"
        ),
    );
    // A day later nothing may come any more, although the records were judged before.
    check(
        std::slice::from_ref(&whole),
        "2026-11-18T23:30:00Z",
        &format!(
            "{told}
            2026-11-17 111122223333 ap-northeast-1 missing no-log: uploading-1 lost-1
            2026-11-17 111122223333 ap-northeast-1 missing no-end: running-1
            {same}
            {undated}"
        ),
    );
    // Read up to before the log was due, and a source of requests vouches for nothing.
    let behind = reach(Brings::SessionLogs, Some("2026-11-17T10:59:59Z"));
    let unknown = |why, unread: &str| {
        // A log that cannot be read is missing as soon as no other can come.
        let also = if unread.is_empty() { "unread-1 " } else { "" };
        format!(
            "{unread}2026-11-17 111122223333 ap-northeast-1 unknown {why}: failed-1 stopped-1 {also}lost-1
            2026-11-17 111122223333 ap-northeast-1 awaited running: running-1
            2026-11-17 111122223333 ap-northeast-1 awaited uploading: uploading-1
            {same}
            {undated}"
        )
    };
    let requests = reach(Brings::Other, Some("2026-11-19T00:00:00Z"));
    let unread = "2026-11-17 111122223333 ap-northeast-1 missing unreadable: unread-1\n";
    let now = "2026-11-17T23:00:00Z";
    check(&[behind], now, &unknown("source-behind", ""));
    let never = reach(Brings::CloudwatchLogs, None);
    check(&[whole.clone(), never], now, &unknown("source-behind", ""));
    check(&[requests], now, &unknown("no-source", unread));
    // A bucket of remote desktop connections holds no log of a shell.
    let rdp = reach(Brings::RdpRecordings, Some("2026-11-19T00:00:00Z"));
    check(&[rdp], now, &unknown("no-source", unread));
    // One that is not read any more brings nothing that came later.
    let retired = |until| Reach { is_configured: false, ..reach(Brings::SessionLogs, until) };
    check(&[retired(Some("2026-11-17T09:00:00Z"))], now, &unknown("no-source", unread));
    let partly = Reach { leaves_some: true, ..whole.clone() };
    check(&[partly], now, &unknown("left-out", ""));
    // A log group of another account cannot have it, so it may lag.
    let elsewhere = (account("444455556666"), region("us-east-1"));
    let other = Reach { place: Some(elsewhere), ..reach(Brings::SessionLogs, None) };
    let cells = |sources: &[Reach]| {
        let known = Known::default();
        written(&coverage(
            &records,
            &known.seen(sources),
            &Policy::documented(),
            &days(),
            at("2026-11-17T23:00:00Z"),
        ))
    };
    assert_eq!(cells(&[whole.clone(), other]), cells(std::slice::from_ref(&whole)));
    assert_eq!(cells(&[whole.clone(), retired(None)]), cells(&[whole]));
}

/// The state, at an instant, of a session that ended at 10:30.
fn lost(sources: &[Reach], known: &Known, now: &str) -> Arrival {
    let records = Script::read(
        "10:00:00 start session=lost-1 by=token/alice node=i-db
         10:30:00 end session=lost-1 by=alice",
    );
    let records = records.correlate().records;
    let seen = known.seen(sources);
    by_session(&coverage(&records, &seen, &Policy::documented(), &days(), at(now)))[&key("lost-1")]
}

#[test]
fn a_log_that_is_not_given_is_missing_unless_another_may_come() {
    let late = "2026-11-17T23:00:00Z";
    let check = |how, others: &[Reach], now: &str, expected: Arrival| {
        // The bucket that does not give it is never complete.
        let own = Reach { destination: bucket("logs"), ..reach(Brings::SessionLogs, None) };
        let sources: Vec<_> = [own].into_iter().chain(others.to_vec()).collect();
        let obstacle = Obstacle { how, lies_in: bucket("logs") };
        let obstacles = BTreeMap::from([(key("lost-1"), obstacle)]);
        let known = Known { obstacles, ..Known::default() };
        assert_eq!(lost(&sources, &known, now), expected, "{how:?} {others:?} {now}");
    };
    let stream = |until| reach(Brings::CloudwatchLogs, until);
    let missing = Arrival::Missing(WhyMissing::NotGiven);
    let behind = Arrival::Unknown(WhyUnknown::Behind);
    check(Hindrance::NotGiven, &[], late, missing);
    check(Hindrance::NotGiven, &[], "2026-11-17T10:31:00Z", missing);
    check(Hindrance::NotGiven, &[stream(Some(late))], late, missing);
    check(Hindrance::NotGiven, &[stream(None)], late, behind);
    let uploading = Arrival::Awaited(WhyAwaited::Uploading);
    check(Hindrance::NotGiven, &[stream(None)], "2026-11-17T10:31:00Z", uploading);
    // What passes does not make it missing.
    check(Hindrance::NotYet, &[], late, behind);
}

#[test]
fn a_session_that_is_recorded_elsewhere_was_not_looked_for() {
    let check = |named: &[Recorded], read: &[Reach], expected: Arrival| {
        let place = (account("111122223333"), region("ap-northeast-1"));
        let logging = BTreeMap::from([(place, named.iter().cloned().collect())]);
        let known = Known { logging, ..Known::default() };
        assert_eq!(lost(read, &known, "2026-11-17T23:00:00Z"), expected, "{named:?} {read:?}");
    };
    let read = |brings, destination| {
        let whole = reach(brings, Some("2026-11-19T00:00:00Z"));
        [Reach { destination, ..whole }]
    };
    let missing = Arrival::Missing(WhyMissing::NoLog);
    let nowhere = Arrival::Unknown(WhyUnknown::NoSource);
    let below = |name: &str, below: &str| Recorded {
        to: Destination::Bucket(name.into()),
        below: below.into(),
    };
    let named = |name: &str| below(name, "");
    let log_group = Destination::LogGroup("/ssm".into());
    let group = Recorded { to: log_group.clone(), below: String::new() };
    let logs = read(Brings::SessionLogs, bucket("logs"));
    check(&[named("logs")], &logs, missing);
    // Nobody knows which version was in force.
    check(&[named("old"), named("logs")], &logs, nowhere);
    let part = |prefix: &str| [Reach { prefixes: vec![prefix.into()], ..logs[0].clone() }];
    let partly = Arrival::Unknown(WhyUnknown::LeftOut);
    check(&[below("logs", "ssm/")], &part("ssm/"), missing);
    check(&[below("logs", "ssm/")], &part(""), missing);
    check(&[below("logs", "ssm/")], &part("ssm/alice"), partly);
    check(&[below("logs", "ssm/")], &part("smm/"), partly);
    check(&[named("logs")], &part("ssm/"), partly);
    check(&[named("others")], &logs, nowhere);
    check(std::slice::from_ref(&group), &logs, nowhere);
    // A log group may be read itself, or from the bucket that it is delivered to.
    check(std::slice::from_ref(&group), &read(Brings::CloudwatchLogs, bucket("streams")), missing);
    check(std::slice::from_ref(&group), &read(Brings::CloudwatchLogs, Some(log_group)), missing);
    // A folder may be a copy of any bucket, and preferences that cannot be read may name any.
    check(&[named("others")], &read(Brings::SessionLogs, None), missing);
    check(&[], &logs, missing);
}

#[test]
fn logging_is_off_only_where_no_version_of_the_preferences_names_a_place() {
    let place = || Some((account("111122223333"), region("ap-northeast-1")));
    let check = |asked: Option<&str>, place, logs: bool, expected: Arrival| {
        let preferences = Reach { place, ..reach(Brings::Preferences, asked) };
        let sources = [reach(Brings::SessionLogs, Some("2026-11-19T00:00:00Z")), preferences];
        let here = (account("111122223333"), region("ap-northeast-1"));
        let logging = logs.then(|| (here, BTreeSet::new()));
        let known = Known { logging: logging.into_iter().collect(), ..Known::default() };
        let found = lost(&sources, &known, "2026-11-17T23:00:00Z");
        assert_eq!(found, expected, "{asked:?} {logs}");
    };
    let off = Arrival::Missing(WhyMissing::LoggingOff);
    let any = Arrival::Missing(WhyMissing::NoLog);
    check(Some("2026-11-17T10:00:00Z"), place(), false, off);
    check(Some("2026-11-17T10:00:00Z"), place(), true, any);
    // Not asked since, never asked, or asked elsewhere: nobody knows.
    check(Some("2026-11-17T09:59:59Z"), place(), false, any);
    check(None, place(), false, any);
    let elsewhere = Some((account("111122223333"), region("us-east-1")));
    check(Some("2026-11-17T23:00:00Z"), elsewhere, false, any);
}

#[test]
fn a_recording_is_late_only_where_it_was_looked_for() {
    let check = |script: &str, came: Option<(&str, &str)>, expected: Arrival| {
        let records = Script::read(script).correlate().records;
        let [record] = &records[..] else { panic!("{records:?}") };
        let RecordingState::Present { sources } = &record.recording else { panic!("{record:?}") };
        let came = came.map(|(read_since, first_seen)| {
            let came = Came { first_seen: at(first_seen), read_since: at(read_since) };
            (sources[0].original, came)
        });
        let came = came.into_iter().collect();
        let whole = [reach(Brings::SessionLogs, Some("2026-11-19T00:00:00Z"))];
        let known = Known { came, ..Known::default() };
        let now = at("2026-11-17T23:00:00Z");
        let cells = coverage(&records, &known.seen(&whole), &Policy::documented(), &days(), now);
        assert_eq!(by_session(&cells).into_values().collect::<Vec<_>>(), [expected], "{script}");
    };
    let ended = "09:00:00 start session=arrived-1 by=token/alice node=i-db
        09:30:00 end session=arrived-1 by=alice
        - log session=arrived-1 node=i-db generated=09:30:01";
    check(ended, None, Arrival::Arrived);
    let before = "2026-11-01T00:00:00Z";
    check(ended, Some((before, "2026-11-17T10:00:00Z")), Arrival::Arrived);
    check(ended, Some((before, "2026-11-17T10:00:01Z")), Arrival::Late);
    // The bucket was read for the first time: nobody knows since when the log lay there.
    check(ended, Some(("2026-11-17T10:00:01Z", "2026-11-17T10:00:01Z")), Arrival::Arrived);
    // No document tells of the end: a day and the time of an upload after the start it was due.
    let endless = "09:00:00 start session=arrived-1 by=token/alice node=i-db
        - log session=arrived-1 node=i-db generated=09:30:01";
    check(endless, Some((before, "2026-11-18T09:30:00Z")), Arrival::Arrived);
    check(endless, Some((before, "2026-11-18T09:30:01Z")), Arrival::Late);
}

#[test]
fn a_day_without_sessions_is_quiet_only_where_sessions_were_looked_for() {
    let place = (account("111122223333"), region("ap-northeast-1"));
    let since = |since: &str, until| Reach {
        place: Some(place.clone()),
        since: Some(at(since)),
        ..reach(Brings::Trail, Some(until))
    };
    let trail = |until| since("2026-11-16T00:00:00Z", until);
    let check_at = |now: &str, sources: &[Reach], expected: &[(&str, bool)]| {
        let known = Known::default();
        let seen = known.seen(sources);
        let now = at(now);
        let days = Days { from: date("2026-11-17"), to: date("2026-11-18"), zone: tokyo() };
        let cells = coverage(&[], &seen, &Policy::documented(), &days, now);
        let found: Vec<_> =
            cells.iter().map(|cell| (cell.day.unwrap().to_string(), cell.is_told_whole)).collect();
        let expected: Vec<_> =
            expected.iter().map(|(day, whole)| ((*day).to_owned(), *whole)).collect();
        assert_eq!(found, expected, "{sources:?} at {now}");
    };
    let check = |sources: &[Reach], expected: &[(&str, bool)]| {
        check_at("2026-11-18T12:00:00Z", sources, expected);
    };
    // The seventeenth of November ends at 15:00 in UTC.
    // What happened last is delivered half an hour later.
    check(&[trail("2026-11-17T15:29:59Z")], &[("2026-11-18", false), ("2026-11-17", false)]);
    check(&[trail("2026-11-17T15:30:00Z")], &[("2026-11-18", false), ("2026-11-17", true)]);
    // A source that is asked all the time is up to two hours behind.
    check(&[trail("2026-11-18T09:59:59Z")], &[("2026-11-18", false), ("2026-11-17", true)]);
    check(&[trail("2026-11-18T10:00:00Z")], &[("2026-11-18", true), ("2026-11-17", true)]);
    // A day that has hardly begun is as far as sources get, and the one before it is not told to its end yet.
    let now = "2026-11-17T15:00:00Z";
    check_at(now, &[trail("2026-11-17T13:00:00Z")], &[("2026-11-18", true), ("2026-11-17", false)]);
    let behind = [trail("2026-11-17T12:59:59Z")];
    check_at(now, &behind, &[("2026-11-18", false), ("2026-11-17", false)]);
    // Of a day to come nobody tells.
    let now = "2026-11-16T00:00:00Z";
    check_at(now, &[trail(now)], &[("2026-11-18", false), ("2026-11-17", false)]);
    // The trail began within the seventeenth, or nobody knows when.
    let began = since("2026-11-16T15:00:01Z", "2026-11-18T12:00:00Z");
    let unknown = Reach { since: None, ..began.clone() };
    check(&[began], &[("2026-11-18", true), ("2026-11-17", false)]);
    check(&[unknown], &[("2026-11-18", false), ("2026-11-17", false)]);
    check(&[reach(Brings::SessionLogs, Some("2026-11-19T00:00:00Z"))], &[]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn every_session_is_in_one_cell_and_one_state(
        script in soup(),
        reaches in prop::collection::vec(reaches(), 0..4),
        minutes in 0..3000_i64,
    ) {
        let records = script.correlate().records;
        let now = script.now + SignedDuration::from_mins(minutes);
        let known = Known::default();
        let seen = known.seen(&reaches);
        let cells = coverage(&records, &seen, &Policy::documented(), &days(), now);

        let found = by_session(&cells);
        let all: usize = cells.iter().flat_map(|cell| cell.sessions.values()).map(Vec::len).sum();
        prop_assert_eq!(all, records.len());
        prop_assert_eq!(found.len(), records.len());
        let places: Vec<_> = cells.iter().map(|c| (c.day, &c.account, &c.region)).collect();
        let mut once = places.clone();
        once.sort_unstable();
        once.dedup();
        prop_assert_eq!(once.len(), places.len());
        for record in &records {
            consistent(record, found[&record.session.key], &reaches)?;
        }
    }

    #[test]
    fn records_are_judged_as_coverage_tells(
        script in soup(),
        reaches in prop::collection::vec(reaches(), 0..4),
    ) {
        let known = Known::default();
        let seen = known.seen(&reaches);
        let records = script.judge(&seen).records;
        let cells = coverage(&records, &seen, &Policy::documented(), &days(), script.now);
        let found = by_session(&cells);
        for record in &records {
            let told = match found[&record.session.key] {
                Arrival::Missing(_) => "missing",
                Arrival::Unknown(_) => "unknown",
                Arrival::Awaited(_) => "pending",
                Arrival::Late | Arrival::Arrived | Arrival::Unannounced => "present",
                Arrival::NotExpected(_) => "none-by-design",
            };
            prop_assert_eq!(record.recording.name(), told);
            let is_accused = record.findings.iter().any(|f| f.rule == "recording-missing");
            prop_assert_eq!(is_accused, told == "missing");
        }
    }
}

fn consistent(
    record: &AccessRecord,
    arrival: Arrival,
    reaches: &[Reach],
) -> Result<(), TestCaseError> {
    let came = matches!(arrival, Arrival::Arrived | Arrival::Late | Arrival::Unannounced);
    let present = matches!(record.recording, RecordingState::Present { .. });
    prop_assert_eq!(came, present, "{:?}", arrival);
    let by_design = matches!(record.recording, RecordingState::NoneByDesign { .. });
    prop_assert_eq!(matches!(arrival, Arrival::NotExpected(_)), by_design);
    let told = record.session.started.by_aws().or(record.session.ended.by_aws()).is_some();
    prop_assert!(told || arrival != Arrival::Arrived && arrival != Arrival::Late);
    // Nothing is called missing that no source could have brought.
    let looked =
        reaches.iter().any(|r| r.brings == Brings::SessionLogs && r.complete_up_to.is_some());
    prop_assert!(looked || !matches!(arrival, Arrival::Missing(_)));
    prop_assert!(arrival != Arrival::Unknown(WhyUnknown::Behind) || !reaches.is_empty());
    Ok(())
}

fn reaches() -> impl Strategy<Value = Reach> {
    let place = Some((account("111122223333"), region("ap-northeast-1")));
    let ends = [None, Some(at("2026-11-17T10:04:00Z")), Some(at("2026-11-20T00:00:00Z"))];
    let brings = [Brings::Trail, Brings::Sessions, Brings::SessionLogs, Brings::Other];
    (select(brings.to_vec()), select(vec![None, place]), select(ends.to_vec())).prop_map(
        |(brings, place, complete_up_to)| Reach { place, complete_up_to, ..reach(brings, None) },
    )
}

fn by_session(cells: &[Cell]) -> BTreeMap<SessionKey, Arrival> {
    let states = cells.iter().flat_map(|cell| &cell.sessions);
    states.flat_map(|(arrival, keys)| keys.iter().map(|key| (key.clone(), *arrival))).collect()
}

fn written(cells: &[Cell]) -> Vec<String> {
    let known = |text: Option<String>| text.unwrap_or_else(|| "-".into());
    let line = |cell: &Cell, arrival: &Arrival, keys: &[SessionKey]| {
        let place = [
            known(cell.day.map(|day| day.to_string())),
            known(cell.account.as_ref().map(ToString::to_string)),
            known(cell.region.as_ref().map(ToString::to_string)),
        ];
        let state: Vec<_> = [Some(arrival.name()), arrival.why()].into_iter().flatten().collect();
        let keys: Vec<_> = keys.iter().map(SessionKey::as_str).collect();
        format!("{} {}: {}", place.join(" "), state.join(" "), keys.join(" "))
    };
    let of =
        |cell: &Cell| cell.sessions.iter().map(|(a, keys)| line(cell, a, keys)).collect::<Vec<_>>();
    cells.iter().flat_map(of).collect()
}

fn reach(brings: Brings, until: Option<&str>) -> Reach {
    Reach {
        brings,
        place: None,
        accounts: Vec::new(),
        destination: None,
        prefixes: Vec::new(),
        leaves_some: false,
        is_configured: true,
        since: Some(Timestamp::MIN),
        complete_up_to: until.map(at),
    }
}

fn bucket(name: &str) -> Option<Destination> {
    Some(Destination::Bucket(name.into()))
}

/// What is known besides how far the sources were read.
#[derive(Debug, Default)]
struct Known {
    came: BTreeMap<Sha256, Came>,
    obstacles: BTreeMap<SessionKey, Obstacle>,
    logging: BTreeMap<(AccountId, Region), BTreeSet<Recorded>>,
}

impl Known {
    fn seen<'a>(&'a self, reaches: &'a [Reach]) -> Seen<'a> {
        let Self { came, obstacles, logging } = self;
        Seen { reaches, came, obstacles, logging, folders: None, ..Seen::folders(Timestamp::MAX) }
    }
}

fn days() -> Days {
    Days { from: date("2026-11-17"), to: date("2026-11-17"), zone: TimeZone::UTC }
}

fn tokyo() -> TimeZone {
    TimeZone::get("Asia/Tokyo").unwrap()
}

fn date(text: &str) -> jiff::civil::Date {
    text.parse().unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn key(text: &str) -> SessionKey {
    SessionKey::session(&SessionId::new(text).unwrap())
}

fn account(text: &str) -> AccountId {
    AccountId::new(text).unwrap()
}

fn region(text: &str) -> Region {
    Region::new(text).unwrap()
}
