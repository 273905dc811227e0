//! How is a question asked at the command line?

use clap::Args;

use super::cut::Cut;
use super::moment::local;
use super::screen_text::clock;
use super::sessions::print_rows;
use super::{Common, DataDir, Exit, output, undecided};
use crate::answer::{self, Question};
use crate::shape::search::{PersonSummary, SearchAnswer};
use crate::shape::session::SessionRow;

/// Arguments of `sekisho search`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho search who accessed prod-db last week
  sekisho search '先週 prod-db に誰がアクセスした?'
  sekisho search 'node:prod-db cmd:psql started:2026-11-16..2026-11-20'
  sekisho search 'finding:standing-access -user:ops-legacy' --json
  sekisho search 'screen:\"stop the service\"'     # what a machine read on remote desktops
  sekisho search 'started:last-week show:undecided'  # which may be of that week, as nothing tells when they were

What is not known of a session is neither found nor excluded: when it was, who opened it on which node, what a remote
desktop showed where not all of it was read. How many may match is said below the list; show:undecided lists them.
Sessions that show no desktop, as of a terminal, are free of every word on a screen.

Fields: user node cmd output screen reason approver request finding session type approval recording account region started show.")]
pub(crate) struct Search {
    #[command(flatten)]
    data: DataDir,
    #[command(flatten)]
    cut: Cut,
    /// A sentence, words, or field:value terms.
    #[arg(required = true, value_name = "QUESTION")]
    question: Vec<String>,
}

impl Search {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<Exit> {
        let (runtime, desk) = common.desk(&self.data)?;
        let question =
            Question { text: self.question.join(" "), zone: None, page: self.cut.page() };
        let answer = runtime.block_on(answer::search::search(&desk, &question))?;
        if common.json {
            output::json(&answer)?;
        } else {
            print(&answer, common)?;
        }
        self.cut.remark(answer.sessions.len(), answer.total);
        undecided::remark(&answer.undecided);
        Ok(Exit::Success)
    }
}

fn print(answer: &SearchAnswer, common: &Common) -> anyhow::Result<()> {
    let chips = answer.reading.chips.iter().map(|chip| {
        let not = if chip.excluded { "-" } else { "" };
        let resolved = chip.resolved.iter().map(|resolved| format!(" ({resolved})"));
        format!("{not}{}:{}{}", chip.field, chip.text, resolved.collect::<String>())
    });
    output::remark(&format!("read as: {}", chips.collect::<Vec<_>>().join("  ")));
    if let Some(people) = &answer.people {
        output::table(
            &["person", "sessions", "last started", "approved by", "recorded"],
            people.iter().map(|person| person_row(person, common)).collect(),
        )?;
    }
    print_rows(&answer.sessions, common)?;
    output::text(answer.sessions.iter().flat_map(hits))
}

/// Where the words stand in what was recorded of a session, each with the address that shows it.
fn hits(row: &SessionRow) -> impl Iterator<Item = String> + '_ {
    row.snippets.iter().filter_map(|snippet| {
        let place = match (snippet.offset, snippet.at_us) {
            (Some(offset), _) => format!("at=b{offset}"),
            (None, Some(us)) => format!("t={}", clock(us)),
            (None, None) => return None,
        };
        let video = snippet.screen.as_ref().and_then(|sha256| sha256.get(..12));
        let video = video.map_or_else(String::new, |name| format!("&screen={name}"));
        let source = if snippet.source == "screen" { "read by a machine" } else { snippet.source };
        Some(format!("/sessions/{}?{place}{video}  {} ({source})", row.key, snippet.text.trim()))
    })
}

fn person_row(person: &PersonSummary, common: &Common) -> Vec<String> {
    vec![
        person.name.clone(),
        person.sessions.to_string(),
        person.last_started.as_ref().map_or_else(|| "not known".into(), |at| local(at, common)),
        person.approved_by.join(", "),
        format!("{} of {}", person.recorded, person.expected),
    ]
}
