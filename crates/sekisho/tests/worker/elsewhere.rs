//! Does an S3 that other people wrote, with versions and notifications of its own, give the same?
//!
//! `moto_server` answers; AWS's own command line puts objects there, as an administrator would.

use std::path::Path;
use std::process::Command;

use sekisho_tests::aws::Moto;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::estate::{Estate, LOG, LOGS, TOKYO, TRAIL, objects, samples, two_buckets};
use crate::program::{Program, wait_until};

/// A moto with two empty buckets, and the program that reads it.
struct Elsewhere {
    moto: Moto,
    program: Program,
    files: TempDir,
}

impl Elsewhere {
    fn new() -> Self {
        let moto = Moto::start().unwrap();
        let program = Program::new(moto.endpoint(), moto.user());
        program.configure(&two_buckets(&moto.user().account));
        let elsewhere = Self { moto, program, files: TempDir::new().unwrap() };
        for bucket in [LOGS, TRAIL] {
            let place = format!("LocationConstraint={TOKYO}");
            let made = ["s3api", "create-bucket", "--bucket", bucket];
            elsewhere.aws(&[&made[..], &["--create-bucket-configuration", &place]].concat());
        }
        elsewhere
    }

    /// What `aws` prints, as JSON; nothing where it prints nothing.
    fn aws(&self, arguments: &[&str]) -> Value {
        let aws = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/awscli/bin/aws");
        assert!(aws.is_file(), "run `make setup-awscli` to install it");
        let mut command = Command::new(aws);
        let key = self.moto.user();
        command.args(arguments).args(["--endpoint-url", self.moto.endpoint(), "--output", "json"]);
        command.env("AWS_ACCESS_KEY_ID", key.id).env("AWS_SECRET_ACCESS_KEY", key.secret);
        command.env("AWS_DEFAULT_REGION", TOKYO).env_remove("AWS_PROFILE");
        let output = command.output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {told}");
        serde_json::from_slice(&output.stdout).unwrap_or_default()
    }

    fn put(&self, key: &str, text: &str) -> Value {
        let file = self.files.path().join("object");
        std::fs::write(&file, text).unwrap();
        let file = file.to_str().unwrap();
        self.aws(&["s3api", "put-object", "--bucket", LOGS, "--key", key, "--body", file])
    }

    /// What the program says is absent, by what is wrong with it.
    fn absent(&self) -> Vec<Value> {
        let status = self.program.json(&["sources", "status"]);
        status["absent"].as_array().unwrap().iter().map(|absent| absent["code"].clone()).collect()
    }
}

#[test]
fn two_servers_with_the_same_buckets_give_the_same_sessions() {
    let elsewhere = Elsewhere::new();
    let mut put = 0;
    for bucket in [LOGS, TRAIL] {
        let folder = elsewhere.files.path().join(bucket);
        for story in std::fs::read_dir(&samples(&["."])[0]).unwrap() {
            for (key, bytes) in objects(story.unwrap().file_name().to_str().unwrap(), bucket) {
                let file = folder.join(key);
                std::fs::create_dir_all(file.parent().unwrap()).unwrap();
                std::fs::write(file, bytes).unwrap();
                put += 1;
            }
        }
        elsewhere.aws(&["s3", "sync", folder.to_str().unwrap(), &format!("s3://{bucket}")]);
    }
    let ran = elsewhere.program.once();
    assert_eq!((&ran["new"], &ran["troubles"]), (&json!(put), &json!([])), "{ran:#}");
    let estate = Estate::buckets(&["."]);
    estate.once();
    assert_eq!(elsewhere.program.derived(), estate.derived());
    assert_eq!(elsewhere.program.once()["new"], 0);
}

#[test]
fn every_version_is_kept_and_a_delete_marker_is_told() {
    let elsewhere = Elsewhere::new();
    let versioning = ["s3api", "put-bucket-versioning", "--bucket", LOGS];
    elsewhere.aws(&[&versioning[..], &["--versioning-configuration", "Status=Enabled"]].concat());
    let key = "ssm/mallory@example.com-0a1b2c3d4e5f60718.log";
    elsewhere.put(key, LOG);
    elsewhere.put(key, &format!("{LOG}sh-5.2$ history -c\r\n"));
    let marker = elsewhere.aws(&["s3api", "delete-object", "--bucket", LOGS, "--key", key]);

    // What was overwritten and deleted before anybody read it is there all the same.
    let ran = elsewhere.program.once();
    assert_eq!((&ran["new"], &ran["conflicts"]), (&json!(1), &json!([format!("{LOGS}/{key}")])));
    assert_eq!((elsewhere.program.originals(), elsewhere.absent()), (2, vec![json!("deleted")]));
    let again = elsewhere.program.once();
    assert_eq!((&again["new"], &again["known"]), (&json!(0), &json!(3)), "{again:#}");
    let status = elsewhere.program.json(&["sources", "status"]);
    let reached =
        status["sources"].as_array().unwrap().iter().find(|s| s["name"] == format!("s3 {LOGS}"));
    assert!(
        reached.unwrap()["complete_up_to"].is_string(),
        "what was deleted had been read: {status:#}"
    );

    // The marker is taken away: nothing is missing any more.
    let id = marker["VersionId"].as_str().unwrap();
    let delete = ["s3api", "delete-object", "--bucket", LOGS, "--key", key, "--version-id", id];
    elsewhere.aws(&delete);
    elsewhere.program.once();
    assert_eq!((elsewhere.program.originals(), elsewhere.absent()), (2, vec![]));
}

#[test]
fn a_bucket_that_tells_its_queue_itself_drives_the_worker() {
    let elsewhere = Elsewhere::new();
    let queue = elsewhere.aws(&["sqs", "create-queue", "--queue-name", "news"]);
    let queue = queue["QueueUrl"].as_str().unwrap();
    let arn = format!("arn:aws:sqs:{TOKYO}:{}:news", elsewhere.moto.user().account);
    let told =
        json!({"QueueConfigurations": [{"QueueArn": arn, "Events": ["s3:ObjectCreated:*"]}]});
    let notify = ["s3api", "put-bucket-notification-configuration", "--bucket", LOGS];
    let told = ["--notification-configuration", &told.to_string()];
    elsewhere.aws(&[&notify[..], &told].concat());
    elsewhere.program.tell(queue);

    // The buckets are listed at the start, and again ten minutes later: what comes between, only the queue tells.
    let running = elsewhere.program.forever();
    let source = format!("s3 {LOGS}");
    let is_listed = || {
        let status = elsewhere.program.answers(&["sources", "status"]);
        status.is_some_and(|told| told.contains(&source))
    };
    wait_until("the bucket is listed", is_listed);
    for name in ["mallory@example.com-0a1b2c3d4e5f60718", "trudy@example.com-0a1b2c3d4e5f60719"] {
        elsewhere.put(&format!("ssm/{name}.log"), LOG);
        let found = || {
            elsewhere.program.answers(&["sessions", "list"]).is_some_and(|told| told.contains(name))
        };
        wait_until("the session is found", found);
    }
    let waiting = || {
        let name = "ApproximateNumberOfMessages";
        let ask = ["sqs", "get-queue-attributes", "--queue-url", queue, "--attribute-names", "All"];
        let attributes = elsewhere.aws(&ask)["Attributes"].clone();
        [&attributes[name], &attributes[&format!("{name}NotVisible")]].map(|n| n == "0")
    };
    wait_until("every message is acknowledged, the test of the queue too", || {
        waiting() == [true; 2]
    });
    assert!(running.end(), "it ends in good order when asked to");
}
