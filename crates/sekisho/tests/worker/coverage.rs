//! Is a recording that AWS does not give told apart from one that was not looked for and from one that is not there?

use std::collections::BTreeSet;

use sekisho_tests::aws::{Fault, Harm, Object};
use serde_json::Value;

use crate::estate::{Estate, LOG, LOGS, PROD, TOKYO, TRAIL, objects, put, samples, two_buckets};

/// What coverage says after a run with a fault: the states with their reasons and counts, the worst first.
fn states(estate: &Estate) -> Vec<String> {
    let told = estate.json(&["coverage", "--tz", "Asia/Tokyo"]);
    let state = |state: &Value| {
        let word = |name: &str| state[name].as_str().unwrap_or_default().to_owned();
        format!("{} {} {}", state["sessions"], word("state"), word("why")).trim_end().to_owned()
    };
    told["states"].as_array().unwrap().iter().map(state).collect()
}

#[test]
fn an_absence_is_told_by_how_far_was_looked() {
    let estate = Estate::buckets(&["no-request"]);
    // Not even listed: nobody can say that anything is missing.
    estate.aws.fail(Fault::new("ListObjectVersions", Harm::Denied).about(LOGS));
    estate.once();
    assert_eq!(states(&estate), ["1 unknown source-behind"]);
    let told = estate.json(&["coverage"]);
    assert_eq!(told["complete_up_to"], Value::Null);
    assert_eq!(told["sources"][0]["name"], format!("s3 {LOGS}"), "trouble comes first: {told:#}");
    // Listed and refused: they exist.
    estate.aws.heal();
    estate.aws.fail(Fault::new("GetObject", Harm::KeyDenied).about(".log"));
    estate.once();
    assert_eq!(states(&estate), ["1 missing not-given"]);
    let told = estate.json(&["coverage"]);
    assert_eq!(told["absent"][0]["trouble"]["code"], "key-denied");
    assert_eq!(estate.run(&["coverage"]).status.code(), Some(5));
    // Read: all is there, also the log of a session that only LookupEvents would tell of, and it is known up to when.
    estate.aws.heal();
    estate.once();
    assert_eq!(states(&estate), ["1 unannounced", "1 arrived"]);
    let told = estate.json(&["coverage"]);
    assert!(told["complete_up_to"].is_string() && told["absent"] == Value::Array(Vec::new()));
    // Where CloudTrail delivers every day, one without a session is quiet; before that, nobody knows.
    assert_eq!(estate.run(&["coverage"]).status.code(), Some(5));
    for at in ["20261121T1300Z", "20261122T1200Z", "20261123T1100Z", "20261124T0500Z"] {
        let name = format!("AWSLogs/{PROD}/{PROD}_CloudTrail_{TOKYO}_{at}_x.json.gz");
        estate.aws.put_object(Object::new(TRAIL, &name, b"{\"Records\":[]}")).unwrap();
    }
    estate.once();
    let told = estate.json(&["coverage"]);
    let cells = told["cells"].as_array().unwrap().iter();
    let dated: Vec<_> = cells.filter(|cell| cell["day"].is_string()).collect();
    let whole = dated.iter().filter(|cell| cell["told_whole"] == true);
    let whole: Vec<_> = whole.map(|cell| cell["day"].as_str().unwrap()).collect();
    assert_eq!((whole.first(), whole.last()), (Some(&"2026-11-24"), Some(&"2026-11-21")));
    assert!(dated.len() >= 30, "a cell for every day");
    assert_eq!((&told["days"], &told["unread_days"]), (&30.into(), &26.into()));
    let said = estate.run(&["coverage"]);
    let text = String::from_utf8(said.stdout).unwrap();
    assert!(text.contains("26 days, 2026-10-26 to 2026-11-20"), "{text}");
    assert_eq!(said.status.code(), Some(5));
    assert_eq!(estate.run(&["coverage", "--from", "2026-11-21"]).status.code(), Some(0));
}

/// The rules that say that something was not there.
const OF_ABSENCE: [&str; 3] =
    ["access-without-request", "approved-never-used", "recording-missing"];

/// The rules by which somebody is accused of what was not there.
fn accused(estate: &Estate) -> Vec<String> {
    let told = estate.json(&["findings", "list"]);
    let rules = told["findings"].as_array().unwrap().iter().map(|f| f["rule"].as_str().unwrap());
    let of_absence = rules.filter(|rule| OF_ABSENCE.contains(rule)).map(str::to_owned);
    of_absence.collect::<BTreeSet<_>>().into_iter().collect()
}

#[test]
fn nobody_is_accused_of_what_was_not_read() {
    let estate = Estate::whole();
    estate.aws.look_up_delivered();
    for operation in ["DescribeOpsItems", "LookupEvents", "DescribeSessions"] {
        estate.aws.fail(Fault::new(operation, Harm::Denied));
    }
    estate.aws.fail(Fault::new("ListObjectVersions", Harm::Denied).about(LOGS));
    estate.once();
    assert_eq!(accused(&estate), [""; 0]);
    let unknown = estate.json(&["search", "recording:unknown"]);
    assert!(unknown["total"].as_u64().unwrap() > 5, "{unknown:#}");
    estate.aws.heal();
    estate.once();
    assert_eq!(accused(&estate), OF_ABSENCE);
}

#[test]
fn a_stretch_of_the_past_is_no_word_of_the_sources_that_were_never_read() {
    let estate = Estate::whole();
    estate.aws.fail(Fault::new("ListObjectVersions", Harm::Denied));
    let (from, to) = ("2026-11-16T00:00:00Z", "2026-11-24T00:00:00Z");
    estate.run(&["sources", "backfill", "--from", from, "--to", to]);
    let sessions = estate.json(&["sessions", "list"]);
    assert!(sessions["total"].as_u64().unwrap() > 0, "{sessions:#}");
    assert_eq!(accused(&estate), [""; 0]);
}

#[test]
fn a_folder_is_judged_as_everything_where_no_source_tells() {
    let check = |in_bucket: &str, expected: &[&str]| {
        let estate = Estate::buckets(&[in_bucket]);
        estate.once();
        let folder = samples(&["token-role-without-request"]).remove(0);
        estate.run(&["ingest", "--from", folder.to_str().unwrap()]);
        assert_eq!(accused(&estate), expected, "{in_bucket}");
    };
    // The trail of another account, and one of the same that does not reach that far.
    check("session-outlives-window", &["access-without-request"]);
    check("approved-earlier", &[]);
}

#[test]
fn nothing_is_covered_where_no_source_tells_of_sessions() {
    let estate = Estate::of(&samples(&["no-request"]));
    let both = two_buckets(PROD);
    let (logs_alone, _) = both.rsplit_once("[[bucket]]").unwrap();
    estate.configure(logs_alone);
    estate.once();
    let asked = ["coverage", "--from", "2026-11-20", "--to", "2026-11-22"];
    let output = estate.run(&asked);
    assert_eq!(output.status.code(), Some(5));
    let told = String::from_utf8(output.stdout).unwrap();
    let verdict = "3 of 3 days not read whole; no source tells of sessions";
    assert!(told.lines().next().unwrap().contains(verdict), "{told}");
}

#[test]
fn a_log_that_nobody_uploaded_is_missing() {
    let estate = Estate::buckets(&["recording-missing"]);
    estate.aws.put_object(Object::new(LOGS, "README.md", b"nothing else")).unwrap();
    let found = |query: &str| estate.json(&["search", query])["total"].clone();
    estate.aws.fail(Fault::new("ListObjectVersions", Harm::Denied).about(LOGS));
    assert_eq!(estate.once()["unjudged"], 1);
    assert_eq!((found("recording:unknown"), found("recording:missing")), (1.into(), 0.into()));
    // Nothing new comes, and what is known is judged again, as the bucket was read by now.
    estate.aws.heal();
    let ran = estate.once();
    assert_eq!((&ran["new"], states(&estate)[0].as_str()), (&0.into(), "1 missing node-stopped"));
    assert_eq!(
        (found("recording:unknown"), found("finding:recording-missing")),
        (0.into(), 1.into())
    );
}

#[test]
fn what_is_not_given_is_in_doubt_alone() {
    let estate = Estate::buckets(&["recording-missing", "no-request"]);
    let name = |at: &str| format!("AWSLogs/{PROD}/{PROD}_CloudTrail_{TOKYO}_{at}_x.json.gz");
    for at in ["20261121T0100Z", "20261121T1300Z", "20261122T1200Z", "20261123T1100Z"] {
        estate.aws.put_object(Object::new(TRAIL, &name(at), b"{\"Records\":[]}")).unwrap();
    }
    estate.aws.fail(Fault::new("GetObject", Harm::KeyDenied).about(".log"));
    estate.aws.fail(Fault::new("GetObject", Harm::Denied).about("20261122T1200Z"));
    estate.once();
    // A log is known by its name, so others are missing for reasons of their own.
    assert_eq!(states(&estate)[..2], ["1 missing not-given", "1 missing node-stopped"]);
    let told = estate.json(&["coverage", "--from", "2026-11-21", "--to", "2026-11-23"]);
    let cells = told["cells"].as_array().unwrap().iter().filter(|cell| cell["day"].is_string());
    let whole: Vec<_> = cells.map(|cell| cell["told_whole"].as_bool().unwrap()).collect();
    assert_eq!(whole, [false, false, true], "the newest day first: {told:#}");
}

#[test]
fn parts_of_one_bucket_are_read_each_for_itself() {
    let estate = Estate::of(&[]);
    for object in objects("no-request", TRAIL).iter().chain(&objects("no-request", LOGS)) {
        put(&estate, LOGS, object);
    }
    let part = |holds: &str, prefix: &str| {
        format!(
            "[[bucket]]\nname = \"{LOGS}\"\naccount = \"{PROD}\"\nregion = \"{TOKYO}\"\n\
             holds = \"{holds}\"\nprefixes = [\"{prefix}\"]\n"
        )
    };
    let account = format!("[[account]]\nid = \"{PROD}\"\n");
    let (trail, logs) = (part("cloudtrail", "AWSLogs/"), part("session-logs", "ssm/"));
    estate.configure(&[account.clone(), trail.clone(), logs].concat());
    estate.once();
    let standing = |told: &Value| {
        let of = |source: &Value| {
            let word = |name: &str| source[name].as_str().unwrap().to_owned();
            [word("name"), word("brings"), word("standing")].join(" ")
        };
        let mut sources: Vec<_> = told["sources"].as_array().unwrap().iter().map(of).collect();
        sources.sort();
        sources
    };
    let trail_ok = format!("s3 {LOGS}/AWSLogs/ trail ok");
    let told = estate.json(&["coverage"]);
    assert_eq!(standing(&told), [trail_ok.clone(), format!("s3 {LOGS}/ssm/ session-logs ok")]);
    assert_eq!(states(&estate), ["1 unannounced", "1 arrived"]);
    // What is not read any more holds nothing back, and nothing is looked for there.
    estate.configure(&[account, trail].concat());
    estate.once();
    let told = estate.json(&["coverage"]);
    let logs = format!("s3 {LOGS}/ssm/ session-logs not-read-any-more");
    assert_eq!(standing(&told), [trail_ok, logs]);
    assert!(told["complete_up_to"].is_string());
}

#[test]
fn a_bucket_that_is_read_in_part_does_not_vouch_for_the_rest() {
    let estate = Estate::buckets(&["recording-missing", "no-request"]);
    let text = std::fs::read_to_string(estate.path("sekisho.toml")).unwrap();
    let holds = "holds = \"session-logs\"";
    estate.configure(&text.replace(holds, &format!("{holds}\nkeys = [\"ssm/**\"]")));
    estate.once();
    assert_eq!(states(&estate)[0], "1 missing node-stopped");
    estate.aws.put_object(Object::new(LOGS, "stage/bob-0a1b2c3d4e5f60719.log", LOG)).unwrap();
    estate.once();
    assert_eq!(states(&estate)[0], "1 unknown left-out");
}
