//! How does the command line say whose screen a recording shows?

use std::sync::Arc;

use clap::{Args, Subcommand};

use super::moment::{local, moment};
use super::video::{Into, length};
use super::{Common, DataDir, Exit, output};
use crate::answer;
use crate::answer::reason::Reason;
use crate::shape::recording::{AttachedBy, Unattached};
use crate::shape::session::SessionRow;

/// Commands of `sekisho recordings`.
#[derive(Debug, Subcommand)]
pub(crate) enum Recordings {
    /// List the recordings that belong to no session, with the sessions that they may belong to.
    List(List),
    /// Write a recording as it is archived, to watch it before you say whose screen it shows.
    Video(Video),
    /// Say which session a recording shows. Your word is sealed, and shown beside the recording.
    Attach(Attach),
    /// Say that a recording shows no session that is known, whatever was said before, fits, or stands in its metadata. Your
    /// word is sealed.
    Detach(Detach),
}

/// Where.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho recordings list --data ./evidence
  sekisho recordings list --data ./evidence --json

A video whose key or metadata names its connection, or the node and time of one desktop only, finds its session by itself.")]
pub(crate) struct List {
    #[command(flatten)]
    data: DataDir,
}

/// Which recording, and where to.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho recordings video SHA256 --output unknown.mp4
  sekisho recordings video SHA256 | mpv -")]
pub(crate) struct Video {
    #[command(flatten)]
    data: DataDir,
    /// The hash of the recording, or its first 12 characters, as `sekisho recordings list` prints it.
    #[arg(value_name = "SHA256")]
    recording: String,
    #[command(flatten)]
    into: Into,
}

/// Which recording, and whose.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho recordings attach SHA256 SESSION --reason \"the ticket of CHG-0915 is on the screen\"

Of several words about one recording the last counts; all stay in the archive. They count more than metadata of the object,
and not more than its key.")]
pub(crate) struct Attach {
    #[command(flatten)]
    data: DataDir,
    /// The hash of the recording, or its first 12 characters, as `sekisho recordings list` prints it.
    #[arg(value_name = "SHA256")]
    recording: String,
    /// The key of the session.
    #[arg(value_name = "SESSION")]
    session: String,
    /// How you know, in words.
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// Which recording.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho recordings detach SHA256 --reason \"it was CHG-0951 and not CHG-0915\"

Afterwards the recording is of no session, until somebody attaches it.")]
pub(crate) struct Detach {
    #[command(flatten)]
    data: DataDir,
    /// The hash of the recording, or its first 12 characters, as `sekisho sessions show` prints it.
    #[arg(value_name = "SHA256")]
    recording: String,
    /// How you know, in words.
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

impl Recordings {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<Exit> {
        match self {
            Self::List(list) => list.run(common)?,
            Self::Video(video) => video.run(common)?,
            Self::Attach(attach) => attach.run(common)?,
            Self::Detach(detach) => detach.run(common)?,
        }
        Ok(Exit::Success)
    }
}

impl List {
    fn run(&self, common: &Common) -> anyhow::Result<()> {
        let (runtime, desk) = common.desk(&self.data)?;
        let listed = runtime.block_on(answer::recordings::unattached(&desk))?;
        if common.json {
            return output::json(&listed);
        }
        if listed.recordings.is_empty() {
            return output::text(["every recording belongs to a session".to_owned()]);
        }
        output::text(listed.recordings.iter().flat_map(|recording| lines(recording, common)))?;
        output::remark(
            "watch one with `sekisho recordings video`, and say whose it is with `attach`",
        );
        Ok(())
    }
}

/// Says how many recordings belong to no session, if any do.
pub(crate) fn unattached(count: u64) -> Option<String> {
    let said = "recordings of remote desktops that belong to no session";
    (count > 0).then(|| format!("{said}: {count}; `sekisho recordings list` shows them"))
}

/// What is known of a recording, and the sessions that it may show.
fn lines(recording: &Unattached, common: &Common) -> Vec<String> {
    let mut lines = vec![
        format!("recording  {}", recording.sha256),
        format!("place      {}", recording.locator),
    ];
    lines.extend(recording.also_at.iter().map(|place| format!("           {place}")));
    lines.push(format!("video      {}", plays(recording)));
    lines.extend(recording.said.as_ref().map(|AttachedBy { by, at, reason, .. }| {
        format!("said       {by} at {}, of no session that is known: {reason}", local(at, common))
    }));
    let offered = recording.offered.iter().map(|row| may_show(row, common));
    let none =
        recording.offered.is_empty().then(|| "no desktop is without a whole recording".into());
    let labels = std::iter::once("may show   ").chain(std::iter::repeat("           "));
    lines.extend(labels.zip(offered.chain(none)).map(|(label, row)| format!("{label}{row}")));
    lines
}

fn plays(recording: &Unattached) -> String {
    let about = recording.about.as_ref();
    let lasts = about.and_then(|about| about.duration_us).map(length);
    let ends = match about {
        Some(about) => about.ends.clone(),
        None => Some("not looked through yet".into()),
    };
    let told = [Some(format!("{} bytes", recording.size_bytes)), lasts, ends];
    told.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn may_show(row: &SessionRow, common: &Common) -> String {
    let who = row.person.as_ref().map_or("somebody unknown", |person| &person.name);
    let node = row.node.as_ref().map(|node| node.name.as_ref().unwrap_or(&node.id).as_str());
    let on = node.unwrap_or("an unknown node");
    format!("{}  {who} on {on}, {}", row.key, moment(&row.started, common))
}

impl Video {
    fn run(&self, common: &Common) -> anyhow::Result<()> {
        let (runtime, desk) = common.desk(&self.data)?;
        self.into.write(runtime.block_on(answer::recordings::open(&desk, &self.recording))?)
    }
}

impl Attach {
    fn run(&self, common: &Common) -> anyhow::Result<()> {
        let (runtime, desk) = common.desk(&self.data)?;
        let reason = Reason::given(&self.reason, "a recording is attached")?;
        let (desk, recording, session) = (Arc::new(desk), &self.recording, &self.session);
        let attached = answer::attaching::attach(&desk, recording, session, &reason);
        let attached = runtime.block_on(attached)?;
        if common.json {
            return output::json(&attached);
        }
        output::remark(&format!("the recording is of session {session}"));
        Ok(())
    }
}

impl Detach {
    fn run(&self, common: &Common) -> anyhow::Result<()> {
        let (runtime, desk) = common.desk(&self.data)?;
        let reason = Reason::given(&self.reason, "an attachment is taken back")?;
        let (desk, recording) = (Arc::new(desk), &self.recording);
        let detached = runtime.block_on(answer::attaching::detach(&desk, recording, &reason))?;
        if common.json {
            return output::json(&detached);
        }
        output::remark("the recording is of no session");
        Ok(())
    }
}
