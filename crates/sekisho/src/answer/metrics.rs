//! What may a monitoring system watch?
//!
//! Only what can be asked for every few seconds: nothing here reads a record or an original.

use jiff::Timestamp;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::{Registry, Unit};
use sekisho_catalog::{AS_OF, Catalog, ObjectCounts, SourceState};

use super::AnswerError;

/// What the text is, for whoever asks over HTTP.
pub(crate) const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// A number for each combination of so many labels.
type Numbers<const LABELS: usize> = Family<[(&'static str, String); LABELS], Gauge>;

/// How far the sources were read and how much is held, in the text format of OpenMetrics.
pub(crate) async fn of(catalog: &Catalog) -> Result<String, AnswerError> {
    let mut numbers = Registry::with_prefix("sekisho");
    sources(&mut numbers, &catalog.sources().await?);
    let absent = Numbers::default();
    for absence in catalog.absences().await? {
        absent.get_or_create(&[("code", absence.trouble.code)]).inc();
    }
    numbers.register("absent_originals", "Things that a source has and does not give", absent);
    originals(&mut numbers, &catalog.object_counts().await?);
    let derived = Gauge::<i64>::default();
    let judged = catalog.meta(AS_OF).await?.and_then(|at| at.parse::<Timestamp>().ok());
    derived.set(judged.map_or(0, Timestamp::as_second));
    let help = "Unix time at which sessions were last judged; 0 before that";
    numbers.register_with_unit("judged", help, Unit::Seconds, derived);
    let mut text = String::new();
    // Writing to a text cannot fail.
    let _ = encode(&mut text, &numbers);
    Ok(text)
}

fn sources(numbers: &mut Registry, sources: &[(String, SourceState)]) {
    let (complete, answered) = (Numbers::default(), Numbers::default());
    let (things, troubled) = (Numbers::default(), Numbers::default());
    // One that is not read any more would fall behind for ever.
    for (name, state) in sources.iter().filter(|(_, state)| state.is_configured) {
        let labels = [("source", name.clone()), ("brings", state.brings.name().to_owned())];
        for (number, at) in [(&complete, state.complete_up_to), (&answered, state.answered)] {
            number.get_or_create(&labels).set(at.map_or(0, Timestamp::as_second));
        }
        things.get_or_create(&labels).set(i64::try_from(state.listed).unwrap_or(i64::MAX));
        troubled.get_or_create(&labels).set(i64::from(state.trouble.is_some()));
    }
    for (name, help, number) in [
        (
            "source_complete_up_to",
            "Unix time up to which a source has been read; 0 before it answered",
            complete,
        ),
        ("source_answered", "Unix time at which a source last answered; 0 before it did", answered),
    ] {
        numbers.register_with_unit(name, help, Unit::Seconds, number);
    }
    numbers.register("source_things", "Things a source had when it last answered", things);
    numbers.register(
        "source_in_trouble",
        "Whether a source did not answer the last time",
        troubled,
    );
}

fn originals(numbers: &mut Registry, counts: &ObjectCounts) {
    let originals = Numbers::default();
    for (state, count) in
        [("read", counts.read), ("partly", counts.partly), ("quarantined", counts.quarantined)]
    {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        originals.get_or_create(&[("state", state.to_owned())]).set(count);
    }
    numbers.register("originals", "Originals held, by how far they could be read", originals);
}
