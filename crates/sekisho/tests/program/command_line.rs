//! What does the program say at the command line?

use serde_json::Value;

use crate::samples::{data, ingested, json, sample, samples, sekisho};

/// Who accessed prod-db in the week before the demo's clock; `sample-logs/README.md` says the same in words.
const PEOPLE: [&str; 5] = [
    "alice@example.com",
    "bob@example.com",
    "dave@example.com",
    "erin@example.com",
    "hanako.sato@example.com",
];

#[test]
fn the_first_question_has_the_right_people() {
    for question in ["who accessed prod-db last week", "先週 prod-db に誰がアクセスした?"]
    {
        let answer = json(&["search", "--json", "--data", data(), question]);
        let mut people: Vec<_> = answer["people"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| p["name"].as_str().unwrap())
            .collect();
        people.sort_unstable();
        assert_eq!(people, PEOPLE, "{question}");
    }
}

#[test]
fn a_search_says_where_its_words_stand() {
    for (question, hit) in [
        ("cmd:psql", "?at=b46652  psql -h localhost -U shop_admin shop (command)"),
        ("output:\"create index\"", "create index concurrently"),
    ] {
        let output = sekisho(&["search", question, "--data", data()]);
        let said = String::from_utf8(output.stdout).unwrap();
        let hits: Vec<&str> = said.lines().filter(|line| line.starts_with("/sessions/")).collect();
        assert!(hits.iter().any(|line| line.contains(hit)), "{hits:#?}");
    }
}

#[test]
fn a_question_of_which_a_part_says_nothing_is_not_answered() {
    for (question, told, hint) in [
        (
            "type:desktob node:prod-db",
            "`type:` is never \"desktob\". Use one of shell, command, port, ssh, rdp, unknown. \
             Did you mean `type:rdp`?",
            "ask instead: type:rdp node:prod-db",
        ),
        (
            "recording:elsewhere",
            "present, incomplete, none-by-design, pending, missing",
            "ask again",
        ),
        ("finding:standing-acess", "Did you mean `finding:standing-access`?", "ask instead"),
        ("screen:", "Add a value after `screen:`", "ask again"),
        ("usr:bob", "Did you mean `user:`?", "ask instead: user:bob"),
        ("host:8080", "There is no field \"host\"", "in quotes"),
        ("prod-db started:2026-13-01", "\"2026-13-01\" is not a date", "ask again"),
    ] {
        for command in [&["search"][..], &["sessions", "list"], &["sessions", "export"]] {
            let arguments = [command, &["--data", data(), question]].concat();
            let output = sekisho(&arguments);
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
            assert!(output.stdout.is_empty(), "{arguments:?}");
            for part in ["sekisho: the question was not understood", told, hint] {
                assert!(said.contains(part), "{arguments:?}: {said}");
            }
        }
    }
    let output = sekisho(&["search", "--json", "--data", data(), "type:shel"]);
    let said: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!(said["error"]["code"], "not-understood");
    assert_eq!(said["error"]["problems"][0]["nearest"], "shell");
}

#[test]
fn fields_find_the_sessions_they_name() {
    for (question, expected) in [
        ("finding:standing-access node:prod-web-1", 2),
        ("finding:self-approved", 1),
        ("finding:outlived-window", 1),
        ("finding:denied-attempt", 2),
        ("recording:missing", 1),
        ("approver:carol started:2026-11-18", 1),
        ("type:port", 1),
        ("type:tunnel", 1),
        ("reason:不整合", 1),
        ("user:nobody", 0),
        ("node:prod-db started:last-week -approval:independent", 4),
    ] {
        let answer = json(&["sessions", "list", "--json", "--data", data(), question]);
        let keys: Vec<_> =
            answer["sessions"].as_array().unwrap().iter().map(|s| s["key"].as_str()).collect();
        assert_eq!(answer["total"], expected, "{question}: {keys:?}");
        assert_eq!(keys.len(), expected, "{question}");
    }
}

#[test]
fn what_may_be_of_a_period_is_counted_beside_the_answer_and_listed() {
    // A recording of nobody knows whom and when, and a log without a header: of no known node, begun by 18 November.
    const DESKTOP: &str = "da865d10-d343-4e22-a4b3-a9878bcdc9be";
    const LOG: &str = "erin@example.com-o4rnq35gpynpvexr3mr4hz6vk2";
    for (question, expected) in [
        ("started:last-week", &[DESKTOP, LOG][..]),
        ("NOT started:last-week", &[DESKTOP, LOG]),
        ("started:yesterday", &[DESKTOP]),
        ("who accessed office-1 last week", &[DESKTOP, LOG]),
        ("user:erin", &[DESKTOP]),
        ("node:office-1 user:erin", &[DESKTOP, LOG]),
        ("node:i-0f60718293a4b5c6d", &[LOG]),
        ("node:prod-db started:last-week type:command", &[]),
        ("NOT user:erin -node:office-1", &[]),
        ("started:unknown", &[]),
        ("", &[]),
    ] {
        let undecided = expected.len();
        let answer = json(&["search", "--json", "--data", data(), question]);
        let told = &answer["undecided"];
        assert_eq!(told["sessions"], undecided, "{question}: {told}");
        assert_eq!(told["unknown"], undecided, "{question}: {told}");
        let listed = format!("show:undecided {question}");
        let listed = json(&["sessions", "list", "--json", "--data", data(), &listed]);
        let listed = listed["sessions"].as_array().unwrap().iter();
        let keys: Vec<_> = listed.map(|row| row["key"].as_str().unwrap()).collect();
        assert_eq!(keys, expected, "{question}");
        for command in [&["search"][..], &["sessions", "list"], &["sessions", "export"]] {
            let said = sekisho(&[command, &["--data", data(), question]].concat()).stderr;
            let said = String::from_utf8(said).unwrap();
            assert_eq!(said.contains(" may match or not (`show:"), undecided > 0, "{said}");
        }
    }
    let undated = json(&["sessions", "list", "--json", "--data", data(), "started:unknown"]);
    assert_eq!(undated["total"], 4);
    let register = ["sessions", "export", "--data", data(), "show:undecided started:last-week"];
    let register = String::from_utf8(sekisho(&register).stdout).unwrap();
    assert!(register.lines().count() == 3 && register.contains(DESKTOP), "{register}");
}

#[test]
fn the_register_holds_exactly_the_list() {
    let listed = json(&["sessions", "list", "--all", "--json", "--data", data(), "node:prod-db"]);
    let keys: Vec<&str> =
        listed["sessions"].as_array().unwrap().iter().map(|s| s["key"].as_str().unwrap()).collect();
    let lines =
        sekisho(&["sessions", "export", "--format", "jsonl", "--data", data(), "node:prod-db"])
            .stdout;
    let lines = String::from_utf8(lines).unwrap();
    let rows: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.iter().map(|row| row["session"].as_str().unwrap()).collect::<Vec<_>>(), keys);
    let csv = String::from_utf8(
        sekisho(&["sessions", "export", "--data", data(), "node:prod-db"]).stdout,
    )
    .unwrap();
    assert_eq!(csv.lines().count(), 1 + keys.len());
}

#[test]
fn every_table_is_printed() {
    for (arguments, expected) in [
        (&["sessions", "list"][..], "prod-db (i-0a1b2c3d4e5f60718)"),
        (&["requests", "list"], "approved"),
        (&["findings", "list"], "standing-access"),
        (&["search", "who accessed prod-db last week"], "1 of 1"),
    ] {
        let output = sekisho(&[arguments, &["--data", data()]].concat());
        assert!(output.status.success());
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains(expected), "{arguments:?}: {text}");
    }
}

#[test]
fn a_session_is_shown_with_its_approval() {
    let key = "dave@example.com-m4w3t6fepd4vl2nkwchgcpm553";
    let output = sekisho(&["sessions", "show", key, "--data", data()]);
    let text = String::from_utf8(output.stdout).unwrap();
    for expected in
        ["prod-db", "approve by bob@example.com", "approve by carol@example.com", "independent"]
    {
        assert!(text.contains(expected), "{expected} in {text}");
    }
    let output = sekisho(&["sessions", "text", key, "--data", data()]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!text.contains('\u{1b}') && text.lines().count() > 10, "{text}");
    let answer = json(&["sessions", "text", key, "--json", "--data", data()]);
    let lines = answer["lines"].as_array().unwrap().iter().map(|line| line.as_str().unwrap());
    assert_eq!(lines.count(), text.lines().count());
}

#[test]
fn every_instant_is_in_the_zone_of_the_asker() {
    for arguments in [
        &["search", "who accessed prod-db last week"][..],
        &["sessions", "list"],
        &["sessions", "show", "dave@example.com-m4w3t6fepd4vl2nkwchgcpm553"],
        &["requests", "list"],
        &["requests", "show", "oi-c6a00080763d"],
    ] {
        let output = sekisho(&[arguments, &["--data", data()]].concat());
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains(" JST"), "{arguments:?}: {text}");
        let own = text.lines().filter(|line| !line.starts_with("finding"));
        assert!(!own.clone().any(|line| line.contains("Z ") || line.ends_with('Z')), "{text}");
        assert!(!text.contains("UTC"), "{arguments:?}: {text}");
    }
}

#[test]
fn a_second_run_does_not_look_better_than_the_first() {
    let data = tempfile::tempdir().unwrap();
    let from = samples().join("unreadable-inputs");
    let paths = ["--data", data.path().to_str().unwrap(), "--from", from.to_str().unwrap()];
    let ingest = [&["ingest", "--json"][..], &paths].concat();
    let first = json(&ingest);
    assert!(first["unreadable"].as_u64().unwrap() > 0, "{first}");
    let again = sekisho(&ingest);
    assert_eq!(again.status.code(), Some(5));
    let again: serde_json::Value = serde_json::from_slice(&again.stdout).unwrap();
    assert_eq!(again["new"], 0);
    assert_eq!(again["unreadable"], first["unreadable"]);
}

#[test]
fn inspect_names_every_kind_and_every_damage() {
    for (story, end, kind, code) in [
        ("approved-and-recorded", "CyN3GG9dKRIKayPP.json.gz", "cloudtrail", None),
        ("approved-and-recorded", ".log", "session-log", None),
        ("two-requests-match", "-Approved.json", "access-request", None),
        ("unreadable-inputs", "TruncatedGzip000.json.gz", "cloudtrail", Some("gzip-truncated")),
        ("unreadable-inputs", "SecondMember0000.json.gz", "cloudtrail", Some("gzip-second-member")),
        ("unreadable-inputs", "6tzw3xbbfsgfkskzapaehfolsv.log", "session-log", Some("empty")),
        (
            "unreadable-inputs",
            "rnyjzwfpy2bwq7mkwux75qllr6.log",
            "session-log",
            Some("forged-trailer"),
        ),
        ("unreadable-inputs", "o4rnq35gpynpvexr3mr4hz6vk2.log", "session-log", Some("no-header")),
    ] {
        let file = sample(story, end);
        let arguments = ["inspect", "--json", file.to_str().unwrap()];
        let found = json(&arguments);
        assert_eq!(found["kind"], kind, "{end}");
        let codes: Vec<_> = found["rejected"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| r["code"].as_str().unwrap())
            .collect();
        match code {
            Some(code) => assert!(codes.contains(&code), "{end}: {codes:?}"),
            None => assert!(codes.is_empty(), "{end}: {codes:?}"),
        }
        assert_eq!(
            sekisho(&arguments).status.code(),
            Some(if code.is_some() { 5 } else { 0 }),
            "{end}"
        );
    }
}

#[test]
fn inspect_says_null_for_what_it_does_not_know() {
    let found =
        json(&["inspect", "--json", sample("approved-and-recorded", ".log").to_str().unwrap()]);
    let recording = &found["recording"];
    assert_eq!(recording["session_id"], "alice@example.com-vrz5442rvc73kwy2ccveoxn44o");
    assert_eq!(recording["duration_us"], serde_json::Value::Null, "a log has no clock");
    assert_eq!(recording["events"], serde_json::Value::Null, "a log has no events");
    assert_eq!(recording["resizes"], serde_json::Value::Null, "a log does not tell of resizes");
    assert!(recording["commands"].as_array().unwrap().len() > 5, "{recording}");
    let found = json(&["inspect", "--json", sample("no-request", "README.md").to_str().unwrap()]);
    assert_eq!(found["kind"], serde_json::Value::Null);
    assert_eq!(found["recording"], serde_json::Value::Null);
}

#[test]
fn inspect_keeps_the_place_of_a_fact_beside_its_time() {
    let file = sample("approved-by-two-levels", "3a879738-f159-4b07-a315-d0cad928a2e9.json");
    let found = json(&["inspect", "--json", file.to_str().unwrap()]);
    let facts = found["facts"].as_array().unwrap();
    assert!(facts.iter().any(|fact| fact["at"].is_string()), "{facts:?}");
    for fact in facts {
        assert!(fact["type"].is_string() && fact["place"].is_string(), "{fact}");
        assert!(fact["at"].is_null() || fact["at"].as_str().unwrap().ends_with('Z'), "{fact}");
    }
}

#[test]
fn screen_shows_the_terminal_at_a_place() {
    let log = sample("approved-and-recorded", ".log");
    let log = log.to_str().unwrap();
    let rows = json(&["screen", log, "--json", "--size", "100x20"]);
    assert_eq!(rows.as_array().unwrap().len(), 20);
    let start = sekisho(&["screen", log, "--at", "@0"]).stdout;
    assert!(String::from_utf8(start).unwrap().trim().is_empty());
    assert_ne!(sekisho(&["screen", log, "--at", "@5000"]).stdout, sekisho(&["screen", log]).stdout);
    for (place, remarked) in [("7.5s", "7.5 s is a playing position"), ("@5000", "")] {
        let said = String::from_utf8(sekisho(&["screen", log, "--at", place]).stderr).unwrap();
        assert!(said.contains(remarked) && said.is_empty() == remarked.is_empty(), "{said}");
    }
}

#[test]
fn failures_say_what_to_do_and_have_their_own_status() {
    for (arguments, status, words) in [
        (&["serve", "--data", data(), "--listen", "0.0.0.0:0"][..], 3, "sign-in"),
        (
            &["sessions", "show", "nobody-0123456789abcdef0", "--data", data()],
            4,
            "`sekisho sessions list`",
        ),
        (&["sessions", "list", "--data", "/nonexistent"], 3, "sekisho ingest"),
        (&["rebuild", "--data", "/nonexistent"], 3, "sekisho ingest"),
        (&["serve", "--data", "/nonexistent"], 3, "sekisho ingest"),
        (&["ingest", "--data", data(), "--from", "/nonexistent"], 3, "--from"),
        (&["ingest", "--data", "/dev/null/x", "--from", "/nonexistent"], 3, "permission"),
        (&["screen", "x.log", "--size", "1000x301"], 2, "1000x300"),
        (&["sessions", "export", "--format", "xlsx", "--data", data()], 2, "csv-excel"),
        (&["requests", "show", "oi-nothing", "--data", data()], 4, "oi-a71f4d891d72"),
        (&["inspect", "/nonexistent"], 4, "check the path"),
        (&["screen", sample("no-request", "README.md").to_str().unwrap()], 4, "sekisho inspect"),
        (&["sessions"], 2, "Usage"),
    ] {
        let output = sekisho(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {said}");
        assert!(said.contains(words), "{arguments:?}: {said}");
    }
}

#[test]
fn usage_asks_for_nothing_that_the_environment_gives() {
    let mut command = crate::samples::command(&["sessions", "show"]);
    let run = command.env("SEKISHO_DATA", data()).env("SEKISHO_TZ", "UTC").output().unwrap();
    let said = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(2), "{said}");
    assert!(said.contains("Usage: sekisho sessions show [OPTIONS] <SESSION>"), "{said}");
}

#[test]
fn a_taken_port_fails_before_anything_is_ingested() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let samples = samples();
    let output = sekisho(&["demo", "--port", &port, "--from", samples.to_str().unwrap()]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("choose another port") && !said.contains("objects"), "{said}");
}

#[test]
fn commands_are_listed_with_the_lines_they_printed() {
    const SESSION: &str = "bob-0e34861185201706f";
    let shell = "\x1b[?2004hsh-5.2$ ls /srv\r\r\n\x1b[?2004l\rapp\r\r\n\r\r\ndata\r\r\n\x1b[?2004hsh-5.2$ cd /srv\r\r\n\x1b[?2004l\r\x1b[?2004hsh-5.2$ exit\r\r\n\x1b[?2004l\rexit\r\r\n";
    let (header, trailer) = ("Script started on", "\nScript done on");
    let log = format!(
        "{header} 2026-11-23 12:02:55+00:00\n{shell}{trailer} 2026-11-23 12:02:55+00:00 [COMMAND_EXIT_CODE=\"0\"]\n"
    );
    let folder = ingested(SESSION, log.as_bytes());
    let data = folder.path().to_str().unwrap();
    let list = json(&["sessions", "commands", SESSION, "--json", "--data", data]);
    let told: Vec<_> = list["commands"]
        .as_array()
        .unwrap()
        .iter()
        .map(|command| {
            let number = |field: &str| command[field].as_u64();
            let text = command["text"].as_str().unwrap();
            (text, number("line"), number("first_line"), number("last_line"))
        })
        .collect();
    let expected = [
        ("ls /srv", Some(1), Some(2), Some(4)),
        ("cd /srv", Some(5), None, None),
        ("exit", Some(6), Some(7), Some(7)),
    ];
    assert_eq!(told, expected);
    let table = sekisho(&["sessions", "commands", SESSION, "--data", data]).stdout;
    let table = String::from_utf8(table).unwrap();
    let rows: Vec<_> =
        table.lines().map(|row| row.split_whitespace().collect::<Vec<_>>()).collect();
    assert_eq!(rows[1], ["-", "L1", "3", "lines", "@24", "shell", "ls", "/srv"]);
    assert_eq!(rows[2], ["-", "L5", "-", "@71", "shell", "cd", "/srv"]);

    let marks = sekisho(&["sessions", "marks", SESSION, "--data", data]).stdout;
    assert_eq!(
        String::from_utf8(marks).unwrap(),
        "no secret was masked, and the output hides nothing\n"
    );
}

#[test]
fn an_instant_that_is_none_is_refused_with_one() {
    for arguments in [
        &["sessions", "list", "--as-of", "tomorrow"][..],
        &["timeline", "a.log", "--from", "yesterday"],
        &["sources", "backfill", "--from", "2026-11"],
    ] {
        let output = sekisho(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains("such as 2026-11-23T12:02:44Z"), "{arguments:?}: {said}");
    }
}

#[test]
fn a_command_says_so_where_it_alone_has_no_recorded_time() {
    let (folder, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let session = "alice-0123456789abcdef0";
    // The third event is earlier than the second, which cannot be.
    let cast = concat!(
        r#"{"version":2,"width":80,"height":24,"timestamp":1795435376}"#,
        "\n[0.5,\"o\",\"$ \"]\n[2.0,\"o\",\"id\\r\\nuid=0\\r\\n$ \"]",
        "\n[1.0,\"o\",\"whoami\\r\\nroot\\r\\n$ \"]\n[9.0,\"o\",\"exit\\r\\n\"]\n",
    );
    std::fs::write(folder.path().join(format!("{session}.cast")), cast).unwrap();
    let (data, from) = (data.path().to_str().unwrap(), folder.path().to_str().unwrap());
    sekisho(&["ingest", "--data", data, "--from", from]);
    let listed = json(&["sessions", "commands", session, "--json", "--data", data]);
    assert_eq!(listed["basis"], "exact");
    let own = |command: &Value| (command["text"].clone(), command["basis"].clone());
    let commands: Vec<_> = listed["commands"].as_array().unwrap().iter().map(own).collect();
    let expected = [("id", Value::Null), ("whoami", "order-only".into()), ("exit", Value::Null)];
    assert_eq!(commands, expected.map(|(text, basis)| (text.into(), basis)));
}
