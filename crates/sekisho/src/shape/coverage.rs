//! How is it written which recordings came and which are missing?

use sekisho_catalog::TroubleKept;
use serde::Serialize;
use utoipa::ToSchema;

/// Expected recordings against arrived ones, and how far the sources have been read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CoverageShape {
    /// The instant "now" meant: it decides what is still to come.
    pub(crate) as_of: String,
    /// The zone days were cut in.
    pub(crate) zone: String,
    /// The first day.
    pub(crate) from: String,
    /// The last day.
    pub(crate) to: String,
    /// Everything that AWS had delivered by then, of sessions and recordings, has been seen; `null` where a source of these
    /// has not answered yet, and where none is read.
    pub(crate) complete_up_to: Option<String>,
    /// Whether only folders were ingested. What they hold counts as all there is.
    pub(crate) folders_only: bool,
    /// The days of the period, once for each account and region.
    pub(crate) days: u64,
    /// Those among them of which not everything that tells of sessions has been read, so that there may have been more.
    pub(crate) unread_days: u64,
    /// All cells together.
    pub(crate) counts: CountsShape,
    /// Of the recordings that came, those that break off or show nothing.
    pub(crate) incomplete: u64,
    /// Recordings of remote desktops that belong to no session, of whatever time.
    pub(crate) unattached: u64,
    /// The sessions of the period in each state, the worst first.
    pub(crate) states: Vec<StateShape>,
    /// By day, newest first, account and region, with or without sessions; those whose day is not known are always among
    /// them, last.
    pub(crate) cells: Vec<CellShape>,
    /// Every source that was ever asked.
    pub(crate) sources: Vec<SourceStateShape>,
    /// Things that a source has and does not give.
    pub(crate) absent: Vec<AbsentShape>,
}

/// How many sessions are in each state; each is in exactly one.
#[derive(Debug, Default, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct CountsShape {
    /// A recording is expected: the sum of the next five.
    pub(crate) expected: u64,
    /// It came.
    pub(crate) arrived: u64,
    /// It came later than logs usually come.
    pub(crate) late: u64,
    /// It is not here and need not be yet.
    pub(crate) awaited: u64,
    /// It should be here and is not.
    pub(crate) missing: u64,
    /// It cannot be said whether it is missing.
    pub(crate) unknown: u64,
    /// A recording came of which neither CloudTrail nor session history tells.
    pub(crate) unannounced: u64,
    /// No recording is expected.
    pub(crate) not_expected: u64,
}

/// Sessions in one state.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StateShape {
    /// `missing`, `unknown`, `awaited`, `late`, `arrived`, `unannounced` or `not-expected`.
    #[schema(value_type = String)]
    pub(crate) state: &'static str,
    /// The reason: stable, kebab-case.
    #[schema(value_type = Option<String>)]
    pub(crate) why: Option<&'static str>,
    /// How many.
    pub(crate) sessions: u64,
    /// What it means, in English.
    #[schema(value_type = String)]
    pub(crate) meaning: &'static str,
    /// The next step, in English, where there is one.
    #[schema(value_type = Option<String>)]
    pub(crate) hint: Option<&'static str>,
    /// The search that finds them.
    pub(crate) query: String,
    /// Whether it finds others of the same days as well, as they are too many to be named.
    pub(crate) finds_others: bool,
}

/// The sessions of one account and region that began on one day.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CellShape {
    /// The day, `YYYY-MM-DD`; `null` where no clock recorded the start.
    pub(crate) day: Option<String>,
    /// The account, where it is known.
    pub(crate) account: Option<String>,
    /// The region, where it is known.
    pub(crate) region: Option<String>,
    /// Whether what tells of sessions there has been read from the beginning of the day until half an hour after its end;
    /// on a day that is not over, until two hours ago, as CloudTrail tells of calls only later.
    pub(crate) told_whole: bool,
    /// How many sessions are in each state.
    pub(crate) counts: CountsShape,
    /// Those states, the worst first.
    pub(crate) states: Vec<CellStateShape>,
}

/// Sessions of a cell in one state, whatever the reason.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CellStateShape {
    /// As in `states` of the whole.
    #[schema(value_type = String)]
    pub(crate) state: &'static str,
    /// How many.
    pub(crate) sessions: u64,
    /// The search that finds them.
    pub(crate) query: String,
    /// Whether it finds others of the same days as well, as they are too many to be named.
    pub(crate) finds_others: bool,
}

/// How far a source has been read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SourceStateShape {
    /// Its kind and its place.
    pub(crate) name: String,
    /// `trail`, `sessions`, `requests`, `session-logs`, `cloudwatch-logs`, `rdp-recordings`, `preferences` or `other`.
    #[schema(value_type = String)]
    pub(crate) brings: &'static str,
    /// The code of its trouble, `not-asked-yet`, `not-read-any-more` where the configuration does not name it any more, or
    /// `ok`.
    pub(crate) standing: String,
    /// Everything that AWS had delivered by then has been seen.
    pub(crate) complete_up_to: Option<String>,
    /// From `complete_up_to` to `as_of`, in microseconds.
    pub(crate) lag_us: Option<u64>,
    /// When it was last asked.
    pub(crate) asked: Option<String>,
    /// When it last answered everything it was asked.
    pub(crate) answered: Option<String>,
    /// Things it had when it last answered.
    pub(crate) listed: u64,
    /// Those among them that were left there: no records, or not named by the configuration.
    pub(crate) left: u64,
    /// Why it did not answer the last time.
    pub(crate) trouble: Option<TroubleShape>,
}

/// A thing that a source has and does not give.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AbsentShape {
    /// The kind of source.
    pub(crate) source: String,
    /// The place inside the source.
    pub(crate) locator: String,
    /// The version, where it has versions.
    pub(crate) version: Option<String>,
    /// Why.
    pub(crate) trouble: TroubleShape,
    /// How often it was asked for.
    pub(crate) tries: u64,
    /// When it was first missed.
    pub(crate) first: String,
    /// When it was last missed.
    pub(crate) last: String,
}

/// Why something could not be had.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TroubleShape {
    /// Stable, kebab-case.
    pub(crate) code: String,
    /// What was asked and what the answer was.
    pub(crate) because: String,
    /// The next step, in English.
    pub(crate) hint: String,
}

impl From<TroubleKept> for TroubleShape {
    fn from(kept: TroubleKept) -> Self {
        Self { code: kept.code, because: kept.what, hint: kept.next }
    }
}
