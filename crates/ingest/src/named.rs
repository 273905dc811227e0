//! Whose session does the name of an object say that it records?

use sekisho_domain::id::SessionId;

/// What the name of a recording ends with.
const ENDINGS: [&str; 5] = [".log", ".cast", ".ttyrec", ".typescript", ".timing"];

/// The session that an object named `<session-id>.log` or the like belongs to, or one in the folder that an export task
/// names after its stream. The suffix that AWS generates has 17 or 26 characters; a name without one is any other file.
pub(crate) fn session_named(locator: &str) -> Option<SessionId> {
    let (folder, name) = locator.rsplit_once('/').unwrap_or(("", locator));
    let exported = name.strip_suffix(".gz").filter(|n| n.bytes().all(|b| b.is_ascii_digit()));
    let stem = match exported {
        Some(_) => folder.rsplit('/').next()?,
        None => ENDINGS.iter().find_map(|ending| name.strip_suffix(ending))?,
    };
    let (_, suffix) = stem.rsplit_once('-')?;
    let generated =
        suffix.len() >= 17 && suffix.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase());
    generated.then(|| SessionId::new(stem).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_generated_names_name_a_session() {
        for (locator, expected) in [
            (
                "s3/logs/prefix/alice-nuantjezbtardtacqsffya4y7w.log",
                Some("alice-nuantjezbtardtacqsffya4y7w"),
            ),
            ("a.b@example.com-0e34861185201706f.log", Some("a.b@example.com-0e34861185201706f")),
            ("error.log", None),
            ("bob-wzleysigzmbd6fmkefjqvt5w4u.cast", Some("bob-wzleysigzmbd6fmkefjqvt5w4u")),
            ("nginx-access.log", None),
            ("rec/bob-wzleysigzmbd6fmkefjqvt5w4u.ttyrec", Some("bob-wzleysigzmbd6fmkefjqvt5w4u")),
            (
                "exports/0a1b2c3d/bob-wzleysigzmbd6fmkefjqvt5w4u/000000.gz",
                Some("bob-wzleysigzmbd6fmkefjqvt5w4u"),
            ),
            ("bob-wzleysigzmbd6fmkefjqvt5w4u.timing", Some("bob-wzleysigzmbd6fmkefjqvt5w4u")),
            ("exports/0a1b2c3d/nginx/000000.gz", None),
            ("alice-nuantjezbtardtacqsffya4y7w.txt", None),
        ] {
            assert_eq!(
                session_named(locator).as_ref().map(SessionId::as_str),
                expected,
                "{locator}"
            );
        }
    }
}
