//! How does the command line say of how many sessions nobody can say whether they match?

use super::output;
use crate::shape::search::UnreadShape;

/// Says so beside a list, if there is any: a list of what was read must not look like one of everything.
pub(super) fn remark(unread: Option<&UnreadShape>) {
    unread.into_iter().flat_map(lines).for_each(|line| output::remark(&line));
}

fn lines(unread: &UnreadShape) -> Vec<String> {
    let UnreadShape { sessions, waiting, no_engine, in_part, no_video } = *unread;
    let desktops = if sessions == 1 { "remote desktop" } else { "remote desktops" };
    let head =
        format!("{sessions} {desktops} may match or not, as not all that was on screen was read:");
    let why = [
        (waiting, "to be read by the ingest that runs, or the next one: wait for it"),
        (
            no_engine,
            "with nothing here that reads text: install tesseract-ocr, tesseract-ocr-eng and tesseract-ocr-jpn, and run `sekisho rebuild`",
        ),
        (in_part, "read in part, or not at all: `sekisho sessions show` says why"),
        (no_video, "without a recording: `sekisho sessions show` says why"),
    ];
    let why = why.into_iter().filter(|(n, _)| *n > 0).map(|(n, why)| format!("  {n} {why}"));
    (sessions > 0).then_some(head).into_iter().chain(why).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_its_next_step() {
        let check = |[waiting, no_engine, in_part, no_video]: [usize; 4], expected: &[&str]| {
            let sessions = waiting + no_engine + in_part + no_video;
            let told = lines(&UnreadShape { sessions, waiting, no_engine, in_part, no_video });
            assert_eq!(told, expected);
        };
        check([0; 4], &[]);
        check(
            [1, 0, 0, 0],
            &[
                "1 remote desktop may match or not, as not all that was on screen was read:",
                "  1 to be read by the ingest that runs, or the next one: wait for it",
            ],
        );
        check(
            [0, 2, 1, 1],
            &[
                "4 remote desktops may match or not, as not all that was on screen was read:",
                "  2 with nothing here that reads text: install tesseract-ocr, tesseract-ocr-eng and tesseract-ocr-jpn, and run `sekisho rebuild`",
                "  1 read in part, or not at all: `sekisho sessions show` says why",
                "  1 without a recording: `sekisho sessions show` says why",
            ],
        );
    }
}
