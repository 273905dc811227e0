//! When was each line of a recording file complete, and how sure is that?

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::{SignedDuration, Timestamp};
use sekisho_ingest::read::Rejection;
use sekisho_recording::{
    Clock, Completed, Ends, Kind, Recording, TimeBasis, align, completed, masked,
};
use serde_json::{Value, json};

use super::moment::{precise, typed};
use super::output::misused;
use super::{Common, Exit, inspect, output};
use crate::answer::AnswerError;

/// Arguments of `sekisho timeline`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho timeline session.log                      the order of the lines; a log has no clock
  sekisho timeline session.log stream.ndjson        each line with the clock of the CloudWatch stream
  sekisho timeline session.log --from 2026-11-23T12:02:44Z --to 2026-11-23T12:02:55Z
  sekisho timeline --json session.cast | jq .summary

A line was complete between NOT BEFORE and NOT AFTER. OFFSET is the byte that completed it, so that
`sekisho screen FILE --at @OFFSET` shows it. BASIS says where the bounds come from:
  exact       the recording has the time of every event; its start is known to the second
  anchored    the stream delivered the line then, by the clock of the node
  estimated   between other lines, or between start and end of the session
  order-only  not both bounds are known

What of a file could not be read is said below the table, and the exit status is then 5.

Start and end of a session are in CloudTrail and in the session history; the line `Script started`
of a log says when the log was written.")]
pub(crate) struct Timeline {
    /// A recording: session log, PowerShell transcript, CloudWatch stream, asciicast, typescript or ttyrec.
    #[arg(value_name = "TRANSCRIPT")]
    transcript: PathBuf,
    /// The CloudWatch stream of the same session.
    #[arg(value_name = "STREAM")]
    stream: Option<PathBuf>,
    /// When the session was started, such as 2026-11-23T12:02:44Z.
    #[arg(long, value_name = "TIME", value_parser = typed)]
    from: Option<Timestamp>,
    /// When it had ended.
    #[arg(long, value_name = "TIME", value_parser = typed)]
    to: Option<Timestamp>,
    /// The session, if a file holds several.
    #[arg(long, value_name = "ID")]
    session: Option<String>,
    /// Print the text of the lines too, with secrets masked.
    #[arg(long)]
    text: bool,
    #[command(flatten)]
    clock: inspect::TimingFile,
}

impl Timeline {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<Exit> {
        if let (Some(from), Some(to)) = (self.from, self.to)
            && from > to
        {
            return Err(misused("--from is later than --to", "exchange the two instants").into());
        }
        let mut damage = Vec::new();
        let recording = self.recording(&mut damage)?;
        // After the clock is known: in the stream nothing is masked yet.
        let recording = masked(&recording).0;
        let lines = completed(&recording, Ends { started: self.from, ended: self.to });
        if common.json {
            let mut answer = self.as_json(&recording, &lines);
            answer["rejected"] = damage.iter().map(Damage::as_json).collect();
            output::json(&answer)?;
        } else {
            output::text(self.as_text(&recording, &lines, common))?;
        }
        for Damage { file, rejected } in &damage {
            output::remark(&format!("note: {file} at {}: {}", rejected.at, rejected.reason));
        }
        Ok(if damage.is_empty() { Exit::Success } else { Exit::Incomplete })
    }

    /// The transcript with the best clock there is.
    fn recording(&self, damage: &mut Vec<Damage>) -> anyhow::Result<Recording> {
        let mut first = recordings(&self.transcript, &self.clock, damage)?;
        let Some(other) = &self.stream else {
            return Ok(one_of(&mut first, self.session.as_deref(), &self.transcript)?);
        };
        let untimed = inspect::TimingFile::default();
        let (mut logs, mut streams) = (first, recordings(other, &untimed, damage)?);
        if is_stream(&logs) && !is_stream(&streams) {
            std::mem::swap(&mut logs, &mut streams);
        }
        if !is_stream(&streams) || is_stream(&logs) {
            let names = format!("{} and {}", self.transcript.display(), other.display());
            let hint = "give the session log and the stream of its session";
            return Err(misused(format!("{names} are not a transcript and a stream"), hint).into());
        }
        let mut log = one_of(&mut logs, self.session.as_deref(), &self.transcript)?;
        if matches!(log.clock, Clock::Exact { .. }) {
            return Err(misused("the recording has its own clock", "leave the stream out").into());
        }
        let wanted = log.session_id.clone().or_else(|| self.session.clone());
        let stream = one_of(&mut streams, wanted.as_deref(), other)?;
        log.clock = align(&log, &stream).clock;
        if log.clock == Clock::Absent {
            output::remark("note: no line of the stream is one of the transcript at a known time");
        }
        Ok(log)
    }

    fn as_json(&self, recording: &Recording, lines: &[Completed]) -> Value {
        let row = |(index, line): (usize, &Completed)| {
            let (not_before, not_after) = match (line.not_before, line.position) {
                (None, Some(position)) => {
                    (json!(position.as_seconds()), json!(position.as_seconds()))
                }
                _ => (json!(line.not_before), json!(line.not_after)),
            };
            let mut row = json!({
                "line": index + 1,
                "offset": completing(line),
                "not_before": not_before,
                "not_after": not_after,
                "basis": line.basis.name(),
            });
            if self.text {
                row["text"] = text(recording, line).into();
            }
            row
        };
        let rows: Vec<Value> = lines.iter().enumerate().map(row).collect();
        let summary = Summary::of(lines);
        json!({
            "session_id": recording.session_id,
            "kind": recording.kind.name(),
            "clock": clock(recording, lines),
            "rows": rows,
            "summary": {
                "lines": summary.lines,
                "exact": summary.exact,
                "anchored": summary.anchored,
                "estimated": summary.estimated,
                "order_only": summary.order_only,
                "widest_us": summary.widest.map(|widest| widest.as_micros() as u64),
            },
        })
    }

    fn as_text(&self, recording: &Recording, lines: &[Completed], common: &Common) -> Vec<String> {
        let mut rows = vec![format!(
            "{:>7} {:>10}  {:30}  {:30}  BASIS",
            "LINE", "OFFSET", "NOT BEFORE", "NOT AFTER"
        )];
        let bound = |at: Option<Timestamp>, line: &Completed| match (at, line.position) {
            (Some(at), _) => precise(at, common),
            (None, Some(position)) => format!("{position} s after the start"),
            (None, None) => "–".to_owned(),
        };
        rows.extend(lines.iter().enumerate().map(|(index, line)| {
            let (from, to) = (bound(line.not_before, line), bound(line.not_after, line));
            let (number, offset, basis) = (index + 1, completing(line), line.basis.name());
            match self.text {
                true => {
                    let text = text(recording, line);
                    format!("{number:>7} {offset:>10}  {from:30}  {to:30}  {basis:10}  {text}")
                }
                false => format!("{number:>7} {offset:>10}  {from:30}  {to:30}  {basis}"),
            }
        }));
        rows.push(Summary::of(lines).to_string());
        rows
    }
}

/// How much is known of how many lines.
#[derive(Default)]
struct Summary {
    lines: usize,
    exact: usize,
    anchored: usize,
    estimated: usize,
    order_only: usize,
    /// The longest time between two bounds, where both are known.
    widest: Option<SignedDuration>,
}

impl Summary {
    fn of(lines: &[Completed]) -> Summary {
        let mut summary = Summary { lines: lines.len(), ..Summary::default() };
        for line in lines {
            match line.basis {
                TimeBasis::Exact => summary.exact += 1,
                TimeBasis::Anchored => summary.anchored += 1,
                TimeBasis::Estimated => summary.estimated += 1,
                TimeBasis::OrderOnly => summary.order_only += 1,
            }
            let width =
                line.not_before.zip(line.not_after).map(|(from, to)| to.duration_since(from));
            summary.widest = summary.widest.max(width);
        }
        summary
    }
}

impl std::fmt::Display for Summary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let lines = if self.lines == 1 { "line" } else { "lines" };
        write!(f, "{} {lines}", self.lines)?;
        for (count, basis) in [
            (self.exact, TimeBasis::Exact),
            (self.anchored, TimeBasis::Anchored),
            (self.estimated, TimeBasis::Estimated),
            (self.order_only, TimeBasis::OrderOnly),
        ] {
            if count > 0 {
                write!(f, ", {count} {}", basis.name())?;
            }
        }
        match self.widest {
            Some(widest) => write!(f, "; the widest interval is {:.3} s", widest.as_secs_f64()),
            None if self.exact > 0 => write!(f, "; when the recording starts is not known"),
            None => write!(f, "; no line has a known time"),
        }
    }
}

/// What of a file could not be read, so that lines may be missing or their times may be.
struct Damage {
    file: String,
    rejected: Rejection,
}

impl Damage {
    fn as_json(&self) -> Value {
        let mut damage = inspect::rejected_json(&self.rejected);
        damage["file"] = self.file.as_str().into();
        damage
    }
}

fn recordings(
    file: &Path,
    clock: &inspect::TimingFile,
    damage: &mut Vec<Damage>,
) -> anyhow::Result<Vec<Recording>> {
    let contents = inspect::contents(file, clock)?;
    let of_file = |rejected: &Rejection| Damage {
        file: file.display().to_string(),
        rejected: rejected.clone(),
    };
    damage.extend(inspect::damage(&contents).map(of_file));
    if contents.recordings.is_empty() {
        return Err(AnswerError::NotFound {
            what: format!("{} holds no recording", file.display()),
            hint: "run `sekisho inspect` on it to see what it is".into(),
        }
        .into());
    }
    Ok(contents.recordings)
}

fn is_stream(recordings: &[Recording]) -> bool {
    recordings.iter().any(|recording| recording.kind == Kind::CloudWatchStream)
}

/// The recording of the wanted session, or the only one.
fn one_of(
    recordings: &mut Vec<Recording>,
    wanted: Option<&str>,
    file: &Path,
) -> Result<Recording, AnswerError> {
    let is_wanted = |recording: &Recording| match (wanted, &recording.session_id) {
        (Some(wanted), Some(id)) => wanted == id,
        _ => true,
    };
    let found: Vec<usize> = (0..recordings.len()).filter(|i| is_wanted(&recordings[*i])).collect();
    let ids = recordings.iter().filter_map(|recording| recording.session_id.clone());
    let ids = ids.collect::<Vec<_>>().join(", ");
    match (found.as_slice(), wanted) {
        ([index], _) => Ok(recordings.swap_remove(*index)),
        ([], Some(wanted)) => Err(misused(
            format!("{} is of session {ids}, not of {wanted}", file.display()),
            "the clock of another session says nothing about this one: give two files of one session",
        )),
        _ => {
            let message = format!("{} holds several sessions: {ids}", file.display());
            Err(misused(message, "choose one with --session"))
        }
    }
}

/// The byte that completes a line.
fn completing(line: &Completed) -> u64 {
    line.bytes.end - 1
}

/// Whose clock the times are of.
fn clock(recording: &Recording, lines: &[Completed]) -> Option<&'static str> {
    let is_timed = lines.iter().any(|line| line.not_before.or(line.not_after).is_some());
    match &recording.clock {
        Clock::Exact { started: Some(_), .. } => Some("recorder"),
        Clock::Exact { .. } if !is_timed => Some("position"),
        Clock::Lines { anchors } if !anchors.is_empty() => Some("node"),
        _ => is_timed.then_some("given"),
    }
}

fn text(recording: &Recording, line: &Completed) -> String {
    let place = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX);
    let bytes = recording.output.get(place(line.bytes.start)..place(line.bytes.end));
    let text = String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned();
    text.trim_end_matches(['\r', '\n']).to_owned()
}
