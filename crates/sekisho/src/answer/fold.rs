//! In which form are words looked for in a text?

use unicode_normalization::UnicodeNormalization;

/// Lower-case characters in their compatibility form, so that width does not matter, each with the place of its original.
pub(crate) fn fold(text: &str) -> impl Iterator<Item = (char, usize)> {
    text.chars().enumerate().flat_map(|(place, c)| narrow(c).map(move |l| (l, place)))
}

/// Appends the folded form of a text.
pub(crate) fn fold_into(text: &str, folded: &mut String) {
    if text.is_ascii() {
        let start = folded.len();
        folded.push_str(text);
        folded[start..].make_ascii_lowercase();
    } else {
        folded.extend(fold(text).map(|(c, _)| c));
    }
}

fn narrow(c: char) -> impl Iterator<Item = char> {
    std::iter::once(c).nfkc().flat_map(char::to_lowercase)
}
