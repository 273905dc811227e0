//! How many of the commands that were really entered are found, and how many found ones are real?
#![allow(clippy::unwrap_used)]

mod ready;

use std::fmt::Write;
use std::path::Path;

use sekisho_recording::{Command, Kind, Limits, derive, read};
use serde_json::Value;

use crate::ready::SESSIONS;

fn commands(kind: Kind, bytes: &[u8]) -> Vec<Command> {
    let reading = read(kind, bytes, &Limits::DEFAULT);
    derive(&reading.recordings[0], None, None).commands
}

fn log(output: &str) -> Vec<u8> {
    let header = "Script started on 2026-11-23 12:02:55+00:00\n";
    let trailer = "\nScript done on 2026-11-23 12:02:55+00:00 [COMMAND_EXIT_CODE=\"0\"]\n";
    format!("{header}{}{trailer}", output.replace('\n', "\r\r\n")).into_bytes()
}

/// What the shell's history and the recorder's list of typed lines say, without repetition of
/// what both know.
fn truth(session: &str) -> Vec<String> {
    let text = std::fs::read(Path::new("tests/sessions").join(session).join("truth.json")).unwrap();
    let truth: Value = serde_json::from_slice(&text).unwrap();
    let list = |field: &str, key: &str| -> Vec<String> {
        let entries = truth[field].as_array().unwrap();
        entries.iter().map(|entry| entry[key].as_str().unwrap().trim().to_owned()).collect()
    };
    let mut all = list("bash_history", "cmd");
    let mut known = all.clone();
    for typed in list("typed_lines", "line") {
        match known.iter().position(|command| *command == typed) {
            Some(at) => drop(known.remove(at)),
            None => all.push(typed),
        }
    }
    all
}

/// Takes each found command out of the truth; returns how many were there.
fn agreed(found: &[Command], mut truth: Vec<String>) -> usize {
    let before = truth.len();
    for command in found {
        if let Some(at) = truth.iter().position(|real| real == command.text.trim()) {
            truth.remove(at);
        }
    }
    before - truth.len()
}

#[test]
fn the_commands_of_recorded_sessions_are_found() {
    let mut table = String::from("session          source             entered  found  agreed\n");
    for session in SESSIONS {
        for (file, kind) in [
            ("s3.log", Kind::SessionLog),
            ("session.cast", Kind::AsciicastV2),
            ("cw_stream.ndjson", Kind::CloudWatchStream),
        ] {
            let path = Path::new("tests/sessions").join(session).join(file);
            let Ok(bytes) = std::fs::read(path) else { continue };
            let (truth, found) = (truth(session), commands(kind, &bytes));
            let agreed = agreed(&found, truth.clone());
            let (name, entered, count) = (kind.name(), truth.len(), found.len());
            writeln!(table, "{session:16} {name:18} {entered:7} {count:6} {agreed:7}").unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

fn check(output: &str, expected: &[&str]) {
    let found = commands(Kind::SessionLog, &log(output));
    let found: Vec<_> = found
        .iter()
        .map(|command| {
            format!("{} {}: {}", command.context.name(), command.confidence.name(), command.text)
        })
        .collect();
    assert_eq!(found, expected, "{output:?}");
}

#[test]
fn printed_text_is_no_command() {
    check(
        "\x1b[?2004hsh-5.2$ cat README\n\x1b[?2004l\r$ rm -rf /\nroot@db:~# id\n> x\n\x1b[?2004hsh-5.2$ exit\n\x1b[?2004l\rexit\n",
        &["shell high: cat README", "shell high: exit"],
    );
    check(
        "sh-4.2$ cat README\nroot@db:~# id\n# Title\n> quoted\nsh-4.2$ id\nuid=0\n",
        &["shell low: cat README", "shell low: id"],
    );
}

#[test]
fn what_was_typed_and_cleared_is_no_command() {
    // Ctrl-C, with and without announcement, and an empty line.
    check(
        "\x1b[?2004hsh-5.2$ rm -rf /^C\x1b[?2004l\r\x1b[?2004h\x1b[?2004l\r\n\x1b[?2004hsh-5.2$ \n\x1b[?2004l\r",
        &[],
    );
    check("$ rm -rf /^C\n$ \n$ id\n", &["shell low: id"]);
    // Ctrl-U.
    check("\x1b[?2004hsh-5.2$ rm -rf /\x1b[8D\x1b[Kid\n\x1b[?2004l\ruid=0\n", &["shell high: id"]);
}

#[test]
fn programs_that_announce_nothing_are_read_while_they_run() {
    check(
        "\x1b[?2004hsh-5.2$ mysql prod\n\x1b[?2004l\rWelcome\nmysql> select *\n    -> from t;\n1 row\nmysql> exit\nBye\n\x1b[?2004hsh-5.2$ sudo -i\n\x1b[?2004l\rroot@db:~# python3\n>>> import os\n>>> exit()\nroot@db:~# exit\n",
        &[
            "shell high: mysql prod",
            "mysql low: select *\nfrom t;",
            "mysql low: exit",
            "shell high: sudo -i",
            "shell low: python3",
            "python low: import os",
            "python low: exit()",
            "shell low: exit",
        ],
    );
}

#[test]
fn a_command_of_several_lines_is_one() {
    check(
        "\x1b[?2004hsh-5.2$ echo \"a\n\x1b[?2004l\r\x1b[?2004h> b\"\n\x1b[?2004l\ra\nb\n",
        &["shell high: echo \"a\nb\""],
    );
    check("$ cat <<EOF\n> a\n> EOF\na\n$ id\n", &["shell low: cat <<EOF\na\nEOF", "shell low: id"]);
}

#[test]
fn completions_listed_below_the_line_do_not_belong_to_it() {
    check(
        "\x1b[?2004hsh-5.2$ cat /etc/os\nos-release  oshrc\nsh-5.2$ cat /etc/os-release\n\x1b[?2004l\rNAME=x\n",
        &["shell high: cat /etc/os-release"],
    );
}

#[test]
fn a_line_the_shell_wrapped_reads_the_same_in_any_width() {
    let command = format!("echo {}", "word-".repeat(30));
    let line = format!("sh-5.2$ {command}");
    for width in [40, 80, 100, 132] {
        let wrapped: Vec<_> = line.as_bytes().chunks(width).map(String::from_utf8_lossy).collect();
        let output = format!("\x1b[?2004h{}\n\x1b[?2004l\r", wrapped.join(" \r"));
        check(&output, &[&format!("shell high: {command}")]);
    }
}

#[test]
fn zsh_says_that_it_stops_before_the_line_end() {
    check("\x1b[?2004hhost% id\x1b[?2004l\r\nuid=0\n", &["shell high: id"]);
}
