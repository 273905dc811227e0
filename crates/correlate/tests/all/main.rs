//! Does correlation tell the truth about whole stories, in any order?
#![allow(clippy::unwrap_used)]

mod coverage;
mod desktop;
mod judging;
mod matching;
mod order;
mod render;
mod rules;
mod script;
mod sessions;
mod stories;
