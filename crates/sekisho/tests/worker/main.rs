//! Does the worker take in what AWS has, once each, whatever goes wrong on the way?
#![allow(clippy::unwrap_used)]

mod administrator;
mod coverage;
mod crash;
mod estate;
mod faults;
mod late;
mod queues;
mod road;
mod trail;
