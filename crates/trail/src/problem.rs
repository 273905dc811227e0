//! What is wrong with a record, in words that stay the same and never repeat a secret?

use sekisho_domain::id::Malformed;

/// Why a record, or a field of it, could not be read. Its place is added by the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) code: &'static str,
    pub(crate) reason: String,
}

impl Problem {
    fn new(code: &'static str, reason: impl Into<String>) -> Self {
        Self { code, reason: reason.into() }
    }

    pub(crate) fn empty() -> Self {
        Self::new("empty", "there is nothing in it")
    }

    pub(crate) fn invalid_utf8() -> Self {
        Self::new("invalid-utf8", "not UTF-8 from here on; unreadable bytes were read as U+FFFD")
    }

    pub(crate) fn not_json(what: &str) -> Self {
        Self::new("not-json", what)
    }

    pub(crate) fn truncated() -> Self {
        Self::new("truncated-json", "the text ends before this does")
    }

    pub(crate) fn unknown_shape(key: &str) -> Self {
        Self::new("unknown-shape", format!("`{key}` holds neither a list nor a record"))
    }

    pub(crate) fn too_large(what: &str, bytes: usize, limit: usize) -> Self {
        Self::new("too-large", format!("{what} has {bytes} bytes, more than the limit of {limit}"))
    }

    pub(crate) fn too_many(limit: u64) -> Self {
        Self::new("too-many", format!("more than {limit} records; this and the rest were not read"))
    }

    pub(crate) fn unlisted(count: u64) -> Self {
        Self::new("too-many", format!("{count} more rejections are not listed"))
    }

    pub(crate) fn missing(field: &str) -> Self {
        Self::new("missing-field", format!("`{field}` is not there"))
    }

    pub(crate) fn id(field: &str, malformed: &Malformed) -> Self {
        Self::new("bad-id", format!("`{field}` should be {}", malformed.expected))
    }

    pub(crate) fn time(field: &str) -> Self {
        Self::new("bad-time", format!("`{field}` is no time this reader knows"))
    }

    /// What serde says about `what`, without the value it met, which may be a secret, and without the position, which
    /// would count from the start of an inner text.
    pub(crate) fn json(what: &str, error: &serde_json::Error) -> Self {
        let code = if error.is_data() { "bad-record" } else { "not-json" };
        let said = error.to_string();
        let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
        match said.rsplit_once(", expected ") {
            Some((_, expected)) => Self::new(code, format!("{what}: expected {expected}")),
            None => Self::new(code, format!("{what}: {said}")),
        }
    }
}
