//! How does a recording leave as an asciinema recording?

use std::sync::Arc;

use futures_util::{StreamExt, TryStreamExt, stream};
use sekisho_catalog::About;
use sekisho_export::plain;
use sekisho_recording::cast::{Header, Version, Writer};

use super::pieces::HandedOut;
use super::shown::Shown;
use super::size::Chosen;
use super::{AnswerError, Desk};

/// The recording as an asciicast of that version, a piece for each segment; on a terminal of the size chosen or of its own.
///
/// Characters that would steer a terminal are written as `\uXXXX`, which means the same to a player, so that `cat` and
/// `curl` show the file safely too.
pub(crate) async fn cast(
    desk: &Arc<Desk>,
    key: &str,
    version: u8,
    size: Option<Chosen>,
) -> Result<HandedOut, AnswerError> {
    let version = Version::numbered(version).ok_or_else(|| AnswerError::Refused {
        code: "bad-version",
        message: format!("there is no asciicast version {version} here"),
        hint: "ask for version 2 or 3".into(),
    })?;
    let shown = Shown::on(desk, key, size).await?;
    let (about, chosen) = (shown.heading().clone(), shown.chosen());
    let writer = Writer::new(version);
    let header = writer.header(&header(&about, chosen));
    desk.record_read(&about.session, "cast")?;
    let rest = Rest { shown, writer, next: 0 };
    let segments = stream::try_unfold(rest, async |mut rest| {
        Ok(rest.piece().await?.map(|piece| (piece, rest)))
    });
    let pieces = stream::iter([Ok(header)]).chain(segments);
    Ok(HandedOut { about, chosen, pieces: pieces.map_ok(|piece| plain::json(&piece)).boxed() })
}

fn header(about: &About, chosen: Option<Chosen>) -> Header {
    Header {
        session: about.session.to_string(),
        cols: about.size.cols,
        rows: about.size.rows,
        is_size_chosen: chosen.is_some(),
        timestamp: about.started.map(|at| at.as_second()),
        times: about.basis.name(),
    }
}

/// What is still to be written.
struct Rest {
    shown: Shown,
    writer: Writer,
    /// The number of the next segment.
    next: u32,
}

impl Rest {
    async fn piece(&mut self) -> Result<Option<String>, AnswerError> {
        if u64::from(self.next) >= self.shown.heading().segments {
            return Ok(None);
        }
        let segment = self.shown.segment(self.next).await?;
        self.next += 1;
        Ok(Some(self.writer.segment(&segment)))
    }
}
