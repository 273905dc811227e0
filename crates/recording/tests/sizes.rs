//! Is the size of a terminal that its log does not tell the true one, or said to be assumed?
#![allow(clippy::unwrap_used)]

mod ready;

use std::fmt::Write;

use sekisho_recording::{At, Kind, Limits, SizeBasis, What, derive, read, screen};

use crate::ready::SESSIONS;

/// Columns and rows that a session really had, one after the other.
fn true_sizes(session: &str) -> Vec<(u16, u16)> {
    let text = std::fs::read(format!("tests/sessions/{session}/truth.json")).unwrap();
    let truth: serde_json::Value = serde_json::from_slice(&text).unwrap();
    let size = |size: &serde_json::Value| {
        let (cols, rows) = size.as_str().unwrap().split_once('x').unwrap();
        (cols.parse().unwrap(), rows.parse().unwrap())
    };
    truth["sizes"].as_array().unwrap().iter().map(size).collect()
}

#[test]
fn what_is_inferred_is_true_and_the_rest_is_said_to_be_assumed() {
    let mut table = String::from("session          true                       log\n");
    for session in SESSIONS {
        let bytes = std::fs::read(format!("tests/sessions/{session}/s3.log")).unwrap();
        let size = read(Kind::SessionLog, &bytes, &Limits::DEFAULT).recordings.remove(0).size();
        let truth = true_sizes(session);
        let (is_cols, is_rows) = match &size.basis {
            SizeBasis::Inferred { from } => {
                (!from.contains("columns assumed"), !from.contains("rows assumed"))
            }
            _ => (false, false),
        };
        // Of a window that was resized it is one of its sizes, side by side.
        assert!(
            !is_cols || truth.iter().any(|(cols, _)| *cols == size.cols),
            "{session}: {size:?}"
        );
        assert!(
            !is_rows || truth.iter().any(|(_, rows)| *rows == size.rows),
            "{session}: {size:?}"
        );
        let said = match &size.basis {
            SizeBasis::Inferred { from } => format!("inferred: {from}"),
            basis => basis.name().to_owned(),
        };
        let truth: Vec<_> = truth.iter().map(|(cols, rows)| format!("{cols}x{rows}")).collect();
        let (truth, found) = (truth.join(" "), format!("{}x{}", size.cols, size.rows));
        writeln!(table, "{session:16} {truth:26} {found} {said}").unwrap();
    }
    insta::assert_snapshot!(table);
}

#[test]
fn a_size_that_was_chosen_stays() {
    let bytes = std::fs::read("tests/sessions/top_htop_resize/session.cast").unwrap();
    let recording = read(Kind::AsciicastV2, &bytes, &Limits::DEFAULT).recordings.remove(0);
    for (size, resizes, rows) in [(None, 3, 28), (Some((60, 20)), 0, 20)] {
        let replay = derive(&recording, None, size);
        let events = replay.segments.iter().flat_map(|segment| &segment.events);
        let is_resize = |what: &What| matches!(what, What::Resize(..));
        assert_eq!(events.filter(|event| is_resize(&event.what)).count(), resizes, "{size:?}");
        assert_eq!(replay.resizes, resizes, "{size:?}");
        assert_eq!(screen(&recording, size, At::End, None).len(), rows, "{size:?}");
    }
}
