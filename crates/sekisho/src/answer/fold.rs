//! In which form are words looked for in a text?

/// Lower-case characters, half-width where there is such a form, each with the place of its original.
pub(crate) fn fold(text: &str) -> impl Iterator<Item = (char, usize)> {
    text.chars()
        .enumerate()
        .flat_map(|(place, c)| narrow(c).to_lowercase().map(move |l| (l, place)))
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

fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        other => other,
    }
}
