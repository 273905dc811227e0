//! Does the proof of a trail tell what is proven, and nothing else, whatever was done to its files?

mod bucket;
mod cases;
mod hostile;
mod official;
mod tampering;
