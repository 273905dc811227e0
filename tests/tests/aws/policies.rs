//! Are policies, preferences and decisions told as Systems Manager tells them?

use aws_sdk_ssm::Client;
use aws_sdk_ssm::types::{
    AutomationExecutionFilter, AutomationExecutionFilterKey, DocumentKeyValuesFilter,
};
use sekisho_tests::aws::Aws;

use crate::clients::{PROD, TOKYO, company, from};

async fn client(aws: &Aws) -> Client {
    Client::new(&from(aws, PROD, TOKYO).await)
}

#[tokio::test]
async fn manual_policies_are_listed_by_type() {
    let aws = company();
    let filter = DocumentKeyValuesFilter::builder();
    let filter = filter.key("DocumentType").values("ManualApprovalPolicy").build();
    let listed = client(&aws).await.list_documents().filters(filter).send().await.unwrap();
    let names: Vec<_> =
        listed.document_identifiers().iter().map(|document| document.name().unwrap()).collect();
    assert_eq!(names, ["prod-db-two-levels", "prod-nodes"]);
}

#[tokio::test]
async fn each_version_of_the_session_preferences_is_kept() {
    let aws = company();
    let client = client(&aws).await;
    let name = "SSM-SessionManagerRunShell";
    let listed = client.list_document_versions().name(name).send().await.unwrap();
    let versions: Vec<_> = listed
        .document_versions()
        .iter()
        .map(|version| (version.document_version().unwrap(), version.is_default_version()))
        .collect();
    assert_eq!(versions, [("2", true), ("1", false)]);
    let now = client.get_document().name(name).send().await.unwrap();
    assert!(now.content().unwrap().contains("\"s3KeyPrefix\": \"ssm\""));
    let first = client.get_document().name(name).document_version("1").send().await.unwrap();
    assert!(first.content().unwrap().contains("\"s3KeyPrefix\": \"\""));
    let described = client.describe_document().name(name).send().await.unwrap();
    assert_eq!(described.document().unwrap().latest_version(), Some("2"));
}

#[tokio::test]
async fn an_execution_names_who_approved() {
    let aws = company();
    let client = client(&aws).await;
    let filter = |key, value: &str| {
        AutomationExecutionFilter::builder().key(key).values(value).build().unwrap()
    };
    let listed = client
        .describe_automation_executions()
        .filters(filter(AutomationExecutionFilterKey::AutomationSubtype, "AccessRequest"))
        .filters(filter(AutomationExecutionFilterKey::OpsItemId, "oi-c6a00080763d"))
        .send()
        .await
        .unwrap();
    let execution = &listed.automation_execution_metadata_list()[0];
    assert_eq!(execution.document_name(), Some("prod-db-two-levels"));
    let id = execution.automation_execution_id().unwrap();
    let got = client.get_automation_execution().automation_execution_id(id).send().await.unwrap();
    let decisions: Vec<_> = got
        .automation_execution()
        .unwrap()
        .step_executions()
        .iter()
        .map(|step| step.outputs().unwrap()["ApproverDecisions"][0].as_str())
        .collect();
    assert_eq!(decisions.len(), 2);
    assert!(decisions[0].contains("bob@example.com"), "{decisions:?}");
    assert!(decisions[1].contains("carol@example.com"), "{decisions:?}");
}

#[tokio::test]
async fn nodes_of_all_accounts_are_listed_for_the_organisation() {
    let aws = company();
    let client = client(&aws).await;
    let own = client.list_nodes().send().await.unwrap();
    assert!(own.nodes().iter().all(|node| node.owner().unwrap().account_id() == Some(PROD)));
    let all = client.list_nodes().sync_name("AWS-QuickSetup-ManagedNode").send().await.unwrap();
    let stg = all.nodes().iter().find(|node| node.id() == Some("i-0e5f60718293a4b5c")).unwrap();
    assert_eq!(stg.owner().unwrap().account_id(), Some("444455556666"));
    assert_eq!(stg.region(), Some("us-east-1"));
}
