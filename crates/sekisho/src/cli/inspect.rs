//! What is this file, what was read from it, and what was rejected and why?

use std::path::{Path, PathBuf};

use clap::Args;
use sekisho_domain::fact::Evidenced;
use sekisho_ingest::read::{
    Contents, Limits, NAMED_OTHERWISE, NAMES_NO_SESSION, Rejection, read, read_timed,
};
use sekisho_recording::{Kind, Recording, TimeBasis, derive, sniff};
use serde_json::{Map, Value, json};

use super::output::misused;
use super::{Common, Exit, output};
use crate::answer::AnswerError;

/// Arguments of `sekisho inspect`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho inspect alice-0e34861185201706f.log
  sekisho inspect --json CloudTrail/*.json.gz | jq '.rejected'
  sekisho inspect session.typescript --timing session.timing

Nothing is archived. Exit status 5 when anything was rejected.")]
pub(crate) struct Inspect {
    /// Files to read.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    clock: TimingFile,
}

/// The second file of a recording of `script`.
#[derive(Debug, Default, Args)]
pub(crate) struct TimingFile {
    /// The timing file that `script --log-timing` wrote beside FILE: gives its output the recorded times.
    #[arg(long, value_name = "TIMING")]
    timing: Option<PathBuf>,
}

impl Inspect {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<Exit> {
        let mut exit = Exit::Success;
        for file in &self.files {
            let contents = match contents(file, &self.clock) {
                Ok(contents) => contents,
                Err(error) => {
                    exit = output::failure(&error, common.json);
                    continue;
                }
            };
            if !contents.rejected.is_empty() && exit == Exit::Success {
                exit = Exit::Incomplete;
            }
            if common.json {
                output::json(&as_json(file, &contents)?)?;
            } else {
                output::text(as_text(file, &contents)?)?;
            }
        }
        Ok(exit)
    }
}

/// Reads a file as ingestion would, without archiving it; with a timing file, as a typescript that it belongs to.
pub(crate) fn contents(file: &Path, clock: &TimingFile) -> anyhow::Result<Contents> {
    let bytes = bytes(file)?;
    let timing = clock.timing.as_deref().map(self::bytes).transpose()?;
    let original = sekisho_ingest::hash(&bytes);
    let name = file.to_string_lossy();
    let Some(timing) = timing else {
        return Ok(read(original, &bytes, &name, &Limits::DEFAULT));
    };
    match sniff(&bytes) {
        Some(Kind::Typescript | Kind::SessionLog) | None => {
            Ok(read_timed(original, &bytes, &timing, &name, &Limits::DEFAULT))
        }
        Some(kind) => {
            let message = format!("{name} is no typescript but of the kind {}", kind.name());
            let hint = "leave --timing out: only the typescripts of `script` need a second file";
            Err(misused(message, hint).into())
        }
    }
}

/// What of a file could not be read. Whose session it records says nothing of its lines and times.
pub(super) fn damage(contents: &Contents) -> impl Iterator<Item = &Rejection> {
    let of_names = [NAMES_NO_SESSION, NAMED_OTHERWISE];
    contents.rejected.iter().filter(move |rejected| !of_names.contains(&rejected.code))
}

fn bytes(file: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(file).map_err(|error| {
        let what = format!("{} cannot be read: {error}", file.display());
        AnswerError::NotFound { what, hint: "check the path and its permissions".into() }.into()
    })
}

fn as_json(file: &Path, contents: &Contents) -> anyhow::Result<Value> {
    let facts = contents.facts.iter().map(fact_json).collect::<Result<Vec<_>, _>>()?;
    let rejected: Vec<Value> = contents.rejected.iter().map(rejected_json).collect();
    let recordings: Vec<Value> = contents.recordings.iter().map(recording_json).collect();
    Ok(json!({
        "file": file.to_string_lossy(),
        "kind": contents.kind.map(|kind| kind.name()),
        "facts": facts,
        "rejected": rejected,
        "recording": recordings.first(),
        "further_recordings": recordings.get(1..).unwrap_or_default(),
    }))
}

/// What could not be read, and where.
pub(super) fn rejected_json(Rejection { at, code, reason }: &Rejection) -> Value {
    json!({"at": at, "code": code, "reason": reason})
}

/// A fact as one flat object: its type, its place in the file, and what it says. Some facts say an `at` themselves: an
/// instant.
fn fact_json(evidenced: &Evidenced) -> anyhow::Result<Value> {
    let Value::Object(tagged) = serde_json::to_value(&evidenced.fact)? else {
        anyhow::bail!("a fact is not an object");
    };
    let mut object = Map::new();
    for (kind, body) in tagged {
        object.insert("type".into(), kind.into());
        object.insert("place".into(), evidenced.evidence.at.clone().into());
        if let Value::Object(body) = body {
            object.extend(body);
        }
    }
    Ok(Value::Object(object))
}

fn recording_json(recording: &Recording) -> Value {
    let replay = derive(recording, None, None);
    // The pace of a log without a clock is ours, so its length is not something that was recorded.
    let duration_us = (replay.basis != TimeBasis::OrderOnly).then_some(replay.duration.0);
    // Logs and streams do not record resizes, which does not mean that there were none.
    let is_told = recording.kind.records_resizes() || replay.resizes > 0;
    let resizes = is_told.then_some(replay.resizes);
    let commands: Vec<Value> = replay
        .commands
        .iter()
        .map(|c| {
            json!({"text": c.text, "offset": c.offset, "context": c.context.name(), "confidence": c.confidence.name()})
        })
        .collect();
    json!({
        "session_id": recording.session_id,
        "node_id": recording.node_id,
        "size": {"cols": replay.size.cols, "rows": replay.size.rows, "basis": replay.size.basis.name()},
        "time_basis": replay.basis.name(),
        "duration_us": duration_us,
        "exit_code": recording.exit_code,
        "events": recording.events,
        "lines": replay.lines.len(),
        "omitted_lines": replay.omitted_lines,
        "resizes": resizes,
        "commands": commands,
    })
}

fn as_text(file: &Path, contents: &Contents) -> anyhow::Result<Vec<String>> {
    let kind = contents.kind.map_or("not recognised", |kind| kind.name());
    let mut lines = vec![format!("{}: {kind}", file.display())];
    for evidenced in &contents.facts {
        let Value::Object(fact) = fact_json(evidenced)? else { continue };
        let told: Vec<String> = fact.iter().filter_map(|(key, value)| scalar(key, value)).collect();
        let kind = fact.get("type").and_then(Value::as_str).unwrap_or_default();
        lines.push(format!("  fact {kind} at {}: {}", evidenced.evidence.at, told.join(", ")));
    }
    for recording in &contents.recordings {
        let replay = derive(recording, None, None);
        let session = recording.session_id.as_deref().unwrap_or("not named");
        lines.push(format!(
            "  recording of session {session}: {} lines, {} commands, {}x{} ({}), time {}",
            replay.lines.len(),
            replay.commands.len(),
            replay.size.cols,
            replay.size.rows,
            replay.size.basis.name(),
            replay.basis.name(),
        ));
        if replay.omitted_lines > 0 {
            lines.push(format!(
                "    {} more lines left out or cut: the output writes many times its own size",
                replay.omitted_lines
            ));
        }
        lines.extend(recording.exit_code.map(|code| format!("    exit code {code}")));
        lines
            .extend(replay.commands.iter().map(|c| format!("    {} {}", c.context.name(), c.text)));
    }
    for rejected in &contents.rejected {
        lines.push(format!("  rejected {} at {}: {}", rejected.code, rejected.at, rejected.reason));
    }
    Ok(lines)
}

fn scalar(key: &str, value: &Value) -> Option<String> {
    if key == "type" || key == "place" {
        return None;
    }
    match value {
        Value::String(text) => Some(format!("{key}={text}")),
        Value::Number(number) => Some(format!("{key}={number}")),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}
