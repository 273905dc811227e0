//! How does a recording leave as an asciinema recording?

use std::sync::Arc;

use futures_util::{StreamExt, TryStreamExt, stream};
use sekisho_catalog::{About, TimeBasis};
use sekisho_export::plain;
use sekisho_recording::cast::{Header, Version, Writer};

use super::pieces::HandedOut;
use super::replay::segment_of;
use super::transcript::recorded;
use super::{AnswerError, Desk};

/// The recording as an asciicast of that version, a piece for each segment.
///
/// Characters that would steer a terminal are written as `\uXXXX`, which means the same to a player, so that `cat` and
/// `curl` show the file safely too.
pub(crate) async fn cast(
    desk: &Arc<Desk>,
    key: &str,
    version: u8,
) -> Result<HandedOut, AnswerError> {
    let version = Version::numbered(version).ok_or_else(|| AnswerError::Refused {
        code: "bad-version",
        message: format!("there is no asciicast version {version} here"),
        hint: "ask for version 2 or 3".into(),
    })?;
    let (found, about) = recorded(desk, key).await?;
    let writer = Writer::new(version);
    let header = writer.header(&header(&about));
    desk.record_read(&found.record.session.key, "cast")?;
    let rest = Rest { desk: Arc::clone(desk), about: about.clone(), writer, next: 0 };
    let segments = stream::try_unfold(rest, async |mut rest| {
        Ok(rest.piece().await?.map(|piece| (piece, rest)))
    });
    let pieces = stream::iter([Ok(header)]).chain(segments);
    Ok(HandedOut { about, pieces: pieces.map_ok(|piece| plain::json(&piece)).boxed() })
}

fn header(about: &About) -> Header {
    let session = &about.session;
    Header {
        cols: about.size.cols,
        rows: about.size.rows,
        timestamp: about.started.map(|at| at.as_second()),
        title: match about.basis {
            TimeBasis::Exact => session.to_string(),
            basis => format!("{session} (times: {})", basis.name()),
        },
    }
}

/// What is still to be written.
struct Rest {
    desk: Arc<Desk>,
    about: About,
    writer: Writer,
    /// The number of the next segment.
    next: u32,
}

impl Rest {
    async fn piece(&mut self) -> Result<Option<String>, AnswerError> {
        if u64::from(self.next) >= self.about.segments {
            return Ok(None);
        }
        let segment = segment_of(&self.desk, &self.about, self.next).await?;
        self.next += 1;
        Ok(Some(self.writer.segment(&segment)))
    }
}
