//! On a terminal of which size does a reader want to see a recording?

use sekisho_recording::Size;

use super::AnswerError;

/// Columns and rows that can be emulated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Chosen {
    pub(crate) cols: u16,
    pub(crate) rows: u16,
}

impl Chosen {
    /// A size as it is typed: `100x40`.
    pub(crate) fn typed(text: &str) -> Result<Self, AnswerError> {
        let (most_cols, most_rows) = Size::LARGEST;
        let read = text.split_once(['x', 'X']).and_then(|(cols, rows)| {
            Some(Self { cols: number(cols, most_cols)?, rows: number(rows, most_rows)? })
        });
        read.ok_or_else(|| AnswerError::Refused {
            code: "bad-size",
            message: format!("{text:?} is not the size of a terminal"),
            hint: format!(
                "a size is columns x rows, from 1x1 to {most_cols}x{most_rows}, such as 120x30"
            ),
        })
    }

    /// As the emulator takes it.
    pub(crate) fn pair(self) -> (u16, u16) {
        (self.cols, self.rows)
    }
}

impl std::fmt::Display for Chosen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}x{}", self.cols, self.rows)
    }
}

/// Digits and nothing else: a sign or a blank was meant otherwise.
fn number(digits: &str, most: u16) -> Option<u16> {
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|number| is_number && (1..=most).contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_terminal_that_can_be_emulated_is_a_size() {
        for (text, expected) in [
            ("100x40", Some((100, 40))),
            ("100X40", Some((100, 40))),
            ("1x1", Some((1, 1))),
            ("1000x300", Some((1000, 300))),
            ("1001x300", None),
            ("1000x301", None),
            ("0x40", None),
            ("+80x24", None),
            ("80 x 24", None),
            ("80x24x1", None),
            ("80", None),
            ("99999x1", None),
            ("", None),
        ] {
            let size = Chosen::typed(text).ok();
            assert_eq!(size.map(Chosen::pair), expected, "{text}");
            if let Some(size) = size {
                assert_eq!(Chosen::typed(&size.to_string()).ok(), Some(size));
            }
        }
    }
}
