//! On which lines of a session does a word stand?

use std::sync::Arc;

use super::fold::fold_into;
use super::shelf::SessionText;
use super::shown::Shown;
use super::size::Chosen;
use super::{AnswerError, Desk};
use crate::shape::timeline::Hits;

/// More places than a timeline can show apart, or anybody looks at one by one.
const MOST: usize = 20_000;

/// Every line that holds `words` as they are written, whatever their case and width.
pub(crate) async fn find(
    desk: &Arc<Desk>,
    key: &str,
    size: Option<Chosen>,
    words: &str,
) -> Result<Hits, AnswerError> {
    let shown = Shown::on(desk, key, size).await?;
    let text = shown.text().await?;
    desk.record_read(&shown.found.record.session.key, "find")?;
    let (total, lines) = hits(&text, words);
    Ok(Hits { basis: shown.about.basis.name().to_owned(), total, lines })
}

/// How many lines hold the words, and the number and playing position of the first of them.
fn hits(text: &SessionText, words: &str) -> (u64, Vec<(u64, u64)>) {
    let mut needle = String::with_capacity(words.len());
    fold_into(words, &mut needle);
    let (mut total, mut lines) = (0, Vec::new());
    for line in text.lines_with(&needle) {
        total += 1;
        if lines.len() < MOST {
            lines.push(line);
        }
    }
    (total, lines)
}

#[cfg(test)]
mod tests {
    use sekisho_catalog::{Interval, Seen, StoredLine, TimeBasis};

    use super::*;

    #[test]
    fn every_line_is_found_once_whatever_its_case_and_width() {
        let lines = ["Drop it, drop it", "nothing", "ＤＲＯＰ table", "㍿の障害", "rop", "d"];
        let stored = lines.iter().zip(0_u64..).map(|(text, place)| {
            let basis = TimeBasis::Exact;
            let (not_before_us, not_after_us) = (0, 9);
            StoredLine {
                offset: place,
                at: Interval { not_before_us, not_after_us, played_us: 10 * place, basis },
                text: (*text).to_owned(),
                seen: Seen::Scrollback,
            }
        });
        let text = SessionText::new(stored.collect(), Vec::new());
        let check = |words: &str, expected: &[(u64, u64)]| {
            assert_eq!(hits(&text, words), (expected.len() as u64, expected.to_vec()), "{words}");
        };
        check("drop", &[(1, 0), (3, 20)]);
        check("ＤＲＯＰ T", &[(3, 20)]);
        check("株式会社", &[(4, 30)]);
        check("d\nd", &[]);
        check("", &[]);
    }
}
