//! With which client does a test call?

use aws_config::retry::RetryConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_s3::config::Credentials;
use sekisho_tests::aws::{Aws, Key};

pub(crate) const PROD: &str = "111122223333";
pub(crate) const STAGING: &str = "444455556666";
pub(crate) const TOKYO: &str = "ap-northeast-1";
pub(crate) const VIRGINIA: &str = "us-east-1";

/// The stand-in with all stories and the policies of the company that they happen in.
pub(crate) fn company() -> Aws {
    let here = env!("CARGO_MANIFEST_DIR");
    Aws::start(&[format!("{here}/../sample-logs"), format!("{here}/company")]).unwrap()
}

/// The stand-in with nothing in it.
pub(crate) fn empty() -> Aws {
    Aws::start(&[""; 0]).unwrap()
}

/// How a client calls from an account, in a region. It tries once, so that a test sees every error.
pub(crate) async fn from(aws: &Aws, account: &str, region: &str) -> SdkConfig {
    with_key(aws, &aws.user(account), region).await
}

pub(crate) async fn with_key(aws: &Aws, key: &Key, region: &str) -> SdkConfig {
    aws_config::defaults(BehaviorVersion::latest())
        .endpoint_url(aws.endpoint())
        .region(Region::new(region.to_owned()))
        .credentials_provider(Credentials::new(
            &key.id,
            &key.secret,
            key.token.clone(),
            None,
            "test",
        ))
        .retry_config(RetryConfig::disabled())
        .load()
        .await
}
