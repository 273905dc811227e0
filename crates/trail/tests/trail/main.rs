//! Do the documents say what the facts say, and is nothing lost or invented on the way?

mod bad_input;
mod documents;
mod forms;
mod properties;
mod records;
mod render;
mod sniffing;
