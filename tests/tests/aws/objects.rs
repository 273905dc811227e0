//! Does S3 list, read and refuse as AWS does?

use aws_sdk_s3::Client;
use aws_sdk_s3::error::ProvideErrorMetadata;
use sekisho_tests::aws::{Aws, Key, Object};

use crate::clients::{PROD, STAGING, TOKYO, company, empty, from, with_key};

async fn client(aws: &Aws) -> Client {
    Client::new(&from(aws, PROD, TOKYO).await)
}

#[tokio::test]
async fn stories_lie_in_their_buckets() {
    let aws = company();
    let listed = client(&aws)
        .await
        .list_objects_v2()
        .bucket("example-session-logs")
        .prefix("ssm/alice@example.com-vrz")
        .send()
        .await
        .unwrap();
    let object = &listed.contents()[0];
    assert_eq!(object.key(), Some("ssm/alice@example.com-vrz5442rvc73kwy2ccveoxn44o.log"));
    let got = client(&aws)
        .await
        .get_object()
        .bucket("example-session-logs")
        .key(object.key().unwrap())
        .expected_bucket_owner(PROD)
        .send()
        .await
        .unwrap();
    assert_eq!(got.e_tag(), object.e_tag(), "a listing and a GET name the same version");
    assert_eq!(got.last_modified(), object.last_modified());
    assert!(got.checksum_crc64_nvme().is_some(), "AWS keeps a checksum of every new object");
    let bytes = got.body.collect().await.unwrap().into_bytes();
    assert_eq!(bytes.len() as i64, object.size().unwrap());
    assert!(bytes.starts_with(b"Script started on "));
}

#[tokio::test]
async fn a_listing_comes_in_pages_of_a_thousand() {
    let aws = empty();
    for number in 0..2001 {
        aws.put_object(Object::new("many", &format!("log/{number:05}"), "x")).unwrap();
    }
    let mut pages = client(&aws).await.list_objects_v2().bucket("many").into_paginator().send();
    let mut keys = Vec::new();
    while let Some(page) = pages.next().await {
        let page = page.unwrap();
        keys.extend(page.contents().iter().map(|object| object.key().unwrap().to_owned()));
    }
    let wanted: Vec<_> = (0..2001).map(|number| format!("log/{number:05}")).collect();
    assert_eq!(keys, wanted);
    assert_eq!(aws.count("ListObjectsV2"), 3);
}

#[tokio::test]
async fn a_listing_begins_after_a_key_and_ends_with_its_prefix() {
    let aws = empty();
    for key in ["a/1", "a/2", "a/3", "b/1"] {
        aws.put_object(Object::new("few", key, "x")).unwrap();
    }
    let listed = client(&aws)
        .await
        .list_objects_v2()
        .bucket("few")
        .prefix("a/")
        .start_after("a/1")
        .send()
        .await
        .unwrap();
    let keys: Vec<_> = listed.contents().iter().map(|object| object.key().unwrap()).collect();
    assert_eq!(keys, ["a/2", "a/3"]);
}

#[tokio::test]
async fn user_metadata_comes_back() {
    let aws = empty();
    aws.put_object(Object::new("digests", "one", "{}").metadata("signature", "5a0f")).unwrap();
    let got = client(&aws).await.get_object().bucket("digests").key("one").send().await.unwrap();
    assert_eq!(got.metadata().unwrap()["signature"], "5a0f");
}

#[tokio::test]
async fn a_bucket_of_somebody_else_is_refused() {
    let aws = company();
    let error = client(&aws)
        .await
        .get_object()
        .bucket("example-session-logs")
        .key("ssm/alice@example.com-vrz5442rvc73kwy2ccveoxn44o.log")
        .expected_bucket_owner(STAGING)
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some("AccessDenied"));
}

#[tokio::test]
async fn an_archived_object_is_listed_and_not_read() {
    let aws = empty();
    aws.put_object(Object::new("old", "log", "x").archived()).unwrap();
    let listed = client(&aws).await.list_objects_v2().bucket("old").send().await.unwrap();
    let class = listed.contents()[0].storage_class().unwrap();
    assert_eq!(class.as_str(), "GLACIER");
    let error = client(&aws).await.get_object().bucket("old").key("log").send().await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidObjectState"));
}

#[tokio::test]
async fn a_bucket_without_versions_says_so() {
    let aws = empty();
    aws.put_object(Object::new("plain", "log", "x")).unwrap();
    let versioning =
        client(&aws).await.get_bucket_versioning().bucket("plain").send().await.unwrap();
    assert_eq!(versioning.status(), None);
    let versions = client(&aws).await.list_object_versions().bucket("plain").send().await.unwrap();
    assert_eq!(versions.versions()[0].version_id(), Some("null"));
}

#[tokio::test]
async fn nobody_reads_with_a_wrong_secret() {
    let aws = company();
    let key = Key { secret: "guessed".to_owned(), ..aws.user(PROD) };
    let client = Client::new(&with_key(&aws, &key, TOKYO).await);
    let error = client.list_objects_v2().bucket("example-session-logs").send().await.unwrap_err();
    assert_eq!(error.code(), Some("SignatureDoesNotMatch"));
}

#[tokio::test]
async fn a_file_is_an_object_without_a_checksum() {
    let aws = empty();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "hello").unwrap();
    aws.put_file("old", "ssm/log", file.path()).unwrap();
    let listed = client(&aws).await.list_objects_v2().bucket("old").send().await.unwrap();
    assert_eq!(listed.contents()[0].e_tag(), Some("\"5d41402abc4b2a76b9719d911017c592\""));
    let got = client(&aws).await.get_object().bucket("old").key("ssm/log").send().await.unwrap();
    assert_eq!(got.checksum_crc64_nvme(), None);
    assert_eq!(got.e_tag(), listed.contents()[0].e_tag());
    assert_eq!(&got.body.collect().await.unwrap().into_bytes()[..], b"hello");
}
