//! Does anybody wait until a video has been looked through?

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use sekisho_tests::aws::{Fault, Harm};

use crate::estate::{Estate, LOGS};
use crate::program::{Running, wait_until};

/// A decoder that never comes to an end, and says when it begins.
fn endless_decoder(estate: &Estate) -> String {
    let folder = estate.path("bin");
    let program = folder.join("ffmpeg");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(
        &program,
        "#!/bin/sh\necho $$ > \"$BEGUN.new\"\nmv \"$BEGUN.new\" \"$BEGUN\"\nexec sleep 600\n",
    )
    .unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    format!("{}:{}", folder.display(), std::env::var("PATH").unwrap())
}

#[test]
fn nobody_waits_until_a_video_has_been_looked_through() {
    let estate = Estate::whole();
    let (path, begun) = (endless_decoder(&estate), estate.path("begun"));
    let worker = Running::begin(estate.command(&["ingest"]).env("PATH", path).env("BEGUN", &begun));
    wait_until("a video is decoded", || begun.exists());
    // Everything else is here, is vouched for, and can be changed by others.
    wait_until("the sources are noted", || {
        let told = estate.json(&["sources", "status"]);
        let noted = told["sources"].as_array().unwrap().iter();
        let name = format!("s3 {LOGS}");
        noted.filter(|source| source["name"] == name).any(|s| s["complete_up_to"].is_string())
    });
    assert!(estate.json(&["sessions", "list"])["total"].as_u64().unwrap() > 10);
    let decoder = std::fs::read_to_string(&begun).unwrap();
    assert!(worker.end(), "it ends in good order");
    let process = format!("/proc/{}", decoder.trim());
    assert!(!Path::new(&process).exists(), "it neither waited for the decoder nor left it behind");
    // What was cut off is done by the next run, whatever else that has to do.
    estate.aws.fail(Fault::new("GetObject", Harm::Denied));
    estate.once();
    let told = estate.json(&["search", "type:rdp recording:present"]);
    let session = told["sessions"][0]["key"].as_str().unwrap();
    let shown = estate.json(&["sessions", "show", session]);
    assert!(shown["screens"][0]["about"]["codec"].is_string(), "{shown:#}");
}
