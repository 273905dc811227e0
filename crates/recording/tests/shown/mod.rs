//! What do the cells of a screen show of a text?

use unicode_normalization::char::compose;
use unicode_width::UnicodeWidthChar;

/// The text without characters that have no width; one with the character before it, where Unicode has that.
pub(crate) fn shown(text: &str) -> String {
    let mut cells = String::new();
    for c in text.chars() {
        if c.width() != Some(0) {
            cells.push(c);
        } else if let Some(base) = cells.pop() {
            cells.push(compose(base, c).unwrap_or(base));
        }
    }
    cells
}
