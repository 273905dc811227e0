//! May everything be read that the estate names?

use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use sekisho_domain::id::AccountId;

use crate::assembled::objects;
use crate::aws::Entrances;
use crate::aws::trouble::Trouble;
use crate::estate::{Bucket, Estate, Holds, LogGroup};

/// What trying one call came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The account whose role was used.
    pub account: AccountId,
    /// What was asked: the place.
    pub place: String,
    /// The permission it takes, such as `s3:GetObject`.
    pub action: &'static str,
    /// Whether it was answered.
    pub outcome: Outcome,
}

/// Whether a call was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was.
    Allowed,
    /// There is nothing yet to try it on, so nothing is known.
    Untried(&'static str),
    /// What it could be tried on could not be listed, so nothing is known.
    Unlisted,
    /// It was refused or failed.
    Refused(Trouble),
}

/// Tries one call for each permission, changing nothing.
///
/// `sqs:DeleteMessage` and the calls that read one thing can only be tried on a thing; where there is none, they are
/// untried.
pub async fn check(estate: &Estate, told: &(dyn Fn(&Checked) + Sync)) -> Vec<Checked> {
    let mut check = Check { entrances: Entrances::new(estate), told, checked: Vec::new() };
    for (account, region) in estate.places() {
        check.region(&account.id, region).await;
    }
    for bucket in &estate.buckets {
        check.bucket(bucket).await;
        if bucket.holds == Holds::CloudTrail {
            check.keys(bucket).await;
        }
        if let Some(queue) = &bucket.queue {
            check.queue(bucket, queue).await;
        }
    }
    for group in &estate.log_groups {
        check.log_group(group).await;
    }
    check.checked
}

struct Check<'a> {
    entrances: Entrances,
    told: &'a (dyn Fn(&Checked) + Sync),
    checked: Vec<Checked>,
}

impl Check<'_> {
    fn note<T, E>(
        &mut self,
        account: &AccountId,
        place: &str,
        action: &'static str,
        answer: Result<T, SdkError<E>>,
    ) -> Option<T>
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        let (outcome, answer) = match answer {
            Ok(answer) => (Outcome::Allowed, Some(answer)),
            Err(error) => (Outcome::Refused(Trouble::of(place, &error)), None),
        };
        self.add(account, place, action, outcome);
        answer
    }

    fn add(&mut self, account: &AccountId, place: &str, action: &'static str, outcome: Outcome) {
        let checked =
            Checked { account: account.clone(), place: place.to_owned(), action, outcome };
        (self.told)(&checked);
        self.checked.push(checked);
    }

    /// Notes what was not tried after a listing: for want of a thing, unless that was refused.
    fn untried(
        &mut self,
        account: &AccountId,
        place: &str,
        action: &'static str,
        none: &'static str,
    ) {
        let listing = self.checked.last().map(|listing| &listing.outcome);
        let outcome = match listing {
            Some(Outcome::Refused(_)) => Outcome::Unlisted,
            _ => Outcome::Untried(none),
        };
        self.add(account, place, action, outcome);
    }

    async fn region(&mut self, account: &AccountId, region: &sekisho_domain::id::Region) {
        use aws_sdk_ssm::types::SessionState;
        let config = self.entrances.enter(account, region).await;
        let (ssm, trail) =
            (aws_sdk_ssm::Client::new(&config), aws_sdk_cloudtrail::Client::new(&config));
        let place = format!("{account}/{region}");
        let answer = trail.lookup_events().max_results(1).send().await;
        self.note(account, &place, "cloudtrail:LookupEvents", answer);
        let answer = trail.list_public_keys().send().await;
        self.note(account, &place, "cloudtrail:ListPublicKeys", answer);
        let answer =
            ssm.describe_sessions().state(SessionState::History).max_results(1).send().await;
        self.note(account, &place, "ssm:DescribeSessions", answer);
        let answer = ssm.describe_instance_information().max_results(5).send().await;
        self.note(account, &place, "ssm:DescribeInstanceInformation", answer);
        let answer = ssm.list_documents().max_results(1).send().await;
        self.note(account, &place, "ssm:ListDocuments", answer);
        let answer = ssm.describe_automation_executions().max_results(1).send().await;
        self.note(account, &place, "ssm:DescribeAutomationExecutions", answer);
        let answer = ssm.describe_ops_items().max_results(1).send().await;
        let items = self.note(account, &place, "ssm:DescribeOpsItems", answer);
        let first = items.and_then(|answer| answer.ops_item_summaries?.pop()?.ops_item_id);
        match first {
            Some(id) => {
                let answer = ssm.get_ops_item().ops_item_id(id).send().await;
                self.note(account, &place, "ssm:GetOpsItem", answer);
            }
            None => {
                let none = "there is no access request yet";
                self.untried(account, &place, "ssm:GetOpsItem", none);
            }
        }
    }

    async fn bucket(&mut self, bucket: &Bucket) {
        let client = objects(bucket, &self.entrances).await.client;
        let account = &bucket.account;
        let owner = account.as_str();
        for prefix in &bucket.prefixes {
            let place = format!("{}/{prefix}", bucket.name);
            let request = client.list_object_versions().bucket(&bucket.name).prefix(prefix);
            let answer = request.max_keys(1).expected_bucket_owner(owner).send().await;
            match answer {
                Err(error) if error.code() == Some("NotImplemented") => {}
                answer => {
                    self.note(account, &place, "s3:ListBucketVersions", answer);
                }
            }
            let request = client.list_objects_v2().bucket(&bucket.name).prefix(prefix).max_keys(1);
            let answer = request.expected_bucket_owner(owner).send().await;
            let page = self.note(account, &place, "s3:ListBucket", answer);
            match page.and_then(|page| page.contents?.pop()?.key) {
                Some(key) => {
                    let request = client.get_object().bucket(&bucket.name).key(key);
                    let request = request.expected_bucket_owner(owner).range("bytes=0-0");
                    let answer = request.send().await;
                    self.note(account, &place, "s3:GetObject", answer);
                }
                None => self.untried(account, &place, "s3:GetObject", "there is no object yet"),
            }
        }
    }

    async fn keys(&mut self, Bucket { account, region, .. }: &Bucket) {
        let config = self.entrances.enter(account, region).await;
        let client = aws_sdk_cloudtrail::Client::new(&config);
        let answer = client.list_public_keys().send().await;
        self.note(account, &format!("{account}/{region}"), "cloudtrail:ListPublicKeys", answer);
    }

    async fn queue(&mut self, bucket: &Bucket, url: &str) {
        let config = self.entrances.enter(&bucket.account, &bucket.region).await;
        let client = aws_sdk_sqs::Client::new(&config);
        // With no time to be hidden, the message is at once there for the next reader.
        let request = client.receive_message().queue_url(url).visibility_timeout(0);
        let answer = request.wait_time_seconds(0).send().await;
        self.note(&bucket.account, url, "sqs:ReceiveMessage", answer);
        let why = Outcome::Untried("trying it would take a message away");
        self.add(&bucket.account, url, "sqs:DeleteMessage", why);
    }

    async fn log_group(&mut self, group: &LogGroup) {
        let config = self.entrances.enter(&group.account, &group.region).await;
        let client = aws_sdk_cloudwatchlogs::Client::new(&config);
        let request = client.describe_log_streams().log_group_name(&group.name).limit(1);
        let answer = request.send().await;
        let streams = self.note(&group.account, &group.name, "logs:DescribeLogStreams", answer);
        match streams.and_then(|answer| answer.log_streams?.pop()?.log_stream_name) {
            Some(stream) => {
                let request = client.get_log_events().log_group_name(&group.name);
                let answer = request.log_stream_name(stream).limit(1).send().await;
                self.note(&group.account, &group.name, "logs:GetLogEvents", answer);
            }
            None => {
                let none = "there is no stream yet";
                self.untried(&group.account, &group.name, "logs:GetLogEvents", none);
            }
        }
    }
}
