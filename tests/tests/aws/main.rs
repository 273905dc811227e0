//! Do the real clients of AWS take the stand-in for AWS?
#![allow(clippy::unwrap_used)]

mod clients;
mod faults;
mod objects;
mod policies;
mod queues;
mod roles;
mod second;
mod streams;
mod systems_manager;
mod trail;
