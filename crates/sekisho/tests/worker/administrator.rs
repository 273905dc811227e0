//! Does an administrator learn what is missing, and what to do about it?

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use sekisho_tests::aws::{Fault, Harm};

use crate::estate::{Estate, PROD, STAGING, two_buckets};

#[test]
fn everything_that_is_named_can_be_read() {
    let estate = Estate::whole();
    let checked = estate.json(&["sources", "check"]);
    assert_eq!(checked["missing"], serde_json::json!([]), "{checked:#}");
    let outcomes = checked["checked"].as_array().unwrap().iter();
    let refused =
        outcomes.filter(|c| !matches!(c["outcome"].as_str(), Some("allowed" | "untried")));
    assert_eq!(refused.count(), 0, "{checked:#}");
}

#[test]
fn what_is_missing_is_a_statement_to_copy() {
    let estate = Estate::whole();
    estate.aws.fail(Fault::new("GetObject", Harm::Denied));
    estate.aws.fail(Fault::new("DescribeSessions", Harm::Denied));
    let run = estate.run(&["sources", "check"]);
    assert_eq!(run.status.code(), Some(3));
    let printed = String::from_utf8(run.stdout).unwrap();
    let policy: serde_json::Value = serde_json::from_str(&printed).unwrap();
    let said = policy.to_string();
    assert!(said.contains("s3:GetObject") && said.contains("ssm:DescribeSessions"), "{policy:#}");
    assert!(!said.contains("sqs:"), "only what is missing: {policy:#}");
}

#[test]
fn what_could_not_be_listed_is_missing_with_its_listing() {
    let estate = Estate::buckets(&["no-request"]);
    estate.aws.fail(Fault::new("ListObjectsV2", Harm::Denied));
    let run = estate.run(&["sources", "check"]);
    let told = String::from_utf8(run.stderr).unwrap();
    assert!(told.contains("s3:GetObject example-session-logs/: what is there could not"), "{told}");
    let printed = String::from_utf8(run.stdout).unwrap();
    assert!(printed.contains("s3:ListBucket") && printed.contains("s3:GetObject"), "{printed}");
}

#[test]
fn a_cause_is_told_once() {
    let estate = Estate::buckets(&["no-request"]);
    let mut check = estate.command(&["sources", "check"]);
    let run = check.env("AWS_SECRET_ACCESS_KEY", "wrong").output().unwrap();
    let told = String::from_utf8(run.stderr).unwrap();
    assert!(told.contains("as above"), "{told}");
    assert_eq!(run.status.code(), Some(3), "{told}");
}

#[test]
fn an_account_that_cannot_be_entered_is_told_once_with_what_would_let_in() {
    let estate = Estate::whole();
    let text = std::fs::read_to_string(estate.path("sekisho.toml")).unwrap();
    estate.configure(&text.replace("example-external-id", "another-id"));
    let run = estate.run(&["sources", "check"]);
    let told = String::from_utf8(run.stderr).unwrap();
    let refused: Vec<_> = told.lines().filter(|line| line.starts_with("refused")).collect();
    let [refused] = refused[..] else { panic!("{told}") };
    for part in [
        "sts:AssumeRole arn:aws:iam::444455556666:role/sekisho-reader: AssumeRole: AccessDenied User: arn:",
        "the trust policy of the role has to name who was refused",
        "nothing else of this account was tried",
    ] {
        assert!(refused.contains(part), "{part}: {refused}");
    }
    let printed = String::from_utf8(run.stdout).unwrap();
    let policy: serde_json::Value = serde_json::from_str(&printed).unwrap();
    let statement = &policy["Statement"][0];
    assert_eq!(statement["Action"], serde_json::json!(["sts:AssumeRole"]));
    let caller = estate.run(&["sources", "policy", "--caller"]);
    let caller: serde_json::Value = serde_json::from_slice(&caller.stdout).unwrap();
    assert_eq!(caller, policy);
    // What it keeps from being read is said in the same words.
    let ran = estate.once();
    let codes: Vec<_> = ran["troubles"].as_array().unwrap().iter().map(|t| &t["code"]).collect();
    assert!(!codes.is_empty() && codes.iter().all(|code| **code == "role-refused"), "{ran:#}");
}

#[test]
fn credentials_of_another_account_are_told_before_anything_is_filed_under_the_wrong_one() {
    let estate = Estate::buckets(&["no-request"]);
    estate.configure(&two_buckets(STAGING));
    let run = estate.run(&["sources", "check"]);
    let told = String::from_utf8(run.stderr).unwrap();
    let wrong = format!(
        "sts:GetCallerIdentity {STAGING}: the credentials are those of arn:aws:iam::{PROD}:user/sekisho"
    );
    assert!(told.contains(&wrong), "{told}");
    assert_eq!((run.status.code(), told.lines().count()), (Some(3), 2), "{told}");
    assert!(told.ends_with("of 1 calls tried, refused or failed: 1\n"), "{told}");
}

#[test]
fn the_delegated_administrator_names_the_nodes_of_all_accounts() {
    let estate = Estate::whole();
    estate.once();
    let asked = |account: &str| {
        let calls = estate.aws.calls().into_iter();
        let calls = calls.filter(|call| call.operation == "ListNodes" && call.account == account);
        calls.map(|call| call.about).collect::<Vec<_>>()
    };
    assert!(asked(PROD)[0].contains("AWS-QuickSetup-ManagedNode"), "{:?}", asked(PROD));
    assert!(!asked(STAGING)[0].contains("SyncName"), "{:?}", asked(STAGING));
    // Systems Manager lists no nodes where nobody set that up; their names are then those of the other listing.
    let names = || estate.json(&["sessions", "list"])["sessions"].clone();
    let named = names();
    estate.start_over();
    estate.aws.fail(Fault::new("ListNodes", Harm::Lacking));
    let ran = estate.once();
    assert_eq!(ran["troubles"], serde_json::json!([]), "{ran:#}");
    assert_eq!(names(), named);
}

#[test]
fn the_policy_of_an_account_names_its_places_and_no_more() {
    let estate = Estate::whole();
    for account in [PROD, STAGING] {
        let run = estate.run(&["sources", "policy", "--account", account]);
        let policy: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
        insta::with_settings!({snapshot_suffix => account}, {
            insta::assert_json_snapshot!("policy", policy);
        });
    }
    let run = estate.run(&["sources", "policy"]);
    assert_eq!(run.status.code(), Some(3));
    let told = String::from_utf8(run.stderr).unwrap();
    assert!(told.contains(PROD) && told.contains(STAGING), "{told}");
}

#[test]
fn the_template_is_what_cloudformation_takes() {
    let estate = Estate::whole();
    for account in [PROD, STAGING] {
        let template = estate.run(&["sources", "policy", "--template", "--account", account]);
        let template = String::from_utf8(template.stdout).unwrap();
        assert_eq!(linted(&template), "", "{account}: {template}");
        let worse = template.replace("AssumeRolePolicyDocument", "AssumeRolePolicy");
        assert!(linted(&worse).contains("E3002"), "it would be told: {}", linted(&worse));
    }
}

/// What `cfn-lint` says of a template.
fn linted(template: &str) -> String {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/cfn-lint/bin/cfn-lint");
    assert!(program.is_file(), "run `make setup-cfn-lint` to install it");
    let mut command = Command::new(program);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(template.as_bytes()).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
}

#[test]
fn a_source_in_trouble_says_so_until_it_answers() {
    let estate = Estate::buckets(&["no-request"]);
    estate.aws.fail(Fault::new("ListObjectVersions", Harm::Denied).about("example-audit-trail"));
    assert_eq!(estate.run(&["ingest", "--once"]).status.code(), Some(5));
    let state = |name: &str| {
        let status = estate.json(&["sources", "status"]);
        let sources = status["sources"].as_array().unwrap().clone();
        sources.into_iter().find(|source| source["name"] == name).unwrap()
    };
    let trail = state("s3 example-audit-trail");
    assert_eq!(trail["trouble"]["code"], "denied");
    assert_eq!(trail["complete_up_to"], serde_json::Value::Null, "nothing was seen of it yet");
    assert_eq!(state("s3 example-session-logs")["trouble"], serde_json::Value::Null);
    estate.aws.heal();
    estate.once();
    assert_eq!(state("s3 example-audit-trail")["trouble"], serde_json::Value::Null);
}

#[test]
fn what_the_environment_says_is_read_as_what_is_typed() {
    let estate = Estate::buckets(&["no-request"]);
    let run = |arguments: &[&str], environment: [(&str, &str); 1]| {
        let output = estate.command(arguments).envs(environment).output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    for endpoint in ["", "localhost:5555", "https://"] {
        let (code, told) = run(&["sources", "check"], [("SEKISHO_ENDPOINT", endpoint)]);
        assert_eq!(code, Some(2), "{told}");
        assert!(told.contains("an address with https:// or http://"), "{told}");
    }
    // A folder is read although a configuration is named for all other commands.
    let folder = tempfile::tempdir().unwrap();
    let from = ["ingest", "--from", folder.path().to_str().unwrap()];
    let (code, told) = run(&from, [("SEKISHO_CONFIG", "sekisho.toml")]);
    assert_eq!(code, Some(0), "{told}");
}

#[test]
fn a_backfill_says_what_cloudtrail_does_not_remember() {
    let estate = Estate::buckets(&["no-request"]);
    let said = |from: &str| {
        let asked = ["sources", "backfill", "--to", "2026-11-21T00:00:00Z", "--from", from];
        String::from_utf8(estate.run(&asked).stderr).unwrap()
    };
    let forgotten = "CloudTrail itself remembers nothing from before 2026-";
    assert!(said("2025-01-01T00:00:00Z").contains(forgotten));
    assert!(!said("2026-11-20T00:00:00Z").contains(forgotten));
}

#[test]
fn the_configuration_names_the_data_directory_for_every_command() {
    let estate = Estate::buckets(&["no-request"]);
    let run = |arguments: &[&str]| {
        let output = estate.command(arguments).env_remove("SEKISHO_DATA").output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, told) = run(&["sources", "status"]);
    assert_eq!(code, Some(3), "{told}");
    assert!(told.contains("no data directory is named") && told.contains("--data DIR"), "{told}");
    let text = std::fs::read_to_string(estate.path("sekisho.toml")).unwrap();
    estate.configure(&format!("data = \"evidence\"\n{text}"));
    assert_eq!(run(&["ingest", "--once"]).0, Some(0));
    // One file of CloudTrail does not tell of whole days.
    let commands =
        [(&["sources", "status"][..], 0), (&["sessions", "list"], 0), (&["coverage"], 5)];
    for (command, expected) in commands {
        let (code, told) = run(command);
        assert_eq!(code, Some(expected), "{command:?}: {told}");
    }
    // A proof is not to be had from one story, but it is asked for.
    assert_eq!(run(&["trail", "verify"]).0, Some(1));
    assert!(estate.path("evidence").is_dir());
}
