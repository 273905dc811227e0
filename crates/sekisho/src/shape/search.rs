//! How is the answer to a question written?

use std::collections::BTreeMap;

use sekisho_query::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;

use super::session::SessionRow;

/// The answer to what was typed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SearchAnswer {
    /// The instant "now" meant.
    pub(crate) as_of: String,
    /// The zone days and weeks were cut in.
    pub(crate) zone: String,
    /// How the text was understood.
    pub(crate) reading: ReadingShape,
    /// Matching sessions in all.
    pub(crate) total: usize,
    /// Who they were; only when people were asked for.
    pub(crate) people: Option<Vec<PersonSummary>>,
    /// This page, newest first.
    pub(crate) sessions: Vec<SessionRow>,
    /// Of how many it cannot be said whether they match; `show:undecided` lists them.
    pub(crate) undecided: UndecidedShape,
    /// Pass it back to get the next page.
    pub(crate) next_cursor: Option<String>,
}

/// Sessions that may match or not, by why. No condition finds them, nor its contrary, except that whoever leaves out a person
/// or a node keeps those of which nobody knows who or where it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct UndecidedShape {
    /// All of them.
    pub(crate) sessions: usize,
    /// It is not known when they began, by whom, or on which node, and that decides it; their pages say why. All others
    /// are remote desktops of which not all that was on screen was read.
    pub(crate) unknown: usize,
    /// They will be read: by the ingest that runs, or the next one.
    pub(crate) waiting: usize,
    /// Nothing that reads is installed.
    pub(crate) no_engine: usize,
    /// Some pictures of them, or all, could not be read or are missing; their pages say why.
    pub(crate) in_part: usize,
    /// Their recording is not here; their pages say why.
    pub(crate) no_video: usize,
    /// Videos besides that belong to no session, so that no question finds them; `/api/v1/recordings/unattached` lists them.
    pub(crate) unattached: usize,
}

/// How the text was understood.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReadingShape {
    /// The same question in canonical syntax with absolute times.
    pub(crate) syntax: String,
    /// `sessions`, `people` or `undecided`.
    #[schema(value_type = String)]
    pub(crate) show: &'static str,
    /// The parts, for display.
    pub(crate) chips: Vec<ChipShape>,
}

/// One understood part.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChipShape {
    /// The field, or `words`.
    pub(crate) field: String,
    /// Whether matching sessions are left out.
    pub(crate) excluded: bool,
    /// In the syntax of queries.
    pub(crate) text: String,
    /// What it was resolved to.
    pub(crate) resolved: Option<String>,
}

/// One part of a question that was not understood.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProblemShape {
    /// First character.
    pub(crate) start: usize,
    /// Character after the last.
    pub(crate) end: usize,
    /// Stable, kebab-case.
    #[schema(value_type = String)]
    pub(crate) code: &'static str,
    /// What is wrong and what to do.
    pub(crate) message: String,
    /// The field that is never so.
    #[schema(value_type = Option<String>)]
    pub(crate) field: Option<&'static str>,
    /// The words of which one can stand there; none where it is not one of a few.
    #[schema(value_type = Vec<String>)]
    pub(crate) allowed: Vec<&'static str>,
    /// The one of them that was most likely meant.
    #[schema(value_type = Option<String>)]
    pub(crate) nearest: Option<&'static str>,
}

impl From<&Problem> for ProblemShape {
    fn from(problem: &Problem) -> Self {
        let choice = problem.choice.as_ref();
        Self {
            start: problem.span.start,
            end: problem.span.end,
            code: problem.code.name(),
            message: problem.message.clone(),
            field: choice.and_then(|choice| choice.field),
            allowed: choice.map_or_else(Vec::new, |choice| choice.allowed.clone()),
            nearest: choice.and_then(|choice| choice.nearest),
        }
    }
}

/// One person among the matching sessions.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PersonSummary {
    /// The name.
    pub(crate) name: String,
    /// Sessions that began.
    pub(crate) sessions: usize,
    /// Attempts that were refused.
    pub(crate) denied: usize,
    /// The latest start known.
    pub(crate) last_started: Option<String>,
    /// Everybody who approved one of them.
    pub(crate) approved_by: Vec<String>,
    /// Sessions by approval class.
    pub(crate) approval: BTreeMap<String, usize>,
    /// Sessions with a recording, unless it breaks off.
    pub(crate) recorded: usize,
    /// Sessions that should leave one.
    pub(crate) expected: usize,
}
