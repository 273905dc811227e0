//! What did the screen look like at a moment, as a picture that says what it shows?

use std::sync::Arc;

use jiff::tz::TimeZone;
use sekisho_catalog::About;
use sekisho_export::{Picture, Still};

use super::place::Place;
use super::playing::Playing;
use super::rows::Found;
use super::shown::Shown;
use super::size::Chosen;
use super::when::{self, Standing};
use super::{AnswerError, Desk};

/// What to draw.
pub(crate) struct Wanted {
    /// The moment.
    pub(crate) place: Place,
    /// The terminal it is drawn on; the recording's own if absent.
    pub(crate) size: Option<Chosen>,
    /// Whether the cursor is drawn.
    pub(crate) cursor: bool,
    /// The zone that its time is written in; the desk's if absent.
    pub(crate) zone: Option<TimeZone>,
    /// The format.
    pub(crate) picture: Picture,
}

/// A picture and what it was made from.
pub(crate) struct Drawn {
    pub(crate) about: About,
    /// The terminal that was chosen to show it, if it is not the recording's own.
    pub(crate) chosen: Option<Chosen>,
    /// The byte of the output that its moment is named by.
    pub(crate) offset: u64,
    pub(crate) bytes: Vec<u8>,
}

/// The screen at a moment. On the recording's own terminal it costs one stored segment, whatever its length.
pub(crate) async fn still(
    desk: &Arc<Desk>,
    key: &str,
    wanted: Wanted,
) -> Result<Drawn, AnswerError> {
    let shown = Arc::new(Shown::on(desk, key, wanted.size).await?);
    let playing = Playing::enter(Arc::clone(&shown), wanted.place).await?;
    let (found, about) = (&shown.found, shown.about.clone());
    let Standing { line, bounds, basis } = when::standing(&playing).await?;
    let zone = desk.zone(wanted.zone.as_ref());
    let says = [
        ("session", format!("{}, {}", about.session, node(found))),
        ("moment", moment(line, playing.offset)),
        ("time", when::words(basis, about.started, bounds, &zone)),
        ("original", format!("SHA-256 {}", about.original)),
        ("terminal", terminal(&playing)),
    ];
    desk.record_read(&found.record.session.key, "still")?;
    let (frame, offset, picture) = (playing.view.frame(), playing.offset, wanted.picture);
    // Drawing takes long enough to hold up whoever asks for something else.
    let still = Still::new(frame, wanted.cursor, &says);
    let drawing = tokio::task::spawn_blocking(move || still.write(picture));
    let bytes = drawing.await.map_err(anyhow::Error::from)?.map_err(anyhow::Error::from)?;
    Ok(Drawn { about, chosen: shown.chosen(), offset, bytes })
}

/// The place in the output, which leads back to this very screen. A playing position is left out: it looks like a time,
/// and only the line below may say one.
fn moment(line: u64, offset: u64) -> String {
    match line {
        0 => format!("byte {offset} of the output"),
        line => format!("line {line}, byte {offset} of the output"),
    }
}

fn node(found: &Found) -> String {
    let record = &found.record;
    match (&record.node_name, &record.session.node) {
        (Some(name), Some(node)) => format!("{name} ({node})"),
        (None, Some(node)) => node.to_string(),
        (_, None) => "node not known".to_owned(),
    }
}

fn terminal(playing: &Playing) -> String {
    let (cols, rows) = playing.view.size();
    let own = &playing.shown.about.size;
    let basis = own.basis.name();
    match playing.shown.chosen() {
        None => format!("{cols}x{rows} ({basis}), secrets masked"),
        // It is no longer what was seen then, so it says what that was.
        Some(_) => {
            let (own_cols, own_rows) = (own.cols, own.rows);
            format!(
                "{cols}x{rows} (chosen instead of {own_cols}x{own_rows}, {basis}), secrets masked"
            )
        }
    }
}
