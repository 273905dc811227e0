//! What may a monitoring system watch?
//!
//! Only what can be asked for every few seconds: nothing here reads a record or an original. What a worker asks of AWS only
//! that worker can tell.

use jiff::Timestamp;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::{Registry, Unit};
use sekisho_catalog::{AS_OF, Catalog, ObjectCounts, SourceState};
use sekisho_ingest::{Flow, Service};

use super::AnswerError;

/// What the text is, for whoever asks over HTTP.
pub(crate) const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// A number for each combination of so many labels.
type Numbers<const LABELS: usize> = Family<[(&'static str, String); LABELS], Gauge>;

/// The same of what only grows.
type Totals = Family<[(&'static str, String); 1], Counter>;

/// How far the sources were read and how much is held, in the text format of OpenMetrics; and of a worker, what it asks
/// and takes in.
pub(crate) async fn of(catalog: &Catalog, worker: Option<&Flow>) -> Result<String, AnswerError> {
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
    if let Some(flow) = worker {
        asked(&mut numbers, flow);
        taken_in(&mut numbers, flow);
    }
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

/// What is asked of AWS, by service.
fn asked(numbers: &mut Registry, flow: &Flow) {
    let [requests, retries, throttled] = [(); 3].map(|()| Totals::default());
    for service in Service::ALL {
        let labels = [("service", service.name().to_owned())];
        let asked = flow.asked(service);
        for (number, count) in
            [(&requests, asked.requests), (&retries, asked.retries), (&throttled, asked.throttled)]
        {
            number.get_or_create(&labels).inc_by(count);
        }
    }
    for (name, help, number) in [
        ("aws_requests", "Requests sent to AWS since the worker began", requests),
        ("aws_retries", "Requests among these that were sent again", retries),
        ("aws_throttled", "Answers that asked to be asked less often", throttled),
    ] {
        numbers.register(name, help, number);
    }
}

fn taken_in(numbers: &mut Registry, flow: &Flow) {
    let (sealed, bytes) = flow.sealed();
    for (name, help, count) in [
        ("sealed", "Things given to the archive since the worker began", sealed),
        ("sealed_bytes", "Their bytes", bytes),
    ] {
        let number = Counter::<u64>::default();
        number.inc_by(count);
        numbers.register(name, help, number);
    }
    let waiting = Gauge::<i64>::default();
    waiting.set(i64::try_from(flow.waiting()).unwrap_or(i64::MAX));
    numbers.register("waiting", "Things that wait between the sources and the disk", waiting);
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
