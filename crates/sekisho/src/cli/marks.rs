//! How does the command line list masked secrets and hidden output?

use super::sessions::One;
use super::{Common, output};
use crate::answer;
use crate::shape::marks::MarkShape;

/// Prints one row per mark, and nothing of what it says.
pub(crate) fn list(one: &One, common: &Common) -> anyhow::Result<()> {
    let (runtime, desk) = common.desk(&one.data)?;
    let marks = runtime.block_on(answer::reveal::marks(&desk, &one.session))?;
    if common.json {
        return output::json(&marks);
    }
    let rows = |what: &'static str, marks: &[MarkShape]| -> Vec<Vec<String>> {
        marks.iter().map(|mark| row(what, mark)).collect()
    };
    let rows = [rows("secret", &marks.secrets), rows("hidden", &marks.hidden)].concat();
    if rows.is_empty() {
        return output::text(["no secret was masked, and the output hides nothing".to_owned()]);
    }
    output::table(&["what", "kind", "line", "byte", "bytes"], rows)
}

fn row(what: &str, mark: &MarkShape) -> Vec<String> {
    let line = match (mark.first_line, mark.last_line) {
        (Some(first), Some(last)) if first < last => format!("L{first}-L{last}"),
        (Some(line), _) => format!("L{line}"),
        _ => "in no line".to_owned(),
    };
    let offset = format!("@{}", mark.offset);
    vec![what.to_owned(), mark.kind.clone(), line, offset, mark.length.to_string()]
}
