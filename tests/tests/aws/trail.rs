//! Does LookupEvents page, filter and refuse as CloudTrail does?

use aws_sdk_cloudtrail::Client;
use aws_sdk_cloudtrail::error::ProvideErrorMetadata;
use aws_sdk_cloudtrail::types::{LookupAttribute, LookupAttributeKey};
use aws_smithy_types::DateTime;

use crate::clients::{PROD, TOKYO, company, from};

fn attribute(key: LookupAttributeKey, value: &str) -> LookupAttribute {
    LookupAttribute::builder().attribute_key(key).attribute_value(value).build().unwrap()
}

#[tokio::test]
async fn an_event_that_no_trail_delivered_is_found() {
    let aws = company();
    let client = Client::new(&from(&aws, PROD, TOKYO).await);
    let found = client
        .lookup_events()
        .lookup_attributes(attribute(LookupAttributeKey::EventName, "StartSession"))
        .start_time(DateTime::from_secs(1_794_960_000))
        .send()
        .await
        .unwrap();
    let event = &found.events()[0];
    assert_eq!(event.username(), Some("ops-legacy"));
    assert_eq!(event.event_time().unwrap().secs(), 1_794_991_503);
    assert!(event.cloud_trail_event().unwrap().contains("ops-legacy-0c41f7a29be05d836"));
}

#[tokio::test]
async fn more_than_two_requests_a_second_are_throttled() {
    let aws = company();
    let client = Client::new(&from(&aws, PROD, TOKYO).await);
    let mut asked = tokio::task::JoinSet::new();
    // So many that even a busy machine does not spread them over as many half seconds.
    for _ in 0..20 {
        asked.spawn(client.lookup_events().send());
    }
    let answers = asked.join_all().await;
    let refused: Vec<_> = answers.iter().filter_map(|answer| answer.as_ref().err()).collect();
    assert!(!refused.is_empty() && refused.len() <= 18, "{}", refused.len());
    assert!(refused.iter().all(|error| error.code() == Some("ThrottlingException")));
    let elsewhere = Client::new(&from(&aws, PROD, "us-east-1").await);
    assert!(elsewhere.lookup_events().send().await.is_ok(), "another region has its own pace");
}

#[tokio::test]
async fn delivered_events_are_found_newest_first_fifty_at_a_time() {
    let aws = company();
    aws.look_up_delivered();
    let client = Client::new(&from(&aws, PROD, TOKYO).await);
    let first = client.lookup_events().send().await.unwrap();
    let second = client.lookup_events().next_token(first.next_token().unwrap()).send().await;
    let events = [first.events(), second.unwrap().events()].concat();
    assert!(events.len() > 50);
    let times: Vec<_> = events.iter().map(|event| event.event_time().unwrap().secs()).collect();
    assert!(times.is_sorted_by(|a, b| a >= b));
}

#[tokio::test]
async fn the_trail_names_its_bucket() {
    let aws = company();
    let client = Client::new(&from(&aws, PROD, TOKYO).await);
    let trails = client.describe_trails().send().await.unwrap();
    assert_eq!(trails.trail_list()[0].s3_bucket_name(), Some("example-audit-trail"));
}
