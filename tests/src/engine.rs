//! Which programs are found in tests of which reading screens is no part?

/// A `PATH` on which an engine comes first that stands for tesseract: reading the screens of all samples takes longer than
/// most tests.
#[must_use]
pub fn path() -> String {
    let others = std::env::var("PATH").unwrap_or_default();
    format!("{}/engine:{others}", env!("CARGO_MANIFEST_DIR"))
}
