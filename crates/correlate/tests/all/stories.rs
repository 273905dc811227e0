//! What does an auditor read of each situation?

use std::path::Path;

use crate::render;
use crate::script::Script;

/// Every file below `tests/stories` is one situation; its snapshot lies beside it.
#[test]
fn every_story_reads_as_it_should() {
    for (name, text) in all() {
        let rendered = render::correlation(&Script::read(&text).correlate());
        insta::with_settings!({
            snapshot_path => "../stories",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(name, rendered);
        });
    }
}

/// Name and text of every story, by name.
pub(crate) fn all() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut stories = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "story") {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            stories.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
    stories.sort();
    assert!(stories.len() >= 10, "the stories were not found");
    stories
}
