//! What are the nouns of an access audit, and what is always true of them?
#![doc = include_str!("../README.md")]

pub mod evidence;
pub mod fact;
pub mod finding;
pub mod id;
pub mod matching;
pub mod moment;
pub mod node;
pub mod principal;
pub mod record;
pub mod recording;
pub mod request;
pub mod session;
pub mod source;
pub mod trail;
