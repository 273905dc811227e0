//! How does the command line print what was done around a session?

use super::moment::local;
use super::sessions::One;
use super::{Common, output};
use crate::answer;
use crate::shape::around::DoneShape;

/// Prints one row per call, and what is not known.
pub(crate) fn list(one: &One, common: &Common) -> anyhow::Result<()> {
    let (runtime, desk) = common.desk(&one.data)?;
    let around = runtime.block_on(answer::around::of(&desk, &one.session))?;
    if common.json {
        return output::json(&around);
    }
    match (&around.from, &around.to) {
        (Some(from), Some(to)) => {
            let stretch = format!("from {} to {}", local(from, common), local(to, common));
            output::remark(&format!("the calls of the session itself, and others {stretch}"));
            if !around.told_whole {
                output::remark("CloudTrail of that time was not read whole: there may be more");
            }
        }
        _ => output::remark("no clock tells when the session began: only its own calls are here"),
    }
    let rows = around.done.iter().map(|done| row(done, common)).collect();
    output::table(&["at", "call", "by", "refused", "other session", "on"], rows)
}

fn row(done: &DoneShape, common: &Common) -> Vec<String> {
    let DoneShape { event, session, node } = done;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let who = event.who.clone().unwrap_or_else(|| "not named".into());
    let at = local(&event.at, common);
    vec![at, event.name.to_owned(), who, text(&event.error), text(session), text(node)]
}
