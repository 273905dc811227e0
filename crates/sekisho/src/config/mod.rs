//! What does the configuration file say, and what is wrong with it?

mod accounts;
mod bucket;
mod overrides;
mod places;
mod sheet;

use std::fmt;
use std::path::{Path, PathBuf};

use sekisho_ingest::Estate;
use toml::de::DeTable;

pub(crate) use self::overrides::Override;
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
    pub(crate) at: At,
    /// What is wrong, and what would be right.
    pub(crate) what: String,
}

/// Where something is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum At {
    /// A line of the file, counted from 1.
    Line(usize),
    /// What a flag or the environment says instead.
    Override(String),
}

/// Mistakes, one per line.
#[derive(Debug)]
pub(crate) struct Listed(pub(crate) Vec<Mistake>);

impl fmt::Display for Listed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = self.0.iter().map(|Mistake { at, what }| match at {
            At::Line(line) => format!("  line {line}: {what}"),
            At::Override(text) => format!("  set {text}: {what}"),
        });
        f.write_str(&lines.collect::<Vec<_>>().join("\n"))
    }
}

/// Reads the file, with what is said instead of parts of it.
///
/// # Errors
/// [`ConfigurationError`] with every mistake at once.
pub(crate) fn load(
    path: &Path,
    overrides: &[Override],
) -> Result<Configuration, ConfigurationError> {
    let text = read_file(path)?;
    read(&text, overrides).map_err(|mistakes| ConfigurationError::Wrong {
        path: path.to_owned(),
        mistakes: Listed(mistakes),
    })
}

/// Which data directory the file names. Commands that only read what is held must not mind what is wrong with the rest, or is
/// said elsewhere.
///
/// # Errors
/// [`ConfigurationError`] where the file cannot be read, is no TOML, or `data` is no text.
pub(crate) fn data(path: &Path) -> Result<Option<PathBuf>, ConfigurationError> {
    let text = read_file(path)?;
    let lines = Lines::of(&text, &[]);
    let mistakes = Mistakes::default();
    let wrong = |mistakes: Mistakes| ConfigurationError::Wrong {
        path: path.to_owned(),
        mistakes: Listed(mistakes.sorted(&lines)),
    };
    let document = match DeTable::parse(&text) {
        Ok(document) => document,
        Err(error) => {
            mistakes.add(lines.at(error.span().map_or(0, |span| span.start)), error.message());
            return Err(wrong(mistakes));
        }
    };
    let data = Sheet::new(document.get_ref(), "the file", 0, &lines, &mistakes).text("data");
    if mistakes.is_empty() { Ok(data.map(|data| data.value.into())) } else { Err(wrong(mistakes)) }
}

fn read_file(path: &Path) -> Result<String, ConfigurationError> {
    std::fs::read_to_string(path)
        .map_err(|source| ConfigurationError::Unread { path: path.to_owned(), source })
}

/// Reads the text of the file, with what is said instead of parts of it.
///
/// # Errors
/// Everything that is wrong with it, in the order of its lines, and with what is said instead after that.
pub(crate) fn read(text: &str, overrides: &[Override]) -> Result<Configuration, Vec<Mistake>> {
    let lines = Lines::of(text, overrides);
    let mistakes = Mistakes::default();
    let (document, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        // What a broken text seems to say is no use to anyone.
        for error in errors {
            let at = error.span().map_or(0, |span| span.start);
            mistakes.add(lines.at(at), error.message());
        }
        return Err(mistakes.sorted(&lines));
    }
    let mut document = document.into_inner();
    let said: Vec<_> =
        overrides.iter().enumerate().map(|(nth, o)| o.line(lines.of_override(nth))).collect();
    for (nth, (said, instead)) in said.iter().zip(overrides).enumerate() {
        if let Err(what) = instead.say(said, &mut document) {
            mistakes.add(lines.at(lines.of_override(nth)), what);
        }
    }
    let mut sheet = Sheet::new(&document, "the file", 0, &lines, &mistakes);
    let configuration = Configuration {
        data: sheet.text("data").map(|data| PathBuf::from(data.value)),
        estate: places::estate(&mut sheet),
    };
    sheet.finish();
    let mistakes = mistakes.sorted(&lines);
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
        let configuration = read(WHOLE, &[]).expect("a good file");
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
        let text = r##"data = 7
colour = "red"

[[account]]
id = "1111"
regions = []
role = "Reader"

[[account]]
id = "111122223333"
regions = ["ap-northeast-1", "tokyo"]
role = "arn:aws:iam::999999999999:role/Reader"
external_id = "a b"

[[account]]
id = "222233334444"
regions = ["eu-west-1", "eu-west-1"]
external_id = "9f8e"

[[account]]
id = "222233334444"

[[bucket]]
name = "Logs!"
account = "222233334444"
region = "eu-west-1"
holds = "sessions"
prefixs = ["a"]
keys = ["ssm/*.log", "ssm/["]
queue = "my-queue"

[[bucket]]
name = "re..cordings"
account = "111122223333"
holds = "session-logs"
prefixes = ["a/", "a/b/", "a/"]
connection = "rdp/(.*)"

[[bucket]]
name = "logs"
account = "222233334444"
region = "eu-west-1"
holds = "session-logs"
queue = "https://sqs.us-east-1.amazonaws.com/222233334444/news"

[[log_group]]
account = "111122223333"

[[log_group]]
name = "/ssm"
account = "222233334444"
region = "eu-west-1"

[[log_group]]
name = "/ssm"
account = "222233334444"
region = "eu-west-1"

[[log_group]]
name = "arn:aws:logs:eu-west-1:222233334444:log-group:/ssm"
account = "222233334444"
"##;
        let mistakes = read(text, &[]).expect_err("a bad file");
        insta::assert_snapshot!(Listed(mistakes).to_string());
    }

    #[test]
    fn an_account_that_is_not_there_is_told() {
        let text = "[[account]]\nid = \"111122223333\"\n[[log_group]]\nname = \"a\"\naccount = \"222233334444\"\n";
        let mistakes = read(text, &[]).expect_err("a bad file");
        let told = Listed(mistakes).to_string();
        let idle = "nothing is read of account 111122223333: add regions = [\"…\"], or a bucket or log_group of it";
        let missing = "there is no [[account]] with the id 222233334444";
        assert_eq!(told, format!("  line 1: {idle}\n  line 5: {missing}"));
        let told = Listed(read("", &[]).expect_err("an empty file")).to_string();
        assert_eq!(told, "  line 1: there is no [[account]], so there is nothing to read");
    }

    #[test]
    fn what_is_said_elsewhere_stands_instead() {
        let said = |texts: &[&str]| {
            let overrides: Vec<Override> =
                texts.iter().map(|text| text.parse().expect("an override")).collect();
            read(WHOLE, &overrides)
        };
        let estate = said(&[
            "account.111122223333.external_id=1234",
            "account.111122223333.delegated_administrator=false",
            "bucket.example-session-logs.prefixes=[\"a/\", \"b/\"]",
            "log_group./ssm/sessions.region=ap-northeast-1",
        ]);
        let estate = estate.expect("good words").estate;
        let account = &estate.accounts[0];
        assert_eq!(account.role.as_ref().and_then(|r| r.external_id.as_deref()), Some("1234"));
        assert!(!account.is_delegated_administrator);
        assert_eq!(estate.buckets[0].prefixes, ["a/", "b/"]);
        assert_eq!(estate.log_groups[0].region.as_str(), "ap-northeast-1");

        let wrong = said(&[
            "bucket.example-session-logs.prefixes=[\"a/\", 7]",
            "account.999999999999.role=x",
            "account.111122223333.role=Reader",
            "bucket.example-session-logs.prefixes=[",
            "log_group./ssm/sessions.colour=red",
        ]);
        insta::assert_snapshot!(Listed(wrong.expect_err("bad words")).to_string());
    }

    #[test]
    fn parts_of_a_bucket_are_told_apart_by_their_prefixes() {
        let account = "[[account]]\nid = \"111122223333\"\nregions = [\"eu-west-1\"]\n";
        let part = |prefixes: &str| {
            format!(
                "[[bucket]]\nname = \"logs\"\naccount = \"111122223333\"\nholds = \"session-logs\"\n{prefixes}\n"
            )
        };
        let check = |parts: [&str; 2], expected: &[At]| {
            let text = [account.to_owned(), part(parts[0]), part(parts[1])].concat();
            let lines: Vec<_> = match read(&text, &[]) {
                Ok(_) => Vec::new(),
                Err(mistakes) => mistakes.iter().map(|mistake| mistake.at.clone()).collect(),
            };
            assert_eq!(lines, expected, "{text}");
        };
        check(["prefixes = [\"a/\"]", "prefixes = [\"b/\"]"], &[]);
        check(["prefixes = [\"a/\"]", ""], &[]);
        check(["", ""], &[At::Line(9)]);
    }

    #[test]
    fn broken_toml_is_told_with_its_line() {
        let mistakes = read("data = \"x\"\n[[account]\nid = 1\n", &[]).expect_err("a broken file");
        assert_eq!(mistakes[0].at, At::Line(2), "{mistakes:?}");
    }
}
