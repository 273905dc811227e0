//! Is a recording played on a real terminal, moved through with its keys, and kept from steering it?

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use sekisho_recording::{At, Kind, Limits, read, screen};

use crate::samples::{AS_OF, data, sekisho};

const HANAKO: &str = "hanako.sato@example.com-oqleadufqmsjhx4ba6wj2fazrf";
const LEGACY: &str = "ops-legacy-0c41f7a29be05d836";
const ORDER_ONLY: &str = "erin@example.com-37nermblkqcdlgs3xw753uq6nk";

/// Longer than any machine needs; a test that waits for it has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program on a terminal that `script` gives it.
struct Played {
    process: Child,
    keys: ChildStdin,
    written: Arc<Mutex<Vec<u8>>>,
    size: (u16, u16),
}

impl Played {
    fn start(data: &str, session: &str, size: (u16, u16)) -> Played {
        Played::start_with(data, session, size, "")
    }

    /// As `start`, with more arguments.
    fn start_with(data: &str, session: &str, size: (u16, u16), more: &str) -> Played {
        let (cols, rows) = size;
        let program = env!("CARGO_BIN_EXE_sekisho");
        let command = format!(
            "stty cols {cols} rows {rows}; exec '{program}' sessions play '{session}' --data '{data}' \
             --as-of {AS_OF} --tz Asia/Tokyo {more}"
        );
        let mut process = Command::new("script")
            .args(["--quiet", "--return", "--command", &command, "/dev/null"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let written = Arc::new(Mutex::new(Vec::new()));
        let (keys, mut out) = (process.stdin.take().unwrap(), process.stdout.take().unwrap());
        let heard = Arc::clone(&written);
        std::thread::spawn(move || {
            let mut part = [0; 4096];
            while let Ok(length @ 1..) = out.read(&mut part) {
                heard.lock().unwrap().extend_from_slice(&part[..length]);
            }
        });
        Played { process, keys, written, size }
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// What stands on the terminal now.
    fn rows(&self) -> Vec<String> {
        let mut log = b"Script started on 2026-11-23 12:02:55+00:00\n".to_vec();
        log.extend_from_slice(&self.written.lock().unwrap());
        let recording = read(Kind::SessionLog, &log, &Limits::DEFAULT).recordings.remove(0);
        screen(&recording, Some(self.size), At::End, None)
    }

    /// Waits until these words stand on the terminal.
    fn shows(&self, words: &str) -> Vec<String> {
        let start = Instant::now();
        loop {
            let rows = self.rows();
            if rows.iter().any(|row| row.contains(words)) {
                return rows;
            }
            assert!(start.elapsed() < PATIENCE, "{words:?} in\n{}", rows.join("\n"));
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Leaves the player; gives what `ended` does.
    fn quit(mut self) -> (ExitStatus, String) {
        self.press("q");
        self.ended()
    }

    /// Sends the player a signal; gives what `ended` does.
    fn signal(self, name: &str) -> (ExitStatus, String) {
        let player = self.player();
        assert!(Command::new("kill").args(["-s", name, &player]).status().unwrap().success());
        self.ended()
    }

    /// The number of the player's process.
    fn player(&self) -> String {
        let script = self.process.id();
        let children = format!("/proc/{script}/task/{script}/children");
        std::fs::read_to_string(children).unwrap().trim().to_owned()
    }

    /// Waits for the end; gives how it ended, and everything that was ever written to the terminal.
    fn ended(mut self) -> (ExitStatus, String) {
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.process.try_wait().unwrap() {
                break status;
            }
            assert!(start.elapsed() < PATIENCE, "it does not end");
            std::thread::sleep(Duration::from_millis(5));
        };
        // The thread that reads lets its share go at the end of the output.
        while Arc::strong_count(&self.written) > 1 && start.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(5));
        }
        let written = self.written.lock().unwrap().clone();
        (status, String::from_utf8(written).unwrap())
    }
}

impl Drop for Played {
    fn drop(&mut self) {
        // A failed test leaves nothing running. Without `script` its terminal is gone, and with that the program.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn keys_lead_through_a_session() {
    let mut played = Played::start(data(), HANAKO, (120, 34));
    played.shows("playing 1x");
    played.press(" >");
    played.shows("paused 2x");
    for (keys, words, screen) in [
        ("gL9\r", "line 9 of 126", "手順書.txt"),
        ("/佐藤\r", "hit 1 of 5, line 23", "佐藤 花子 | 3928"),
        ("n", "hit 2 of 5", "佐藤%"),
        ("p", "hit 1 of 5", "佐藤 花子 | 3928"),
        ("\x1b[1;2D", "command 8 of 16: select", "shop=#"),
        ("?", "any key: back", "Shift →  next command"),
        ("x0", "line 0 of 126", ""),
        (".", "line 1 of 126", "sh-5.2$ bash"),
        ("gsoon\r", "a line such as L214", ""),
    ] {
        played.press(keys);
        let rows = played.shows(words);
        assert!(rows.iter().any(|row| row.contains(screen)), "{keys:?}\n{}", rows.join("\n"));
    }
    let (status, written) = played.quit();
    assert!(status.success());
    let (_, after) = written.rsplit_once("\x1b[?1049l").expect("the other screen is left");
    assert!(after.contains("times anchored, made from the original 62fe3d7c"), "{after:?}");
}

#[test]
fn a_session_is_played_on_the_terminal_that_was_chosen() {
    // Twice as wide and as high as there is room for, which is said in words.
    let mut played = Played::start_with(data(), HANAKO, (80, 24), "--size 160x50");
    played.press(" ");
    played.shows("paused 1x");
    let rows = played.shows("cut off: rows ");
    let said = rows.iter().any(|row| row.contains(" of 50, columns 1 to 80 of 160"));
    assert!(said, "{}", rows.join("\n"));
    assert!(played.quit().0.success());

    // What is looked for is looked for in the lines of that terminal, and gone to in them.
    let mut played = Played::start_with(data(), HANAKO, (120, 34), "--size 40x20");
    // Before it plays, the terminal would make a line feed of the return.
    played.shows("playing 1x");
    played.press(" /佐藤\r");
    let rows = played.shows("hit 1 of ");
    assert!(!rows.iter().any(|row| row.contains(" of 126")), "{}", rows.join("\n"));
    assert!(played.quit().0.success());
}

#[test]
fn a_signal_ends_it_and_gives_the_terminal_back() {
    for pressed in [None, Some(" ")] {
        let mut played = Played::start(data(), HANAKO, (120, 34));
        played.shows("playing 1x");
        if let Some(key) = pressed {
            played.press(key);
            played.shows("paused 1x");
        }
        let (status, written) = played.signal("TERM");
        assert!(status.success(), "{status}");
        let (_, after) = written.rsplit_once("\x1b[?1049l").expect("the other screen is left");
        assert!(written.contains("\x1b[?25h") && after.contains("made from"), "{after:?}");
    }
}

#[test]
fn it_ends_with_its_terminal() {
    for pressed in ["", " "] {
        let mut played = Played::start(data(), HANAKO, (120, 34));
        played.shows("playing 1x");
        played.press(pressed);
        played.shows(if pressed.is_empty() { "playing 1x" } else { "paused 1x" });
        let stat = format!("/proc/{}/stat", played.player());
        played.process.kill().unwrap();
        let start = Instant::now();
        // One that has ended may wait to be reaped.
        while std::fs::read_to_string(&stat).is_ok_and(|stat| !stat.contains(") Z ")) {
            assert!(start.elapsed() < PATIENCE, "{pressed:?}: it goes on without a terminal");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

#[test]
fn a_session_without_a_clock_waits_and_never_shows_a_time_as_sure() {
    for (session, moved, time) in [
        (
            LEGACY,
            "line 5 of 18",
            "not recorded, between 2026-11-18 17:45:03 and 17:45:32 JST (estimated)",
        ),
        (ORDER_ONLY, "line 4 of 4", "not known, only the order (order-only)"),
    ] {
        let mut played = Played::start(data(), session, (150, 40));
        played.shows("paused 1x (pace not recorded)");
        played.shows(time);
        // Without a clock the arrows move by lines.
        played.press("\x1b[C");
        let rows = played.shows(moved);
        assert!(rows.iter().any(|row| row.contains(time)), "{}", rows.join("\n"));
        played.press("g0:01\r");
        played.shows("no clock recorded this session: go to a line such as L214");
        assert!(played.quit().0.success());
    }
}

#[test]
fn what_was_recorded_does_not_steer_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("bucket"), folder.path().join("data"));
    std::fs::create_dir(&from).unwrap();
    let session = "someone-0123456789abcdef0";
    let log = "Script started on 2026-11-23 12:02:55+00:00\n\
        $ \x1b]0;owned\x07\x1b]52;c;b3duZWQ=\x07\x1bPowned\x1b\\\x1b[6n\x1b[?1000h\u{9b}5n\u{202e}evil\r\r\nend\r\r\n\
        \nScript done on 2026-11-23 12:03:55+00:00\n";
    std::fs::write(from.join(format!("{session}.log")), log).unwrap();
    let (from, to) = (from.to_str().unwrap(), to.to_str().unwrap());
    assert!(sekisho(&["ingest", "--data", to, "--from", from]).status.success());
    let mut played = Played::start(to, session, (30, 6));
    played.shows("paused 1x");
    played.press("gL2\r");
    let rows = played.shows("end");
    assert!(rows.iter().any(|row| row.starts_with("cut off: rows ")), "{}", rows.join("\n"));
    let (status, written) = played.quit();
    assert!(status.success());
    let steering = ["\x1b]", "\x1bP", "\x1b[6n", "\x1b[?1000h", "\u{9b}", "\u{202e}", "owned"];
    assert_eq!(steering.map(|sequence| written.contains(sequence)), [false; 7], "{written:?}");
}

#[test]
fn without_a_terminal_the_next_step_is_named() {
    let output = sekisho(&["sessions", "play", HANAKO, "--data", data()]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("sekisho sessions text") && output.stdout.is_empty(), "{said}");
}
