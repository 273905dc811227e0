//! How does the command line say of how many sessions nobody can say whether they match?

use super::output;
use crate::shape::search::UndecidedShape;

/// Says so beside a list, if there is any: a list of what is known must not look like one of everything.
pub(super) fn remark(undecided: &UndecidedShape) {
    lines(undecided).iter().for_each(|line| output::remark(line));
}

fn lines(undecided: &UndecidedShape) -> Vec<String> {
    let UndecidedShape { sessions, unknown, waiting, no_engine, in_part, no_video, unattached } =
        *undecided;
    let count = if sessions == 1 { "session" } else { "sessions" };
    let head = format!("{sessions} {count} may match or not (`show:undecided` lists them):");
    let why = [
        (
            unknown,
            "of which nothing tells when, by whom or on which node: `sekisho sessions show` says what is known",
        ),
        (waiting, "with a screen to be read by the ingest that runs, or the next one: wait for it"),
        (
            no_engine,
            "with a screen and nothing here that reads text: install tesseract-ocr, tesseract-ocr-eng and tesseract-ocr-jpn, and run `sekisho rebuild`",
        ),
        (
            in_part,
            "with a screen that was read in part, or not at all: `sekisho sessions show` says why",
        ),
        (
            no_video,
            "with a screen of which there is no recording: `sekisho sessions show` says why",
        ),
    ];
    let why = why.into_iter().filter(|(n, _)| *n > 0).map(|(n, why)| format!("  {n} {why}"));
    let videos = (unattached > 0).then(|| {
        format!(
            "recordings that belong to no session, so that no question finds them: {unattached}; \
             `sekisho recordings list` shows them"
        )
    });
    (sessions > 0).then_some(head).into_iter().chain(why).chain(videos).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_its_next_step() {
        let check = |[unknown, waiting, no_engine, in_part, no_video, unattached]: [usize; 6],
                     expected: &[&str]| {
            let sessions = unknown + waiting + no_engine + in_part + no_video;
            let undecided = UndecidedShape {
                sessions,
                unknown,
                waiting,
                no_engine,
                in_part,
                no_video,
                unattached,
            };
            assert_eq!(lines(&undecided), expected);
        };
        check([0; 6], &[]);
        check(
            [1, 1, 0, 0, 0, 0],
            &[
                "2 sessions may match or not (`show:undecided` lists them):",
                "  1 of which nothing tells when, by whom or on which node: `sekisho sessions show` says what is known",
                "  1 with a screen to be read by the ingest that runs, or the next one: wait for it",
            ],
        );
        check(
            [0, 0, 2, 1, 1, 0],
            &[
                "4 sessions may match or not (`show:undecided` lists them):",
                "  2 with a screen and nothing here that reads text: install tesseract-ocr, tesseract-ocr-eng and tesseract-ocr-jpn, and run `sekisho rebuild`",
                "  1 with a screen that was read in part, or not at all: `sekisho sessions show` says why",
                "  1 with a screen of which there is no recording: `sekisho sessions show` says why",
            ],
        );
        check(
            [0, 0, 0, 0, 0, 2],
            &[
                "recordings that belong to no session, so that no question finds them: 2; `sekisho recordings list` shows them",
            ],
        );
    }
}
