//! What does a machine read in one picture of a screen?
//!
//! The program `tesseract` reads it, with the English and Japanese that a distribution has for it. It is given a picture
//! that only has pixels, through a pipe: it would take other bytes for the name of a file.

use std::time::Duration;

use sekisho_recording::video::{Legible, legible};

use crate::decoded::Size;
use crate::program::{Program, Undone};
use crate::until::Until;

/// A picture of 4K full of text takes a quarter of this.
const LIMIT: Duration = Duration::from_secs(60);

/// A table of a screen full of text in small letters has a tenth of this.
const TABLE: u64 = 4 << 20;

/// And of these.
const WORDS: usize = 20_000;

/// The languages that are asked for, as far as they are there.
const LANGUAGES: [&str; 2] = ["eng", "jpn"];

/// What reads pictures here.
pub(crate) struct Engine {
    program: Program,
    version: String,
    languages: Vec<&'static str>,
}

/// Why a picture was not read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unread {
    #[error(transparent)]
    Undone(#[from] Undone),
    #[error(
        "tesseract has no language here: install tesseract-ocr-eng and tesseract-ocr-jpn, and run `sekisho rebuild`"
    )]
    NoLanguage,
    #[error("tesseract wrote no table of words")]
    NoTable,
}

impl Engine {
    /// The one that is found where programs are.
    pub(crate) fn installed(until: &Until) -> Result<Self, Unread> {
        let missing = "nothing that reads text is installed: install tesseract-ocr, tesseract-ocr-eng and tesseract-ocr-jpn, and run `sekisho rebuild`";
        let program = Program { name: "tesseract", missing, limit: LIMIT, until: until.clone() };
        let ask = |what: &str| {
            let told = program.run(&[what.to_owned()], TABLE, |_| Ok(()))?;
            Ok::<_, Undone>(String::from_utf8_lossy(&told).into_owned())
        };
        let version = version(&ask("--version")?);
        let languages = languages(&ask("--list-langs")?);
        if languages.is_empty() {
            return Err(Unread::NoLanguage);
        }
        Ok(Self { program, version, languages })
    }

    /// Its name, version and languages.
    pub(crate) fn name(&self) -> String {
        format!("{} ({})", self.version, self.languages.join(", "))
    }

    /// What stands in a picture of so many pixels, a byte of brightness each.
    pub(crate) fn read(&self, size: Size, brightness: &[u8]) -> Result<Legible, Unread> {
        let languages = self.languages.join("+");
        let arguments = ["-", "-", "-l", &languages, "--psm", WHOLE_PAGE, "tsv"];
        let head = format!("P5\n{} {}\n255\n", size.width, size.height);
        let table = self.program.run(&arguments.map(str::to_owned), TABLE, |to| {
            to.write_all(head.as_bytes())?;
            to.write_all(brightness)
        })?;
        let told = legible(&table, WORDS);
        if told.is_empty() && !told.rejected.is_empty() {
            return Err(Unread::NoTable);
        }
        Ok(told)
    }
}

/// Finds blocks and lines by itself. Looking for words wherever they stand finds some more, and tears lines apart.
const WHOLE_PAGE: &str = "3";

/// The first line names the program with its version.
fn version(told: &str) -> String {
    let first = told.lines().next().unwrap_or_default().trim();
    if first.starts_with("tesseract ") { first.to_owned() } else { "tesseract".to_owned() }
}

fn languages(told: &str) -> Vec<&'static str> {
    let has = |wanted: &&str| told.lines().any(|line| line.trim() == *wanted);
    LANGUAGES.into_iter().filter(has).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_and_languages_are_told() {
        let check = |told: &str, expected: &str| assert_eq!(version(told), expected);
        check("tesseract 5.3.0\n leptonica-1.82.0\n", "tesseract 5.3.0");
        check("", "tesseract");
        let check = |told: &str, expected: &[&str]| assert_eq!(languages(told), expected);
        let head = "List of available languages in \"/usr/share/tessdata/\" (3):\n";
        check(&format!("{head}eng\njpn\nosd\n"), &["eng", "jpn"]);
        check(&format!("{head}jpn_vert\nosd\n"), &[]);
        check(&format!("{head}jpn\r\n"), &["jpn"]);
    }
}
