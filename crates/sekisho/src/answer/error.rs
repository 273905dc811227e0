//! Why can a question not be answered?

use sekisho_domain::recording::RecordingState;
use sekisho_query::problem::Problem;

use crate::shape::ErrorDetail;
use crate::shape::search::ProblemShape;

/// A question without an answer. The variants are what the asker can do about it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AnswerError {
    /// The thing asked for does not exist: ask for another.
    #[error("{what}")]
    NotFound {
        /// One sentence that names it.
        what: String,
        /// The next step.
        hint: String,
    },
    /// The question cannot be meant so: change it.
    #[error("{message}")]
    Refused {
        /// Stable, kebab-case.
        code: &'static str,
        /// One sentence that names what is wrong.
        message: String,
        /// The next step.
        hint: String,
    },
    /// Parts of the question say nothing: correct them. An answer to the rest would look like one to the whole.
    #[error("the question was not understood, so nothing was searched")]
    NotUnderstood {
        /// Every such part.
        problems: Vec<Problem>,
        /// The question as it was most likely meant, where that is known.
        mended: Option<String>,
    },
    /// There is nothing to answer from at the moment: wait for the run that derives it, or start one.
    #[error("what the archive holds is being derived, or was never derived by this version")]
    NotDerived,
    /// The clock of this machine is behind what was said before: set it right.
    #[error("{message}")]
    ClockBehind {
        /// One sentence that names both instants.
        message: String,
    },
    /// Something broke: the administrator has to look.
    #[error(transparent)]
    Failed(#[from] anyhow::Error),
}

impl AnswerError {
    /// The refusal as it is written for people and programs.
    pub(crate) fn detail(&self) -> ErrorDetail {
        let mut problems = Vec::new();
        let (code, hint) = match self {
            Self::NotFound { hint, .. } => ("not-found", Some(hint.clone())),
            Self::Refused { code, hint, .. } => (*code, Some(hint.clone())),
            Self::NotUnderstood { problems: all, mended } => {
                problems.extend(all.iter().map(ProblemShape::from));
                ("not-understood", Some(ask_again(mended.as_deref())))
            }
            Self::NotDerived => (
                "not-derived",
                Some(
                    "wait until a running ingest or rebuild has finished; if none runs, start the ingest again, or run `sekisho rebuild`"
                        .to_owned(),
                ),
            ),
            Self::ClockBehind { .. } => (
                "clock-behind",
                Some(
                    "the later word counts: set the clock of this machine right, and say it again"
                        .to_owned(),
                ),
            ),
            Self::Failed(_) => ("internal", Some("see the log of the server".to_owned())),
        };
        ErrorDetail { code: code.to_owned(), message: format!("{self:#}"), hint, problems }
    }

    /// There is no such session.
    pub(crate) fn no_session(key: &str) -> Self {
        Self::NotFound {
            what: format!("there is no session {key:?}"),
            hint: "list the sessions to see their ids: `sekisho sessions list`".into(),
        }
    }

    /// There is nothing to replay of a session.
    pub(crate) fn no_recording(key: &str, recording: &RecordingState) -> Self {
        Self::NotFound {
            what: format!("session {key} has no recording ({})", recording.name()),
            hint: recording.because().unwrap_or_else(|| "ingest its log".into()),
        }
    }
}

fn ask_again(mended: Option<&str>) -> String {
    match mended {
        Some(mended) => format!("ask instead: {mended}"),
        None => "correct it and ask again; put what is to be found as it stands in quotes".into(),
    }
}

macro_rules! failed_from {
    ($($error:ty),*) => {$(
        impl From<$error> for AnswerError {
            fn from(error: $error) -> Self {
                Self::Failed(error.into())
            }
        }
    )*};
}

failed_from!(
    sekisho_archive::Error,
    sekisho_catalog::Error,
    sekisho_index::Error,
    sekisho_ingest::IngestError
);
