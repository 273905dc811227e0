//! Which keys of a bucket are read, where an administrator says so?

use globset::{Error, GlobBuilder, GlobSet};

/// Patterns of which a key has to match one; without any, every key does.
///
/// `*` stands for anything within one part of the key, `**` for any parts, `{a,b}` for either, `[0-9]` for one of these.
#[derive(Debug, Clone, Default)]
pub struct KeyPatterns {
    written: Vec<String>,
    matcher: GlobSet,
}

impl KeyPatterns {
    /// Patterns as they are written in the configuration.
    ///
    /// # Errors
    /// The first pattern that is none, by its place, and what is wrong with it.
    pub fn new(written: Vec<String>) -> Result<Self, (usize, String)> {
        let mut all = GlobSet::builder();
        for (place, pattern) in written.iter().enumerate() {
            let glob = GlobBuilder::new(pattern).literal_separator(true).build();
            all.add(glob.map_err(|error| (place, said(&error)))?);
        }
        let matcher = all.build().map_err(|error| (0, said(&error)))?;
        Ok(Self { written, matcher })
    }

    /// Whether a key is read.
    #[must_use]
    pub fn take(&self, key: &str) -> bool {
        self.written.is_empty() || self.matcher.is_match(key)
    }
}

fn said(error: &Error) -> String {
    error.kind().to_string()
}

/// What matches is decided by what was written.
impl PartialEq for KeyPatterns {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

impl Eq for KeyPatterns {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_where_one_pattern_matches() {
        let check = |patterns: &[&str], key: &str, expected: bool| {
            let written = patterns.iter().map(|&pattern| pattern.into()).collect();
            let patterns = KeyPatterns::new(written).expect("good patterns");
            assert_eq!(patterns.take(key), expected, "{patterns:?} {key}");
        };
        check(&[], "anything/at/all", true);
        check(&["ssm/*.log"], "ssm/alice-0123456789abcdef0.log", true);
        check(&["ssm/*.log"], "ssm/2026/alice-0123456789abcdef0.log", false);
        check(&["ssm/**/*.log"], "ssm/2026/11/alice-0123456789abcdef0.log", true);
        check(&["ssm/**/*.log"], "ssm/alice-0123456789abcdef0.log", true);
        check(&["a/**", "b/**"], "b/x.log", true);
        check(&["{prod,stage}/*.log"], "dev/x.log", false);
        check(&["*.log"], "日本.log", true);
        check(&["ssm/*.log"], "SSM/x.log", false);
    }

    #[test]
    fn what_is_no_pattern_is_told_with_its_place() {
        let patterns = KeyPatterns::new(vec!["good/*".into(), "bad/[".into()]);
        assert_eq!(patterns, Err((1, "unclosed character class; missing ']'".to_owned())));
    }
}
