//! Where do bytes come from? One file per kind of place.

pub(crate) mod folder;
mod sidecar;
