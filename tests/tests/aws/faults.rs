//! Does each fault look to a client as it would look from AWS?

use aws_sdk_s3::Client;
use aws_sdk_s3::error::{DisplayErrorContext, ProvideErrorMetadata};
use aws_sdk_ssm::types::SessionState;
use sekisho_tests::aws::{Aws, Fault, Harm, Object};

use crate::clients::{PROD, TOKYO, company, empty, from};

const BYTES: usize = 100_000;

/// A bucket with one object of [`BYTES`] bytes, and who reads it.
async fn bucket() -> (Aws, Client) {
    let aws = empty();
    aws.put_object(Object::new("logs", "one", vec![b'a'; BYTES])).unwrap();
    let client = Client::new(&from(&aws, PROD, TOKYO).await);
    (aws, client)
}

/// What a GET of the object comes to: the number of bytes, a code of AWS, or how the transfer broke.
async fn get(client: &Client) -> String {
    match client.get_object().bucket("logs").key("one").send().await {
        Err(error) => {
            error.code().map_or_else(|| format!("{}", DisplayErrorContext(&error)), str::to_owned)
        }
        Ok(got) => match got.body.collect().await {
            Ok(bytes) => bytes.into_bytes().len().to_string(),
            Err(error) => format!("{}", DisplayErrorContext(&error)),
        },
    }
}

#[tokio::test]
async fn refusals_have_the_codes_of_s3() {
    let (aws, client) = bucket().await;
    let check = async |harm: Harm, code: &str| {
        aws.fail(Fault::new("GetObject", harm).times(1));
        assert_eq!(get(&client).await, code);
        assert_eq!(get(&client).await, BYTES.to_string(), "{code} happens once");
    };
    check(Harm::Throttled, "SlowDown").await;
    check(Harm::Broken, "InternalError").await;
    check(Harm::Denied, "AccessDenied").await;
    check(Harm::KeyDenied, "AccessDenied").await;
    check(Harm::Gone, "NoSuchKey").await;
    check(Harm::ExpiredToken, "ExpiredToken").await;
}

#[tokio::test]
async fn a_denial_names_caller_action_and_resource() {
    let (aws, client) = bucket().await;
    aws.fail(Fault::new("GetObject", Harm::KeyDenied));
    let error = client.get_object().bucket("logs").key("one").send().await.unwrap_err();
    assert_eq!(
        error.message(),
        Some(
            "User: arn:aws:iam::111122223333:user/sekisho is not authorized to perform: kms:Decrypt on resource: \
             \"arn:aws:kms:ap-northeast-1:111122223333:key/example\" because no identity-based policy allows the \
             kms:Decrypt action"
        )
    );
}

#[tokio::test]
async fn a_connection_breaks_in_the_middle_of_an_object() {
    let (aws, client) = bucket().await;
    let check = async |harm: Harm, sign: &str| {
        aws.fail(Fault::new("GetObject", harm).times(1));
        let came = get(&client).await;
        assert!(came.contains(sign), "{came}");
        assert_eq!(get(&client).await, BYTES.to_string());
    };
    check(Harm::Reset(5000), "reset by peer").await;
    check(Harm::Short(5000), "end of file before message length reached").await;
}

#[tokio::test]
async fn wrong_bytes_are_noticed_only_by_who_checks() {
    let (aws, client) = bucket().await;
    aws.fail(Fault::new("GetObject", Harm::WrongBytes { checksum: true }).times(1));
    let came = get(&client).await;
    assert!(came.contains("checksum mismatch"), "{came}");
    aws.fail(Fault::new("GetObject", Harm::WrongBytes { checksum: false }).times(1));
    let got = client.get_object().bucket("logs").key("one").send().await.unwrap();
    let bytes = got.body.collect().await.unwrap().into_bytes();
    assert_eq!(bytes.len(), BYTES);
    assert_eq!(bytes.iter().filter(|byte| **byte != b'a').count(), 1);
}

#[tokio::test]
async fn an_object_changes_between_list_and_get() {
    let (aws, client) = bucket().await;
    let listed = client.list_objects_v2().bucket("logs").send().await.unwrap();
    aws.fail(Fault::new("GetObject", Harm::Changed(b"other".to_vec())).times(1));
    let got = client.get_object().bucket("logs").key("one").send().await.unwrap();
    assert_ne!(got.e_tag(), listed.contents()[0].e_tag());
    let listed_e_tag = listed.contents()[0].e_tag().unwrap();
    let ask = client.get_object().bucket("logs").key("one").if_match(listed_e_tag);
    assert_eq!(ask.send().await.unwrap_err().code(), Some("PreconditionFailed"));
}

#[tokio::test]
async fn a_page_expires() {
    let aws = empty();
    for number in 0..1001 {
        aws.put_object(Object::new("many", &format!("{number:04}"), "x")).unwrap();
    }
    let client = Client::new(&from(&aws, PROD, TOKYO).await);
    aws.fail(Fault::new("ListObjectsV2", Harm::ExpiredPage).about("continuation-token="));
    let first = client.list_objects_v2().bucket("many").send().await.unwrap();
    let token = first.next_continuation_token().unwrap();
    let second = client.list_objects_v2().bucket("many").continuation_token(token).send().await;
    assert_eq!(second.unwrap_err().code(), Some("InvalidArgument"));
}

#[tokio::test]
async fn refusals_have_the_codes_of_the_other_services() {
    let aws = company();
    let client = aws_sdk_ssm::Client::new(&from(&aws, PROD, TOKYO).await);
    let check = async |harm: Harm, code: &str| {
        aws.fail(Fault::new("DescribeSessions", harm).times(1));
        let sessions = client.describe_sessions().state(SessionState::History);
        assert_eq!(sessions.send().await.unwrap_err().code(), Some(code));
    };
    check(Harm::Throttled, "ThrottlingException").await;
    check(Harm::Broken, "InternalServerError").await;
    check(Harm::Denied, "AccessDeniedException").await;
    check(Harm::ExpiredToken, "ExpiredTokenException").await;
    check(Harm::ExpiredPage, "InvalidNextToken").await;
}

#[tokio::test]
async fn a_fault_waits_for_its_call() {
    let (aws, client) = bucket().await;
    aws.put_object(Object::new("logs", "two", "x")).unwrap();
    aws.fail(Fault::new("GetObject", Harm::Gone).about("logs/one").after(1).times(2));
    let mut came = Vec::new();
    for _ in 0..4 {
        came.push(get(&client).await);
        client.get_object().bucket("logs").key("two").send().await.unwrap();
    }
    assert_eq!(came, ["100000", "NoSuchKey", "NoSuchKey", "100000"]);
    assert_eq!(aws.count("GetObject"), 8);
    let call = &aws.calls()[0];
    assert_eq!((call.service.as_str(), call.account.as_str()), ("s3", PROD));
    assert_eq!(call.region, TOKYO);
    assert!(call.about.starts_with("logs/one"), "{}", call.about);
}

#[tokio::test]
async fn a_slow_answer_holds_nobody_else_up() {
    let (aws, client) = bucket().await;
    aws.put_object(Object::new("logs", "two", "x")).unwrap();
    let slow = Harm::Slow(std::time::Duration::from_secs(20));
    aws.fail(Fault::new("GetObject", slow).about("logs/one"));
    let quick = client.get_object().bucket("logs").key("two").send();
    tokio::select! {
        biased;
        came = get(&client) => panic!("the slow one came first: {came}"),
        got = quick => assert_eq!(got.unwrap().content_length(), Some(1)),
    }
}
