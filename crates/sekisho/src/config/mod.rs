//! What does the configuration file say, and what is wrong with it?

mod places;
mod sheet;

use std::fmt;
use std::path::{Path, PathBuf};

use sekisho_ingest::Estate;
use toml::de::DeTable;

pub(crate) use self::places::is_address;
use self::sheet::{Lines, Mistakes, Sheet};

/// The file that is read when none is named.
pub(crate) const FILE: &str = "sekisho.toml";

/// What an administrator has configured.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Configuration {
    /// The data directory, unless a flag names another.
    pub(crate) data: Option<PathBuf>,
    /// The accounts and what is read of them.
    pub(crate) estate: Estate,
}

/// A file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigurationError {
    /// It cannot be read.
    #[error("cannot read {}: {source}; name the file with --config, or see `sekisho sources --help` for an example", path.display())]
    Unread {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Something in it is wrong.
    #[error("{} cannot be used:\n{mistakes}", path.display())]
    Wrong {
        /// The file.
        path: PathBuf,
        /// Everything that is wrong with it.
        mistakes: Listed,
    },
}

/// Something that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mistake {
    /// Counted from 1.
    pub(crate) line: usize,
    /// What is wrong, and what would be right.
    pub(crate) what: String,
}

/// Mistakes, one per line.
#[derive(Debug)]
pub(crate) struct Listed(pub(crate) Vec<Mistake>);

impl fmt::Display for Listed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = self.0.iter().map(|Mistake { line, what }| format!("  line {line}: {what}"));
        f.write_str(&lines.collect::<Vec<_>>().join("\n"))
    }
}

/// Reads the file.
///
/// # Errors
/// [`ConfigurationError`] with every mistake at once.
pub(crate) fn load(path: &Path) -> Result<Configuration, ConfigurationError> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| ConfigurationError::Unread { path: path.to_owned(), source })?;
    read(&text).map_err(|mistakes| ConfigurationError::Wrong {
        path: path.to_owned(),
        mistakes: Listed(mistakes),
    })
}

/// Reads the text of the file.
///
/// # Errors
/// Everything that is wrong with it, in the order of its lines.
pub(crate) fn read(text: &str) -> Result<Configuration, Vec<Mistake>> {
    let lines = Lines::of(text);
    let mistakes = Mistakes::default();
    let (document, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        // What a broken text seems to say is no use to anyone.
        for error in errors {
            let at = error.span().map_or(0, |span| span.start);
            mistakes.add(lines.at(at), error.message());
        }
        return Err(mistakes.sorted());
    }
    let mut sheet = Sheet::new(document.get_ref(), "the file", 0, &lines, &mistakes);
    let configuration = Configuration {
        data: sheet.text("data").map(|data| PathBuf::from(data.value)),
        estate: places::estate(&mut sheet),
    };
    sheet.finish();
    let mistakes = mistakes.sorted();
    if mistakes.is_empty() { Ok(configuration) } else { Err(mistakes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = r#"
data = "/var/lib/sekisho"

[[account]]
id = "111122223333"
name = "production"
regions = ["ap-northeast-1", "us-east-1"]
role = "arn:aws:iam::111122223333:role/SekishoReader"
external_id = "9f8e"
delegated_administrator = true

[[bucket]]
name = "example-session-logs"
account = "111122223333"
region = "ap-northeast-1"
holds = "session-logs"
prefixes = ["ssm/"]
keys = ["ssm/**/*.log"]
queue = "https://sqs.ap-northeast-1.amazonaws.com/111122223333/sekisho"

[[log_group]]
name = "/ssm/sessions"
account = "111122223333"
region = "us-east-1"
"#;

    #[test]
    fn a_whole_file_is_read() {
        let configuration = read(WHOLE).expect("a good file");
        assert_eq!(configuration.data.as_deref(), Some(Path::new("/var/lib/sekisho")));
        let estate = configuration.estate;
        let account = &estate.accounts[0];
        assert!(account.is_delegated_administrator);
        assert_eq!(account.regions.len(), 2);
        assert_eq!(account.role.as_ref().and_then(|r| r.external_id.as_deref()), Some("9f8e"));
        assert_eq!(estate.buckets[0].prefixes, ["ssm/"]);
        assert_eq!(estate.buckets[0].holds.name(), "session-logs");
        assert_eq!(estate.log_groups[0].region.as_str(), "us-east-1");
    }

    #[test]
    fn every_mistake_is_told_at_once_with_its_line() {
        let text = r#"data = 7
colour = "red"

[[account]]
id = "1111"
regions = []

[[account]]
id = "111122223333"
regions = ["ap-northeast-1", "tokyo"]
role = "arn:aws:iam::999999999999:role/Reader"

[[account]]
id = "222233334444"

[[account]]
id = "222233334444"

[[bucket]]
name = "Logs!"
account = "444455556666"
holds = "sessions"
prefixs = ["a"]
keys = ["ssm/*.log", "ssm/["]
queue = "my-queue"

[[bucket]]
name = "recordings"
account = "111122223333"
holds = "session-logs"
connection = "rdp/(.*)"

[[log_group]]
account = "111122223333"
"#;
        let mistakes = read(text).expect_err("a bad file");
        insta::assert_snapshot!(Listed(mistakes).to_string());
    }

    #[test]
    fn parts_of_a_bucket_are_told_apart_by_their_prefixes() {
        let account = "[[account]]\nid = \"111122223333\"\nregions = [\"eu-west-1\"]\n";
        let part = |prefixes: &str| {
            format!(
                "[[bucket]]\nname = \"logs\"\naccount = \"111122223333\"\nholds = \"session-logs\"\n{prefixes}\n"
            )
        };
        let check = |parts: [&str; 2], expected: &[usize]| {
            let text = [account.to_owned(), part(parts[0]), part(parts[1])].concat();
            let lines: Vec<_> = match read(&text) {
                Ok(_) => Vec::new(),
                Err(mistakes) => mistakes.iter().map(|mistake| mistake.line).collect(),
            };
            assert_eq!(lines, expected, "{text}");
        };
        check(["prefixes = [\"a/\"]", "prefixes = [\"b/\"]"], &[]);
        check(["prefixes = [\"a/\"]", ""], &[]);
        check(["", ""], &[9]);
    }

    #[test]
    fn broken_toml_is_told_with_its_line() {
        let mistakes = read("data = \"x\"\n[[account]\nid = 1\n").expect_err("a broken file");
        assert_eq!(mistakes[0].line, 2, "{mistakes:?}");
    }
}
