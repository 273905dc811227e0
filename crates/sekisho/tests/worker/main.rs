//! Does the worker take in what AWS has, once each, whatever goes wrong on the way?
#![allow(clippy::unwrap_used)]

mod administrator;
mod coverage;
mod crash;
mod elsewhere;
mod endless;
mod estate;
mod faults;
mod keyed;
mod large;
mod late;
mod left;
mod many;
mod metrics;
mod outage;
mod program;
mod queues;
mod road;
mod side_by_side;
mod trail;
mod watching;
