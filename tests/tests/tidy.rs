//! Does every file say which question it answers, and is it short enough to be read?
#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::Command;

/// A file longer than this answers more than one question.
const MAX_LINES: usize = 500;

/// Generated or data-only files, each with the command that makes it.
const GENERATED: &[&str] = &["web/src/api/schema.ts"];

#[test]
fn every_file_says_its_question_first_and_stays_short() {
    let mut complaints = Vec::new();
    for file in tracked(&["*.rs", "*.ts", "*.svelte", "*.py", "*.sh"]) {
        if GENERATED.contains(&file.as_str()) {
            continue;
        }
        let Ok(text) = std::fs::read_to_string(root().join(&file)) else { continue };
        let lines = text.lines().count();
        if lines > MAX_LINES {
            complaints
                .push(format!("{file} has {lines} lines; split it by the questions it answers"));
        }
        if !starts_with_its_question(&file, &text) {
            complaints
                .push(format!("{file} does not say in its first line which question it answers"));
        }
        for (number, line) in text.lines().enumerate() {
            if line.trim_end() != line {
                complaints.push(format!("{file}:{} ends in white space", number + 1));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn no_rust_file_is_named_after_nothing() {
    for file in tracked(&["*.rs", "*.ts", "*.svelte"]) {
        let stem = Path::new(&file).file_stem().unwrap().to_str().unwrap().to_lowercase();
        for word in ["util", "utils", "helper", "helpers", "common", "misc", "manager"] {
            assert!(stem != word, "{file}: name it after what it answers");
        }
    }
}

fn starts_with_its_question(file: &str, text: &str) -> bool {
    let mut lines = text.lines().filter(|l| !l.starts_with("#!") || l.starts_with("#!["));
    let first = lines.next().unwrap_or_default();
    match Path::new(file).extension().and_then(|e| e.to_str()) {
        Some("rs") => first.starts_with("//! "),
        Some("ts") => first.starts_with("// ") || first.starts_with("/** "),
        Some("svelte") => first.starts_with("<!-- "),
        Some("py") => first.starts_with("\"\"\"") || first.starts_with("# "),
        _ => first.starts_with("# "),
    }
}

fn tracked(patterns: &[&str]) -> Vec<String> {
    let output = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "--"])
        .args(patterns)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let files: Vec<_> =
        String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
    assert!(!files.is_empty(), "git lists no files for {patterns:?}");
    files
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}
