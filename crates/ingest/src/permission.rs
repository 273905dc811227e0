//! Which permissions does an estate need, and no more?

use std::collections::BTreeSet;

use sekisho_domain::id::{AccountId, Region};
use serde_json::{Value, json};

use crate::estate::{Account, Bucket, Estate, Holds, LogGroup, Role};

/// One statement of an IAM policy, and what it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permission {
    /// What it is for; also its `Sid`.
    pub sid: &'static str,
    /// The calls.
    pub actions: &'static [&'static str],
    /// What they are made on.
    pub resources: Vec<String>,
    /// A condition, as an operator, a key and its values.
    pub condition: Option<(&'static str, &'static str, Vec<String>)>,
}

const LIST_BUCKET: &[&str] = &["s3:ListBucket", "s3:ListBucketVersions"];
const READ_OBJECTS: &[&str] = &["s3:GetObject", "s3:GetObjectVersion"];
const READ_QUEUE: &[&str] = &["sqs:DeleteMessage", "sqs:ReceiveMessage"];
const READ_STREAMS: &[&str] = &["logs:DescribeLogStreams", "logs:GetLogEvents"];
const LIST_KEYS: &[&str] = &["cloudtrail:ListPublicKeys"];
const ASK: &[&str] = &[
    "cloudtrail:ListPublicKeys",
    "cloudtrail:LookupEvents",
    "ssm:DescribeAutomationExecutions",
    "ssm:DescribeInstanceInformation",
    "ssm:DescribeOpsItems",
    "ssm:DescribeSessions",
    "ssm:GetAutomationExecution",
    "ssm:GetDocument",
    "ssm:GetOpsItem",
    "ssm:ListDocumentVersions",
    "ssm:ListDocuments",
    "ssm:ListNodes",
];

/// The statements that the role of `account` needs, in a fixed order.
#[must_use]
pub fn permissions(estate: &Estate, account: &AccountId) -> Vec<Permission> {
    let mut permissions = Vec::new();
    let regions: Vec<String> = estate
        .places()
        .filter(|(named, _)| named.id == *account)
        .map(|(_, region)| region.to_string())
        .collect();
    if !regions.is_empty() {
        permissions.push(Permission {
            sid: "AskForSessionsRequestsAndEvents",
            actions: ASK,
            // None of these calls can be limited to a resource.
            resources: vec!["*".into()],
            condition: Some(("StringEquals", "aws:RequestedRegion", regions)),
        });
    }
    let own = |bucket: &&Bucket| bucket.account == *account;
    let buckets: Vec<&Bucket> = estate.buckets.iter().filter(own).collect();
    if !buckets.is_empty() {
        permissions.extend(of_buckets(&buckets));
    }
    let groups: Vec<&LogGroup> =
        estate.log_groups.iter().filter(|group| group.account == *account).collect();
    if !groups.is_empty() {
        let arn = |group: &&LogGroup| {
            let LogGroup { name, account, region } = group;
            format!("arn:{}:logs:{region}:{account}:log-group:{name}:*", partition(region))
        };
        permissions.push(Permission {
            sid: "ReadSessionStreams",
            actions: READ_STREAMS,
            resources: once_each(groups.iter().map(arn)),
            condition: None,
        });
    }
    permissions
}

/// The statement that whoever this program runs as needs, to assume the roles of the accounts; none where no account has
/// one.
#[must_use]
pub fn callers_permission(estate: &Estate) -> Option<Permission> {
    let roles = estate.accounts.iter().filter_map(|account| account.role.as_ref());
    let resources = once_each(roles.map(|role| role.arn.clone()));
    let permission = Permission {
        sid: "AssumeTheRolesOfTheAccounts",
        actions: &["sts:AssumeRole"],
        resources,
        condition: None,
    };
    Some(permission).filter(|permission| !permission.resources.is_empty())
}

fn of_buckets(buckets: &[&Bucket]) -> Vec<Permission> {
    let arn = |bucket: &Bucket| format!("arn:{}:s3:::{}", partition(&bucket.region), bucket.name);
    let objects = buckets.iter().flat_map(|bucket| {
        bucket.prefixes.iter().map(move |prefix| format!("{}/{prefix}*", arn(bucket)))
    });
    let statement =
        |sid, actions, resources| Permission { sid, actions, resources, condition: None };
    // Messages of a queue may be encrypted with a key as well.
    let services = buckets.iter().flat_map(|bucket| {
        let queue = bucket.queue.as_ref().map(|_| "sqs");
        let services = ["s3"].into_iter().chain(queue);
        services.map(|service| format!("{service}.{}.amazonaws.com", bucket.region))
    });
    let mut permissions = vec![
        statement("ListBuckets", LIST_BUCKET, once_each(buckets.iter().map(|b| arn(b)))),
        statement("ReadObjects", READ_OBJECTS, once_each(objects)),
        Permission {
            sid: "ReadWhatIsEncryptedWithAKey",
            actions: &["kms:Decrypt"],
            // Which keys encrypt is not in the configuration; the policy of each key decides as well.
            resources: vec!["*".into()],
            condition: Some(("StringEquals", "kms:ViaService", once_each(services))),
        },
    ];
    let queues = once_each(buckets.iter().filter_map(|bucket| queue_arn(bucket)));
    if !queues.is_empty() {
        permissions.push(statement("ReadNotifications", READ_QUEUE, queues));
    }
    if buckets.iter().any(|bucket| bucket.holds == Holds::CloudTrail) {
        // Digests of any region may lie in a trail's bucket, and the call cannot be limited to a resource.
        permissions.push(statement("ListKeysOfDigests", LIST_KEYS, vec!["*".into()]));
    }
    permissions
}

/// The ARN of a queue whose address ends in its account and name, as all of AWS's do.
fn queue_arn(bucket: &Bucket) -> Option<String> {
    let mut parts = bucket.queue.as_deref()?.rsplit('/');
    let (name, account) = (parts.next()?, parts.next()?);
    let region = &bucket.region;
    Some(format!("arn:{}:sqs:{region}:{account}:{name}", partition(region)))
}

fn once_each(texts: impl Iterator<Item = String>) -> Vec<String> {
    texts.collect::<BTreeSet<_>>().into_iter().collect()
}

fn partition(region: &Region) -> &'static str {
    match region.as_str() {
        name if name.starts_with("cn-") => "aws-cn",
        name if name.starts_with("us-gov-") => "aws-us-gov",
        _ => "aws",
    }
}

impl Permission {
    /// The statement as IAM reads it.
    #[must_use]
    pub fn statement(&self) -> Value {
        let mut statement = json!({
            "Sid": self.sid,
            "Effect": "Allow",
            "Action": self.actions,
            "Resource": self.resources,
        });
        if let Some((operator, key, values)) = &self.condition {
            statement["Condition"] = json!({ *operator: { *key: values } });
        }
        statement
    }
}

/// The policy document of these statements.
#[must_use]
pub fn policy(permissions: &[Permission]) -> Value {
    let statements: Vec<Value> = permissions.iter().map(Permission::statement).collect();
    json!({"Version": "2012-10-17", "Statement": statements})
}

/// A CloudFormation template that makes the role of an account with these statements, to be deployed there.
#[must_use]
pub fn template(permissions: &[Permission], account: &Account) -> Value {
    let (path, name) = account.role.as_ref().map_or(("/", "SekishoReader"), Role::path_and_name);
    let trust = json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Action": "sts:AssumeRole",
            "Principal": {"AWS": {"Ref": "TrustedPrincipal"}},
            "Condition": {"StringEquals": {"sts:ExternalId": {"Ref": "ExternalId"}}},
        }],
    });
    json!({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "The role with which Sekisho reads what AWS recorded of access to servers. It changes nothing but the messages of its own queue.",
        "Parameters": {
            "TrustedPrincipal": {
                "Type": "String",
                "Description": "The ARN of the role or user that Sekisho runs as.",
                "AllowedPattern": "arn:aws[a-z-]*:(iam|sts)::[0-9]{12}:.+",
            },
            "ExternalId": {
                "Type": "String",
                "Description": "A secret word that is also external_id in Sekisho's configuration.",
                "MinLength": 2,
                "NoEcho": true,
            },
            "RoleName": {"Type": "String", "Default": name},
        },
        "Resources": {
            "Reader": {
                "Type": "AWS::IAM::Role",
                "Properties": {
                    "Path": path,
                    "RoleName": {"Ref": "RoleName"},
                    "AssumeRolePolicyDocument": trust,
                    "Policies": [{"PolicyName": "read", "PolicyDocument": policy(permissions)}],
                },
            },
        },
        "Outputs": {"RoleArn": {"Value": {"Fn::GetAtt": ["Reader", "Arn"]}}},
    })
}
