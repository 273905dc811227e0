//! Does a role give the keys of its account, to those whom it trusts?

use aws_sdk_ssm::types::SessionState;
use aws_sdk_sts::Client;
use aws_sdk_sts::error::ProvideErrorMetadata;
use sekisho_tests::aws::Key;

use crate::clients::{PROD, STAGING, TOKYO, VIRGINIA, company, from, with_key};

const ROLE: &str = "arn:aws:iam::444455556666:role/sekisho-reader";

#[tokio::test]
async fn a_role_reads_its_own_account() {
    let aws = company();
    let assumed = Client::new(&from(&aws, PROD, TOKYO).await)
        .assume_role()
        .role_arn(ROLE)
        .role_session_name("sekisho")
        .external_id(aws.external_id())
        .send()
        .await
        .unwrap();
    let given = assumed.credentials().unwrap();
    let key = Key {
        id: given.access_key_id().to_owned(),
        secret: given.secret_access_key().to_owned(),
        token: Some(given.session_token().to_owned()),
        account: String::new(),
        arn: String::new(),
    };
    let config = with_key(&aws, &key, VIRGINIA).await;
    let who = Client::new(&config).get_caller_identity().send().await.unwrap();
    assert_eq!(who.account(), Some(STAGING));
    assert_eq!(who.arn(), Some("arn:aws:sts::444455556666:assumed-role/sekisho-reader/sekisho"));
    let sessions = aws_sdk_ssm::Client::new(&config).describe_sessions();
    let sessions = sessions.state(SessionState::History).send().await.unwrap();
    assert_eq!(sessions.sessions().len(), 1);
}

#[tokio::test]
async fn a_wrong_external_id_is_refused() {
    let aws = company();
    let client = Client::new(&from(&aws, PROD, TOKYO).await);
    let ask = client.assume_role().role_arn(ROLE).role_session_name("sekisho");
    let error = ask.external_id("guessed").send().await.unwrap_err();
    assert_eq!(error.code(), Some("AccessDenied"));
}

#[tokio::test]
async fn an_unknown_key_is_refused() {
    let aws = company();
    let key = Key { id: "AKIAUNKNOWN".to_owned(), ..aws.user(PROD) };
    let client = aws_sdk_ssm::Client::new(&with_key(&aws, &key, TOKYO).await);
    let error = client.describe_sessions().state(SessionState::Active).send().await.unwrap_err();
    assert_eq!(error.code(), Some("UnrecognizedClientException"));
}
