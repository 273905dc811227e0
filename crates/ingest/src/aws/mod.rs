//! How is an account entered?

pub(crate) mod answer;
mod counted;
pub(crate) mod trouble;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use aws_config::sts::AssumeRoleProvider;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region as AwsRegion, SdkConfig, retry::RetryConfig};
use aws_sdk_s3::config::retry::RetryPartition;
use sekisho_domain::id::{AccountId, Region};
use tokio::sync::Mutex;

use self::counted::Counted;
use crate::estate::{Account, Bucket, Estate};
use crate::flow::{Flow, Service};

/// How AWS names this program in the CloudTrail of the accounts it reads.
const SESSION_NAME: &str = "sekisho";

/// The ways into the accounts of an estate. Each is found once: its credentials renew themselves.
pub(crate) struct Entrances {
    estate: Estate,
    patience: Patience,
    flow: Arc<Flow>,
    found: Mutex<HashMap<(AccountId, Region), SdkConfig>>,
}

/// How long an answer is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Patience {
    /// Waits grow with jitter up to half a minute in all: a burst of SlowDown passes, a fault is soon told.
    OfAWorker,
    /// A person waits in front of it.
    OfAPerson,
}

/// A client's configuration for one service in one account and region: what is sent is counted, and an account that is
/// throttled takes no retries from the others. No trait of the SDK names what all builders can do.
macro_rules! of_place {
    ($self:ident, $builder:expr, $service:expr, $account:expr, $region:expr) => {{
        let retries = format!("{}/{}/{}", $service.name(), $account, $region);
        $builder
            .retry_partition(RetryPartition::new(retries))
            .interceptor(Counted { flow: Arc::clone(&$self.flow), service: $service })
            .build()
    }};
}

impl Entrances {
    pub(crate) fn new(estate: &Estate, patience: Patience, flow: Arc<Flow>) -> Self {
        Self { estate: estate.clone(), patience, flow, found: Mutex::default() }
    }

    pub(crate) async fn s3(&self, bucket: &Bucket) -> aws_sdk_s3::Client {
        let Bucket { account, region, .. } = bucket;
        let config = self.enter(account, region).await;
        let builder = aws_sdk_s3::config::Builder::from(&config)
            // Servers other than AWS have one name for all buckets.
            .force_path_style(config.endpoint_url().is_some());
        aws_sdk_s3::Client::from_conf(of_place!(self, builder, Service::S3, account, region))
    }

    pub(crate) async fn sqs(&self, account: &AccountId, region: &Region) -> aws_sdk_sqs::Client {
        let builder = aws_sdk_sqs::config::Builder::from(&self.enter(account, region).await);
        aws_sdk_sqs::Client::from_conf(of_place!(self, builder, Service::Sqs, account, region))
    }

    pub(crate) async fn ssm(&self, account: &AccountId, region: &Region) -> aws_sdk_ssm::Client {
        let builder = aws_sdk_ssm::config::Builder::from(&self.enter(account, region).await);
        aws_sdk_ssm::Client::from_conf(of_place!(self, builder, Service::Ssm, account, region))
    }

    pub(crate) async fn cloudtrail(
        &self,
        account: &AccountId,
        region: &Region,
    ) -> aws_sdk_cloudtrail::Client {
        let builder = aws_sdk_cloudtrail::config::Builder::from(&self.enter(account, region).await);
        let config = of_place!(self, builder, Service::CloudTrail, account, region);
        aws_sdk_cloudtrail::Client::from_conf(config)
    }

    pub(crate) async fn logs(
        &self,
        account: &AccountId,
        region: &Region,
    ) -> aws_sdk_cloudwatchlogs::Client {
        let config = self.enter(account, region).await;
        let builder = aws_sdk_cloudwatchlogs::config::Builder::from(&config);
        let config = of_place!(self, builder, Service::Logs, account, region);
        aws_sdk_cloudwatchlogs::Client::from_conf(config)
    }

    pub(crate) async fn sts(&self, account: &AccountId, region: &Region) -> aws_sdk_sts::Client {
        aws_sdk_sts::Client::new(&self.enter(account, region).await)
    }

    /// The configuration of every client that works in an account and region.
    async fn enter(&self, account: &AccountId, region: &Region) -> SdkConfig {
        let mut found = self.found.lock().await;
        let key = (account.clone(), region.clone());
        if let Some(config) = found.get(&key) {
            return config.clone();
        }
        let own = self.own(region).await;
        let config = match self.estate.account(account) {
            Some(Account { role: Some(role), .. }) => {
                let mut provider = AssumeRoleProvider::builder(&role.arn)
                    .session_name(SESSION_NAME)
                    .region(AwsRegion::new(region.to_string()))
                    .configure(&own);
                if let Some(external_id) = &role.external_id {
                    provider = provider.external_id(external_id);
                }
                let provider = provider.build().await;
                let provider = aws_sdk_s3::config::SharedCredentialsProvider::new(provider);
                own.into_builder().credentials_provider(provider).build()
            }
            _ => own,
        };
        found.insert(key, config.clone());
        config
    }

    /// What this program was started with.
    async fn own(&self, region: &Region) -> SdkConfig {
        let mut loader = aws_config::defaults(BehaviorVersion::latest())
            .region(AwsRegion::new(region.to_string()))
            .retry_config(self.patience.retries())
            .timeout_config(self.patience.timeouts());
        if let Some(endpoint) = &self.estate.endpoint {
            loader = loader.endpoint_url(endpoint);
        }
        loader.load().await
    }
}

impl Patience {
    fn retries(self) -> RetryConfig {
        let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(250));
        match self {
            Self::OfAWorker => {
                retries.with_max_attempts(7).with_max_backoff(Duration::from_secs(10))
            }
            Self::OfAPerson => {
                retries.with_max_attempts(5).with_max_backoff(Duration::from_secs(2))
            }
        }
    }

    fn timeouts(self) -> TimeoutConfig {
        let (connect, read) = match self {
            Self::OfAWorker => (10, 60),
            Self::OfAPerson => (3, 20),
        };
        TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(connect))
            .read_timeout(Duration::from_secs(read))
            .build()
    }
}
