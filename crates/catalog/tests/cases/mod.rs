//! Which answers have to be the same on every database?

mod objects;
mod records;
mod replays;
mod sample;
mod screens;
mod sources;
mod trail;
mod whole;

use std::pin::Pin;

/// A name, and what is done to the empty catalog at an address. The result is what the catalog holds in the end.
pub(crate) type Case = (&'static str, fn(String) -> Pin<Box<dyn Future<Output = String>>>);

pub(crate) const CASES: &[Case] = &[
    ("objects_come_back", |url| Box::pin(objects::come_back(url))),
    ("objects_in_conflict", |url| Box::pin(objects::in_conflict(url))),
    ("objects_are_replaced", |url| Box::pin(objects::are_replaced(url))),
    ("objects_all_or_nothing", |url| Box::pin(objects::all_or_nothing(url))),
    ("records_come_back", |url| Box::pin(records::come_back(url))),
    ("records_are_replaced", |url| Box::pin(records::are_replaced(url))),
    ("records_are_ordered", |url| Box::pin(records::are_ordered(url))),
    ("replays_come_back", |url| Box::pin(replays::come_back(url))),
    ("replays_find_a_line", |url| Box::pin(replays::find_a_line_among_thousands(url))),
    ("replays_are_replaced", |url| Box::pin(replays::are_replaced(url))),
    ("replays_in_parts", |url| Box::pin(replays::in_parts(url))),
    ("replays_of_any_content", |url| Box::pin(replays::of_any_content(url))),
    ("screens_come_back", |url| Box::pin(screens::come_back(url))),
    ("sources_unlisted_are_forgotten", |url| Box::pin(sources::unlisted_are_forgotten(url))),
    ("trail_is_proved_again", |url| Box::pin(trail::is_proved_again(url))),
    ("whole_is_the_same_again", |url| Box::pin(whole::is_the_same_again(url))),
    ("whole_survives_reopening", |url| Box::pin(whole::survives_reopening(url))),
    ("whole_takes_two_writers", |url| Box::pin(whole::takes_two_writers(url))),
    ("whole_refuses_the_future", |url| Box::pin(whole::refuses_the_future(url))),
];
