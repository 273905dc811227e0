//! How are access requests listed and shown at the command line?

use clap::{Args, Subcommand};

use super::cut::Cut;
use super::moment::{local, window};
use super::{Common, DataDir, Exit, output};
use crate::answer;
use crate::shape::request::RequestRow;

/// Commands of `sekisho requests`.
#[derive(Debug, Subcommand)]
pub(crate) enum Requests {
    /// List access requests, newest first.
    List(List),
    /// Show one access request.
    Show(Show),
}

/// Which requests.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho requests list
  sekisho requests list --limit 20 --json")]
pub(crate) struct List {
    #[command(flatten)]
    data: DataDir,
    #[command(flatten)]
    cut: Cut,
}

/// One request.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho requests show oi-a71f4d891d72")]
pub(crate) struct Show {
    #[command(flatten)]
    data: DataDir,
    /// The request id, such as oi-a71f4d891d72.
    #[arg(value_name = "REQUEST")]
    request: String,
}

impl Requests {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<Exit> {
        match self {
            Self::List(list) => {
                let (runtime, desk) = common.desk(&list.data)?;
                let page = runtime.block_on(answer::requests::list(&desk, list.cut.page()))?;
                if common.json {
                    output::json(&page)?;
                } else {
                    print(&page.requests, common)?;
                }
                list.cut.remark(page.requests.len(), page.total);
            }
            Self::Show(show) => {
                let (runtime, desk) = common.desk(&show.data)?;
                let row = runtime.block_on(answer::requests::detail(&desk, &show.request))?;
                if common.json {
                    output::json(&row)?;
                } else {
                    output::text(lines(&row, common))?;
                }
            }
        }
        Ok(Exit::Success)
    }
}

fn print(rows: &[RequestRow], common: &Common) -> anyhow::Result<()> {
    let header = [
        "created",
        "request",
        "requester",
        "targets",
        "status",
        "approval",
        "approved by",
        "sessions",
        "reason",
    ];
    let cells = rows.iter().map(|row| {
        let request = &row.request;
        vec![
            request.created.as_ref().map_or_else(|| "not known".into(), |at| local(at, common)),
            request.id.clone(),
            requester(row),
            targets(row),
            request.status.clone(),
            row.approval.class.to_owned(),
            row.approval.approvers.join(", "),
            row.sessions.len().to_string(),
            request.reason.clone().unwrap_or_default(),
        ]
    });
    output::table(&header, cells.collect())
}

fn lines(row: &RequestRow, common: &Common) -> Vec<String> {
    let request = &row.request;
    let mut lines = vec![
        format!("request    {}", request.id),
        format!("requester  {}", requester(row)),
        format!("targets    {}", targets(row)),
        format!("status     {}", request.status),
        format!("reason     {}", request.reason.as_deref().unwrap_or("none given")),
        format!("approval   {}", row.approval.class),
    ];
    lines
        .extend(row.approval.because.iter().map(|because| format!("           because {because}")));
    lines.extend(request.window.iter().map(|w| format!("window     {}", window(w, common))));
    lines.extend(request.approvals.iter().map(|decision| {
        let comment =
            decision.comment.as_ref().map_or_else(String::new, |comment| format!(": {comment}"));
        format!(
            "decision   {} by {} at {}{comment}",
            decision.decision,
            decision.approver.name,
            local(&decision.at, common)
        )
    }));
    lines.extend(row.sessions.iter().map(|session| format!("session    {session}")));
    lines.extend(
        row.findings
            .iter()
            .map(|f| format!("finding    [{}] {}: {}", f.severity, f.rule, f.statement)),
    );
    lines
}

fn requester(row: &RequestRow) -> String {
    row.request.requester.as_ref().map_or_else(|| "not known".into(), |person| person.name.clone())
}

fn targets(row: &RequestRow) -> String {
    let names =
        row.request.targets.iter().map(|node| node.name.as_ref().unwrap_or(&node.id).clone());
    names.collect::<Vec<_>>().join(", ")
}
