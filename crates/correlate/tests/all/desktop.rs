//! Is a remote desktop one session, however many CloudTrail tells of?

use jiff::Timestamp;
use sekisho_correlate::Seen;
use sekisho_domain::recording::{Joined, RecordingState};

use crate::judging::reach;
use crate::render;
use crate::script::Script;

const ONE: &str = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
const OTHER: &str = "1b2c3d4e-5f60-7182-93a4-b5c6d7e8f90a";

/// The sessions that `facts` tell of: key, kind, end.
fn check(facts: &str, expected: &[(&str, &str, &str)]) {
    let correlation = Script::read(facts).correlate();
    let session = |record: &sekisho_domain::record::AccessRecord| {
        let session = &record.session;
        (session.key.to_string(), session.kind.name(), render::moment(&session.ended))
    };
    let found: Vec<_> = correlation.records.iter().map(session).collect();
    let found: Vec<_> =
        found.iter().map(|(key, kind, ended)| (key.as_str(), *kind, ended.as_str())).collect();
    assert_eq!(found, expected, "{facts}");
}

fn start(time: &str, id: &str, by: &str) -> String {
    format!("{time} start session={id} by={by} node=i-win desktop=yes\n")
}

fn inner(time: &str, id: &str, by: &str) -> String {
    format!(
        "{time} start session={id} by={by} node=i-win document=AWS-StartPortForwardingSession \
         from=ssm-guiconnect.amazonaws.com\n"
    )
}

#[test]
fn the_way_that_a_desktop_took_is_no_session_of_its_own() {
    let unknown = "unknown: no TerminateSession, no EndDate and no log";
    let (one, way) = (start("10:00:00", ONE, "token/a"), inner("10:00:03", "a-1", "token/a"));
    check(&one, &[(ONE, "rdp", unknown)]);
    check(&format!("{one}{way}"), &[(ONE, "rdp", unknown)]);
    let ended = "2026-11-17T10:40:00Z CloudTrail";
    check(&format!("{one}{way}10:40:00 end session=a-1"), &[(ONE, "rdp", ended)]);
    // Opened again when the first way broke down.
    let again = inner("10:01:30", "a-2", "token/a");
    let ends = "10:01:00 end session=a-1\n10:40:00 end session=a-2";
    check(&format!("{one}{way}{again}{ends}"), &[(ONE, "rdp", ended)]);
    // Nobody else's, not from long after, and not from before.
    let (a, b) = (inner("10:00:03", "b-1", "token/b"), inner("10:02:01", "a-1", "token/a"));
    check(&format!("{one}{a}"), &[("b-1", "rdp", unknown), (ONE, "rdp", unknown)]);
    check(&format!("{one}{b}"), &[("a-1", "rdp", unknown), (ONE, "rdp", unknown)]);
    let before = inner("09:59:59", "a-1", "token/a");
    check(&format!("{one}{before}"), &[(ONE, "rdp", unknown), ("a-1", "rdp", unknown)]);
    // Of two connections, nothing tells which.
    let two = start("10:00:01", OTHER, "token/a");
    check(
        &format!("{one}{two}{way}"),
        &[("a-1", "rdp", unknown), (OTHER, "rdp", unknown), (ONE, "rdp", unknown)],
    );
    // Without the record of the connection, it is still a desktop; a port that a person forwards is none.
    check(&way, &[("a-1", "rdp", unknown)]);
    let port = way.replace("ssm-guiconnect.amazonaws.com", "203.0.113.7");
    check(&port, &[("a-1", "port", unknown)]);
}

#[test]
fn a_video_is_the_recording_of_its_connection() {
    let correlation = Script::read(&format!("- video session={ONE}")).correlate();
    let [record] = &correlation.records[..] else { panic!("one session") };
    assert_eq!((record.session.kind.name(), &record.session.person), ("rdp", &None));
    assert!(matches!(record.recording, RecordingState::Present { .. }));
    let ended = format!("{}{}10:40:00 end session=a-1", start("10:00:00", ONE, "a"), {
        inner("10:00:03", "a-1", "a")
    });
    let stopped = format!("{ended}\n10:39:00 stop nodes=i-win by=role/Ops/carol");
    let correlation = Script::read(&stopped).correlate();
    let RecordingState::Missing { because } = &correlation.records[0].recording else {
        panic!("{:?}", correlation.records)
    };
    assert_eq!(
        because,
        "the session ended at 2026-11-17T10:40:00Z and no recording came within 30m"
    );
}

/// Whose videos are whose: `<session> <how>` for each session that has one, in the order of the records.
#[track_caller]
fn videos(facts: &str, expected: &[&str]) {
    // CloudTrail has told of the day by then.
    let records = Script::read(&format!("{facts}\n2026-11-18T12:00:00Z now")).correlate().records;
    let told = records.iter().filter_map(|record| {
        let RecordingState::Present { sources } = &record.recording else { return None };
        let how = sources.iter().map(|source| match &source.joined {
            Joined::Named => "named".to_owned(),
            Joined::Told => "told".to_owned(),
            Joined::Fits => "fits".to_owned(),
            Joined::Attached { by, told: None, .. } => by.clone(),
            Joined::Attached { by, told: Some(told), .. } => format!("{by} not {told}"),
        });
        Some(format!("{} {}", record.session.key, how.collect::<Vec<_>>().join(", ")))
    });
    assert_eq!(told.collect::<Vec<_>>(), expected, "{facts}");
}

#[test]
fn a_video_without_a_name_is_of_the_only_desktop_that_it_fits() {
    let one = start("10:00:00", ONE, "token/a");
    let video = |placed: &str| format!("{one}\n- video node=i-win placed={placed}\n");
    let fits = format!("{ONE} fits");
    let day = "2026-11-17T00:00:00Z..2026-11-18T00:00:00Z";
    videos(&video(day), &[&fits]);
    videos(&video("10:30:00..10:30:01"), &[&fits]);
    videos(&video("09:30:00..09:30:01"), &[]);
    videos(&video("2026-11-16T00:00:00Z..2026-11-17T00:00:00Z"), &[]);
    // After the end, the time to upload it.
    let ended = |placed: &str| {
        format!("{}{}\n10:40:00 end session=a-1", video(placed), inner("10:00:03", "a-1", "a"))
    };
    videos(&ended("11:09:00..11:09:01"), &[&fits]);
    videos(&ended("11:11:00..11:11:01"), &[]);
    // Of another node, without a node, without a time.
    videos(&video(day).replace("video node=i-win", "video node=i-other"), &[]);
    videos(&video(day).replace("video node=i-win", "video"), &[]);
    videos(&format!("{one}\n- video node=i-win"), &[]);
    // Two desktops, two videos, or one that has its own.
    let two = start("12:00:00", OTHER, "token/b");
    videos(&format!("{}{two}", video(day)), &[]);
    videos(&format!("{}- video node=i-win placed={day}", video(day)), &[]);
    videos(&format!("{}- video session={ONE}", video(day)), &[&format!("{ONE} named")]);
    let own = format!("{}{two}\n- video session={OTHER}", video(day));
    // It may be the second part of that one.
    videos(&own, &[&format!("{OTHER} named")]);
    // Of the last half hour CloudTrail may not have told yet.
    let judged = Script::read(&format!("{}23:00:00 now", video(day))).correlate();
    assert_ne!(judged.records[0].recording.name(), "present");
    // Where CloudTrail was not read, another desktop may have been there.
    let seen = Seen { folders: None, ..Seen::folders(Timestamp::MAX) };
    let judged = Script::read(&video(day)).judge(&seen);
    assert_ne!(judged.records[0].recording.name(), "present");
}

#[test]
fn a_video_fits_only_where_every_other_desktop_would_be_known() {
    let facts = format!(
        "{}- video node=i-win placed=10:30:00..10:30:01\n2026-11-18T12:00:00Z now",
        start("10:00:00", ONE, "token/a")
    );
    let check = |trail: &str, expected: bool| {
        let reaches = [reach(trail)];
        let seen = Seen { reaches: &reaches, folders: None, ..Seen::folders(Timestamp::MAX) };
        let judged = Script::read(&facts).judge(&seen);
        assert_eq!(judged.records[0].recording.name() == "present", expected, "{trail}");
    };
    // It may have been over for a day, open for a day before that, and told of half an hour later.
    check("trail 2026-11-15 2026-11-18", true);
    check("trail 2026-11-16 2026-11-18", false);
    check("trail 2026-11-15 2026-11-17", false);
    check("sessions 2026-11-15 2026-11-18", false);
}

#[test]
fn a_video_without_a_time_is_of_the_only_desktop_that_was_over_when_it_came() {
    let desktop = |began: &str, id: &str, inner_id: &str, ended: &str| {
        let (start, way) = (start(began, id, "token/a"), inner(began, inner_id, "token/a"));
        format!("{start}{way}{ended} end session={inner_id}\n")
    };
    let one = desktop("10:00:00", ONE, "a-1", "10:40:00");
    let check = |desktops: &str, told: &str, expected: &[&str]| {
        videos(&format!("{desktops}- video node=i-win {told}"), expected);
    };
    let (fits, other) = (format!("{ONE} fits"), format!("{OTHER} fits"));
    check(&one, "uploaded=10:40:00", &[&fits]);
    check(&one, "uploaded=11:10:00", &[&fits]);
    // Before the end, or later than a recording takes, or of a desktop that may still be open.
    check(&one, "uploaded=10:39:59", &[]);
    check(&one, "uploaded=11:10:01", &[]);
    check(&start("10:00:00", ONE, "token/a"), "uploaded=10:40:00", &[]);
    // It is no longer than its desktop was open.
    check(&one, "uploaded=10:41:00 lasts=41", &[&fits]);
    check(&one, "uploaded=10:41:00 lasts=42", &[]);
    // What speaks against all others leaves one.
    let both = format!("{one}{}", desktop("10:45:00", OTHER, "a-2", "10:50:00"));
    check(&both, "uploaded=10:44:59", &[&fits]);
    check(&both, "uploaded=10:51:00", &[]);
    check(&both, "uploaded=10:51:00 lasts=20", &[&fits]);
    check(&both, "placed=10:46:00..10:46:01", &[]);
    check(&both, "placed=10:46:00..10:46:01 uploaded=10:44:00", &[&fits]);
    let long = desktop("08:00:00", OTHER, "a-2", "10:50:00");
    check(&format!("{one}{long}"), "uploaded=10:51:00 lasts=90", &[&other]);
}

#[test]
fn a_video_is_of_the_session_that_somebody_attached_it_to() {
    let (one, two) = (start("10:00:00", ONE, "token/a"), start("12:00:00", OTHER, "token/b"));
    let facts = |video: &str, said: &str| format!("{video}\n{one}\n{two}\n{said}");
    let to = |at: &str, session: &str, by: &str| {
        format!("{at} attach line=1 session={session} by={by}\n")
    };
    let carol = to("20:00:00", ONE, "carol");
    videos(&facts("- video", &carol), &[&format!("{ONE} carol")]);
    // The last word counts, in whatever order they come.
    let both = format!("{}{carol}", to("20:00:01", OTHER, "bob"));
    videos(&facts("- video", &both), &[&format!("{OTHER} bob")]);
    // It outweighs what only fits, and nothing that the recording says itself.
    let fits = "- video node=i-win placed=10:10:00..10:10:01";
    videos(&facts(fits, ""), &[&format!("{ONE} fits")]);
    videos(&facts(fits, &to("20:00:00", OTHER, "carol")), &[&format!("{OTHER} carol")]);
    videos(&facts(&format!("- video session={OTHER}"), &carol), &[&format!("{OTHER} named")]);
    // The configuration says less than anybody.
    let configured = "20:00:01 attach line=1 session=SESSION by=\"the configuration\"\n";
    let configured = configured.replace("SESSION", OTHER);
    videos(&facts(fits, &configured), &[&format!("{OTHER} the configuration")]);
    videos(&facts(fits, &format!("{configured}{carol}")), &[&format!("{ONE} carol")]);
    // It can be taken back, and said again.
    let back = format!("{carol}20:00:01 attach line=1 by=bob\n");
    videos(&facts("- video", &back), &[]);
    videos(&facts(fits, &back), &[]);
    let again = format!("{back}{}", to("20:00:02", OTHER, "carol"));
    videos(&facts(fits, &again), &[&format!("{OTHER} carol")]);
}

#[test]
fn people_know_better_than_metadata() {
    let (one, two) = (start("10:00:00", ONE, "token/a"), start("12:00:00", OTHER, "token/b"));
    let facts = |video: &str, said: &str| format!("{video}\n{one}{two}{said}");
    let told = format!("- video told={ONE}");
    let to =
        |session: &str, by: &str| format!("20:00:00 attach line=1 session={session} by={by}\n");
    let (carol, back) = (to(OTHER, "carol"), "20:00:00 attach line=1 by=carol\n");
    videos(&facts(&told, ""), &[&format!("{ONE} told")]);
    videos(&facts(&told, &carol), &[&format!("{OTHER} carol not {ONE}")]);
    videos(&facts(&told, back), &[]);
    videos(&facts(&told, &to(ONE, "carol")), &[&format!("{ONE} carol")]);
    // The configuration knows less: it only says how keys are read.
    videos(&facts(&told, &to(OTHER, "\"the configuration\"")), &[&format!("{ONE} told")]);
    // A copy whose key names its session settles it; one that says nothing changes nothing.
    let copy = |more: &str| format!("{told}\n- video same=1{more}");
    videos(&facts(&copy(&format!(" session={ONE}")), &carol), &[&format!("{ONE} named")]);
    videos(&facts(&copy(""), &carol), &[&format!("{OTHER} carol not {ONE}")]);
}

/// What is said of recordings that are not those of a session, though their metadata names it.
#[test]
fn a_session_tells_of_the_recordings_that_are_not_its_own() {
    let one = start("10:00:00", ONE, "token/a");
    let check = |facts: &str, expected: &[(&str, Option<&str>, usize)]| {
        let records = Script::read(facts).correlate().records;
        let told = records.iter().flat_map(|record| {
            let evidence = record.evidence.len();
            record.disowned.iter().map(move |said| {
                let other = said.session.as_ref().map(|id| id.as_str());
                (said.by.as_str(), other, evidence)
            })
        });
        assert_eq!(told.collect::<Vec<_>>(), expected, "{facts}");
    };
    let video = format!("- video told={ONE}\n{one}");
    let back = "20:00:00 attach line=1 by=carol\n";
    check(&format!("{video}{back}"), &[("carol", None, 2)]);
    let other = format!("20:00:00 attach line=1 session={OTHER} by=carol\n");
    check(&format!("{video}{other}"), &[("carol", Some(OTHER), 2)]);
    check(&format!("{video}{other}{}", back.replace("00:00 a", "00:01 a")), &[("carol", None, 2)]);
    check(&video, &[]);
    check(&format!("- video session={ONE}\n{one}{back}"), &[]);
    // No document but that metadata tells of the session.
    check(&format!("- video told={ONE}\n{back}"), &[]);
}
