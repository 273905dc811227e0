//! How are sessions listed, shown, read and exported at the command line?

use std::io::Write;

use super::cast::Cast;
use super::commands::Commands;
use super::cut::Cut;
use super::moment::{local, moment, window};
use super::play::Play;
use super::screen_text::ScreenText;
use super::still::Still;
use super::text::Text;
use super::video::{Video, length};
use super::{Common, DataDir, Exit, around, marks, output, screen_text, undecided};
use crate::answer::register::Register;
use crate::answer::{self, Page, Question};
use crate::shape::recording::{AttachedBy, Disowned, RecordingShape, ScreenShape};
use crate::shape::session::{SessionDetail, SessionRow};
use clap::{Args, Subcommand};

/// Commands of `sekisho sessions`.
#[derive(Debug, Subcommand)]
pub(crate) enum Sessions {
    /// List sessions, newest first.
    #[command(after_help = "\
Examples:
  sekisho sessions list
  sekisho sessions list --limit 20 approval:none started:last-week
  sekisho sessions list --json recording:missing")]
    List(Asked),
    /// Show one session with its request, approvals, findings and originals.
    #[command(after_help = "\
Examples:
  sekisho sessions show alice@example.com-vrz5442rvc73kwy2ccveoxn44o
  sekisho sessions show --json alice@example.com-vrz5442rvc73kwy2ccveoxn44o")]
    Show(One),
    /// Play one session in this terminal, with the keys of the browser.
    Play(Play),
    /// Print the transcript of one session as plain text.
    Text(Text),
    /// List the commands of one session, with how many lines each printed.
    Commands(Commands),
    /// List where secrets were masked and where the output hides something.
    #[command(after_help = "\
Examples:
  sekisho sessions marks alice@example.com-vrz5442rvc73kwy2ccveoxn44o
  sekisho sessions marks --json alice@example.com-vrz5442rvc73kwy2ccveoxn44o")]
    Marks(One),
    /// List what the same person did around one session, and what was done about its request.
    #[command(after_help = "\
Examples:
  sekisho sessions around alice@example.com-vrz5442rvc73kwy2ccveoxn44o")]
    Around(One),
    /// Write the recording of one session as an asciicast, for asciinema and others.
    Cast(Cast),
    /// Draw the screen of one session at a moment, as PNG or SVG.
    Still(Still),
    /// Write the video of a remote desktop as it is archived.
    Video(Video),
    /// Print what a machine read on a remote desktop, with the positions.
    ScreenText(ScreenText),
    /// Write the access register of every matching session to standard output.
    Export(Export),
}

/// Which sessions.
#[derive(Debug, Args)]
pub(crate) struct Asked {
    #[command(flatten)]
    data: DataDir,
    #[command(flatten)]
    cut: Cut,
    /// As in `sekisho search`; everything if not given.
    #[arg(value_name = "QUESTION")]
    question: Vec<String>,
}

/// One session.
#[derive(Debug, Args)]
pub(crate) struct One {
    #[command(flatten)]
    pub(super) data: DataDir,
    /// The session id, or denied: and the event id of a refused attempt.
    #[arg(value_name = "SESSION")]
    pub(super) session: String,
}

/// What to export.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho sessions export started:last-week > register.csv
  sekisho sessions export --format csv-excel node:prod-db > for-excel.csv
  sekisho sessions export --format jsonl 'approval:none OR approval:undeterminable' > register.jsonl")]
pub(crate) struct Export {
    #[command(flatten)]
    data: DataDir,
    /// csv, csv-excel (with a byte order mark) or jsonl.
    #[arg(long, default_value = "csv")]
    format: String,
    /// As in `sekisho search`; everything if not given.
    #[arg(value_name = "QUESTION")]
    question: Vec<String>,
}

impl Sessions {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<Exit> {
        match self {
            Self::List(asked) => list(asked, common)?,
            Self::Show(one) => show(one, common)?,
            Self::Play(play) => play.run(common)?,
            Self::Text(text) => text.run(common)?,
            Self::Commands(commands) => commands.run(common)?,
            Self::Marks(one) => marks::list(one, common)?,
            Self::Around(one) => around::list(one, common)?,
            Self::Cast(cast) => cast.run(common)?,
            Self::Still(still) => still.run(common)?,
            Self::Video(video) => video.run(common)?,
            Self::ScreenText(text) => text.run(common)?,
            Self::Export(export) => {
                let (runtime, desk) = common.desk(&export.data)?;
                let format = answer::register::format(&export.format)?;
                let question =
                    Question { text: export.question.join(" "), zone: None, page: Page::FIRST };
                let written = answer::register::write(&desk, &question, format);
                let Register { bytes, undecided } = runtime.block_on(written)?;
                std::io::stdout().lock().write_all(&bytes)?;
                undecided::remark(&undecided);
            }
        }
        Ok(Exit::Success)
    }
}

fn list(asked: &Asked, common: &Common) -> anyhow::Result<()> {
    let (runtime, desk) = common.desk(&asked.data)?;
    let question = Question { text: asked.question.join(" "), zone: None, page: asked.cut.page() };
    let page = runtime.block_on(answer::search::list(&desk, &question))?;
    if common.json {
        output::json(&page)?;
    } else {
        print_rows(&page.sessions, common)?;
    }
    asked.cut.remark(page.sessions.len(), page.total);
    undecided::remark(&page.undecided);
    Ok(())
}

fn show(one: &One, common: &Common) -> anyhow::Result<()> {
    let (runtime, desk) = common.desk(&one.data)?;
    let detail = runtime.block_on(answer::session::detail(&desk, &one.session))?;
    if common.json { output::json(&detail) } else { output::text(lines(&detail, common)) }
}

/// Prints sessions as a table.
pub(crate) fn print_rows(rows: &[SessionRow], common: &Common) -> anyhow::Result<()> {
    let header = ["started", "who", "node", "kind", "approval", "recording", "findings", "session"];
    let cells = rows.iter().map(|row| {
        vec![
            moment(&row.started, common),
            row.person.as_ref().map_or_else(|| "not known".into(), |person| person.name.clone()),
            node(row),
            if row.outcome.started {
                row.kind.to_owned()
            } else {
                format!("{} (denied)", row.kind)
            },
            row.approval.class.to_owned(),
            row.recording.time_basis.as_ref().map_or_else(
                || row.recording.state.to_owned(),
                |basis| format!("{} ({basis})", row.recording.state),
            ),
            row.findings.iter().map(|finding| finding.rule.as_str()).collect::<Vec<_>>().join(", "),
            row.key.clone(),
        ]
    });
    output::table(&header, cells.collect())
}

fn lines(detail: &SessionDetail, common: &Common) -> Vec<String> {
    let row = &detail.session;
    let mut lines = vec![
        format!("session    {}", row.key),
        format!(
            "who        {}",
            row.person.as_ref().map_or("not known", |person| person.name.as_str())
        ),
        format!("node       {}", node(row)),
        format!("kind       {} ({} access)", row.kind, row.access),
        format!("started    {}", moment(&row.started, common)),
        format!("ended      {}", moment(&row.ended, common)),
        format!("reason     {}", row.reason.as_deref().unwrap_or("none given")),
        format!("match      {}", matching(row)),
        format!("approval   {}", approval(row)),
        format!("recording  {}", recording(row)),
    ];
    lines.extend(exit_code(detail).map(|code| format!("exit code  {code}")));
    lines.extend(detail.recording.as_ref().and_then(marked));
    for screen in &detail.screens {
        lines.extend(footage(screen));
        lines.extend(joined(screen, common));
    }
    lines.extend(watched(detail));
    lines.extend(detail.disowned.iter().map(|said| disowned(said, common)));
    for request in &detail.requests {
        let requester =
            request.requester.as_ref().map_or("not known", |person| person.name.as_str());
        lines.push(format!("request    {} by {requester}: {}", request.id, request.status));
        for decision in &request.approvals {
            lines.push(format!(
                "           {} by {} at {}",
                decision.decision,
                decision.approver.name,
                local(&decision.at, common)
            ));
        }
        if let Some(allowed) = &request.window {
            lines.push(format!("           allowed from {}", window(allowed, common)));
        }
    }
    lines.extend(
        row.findings
            .iter()
            .map(|f| format!("finding    [{}] {}: {}", f.severity, f.rule, f.statement)),
    );
    lines.extend(detail.originals.iter().map(|o| format!("original   {} {}", o.sha256, o.locator)));
    lines
}

/// How the command ended, of a session that is no more than a command.
fn exit_code(detail: &SessionDetail) -> Option<i32> {
    detail.recording.as_ref()?.sources.iter().find_map(|source| source.exit_code)
}

fn node(row: &SessionRow) -> String {
    let node = row.node.as_ref().map_or_else(
        || "not known".to_owned(),
        |node| {
            node.name
                .as_ref()
                .map_or_else(|| node.id.clone(), |name| format!("{name} ({})", node.id))
        },
    );
    match row.tunnel.as_ref().and_then(|tunnel| tunnel.host.as_ref()) {
        Some(host) => format!("{node} -> {host}"),
        None => node,
    }
}

fn matching(row: &SessionRow) -> String {
    let mut text = row.request.kind.to_owned();
    if let Some(basis) = row.request.basis.as_ref().or(row.request.because.as_deref().as_ref()) {
        text = format!("{text}: {basis}");
    }
    for against in &row.request.against {
        text = format!("{text}; but {against}");
    }
    if row.request.ids.is_empty() {
        text
    } else {
        format!("{text} ({})", row.request.ids.join(", "))
    }
}

fn approval(row: &SessionRow) -> String {
    match &row.approval.because {
        Some(because) => format!("{}: {because}", row.approval.class),
        None if row.approval.approvers.is_empty() => row.approval.class.to_owned(),
        None => format!("{}: {}", row.approval.class, row.approval.approvers.join(", ")),
    }
}

/// What the transcript does not show, if there is anything.
fn marked(recording: &RecordingShape) -> Option<String> {
    let count = |n: u64, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let secrets = (recording.secrets > 0)
        .then(|| count(recording.secrets, "secret masked", "secrets masked"));
    let hidden = (recording.hidden > 0)
        .then(|| count(recording.hidden, "place hides output", "places hide output"));
    let told: Vec<String> = secrets.into_iter().chain(hidden).collect();
    (!told.is_empty()).then(|| format!("           {}; see `sessions marks`", told.join(", ")))
}

/// What plays of a video, how it ends if not as it should, and why it has no pictures.
fn footage(screen: &ScreenShape) -> Vec<String> {
    let mut told = vec![screen.media_type.to_owned(), format!("{} bytes", screen.size_bytes)];
    let about = screen.about.as_ref();
    told.extend(about.and_then(|about| about.duration_us).map(length));
    if let Some((width, height)) = about.and_then(|about| about.width.zip(about.height)) {
        told.push(format!("{width}x{height}"));
    }
    told.extend(about.and_then(|about| about.codec.clone()));
    let mut lines = vec![
        format!("video {}", screen.sha256),
        format!("{}; write it with `sessions video`", told.join(", ")),
    ];
    lines.extend(match about {
        Some(about) => about.ends.clone(),
        None => Some("not looked through yet: whether it is whole is not known".into()),
    });
    lines.extend(screen.pictures_because.as_ref().map(|because| format!("pictures: {because}")));
    let text = screen_text::about(&screen.text);
    lines.push(format!("screen text: {text}; print it with `sessions screen-text`"));
    lines.iter().map(|line| format!("           {line}")).collect()
}

/// How much of the time that a desktop was open is in its videos. Nothing tells how much should be: a screen that nobody
/// looks at may not be filmed.
fn watched(detail: &SessionDetail) -> Option<String> {
    let open = u64::try_from(detail.session.duration_us?).ok()?;
    let lasts: Option<Vec<u64>> =
        detail.screens.iter().map(|screen| screen.about.as_ref()?.duration_us).collect();
    let lasts = lasts.filter(|lasts| !lasts.is_empty())?.into_iter().fold(0, u64::saturating_add);
    Some(format!("           {} in all; it was open for {}", length(lasts), length(open)))
}

fn recording(row: &SessionRow) -> String {
    let detail = row.recording.because.as_ref().or(row.recording.time_basis.as_ref());
    detail.map_or_else(
        || row.recording.state.to_owned(),
        |detail| format!("{}: {detail}", row.recording.state),
    )
}

/// Whose a recording is that metadata says is of this session.
fn disowned(said: &Disowned, common: &Common) -> String {
    let Disowned { sha256, session, by, reason, at } = said;
    let whose = match session {
        Some(session) => format!("it shows session {session}"),
        None => "it shows no session that is known".into(),
    };
    let at = local(at, common);
    format!(
        "           metadata of recording {sha256} names this session; {by} said at {at} that {whose}, because: {reason}"
    )
}

/// How it is known whose screen a video shows, where its place does not name the session.
fn joined(screen: &ScreenShape, common: &Common) -> Option<String> {
    match &screen.attached {
        Some(AttachedBy { by, reason, at, told }) => {
            let at = local(at, common);
            let told = told.as_ref().map(|told| format!("; its metadata names session {told}"));
            let told = told.unwrap_or_default();
            Some(format!("           attached by {by} at {at}, because: {reason}{told}"))
        }
        None if screen.joined == "told" => {
            Some("           its key names no session; its metadata names this one".into())
        }
        None if screen.joined == "fits" => {
            Some("           names no session; it fits node and time of no other desktop".into())
        }
        None => None,
    }
}
