//! Does the program answer an auditor, at the command line and over HTTP, the same and with clear errors?
#![allow(clippy::unwrap_used)]

mod api;
mod around;
mod command_line;
mod coverage;
mod desktop;
mod handed_out;
mod hidden;
mod live;
mod play;
mod samples;
mod screen_text;
mod secrets;
mod sizes;
mod stills;
mod timeline;
mod together;
mod trail;
