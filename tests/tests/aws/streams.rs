//! Does CloudWatch Logs list streams and read them page by page?

use aws_sdk_cloudwatchlogs::Client;
use sekisho_tests::aws::Aws;

use crate::clients::{PROD, TOKYO, company, from};

const GROUP: &str = "/aws/ssm/session-logs";
const ALICE: &str = "alice@example.com-vrz5442rvc73kwy2ccveoxn44o";

async fn client(aws: &Aws) -> Client {
    Client::new(&from(aws, PROD, TOKYO).await)
}

#[tokio::test]
async fn streams_are_listed_by_prefix() {
    let aws = company();
    let listed = client(&aws).await.describe_log_streams().log_group_name(GROUP);
    let listed = listed.log_stream_name_prefix("alice@").send().await.unwrap();
    let names: Vec<_> =
        listed.log_streams().iter().map(|stream| stream.log_stream_name().unwrap()).collect();
    assert!(names.contains(&ALICE), "{names:?}");
}

#[tokio::test]
async fn a_stream_ends_when_its_token_comes_back() {
    let aws = company();
    let client = client(&aws).await;
    let read = |limit, token: Option<String>| {
        let ask = client.get_log_events().log_group_name(GROUP).log_stream_name(ALICE);
        ask.start_from_head(true).limit(limit).set_next_token(token).send()
    };
    let whole = read(10_000, None).await.unwrap().events().to_vec();
    assert!(whole[0].message().unwrap().contains("\"sessionId\":\"alice@example.com-"));
    let (mut paged, mut token) = (Vec::new(), None);
    loop {
        let page = read(7, token.clone()).await.unwrap();
        paged.extend(page.events().to_vec());
        let next = page.next_forward_token().map(str::to_owned);
        if next == token {
            break;
        }
        token = next;
    }
    assert_eq!(paged, whole);
}

#[tokio::test]
async fn a_group_is_read_across_its_streams() {
    let aws = company();
    let ask = client(&aws).await.filter_log_events().log_group_name(GROUP).limit(25);
    let events: Vec<_> = ask.into_paginator().send().collect::<Result<Vec<_>, _>>().await.unwrap();
    let events: Vec<_> = events.iter().flat_map(|page| page.events()).collect();
    let times: Vec<_> = events.iter().map(|event| event.timestamp().unwrap()).collect();
    assert!(times.is_sorted());
    let mut streams: Vec<_> = events.iter().map(|event| event.log_stream_name().unwrap()).collect();
    streams.sort_unstable();
    streams.dedup();
    assert!(streams.len() > 2, "{streams:?}");
}

#[tokio::test]
async fn a_missing_group_is_told() {
    let aws = company();
    let ask = client(&aws).await.describe_log_streams().log_group_name("/aws/other");
    let error = ask.send().await.unwrap_err().into_service_error();
    assert!(error.is_resource_not_found_exception());
}
