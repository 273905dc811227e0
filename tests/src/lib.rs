//! What do the tests and measurements of the whole house share?
//!
//! [`aws`] stands in for AWS. [`corpus`] invents eight weeks of recorded access, the same bytes for the same seed.
//! [`engine`] stands in for tesseract. [`measure`] holds what the programs in `benches/` measure with. The tests beside
//! this crate enforce the form of the house.

pub mod aws;
pub mod corpus;
pub mod engine;
pub mod measure;
