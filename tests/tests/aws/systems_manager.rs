//! Does Systems Manager page, filter, and keep accounts apart?

use aws_sdk_ssm::Client;
use aws_sdk_ssm::error::ProvideErrorMetadata;
use aws_sdk_ssm::types::{
    OpsItemFilter, OpsItemFilterKey, OpsItemFilterOperator, SessionFilter, SessionFilterKey,
    SessionState,
};
use sekisho_tests::aws::Aws;

use crate::clients::{PROD, STAGING, TOKYO, VIRGINIA, company, from};

async fn client(aws: &Aws) -> Client {
    Client::new(&from(aws, PROD, TOKYO).await)
}

#[tokio::test]
async fn all_stories_make_one_history() {
    let aws = company();
    let sessions = client(&aws).await.describe_sessions().state(SessionState::History);
    let sessions: Vec<_> =
        sessions.into_paginator().items().send().collect::<Result<_, _>>().await.unwrap();
    let alice = sessions.iter().find(|session| {
        session.session_id() == Some("alice@example.com-vrz5442rvc73kwy2ccveoxn44o")
    });
    let alice = alice.unwrap();
    assert_eq!(alice.start_date().unwrap().as_secs_f64(), 1_794_878_104.338);
    assert_eq!(alice.access_type().unwrap().as_str(), "JustInTime");
    let starts: Vec<_> = sessions.iter().map(|session| session.start_date().unwrap()).collect();
    assert!(starts.is_sorted_by(|a, b| a >= b), "newest first");
}

#[tokio::test]
async fn sessions_come_in_pages_without_loss_or_repetition() {
    let aws = company();
    let sessions = client(&aws).await.describe_sessions().state(SessionState::History);
    let whole = sessions.clone().send().await.unwrap().sessions().to_vec();
    let calls = aws.count("DescribeSessions");
    let pages = sessions.max_results(4).into_paginator().items().send();
    let paged: Vec<_> = pages.collect::<Result<_, _>>().await.unwrap();
    assert_eq!(paged, whole);
    assert_eq!(aws.count("DescribeSessions") - calls, whole.len().div_ceil(4));
}

#[tokio::test]
async fn accounts_and_regions_are_kept_apart() {
    let aws = company();
    let count = async |account, region| {
        let client = Client::new(&from(&aws, account, region).await);
        let sessions = client.describe_sessions().state(SessionState::History);
        sessions.send().await.unwrap().sessions().len()
    };
    assert!(count(PROD, TOKYO).await > 10);
    assert_eq!(count(STAGING, VIRGINIA).await, 1);
    assert_eq!(count(PROD, VIRGINIA).await, 0);
    assert_eq!(count(STAGING, TOKYO).await, 0);
}

#[tokio::test]
async fn sessions_are_filtered() {
    let aws = company();
    let filter = |key, value: &str| SessionFilter::builder().key(key).value(value).build().unwrap();
    let found = client(&aws)
        .await
        .describe_sessions()
        .state(SessionState::History)
        .filters(filter(SessionFilterKey::InvokedAfter, "2026-11-17T00:00:00Z"))
        .filters(filter(SessionFilterKey::InvokedBefore, "2026-11-18T00:00:00Z"))
        .filters(filter(SessionFilterKey::AccessType, "JustInTime"))
        .send()
        .await
        .unwrap();
    let ids: Vec<_> =
        found.sessions().iter().map(|session| session.session_id().unwrap()).collect();
    assert_eq!(
        ids,
        [
            "erin@example.com-ide37cdfl2yl2i2yewea7im2g5",
            "alice@example.com-vrz5442rvc73kwy2ccveoxn44o"
        ]
    );
}

#[tokio::test]
async fn a_session_runs_until_it_has_ended() {
    let aws = company();
    aws.set_clock("2026-11-17T01:16:00Z".parse().unwrap());
    let client = client(&aws).await;
    let active = client.describe_sessions().state(SessionState::Active).send().await.unwrap();
    let session = &active.sessions()[0];
    assert_eq!(session.session_id(), Some("alice@example.com-vrz5442rvc73kwy2ccveoxn44o"));
    assert_eq!(session.status().unwrap().as_str(), "Connected");
    assert_eq!(session.end_date(), None);
}

#[tokio::test]
async fn access_requests_are_listed_and_read() {
    let aws = company();
    let filter = |key, value: &str, operator| {
        OpsItemFilter::builder().key(key).values(value).operator(operator).build().unwrap()
    };
    let kind = "/aws/accessrequest";
    let listed = client(&aws)
        .await
        .describe_ops_items()
        .ops_item_filters(filter(OpsItemFilterKey::OpsitemType, kind, OpsItemFilterOperator::Equal))
        .ops_item_filters(filter(
            OpsItemFilterKey::LastModifiedTime,
            "2026-11-19T12:00:00Z",
            OpsItemFilterOperator::GreaterThan,
        ))
        .send()
        .await
        .unwrap();
    let ids: Vec<_> =
        listed.ops_item_summaries().iter().map(|item| item.ops_item_id().unwrap()).collect();
    assert_eq!(ids, ["oi-c6b619cb05f3", "oi-ed4e8b4d7d1a", "oi-0a5634baef7a"]);
    let got =
        client(&aws).await.get_ops_item().ops_item_id("oi-f5df0f4ba50b").send().await.unwrap();
    let item = got.ops_item().unwrap();
    assert_eq!(item.status().unwrap().as_str(), "Approved");
    assert_eq!(item.version(), Some("1794877911160"));
    aws.set_clock("2026-11-17T01:06:00Z".parse().unwrap());
    let got =
        client(&aws).await.get_ops_item().ops_item_id("oi-f5df0f4ba50b").send().await.unwrap();
    assert_eq!(got.ops_item().unwrap().status().unwrap().as_str(), "PendingApproval");
}

#[tokio::test]
async fn an_unknown_request_is_not_found() {
    let aws = company();
    let error =
        client(&aws).await.get_ops_item().ops_item_id("oi-000000000000").send().await.unwrap_err();
    assert!(error.into_service_error().is_ops_item_not_found_exception());
}

#[tokio::test]
async fn nodes_have_the_names_of_their_last_report() {
    let aws = company();
    let nodes = client(&aws).await.describe_instance_information().send().await.unwrap();
    let names: Vec<_> = nodes
        .instance_information_list()
        .iter()
        .map(|node| (node.computer_name().unwrap(), node.name().unwrap_or_default()))
        .collect();
    assert_eq!(
        names,
        [
            ("prod-db", ""),
            ("prod-web-1", ""),
            ("batch-1", ""),
            ("bastion-1", ""),
            ("office-1", ""),
            ("backup01.osaka.example", "osaka-backup"),
        ]
    );
}

#[tokio::test]
async fn a_forged_token_is_refused() {
    let aws = company();
    let sessions = client(&aws).await.describe_sessions().state(SessionState::History);
    let error = sessions.next_token("mine").send().await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidNextToken"));
}
