//! How does the command line say whose screen a recording shows?

use std::sync::Arc;

use clap::{Args, Subcommand};

use super::{Common, DataDir, Exit, output};
use crate::answer;
use crate::answer::reason::Reason;
use crate::shape::recording::Unattached;

/// Commands of `sekisho recordings`.
#[derive(Debug, Subcommand)]
pub(crate) enum Recordings {
    /// List the recordings that belong to no session, with the sessions that they may belong to.
    List(List),
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
    /// The hash of the recording, as `sekisho recordings list` prints it.
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
    /// The hash of the recording, as `sekisho sessions show` prints it.
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
        let rows = listed.recordings.iter().flat_map(rows).collect();
        output::table(&["recording", "place", "may belong to", "of", "on"], rows)
    }
}

/// A row for the recording with the first session that is offered, and one for each further.
fn rows(recording: &Unattached) -> Vec<Vec<String>> {
    let mut sessions = recording.offered.iter().map(|session| {
        let who = session.person.as_ref().map(|person| person.name.clone());
        let node = session.node.as_ref().map(|node| node.name.clone().unwrap_or(node.id.clone()));
        [session.key.clone(), who.unwrap_or_default(), node.unwrap_or_default()]
    });
    let first = sessions
        .next()
        .unwrap_or_else(|| ["no session without one".into(), String::new(), String::new()]);
    let named = [recording.sha256.clone(), recording.locator.clone()];
    let first = [named.to_vec(), first.to_vec()].concat();
    let more =
        sessions.map(|session| [vec![String::new(), String::new()], session.to_vec()].concat());
    [first].into_iter().chain(more).collect()
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
