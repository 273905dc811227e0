//! By which spellings is a name found?

use std::net::IpAddr;

use sekisho_query::field::Field;
use unicode_normalization::UnicodeNormalization;

/// A name in its one indexed spelling: full and half width, upper and lower case are the same.
pub(crate) fn spelling(name: &str) -> String {
    name.nfkc().flat_map(char::to_lowercase).take(LONGEST).collect()
}

/// The spellings by which a value of `field` is found: as a whole, and as people shorten it.
///
/// A host is known by its first label, a person by what stands before the `@`, and a principal by the last part of its
/// ARN. `prod-db` is thus found in `prod-db.internal.example` and never in `prod-db-2`.
pub(crate) fn spellings(field: Field, value: &str) -> Vec<String> {
    let whole = spelling(value);
    let short = match field {
        Field::Node if whole.parse::<IpAddr>().is_err() => {
            whole.split_once('.').map(|(label, _)| label)
        }
        Field::User | Field::Approver => {
            let last = whole.rsplit_once('/').map(|(_, last)| last);
            let person = last.unwrap_or(&whole);
            person.split_once('@').map(|(before, _)| before).or(last)
        }
        _ => None,
    };
    let short = short.filter(|short| !short.is_empty()).map(str::to_owned);
    std::iter::once(whole).chain(short).collect()
}

/// Whether a text can only be the id of a node, and not its name.
pub(crate) fn is_node_id(text: &str) -> bool {
    let digits = text.strip_prefix('m').unwrap_or(text).strip_prefix("i-");
    digits.is_some_and(|digits| digits.len() >= 8 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// In characters; the index refuses terms beyond 64 KiB.
const LONGEST: usize = 1_024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_people_shorten_them() {
        for (field, value, expected) in [
            (Field::Node, "Prod-DB", "prod-db"),
            (Field::Node, "ｐｒｏｄ－ｄｂ", "prod-db"),
            (Field::Node, "prod-db.internal.example", "prod-db.internal.example prod-db"),
            (Field::Node, "10.0.0.1", "10.0.0.1"),
            (Field::User, "alice@example.com", "alice@example.com alice"),
            (
                Field::User,
                "arn:aws:iam::111122223333:user/ops/bob",
                "arn:aws:iam::111122223333:user/ops/bob bob",
            ),
            (
                Field::Approver,
                "arn:aws:sts::111122223333:assumed-role/r/alice@example.com",
                "arn:aws:sts::111122223333:assumed-role/r/alice@example.com alice",
            ),
            (Field::Session, "a@b.c-0123", "a@b.c-0123"),
        ] {
            assert_eq!(spellings(field, value).join(" "), expected);
        }
    }
}
