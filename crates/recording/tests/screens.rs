//! Is the emulated screen what other terminals show of the same output?
#![allow(clippy::unwrap_used)]

mod shown;

use std::collections::{BTreeMap, BTreeSet};

use sekisho_recording::{At, Kind, Limits, Reached, derive_revealed, read};
use serde::Deserialize;
use serde_json::json;
use shown::shown;

/// A terminal and what happens to it: output is `o`, a new size `r`.
#[derive(Deserialize)]
struct Case {
    cols: u16,
    rows: u16,
    events: Vec<(String, String)>,
}

/// The rows down to the last that is not empty, without trailing blanks, and column and row of the cursor.
#[derive(Debug, PartialEq, Eq, Deserialize)]
struct Shown {
    rows: Vec<String>,
    cursor: (u16, u16),
}

fn file(path: &str) -> String {
    std::fs::read_to_string(format!("tests/{path}")).unwrap()
}

impl Case {
    /// The case of that name, or some quarters of a recorded session: `psql_ja 3/4`.
    fn named(name: &str, cases: &mut BTreeMap<String, Case>) -> Case {
        if let Some(case) = cases.remove(name) {
            return case;
        }
        let (session, share) = name.split_once(' ').unwrap();
        let quarters: usize = share.strip_suffix("/4").unwrap().parse().unwrap();
        let cast = file(&format!("sessions/{session}/session.cast"));
        let (header, events) = cast.split_once('\n').unwrap();
        let header: serde_json::Value = serde_json::from_str(header).unwrap();
        let size = |side: &str| u16::try_from(header[side].as_u64().unwrap()).unwrap();
        let events = events.lines().map(|line| {
            let (_, kind, data): (f64, String, String) = serde_json::from_str(line).unwrap();
            (kind, data)
        });
        let mut events: Vec<_> = events.filter(|(kind, _)| kind == "o" || kind == "r").collect();
        events.truncate(events.len() * quarters / 4);
        Case { cols: size("width"), rows: size("height"), events }
    }

    /// What we show, by the road that every recording takes.
    fn shown(&self) -> Shown {
        let mut cast = json!({"version": 2, "width": self.cols, "height": self.rows}).to_string();
        // A hidden cursor is somewhere too.
        let show_cursor = ("o".to_owned(), "\x1b[?25h".to_owned());
        for (second, (kind, data)) in self.events.iter().chain([&show_cursor]).enumerate() {
            cast += &format!("\n{}", json!([second, kind, data]));
        }
        let reading = read(Kind::AsciicastV2, cast.as_bytes(), &Limits::DEFAULT);
        let replay = derive_revealed(&reading.recordings[0], None, None);
        let last = replay.segments.last().unwrap();
        let frame = Reached::at(last, At::End).view.frame();
        let mut rows = frame.text();
        rows.truncate(rows.iter().rposition(|row| !row.is_empty()).map_or(0, |row| row + 1));
        Shown { rows, cursor: frame.cursor.unwrap() }
    }
}

/// The rows of the table of known gaps: case and terminal.
fn known_gaps() -> BTreeSet<(String, String)> {
    let readme = file("screens/README.md");
    let rows = readme.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| ")?.split(" | ");
        Some((cells.next()?.to_owned(), cells.next()?.to_owned()))
    });
    rows.filter(|(case, _)| case != "case").collect()
}

#[test]
fn a_screen_is_what_other_terminals_show_but_for_the_known_gaps() {
    let mut gaps = BTreeSet::new();
    let mut said = String::new();
    for terminal in ["xterm", "pyte"] {
        let expected: BTreeMap<String, Shown> =
            serde_json::from_str(&file(&format!("screens/{terminal}.json"))).unwrap();
        let mut cases = serde_json::from_str(&file("screens/cases.json")).unwrap();
        for (name, mut expected) in expected {
            expected.rows = expected.rows.iter().map(|row| shown(row)).collect();
            let found = Case::named(&name, &mut cases).shown();
            if found != expected {
                said += &format!("{name}: we {found:?}\n  {terminal} {expected:?}\n");
                gaps.insert((name, terminal.to_owned()));
            }
        }
    }
    assert_eq!(gaps, known_gaps(), "{said}");
}
