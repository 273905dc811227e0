//! How does the command line print what a machine read on a remote desktop?

use clap::Args;

use super::sessions::One;
use super::{Common, output};
use crate::answer;
use crate::shape::screen_text::{AboutTextShape, ScreenLineShape};

/// Arguments of `sekisho sessions screen-text`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho sessions screen-text SESSION
  sekisho search 'screen:\"stop the service\"'

Each line stands where it came, with its position in the video. A machine read it and may be wrong: what it did not read
may have been there all the same; `…` stands for words that it was not sure of, and `*` for every letter of a secret. It
reads the key frames in which anything changed, where tesseract is installed.")]
pub(crate) struct ScreenText {
    #[command(flatten)]
    one: One,
    /// The hash of the video, where a session has several; all of them if not given, and with --json the first.
    #[arg(long, value_name = "SHA256")]
    original: Option<String>,
}

impl ScreenText {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<()> {
        let (runtime, desk) = common.desk(&self.one.data)?;
        let of = |wanted: Option<&str>| {
            runtime.block_on(answer::screen_text::of(&desk, &self.one.session, wanted))
        };
        let first = of(self.original.as_deref())?;
        if common.json {
            return output::json(&first);
        }
        if first.others.is_empty() || self.original.is_some() {
            output::remark(&about(&first.about));
            return output::text(first.lines.iter().map(line));
        }
        let others: Result<Vec<_>, _> = first.others.iter().map(|other| of(Some(other))).collect();
        for video in std::iter::once(first).chain(others?) {
            output::text([format!("video {}", video.sha256)])?;
            output::remark(&about(&video.about));
            output::text(video.lines.iter().map(line))?;
        }
        Ok(())
    }
}

/// How far a video was read, in a sentence.
pub(crate) fn about(about: &AboutTextShape) -> String {
    let AboutTextShape { state, because, engine, scenes, read, failed, secrets } = about;
    let because = because.as_deref().unwrap_or("no reason is known");
    let engine = engine.as_deref().unwrap_or("a machine");
    let missing = match failed {
        0 => String::new(),
        failed => format!("; {failed} of {scenes} pictures could not be read: {because}"),
    };
    let masked = match secrets {
        0 => String::new(),
        1 => "; 1 secret masked".into(),
        secrets => format!("; {secrets} secrets masked"),
    };
    match *state {
        "waiting" => "not read yet; the ingest that runs, or the next one, reads it".into(),
        "reading" => format!("{read} of {scenes} pictures read so far, by {engine}{masked}"),
        "read" => format!("read by {engine}, which may be wrong{missing}{masked}"),
        "gave-up" => format!(
            "{read} of {scenes} pictures read by {engine}, which may be wrong; reading the others would take more than the hour that one video gets{missing}{masked}"
        ),
        "nothing-legible" => format!("{engine} read nothing in {scenes} pictures{missing}"),
        _ => format!("not read: {because}"),
    }
}

/// A line with its place in the video.
pub(crate) fn line(line: &ScreenLineShape) -> String {
    format!("{}  {}", clock(line.at_us), line.text)
}

/// A position in a video, as a link to it has it: `?t=1:23.6`. It is never before the picture that begins there.
pub(crate) fn clock(us: u64) -> String {
    let tenths = us.div_ceil(100_000);
    let (tenths, seconds) = (tenths % 10, tenths / 10);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}.{tenths}"),
        hours => format!("{hours}:{minutes:02}:{seconds:02}.{tenths}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_one_that_a_link_takes() {
        let check = |us: u64, expected: &str| assert_eq!(clock(us), expected);
        check(0, "0:00.0");
        check(83_590_000, "1:23.6");
        check(59_990_000, "1:00.0");
        check(3_723_000_000, "1:02:03.0");
    }

    #[test]
    fn every_state_is_a_sentence() {
        let check = |state: &'static str, failed: u32, because: Option<&str>, expected: &str| {
            let because = because.map(str::to_owned);
            let engine = Some("tesseract 5.3.0 (eng)".to_owned());
            let secrets = u64::from(state == "read") * 2;
            let told =
                AboutTextShape { state, because, engine, scenes: 3, read: 2, failed, secrets };
            assert_eq!(about(&told), expected);
        };
        check("waiting", 0, None, "not read yet; the ingest that runs, or the next one, reads it");
        check("reading", 0, None, "2 of 3 pictures read so far, by tesseract 5.3.0 (eng)");
        let masked = "read by tesseract 5.3.0 (eng), which may be wrong; 2 secrets masked";
        check("read", 0, None, masked);
        let slow = "read by tesseract 5.3.0 (eng), which may be wrong; 1 of 3 pictures could not be read: too slow; 2 secrets masked";
        check("read", 1, Some("too slow"), slow);
        let nothing = "tesseract 5.3.0 (eng) read nothing in 3 pictures";
        check("nothing-legible", 0, None, nothing);
        let long = "2 of 3 pictures read by tesseract 5.3.0 (eng), which may be wrong; reading the others would take more than the hour that one video gets";
        check("gave-up", 0, None, long);
        check("no-engine", 0, Some("none is installed"), "not read: none is installed");
        check("failed", 3, Some("too slow"), "not read: too slow");
    }
}
