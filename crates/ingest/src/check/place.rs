//! Which calls are answered in one region, bucket, queue or log group?

use aws_sdk_s3::error::ProvideErrorMetadata;
use aws_sdk_s3::types::ServerSideEncryption;
use aws_sdk_ssm::types::SessionState;
use sekisho_domain::id::Region;
use sekisho_domain::session::PREFERENCES;

use super::tried::Tried;
use super::{Checked, Outcome};
use crate::aws::Entrances;
use crate::aws::trouble::{Trouble, TroubleCode};
use crate::estate::{Account, Bucket, LogGroup};
use crate::source::systems_manager::ORGANISATION;

pub(super) async fn region(
    entrances: &Entrances,
    account: &Account,
    region: &Region,
) -> Vec<Checked> {
    let mut tried = Tried::new(&account.id, format!("{}/{region}", account.id));
    let trail = entrances.cloudtrail(&account.id, region).await;
    let answer = trail.lookup_events().max_results(1).send().await;
    tried.note("cloudtrail:LookupEvents", answer);
    let answer = trail.list_public_keys().send().await;
    tried.note("cloudtrail:ListPublicKeys", answer);
    let ssm = entrances.ssm(&account.id, region).await;
    let answer = ssm.describe_sessions().state(SessionState::History).max_results(1).send().await;
    tried.note("ssm:DescribeSessions", answer);
    let answer = ssm.describe_instance_information().max_results(5).send().await;
    tried.note("ssm:DescribeInstanceInformation", answer);
    let organisation = account.is_delegated_administrator.then(|| ORGANISATION.to_owned());
    let answer = ssm.list_nodes().set_sync_name(organisation).max_results(1).send().await;
    match answer.as_ref().map_err(|error| Trouble::of("", error).code) {
        Err(TroubleCode::Missing) => tried.add("ssm:ListNodes", Outcome::Untried(NO_NODES)),
        _ => drop(tried.note("ssm:ListNodes", answer)),
    }
    let answer = ssm.list_documents().max_results(1).send().await;
    tried.note("ssm:ListDocuments", answer);
    let answer = ssm.list_document_versions().name(PREFERENCES).max_results(1).send().await;
    tried.note_of_one("ssm:ListDocumentVersions", answer);
    let answer = ssm.get_document().name(PREFERENCES).send().await;
    tried.note_of_one("ssm:GetDocument", answer);
    requests(&ssm, &mut tried).await;
    tried.checked
}

async fn requests(ssm: &aws_sdk_ssm::Client, tried: &mut Tried) {
    let answer = ssm.describe_automation_executions().max_results(1).send().await;
    let page = tried.note("ssm:DescribeAutomationExecutions", answer);
    let execution = page.and_then(|page| page.automation_execution_metadata_list?.pop());
    match execution.and_then(|execution| execution.automation_execution_id) {
        Some(id) => {
            let answer = ssm.get_automation_execution().automation_execution_id(id).send().await;
            tried.note_of_one("ssm:GetAutomationExecution", answer);
        }
        None => tried.untried("ssm:GetAutomationExecution", "there is no approval yet"),
    }
    let answer = ssm.describe_ops_items().max_results(1).send().await;
    let page = tried.note("ssm:DescribeOpsItems", answer);
    match page.and_then(|page| page.ops_item_summaries?.pop()?.ops_item_id) {
        Some(id) => {
            let answer = ssm.get_ops_item().ops_item_id(id).send().await;
            tried.note_of_one("ssm:GetOpsItem", answer);
        }
        None => tried.untried("ssm:GetOpsItem", "there is no access request yet"),
    }
}

pub(super) async fn bucket(entrances: &Entrances, bucket: &Bucket) -> Vec<Checked> {
    let client = entrances.s3(bucket).await;
    let mut checked = Vec::new();
    for prefix in &bucket.prefixes {
        let mut tried = Tried::new(&bucket.account, format!("{}/{prefix}", bucket.name));
        below(&client, bucket, prefix, &mut tried).await;
        checked.extend(tried.checked);
    }
    checked
}

async fn below(client: &aws_sdk_s3::Client, bucket: &Bucket, prefix: &str, tried: &mut Tried) {
    let owner = bucket.account.as_str();
    let object = || {
        // Its bytes stay where they are, as nobody takes them off the connection.
        client.get_object().bucket(&bucket.name).expected_bucket_owner(owner)
    };
    let request = client.list_object_versions().bucket(&bucket.name).prefix(prefix);
    // The first of them may be delete markers.
    let answer = request.max_keys(50).expected_bucket_owner(owner).send().await;
    // Other servers than AWS may not know versions.
    if !matches!(&answer, Err(error) if error.code() == Some("NotImplemented")) {
        let page = tried.note("s3:ListBucketVersions", answer);
        let first = page.and_then(|page| page.versions?.pop());
        match first.and_then(|first| Some((first.key?, first.version_id?))) {
            Some((key, version)) => {
                let answer = object().key(key).version_id(version).send().await;
                tried.note_of_one("s3:GetObjectVersion", answer);
            }
            None => tried.untried("s3:GetObjectVersion", NO_OBJECT),
        }
    }
    let request = client.list_objects_v2().bucket(&bucket.name).prefix(prefix).max_keys(1);
    let answer = request.expected_bucket_owner(owner).send().await;
    let page = tried.note("s3:ListBucket", answer);
    match page.and_then(|page| page.contents?.pop()?.key) {
        Some(key) => {
            let answer = object().key(key).send().await;
            let is_encrypted = answer.as_ref().is_ok_and(|object| {
                object.server_side_encryption() == Some(&ServerSideEncryption::AwsKms)
            });
            tried.note_of_one("s3:GetObject", answer);
            if is_encrypted {
                tried.add("kms:Decrypt", Outcome::Allowed);
            }
        }
        None => tried.untried("s3:GetObject", NO_OBJECT),
    }
}

const NO_NODES: &str =
    "Systems Manager keeps no list of nodes there; Quick Setup makes that of an organisation";
const NO_OBJECT: &str = "there is no object yet";

pub(super) async fn keys(entrances: &Entrances, bucket: &Bucket) -> Vec<Checked> {
    let Bucket { account, region, .. } = bucket;
    let client = entrances.cloudtrail(account, region).await;
    let mut tried = Tried::new(account, format!("{account}/{region}"));
    tried.note("cloudtrail:ListPublicKeys", client.list_public_keys().send().await);
    tried.checked
}

pub(super) async fn queue(entrances: &Entrances, bucket: &Bucket, url: &str) -> Vec<Checked> {
    let client = entrances.sqs(&bucket.account, &bucket.region).await;
    let mut tried = Tried::new(&bucket.account, url);
    // With no time to be hidden, the message is at once there for the next reader.
    let request = client.receive_message().queue_url(url).visibility_timeout(0);
    tried.note("sqs:ReceiveMessage", request.wait_time_seconds(0).send().await);
    tried.add("sqs:DeleteMessage", Outcome::Untried("trying it would take a message away"));
    tried.checked
}

pub(super) async fn log_group(entrances: &Entrances, group: &LogGroup) -> Vec<Checked> {
    let client = entrances.logs(&group.account, &group.region).await;
    let LogGroup { name, account, region } = group;
    let mut tried = Tried::new(account, format!("{account}/{region} {name}"));
    let request = client.describe_log_streams().log_group_name(name).limit(1);
    let streams = tried.note("logs:DescribeLogStreams", request.send().await);
    match streams.and_then(|answer| answer.log_streams?.pop()?.log_stream_name) {
        Some(stream) => {
            let request = client.get_log_events().log_group_name(name);
            let answer = request.log_stream_name(stream).limit(1).send().await;
            tried.note("logs:GetLogEvents", answer);
        }
        None => tried.untried("logs:GetLogEvents", "there is no stream yet"),
    }
    tried.checked
}
