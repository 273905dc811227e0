//! Does moto do what the stand-in does not: keep versions, and notify a queue by itself?

use std::collections::HashMap;

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_s3::config::Credentials;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{
    BucketLocationConstraint, BucketVersioningStatus, CreateBucketConfiguration, Event,
    NotificationConfiguration, QueueConfiguration, VersioningConfiguration,
};
use aws_sdk_sqs::types::QueueAttributeName;
use sekisho_tests::aws::Moto;

use crate::clients::TOKYO;

async fn clients(moto: &Moto) -> (aws_sdk_s3::Client, aws_sdk_sqs::Client) {
    let key = moto.user();
    let config: SdkConfig = aws_config::defaults(BehaviorVersion::latest())
        .endpoint_url(moto.endpoint())
        .region(Region::new(TOKYO))
        .credentials_provider(Credentials::new(&key.id, &key.secret, None, None, "test"))
        .load()
        .await;
    (aws_sdk_s3::Client::new(&config), aws_sdk_sqs::Client::new(&config))
}

async fn bucket(client: &aws_sdk_s3::Client, name: &str) {
    let place = BucketLocationConstraint::from(TOKYO);
    let place = CreateBucketConfiguration::builder().location_constraint(place).build();
    client.create_bucket().bucket(name).create_bucket_configuration(place).send().await.unwrap();
}

#[tokio::test]
async fn a_bucket_tells_its_queue() {
    let moto = Moto::start().unwrap();
    let (s3, sqs) = clients(&moto).await;
    bucket(&s3, "session-logs").await;
    let queue = sqs.create_queue().queue_name("news").send().await.unwrap();
    let queue = queue.queue_url().unwrap();
    let arn = QueueAttributeName::QueueArn;
    let attributes = sqs.get_queue_attributes().queue_url(queue).attribute_names(arn.clone());
    let attributes: HashMap<_, _> = attributes.send().await.unwrap().attributes().unwrap().clone();
    let tell = QueueConfiguration::builder()
        .queue_arn(&attributes[&arn])
        .events(Event::from("s3:ObjectCreated:*"))
        .build()
        .unwrap();
    s3.put_bucket_notification_configuration()
        .bucket("session-logs")
        .notification_configuration(
            NotificationConfiguration::builder().queue_configurations(tell).build(),
        )
        .send()
        .await
        .unwrap();
    let log = ByteStream::from_static(b"hello");
    s3.put_object().bucket("session-logs").key("ssm/a b.log").body(log).send().await.unwrap();
    let mut bodies = String::new();
    while !bodies.contains("ObjectCreated:Put") {
        let ask = sqs.receive_message().queue_url(queue).wait_time_seconds(2);
        for message in ask.send().await.unwrap().messages() {
            bodies.push_str(message.body().unwrap());
        }
    }
    assert!(bodies.contains("s3:TestEvent"), "AWS tests a new notification first: {bodies}");
    assert!(bodies.contains("a+b.log"), "{bodies}");
}

#[tokio::test]
async fn a_bucket_keeps_versions_and_delete_markers() {
    let moto = Moto::start().unwrap();
    let (s3, _) = clients(&moto).await;
    bucket(&s3, "session-logs").await;
    let enabled =
        VersioningConfiguration::builder().status(BucketVersioningStatus::Enabled).build();
    let versioning = s3.put_bucket_versioning().bucket("session-logs");
    versioning.versioning_configuration(enabled).send().await.unwrap();
    for text in [&b"one"[..], b"two"] {
        let put = s3.put_object().bucket("session-logs").key("log");
        put.body(ByteStream::from_static(text)).send().await.unwrap();
    }
    s3.delete_object().bucket("session-logs").key("log").send().await.unwrap();
    let listed = s3.list_object_versions().bucket("session-logs").send().await.unwrap();
    assert_eq!((listed.versions().len(), listed.delete_markers().len()), (2, 1));
    let oldest = listed.versions().last().unwrap().version_id().unwrap();
    let got = s3.get_object().bucket("session-logs").key("log").version_id(oldest).send().await;
    assert_eq!(&got.unwrap().body.collect().await.unwrap().into_bytes()[..], b"one");
}
