//! What does CloudTrail deliver about invented sessions?

use std::collections::BTreeMap;
use std::io;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::folder::delivered_file;
use super::random::Random;
use super::session::{NODES, Session, plan};

/// The account everything happens in.
pub(super) const ACCOUNT: &str = "111122223333";
/// The region everything happens in.
pub(super) const REGION: &str = "ap-northeast-1";

const ID: &[u8] = b"0123456789abcdef";
const KEY: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// CloudTrail delivers about every five minutes; quiet accounts fill a file more slowly.
const DELIVERY_SECONDS: i64 = 900;
/// Calls of other people and of agents that stand beside those of sessions in every file.
const OTHER_CALLS: usize = 20;

/// The files of a trail: below the bucket, by key, the records of one file.
#[must_use]
pub(super) fn trail(seed: u64, sessions: &[Session]) -> BTreeMap<String, Vec<Value>> {
    let mut random = Random::new(seed, 2);
    let mut deliveries: BTreeMap<i64, Vec<Value>> = BTreeMap::new();
    let mut deliver = |at: Timestamp, record: Value| {
        deliveries.entry(at.as_second() / DELIVERY_SECONDS + 1).or_default().push(record);
    };
    for session in sessions {
        let identity = identity(session, &mut random);
        deliver(session.started, start(session, &identity, &mut random));
        if session.terminated {
            deliver(session.ended, terminate(session, &identity, &mut random));
        }
    }
    let mut files = BTreeMap::new();
    for (slot, mut records) in deliveries {
        let delivered = slot * DELIVERY_SECONDS;
        for _ in 0..OTHER_CALLS {
            let at = delivered - 1 - random.below(DELIVERY_SECONDS as usize) as i64;
            records.extend(Timestamp::from_second(at).ok().map(|at| other(at, &mut random)));
        }
        random.shuffle(&mut records);
        let tail = random.text(b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789", 16);
        files.extend(Timestamp::from_second(delivered).ok().map(|at| (key(at, &tail), records)));
    }
    files
}

/// Files of a busy trail as CloudTrail delivers them, gzip included: `records` records in each, about one in thirteen of
/// them of a session.
///
/// # Errors
/// None in memory.
pub fn delivered(seed: u64, files: usize, records: usize) -> io::Result<Vec<Vec<u8>>> {
    let sessions = plan(seed, 200);
    let mut random = Random::new(seed, 3);
    let file = |_| {
        let records = (0..records).filter_map(|_| {
            let session = &sessions[random.below(sessions.len())];
            let identity = identity(session, &mut random);
            match random.below(26) {
                0 => Some(start(session, &identity, &mut random)),
                1 => Some(terminate(session, &identity, &mut random)),
                _ => {
                    let at = session.started.as_second() - random.below(3_600) as i64;
                    Some(other(Timestamp::from_second(at).ok()?, &mut random))
                }
            }
        });
        delivered_file(&records.collect::<Vec<_>>())
    };
    (0..files).map(file).collect()
}

fn key(delivered: Timestamp, tail: &str) -> String {
    let day = delivered.strftime("%Y/%m/%d");
    let minute = delivered.strftime("%Y%m%dT%H%MZ");
    format!(
        "AWSLogs/{ACCOUNT}/CloudTrail/{REGION}/{day}/{ACCOUNT}_CloudTrail_{REGION}_{minute}_{tail}.json.gz"
    )
}

fn identity(session: &Session, random: &mut Random) -> Value {
    let role = match session.just_in_time {
        true => "SSM-JustInTimeAccessTokenRole",
        false => "AWSReservedSSO_NodeAccess_0123456789abcdef",
    };
    let principal = format!("AROA{}", random.text(KEY, 17));
    let created = session.started - SignedDuration::from_secs(60);
    json!({
        "type": "AssumedRole",
        "principalId": format!("{principal}:{}", session.person),
        "arn": format!("arn:aws:sts::{ACCOUNT}:assumed-role/{role}/{}", session.person),
        "accountId": ACCOUNT,
        "accessKeyId": format!("ASIAEXAMPLE{}", random.text(KEY, 9)),
        "sessionContext": {
            "sessionIssuer": {
                "type": "Role",
                "principalId": principal,
                "arn": format!("arn:aws:iam::{ACCOUNT}:role/{role}"),
                "accountId": ACCOUNT,
                "userName": role,
            },
            "attributes": { "creationDate": created.to_string(), "mfaAuthenticated": "false" },
        },
    })
}

fn start(session: &Session, identity: &Value, random: &mut Random) -> Value {
    let parameters = json!({ "target": session.node.id, "reason": format!("INC-{}", 1_000 + random.below(8_000)) });
    let stream = format!(
        "wss://ssmmessages.{REGION}.amazonaws.com/v1/data-channel/{}?role=publish_subscribe",
        session.id
    );
    let response = json!({
        "sessionId": session.id,
        "streamUrl": stream,
        "tokenValue": "Value hidden due to security reasons.",
    });
    record("ssm", "StartSession", session.started, identity, parameters, response, random)
}

fn terminate(session: &Session, identity: &Value, random: &mut Random) -> Value {
    let named = json!({ "sessionId": session.id });
    record("ssm", "TerminateSession", session.ended, identity, named.clone(), named, random)
}

/// What an agent or a tool calls all day.
fn other(at: Timestamp, random: &mut Random) -> Value {
    let node = &NODES[random.below(NODES.len())];
    let identity = json!({
        "type": "AssumedRole",
        "principalId": format!("AROA{}:{}", random.text(KEY, 17), node.id),
        "arn": format!("arn:aws:sts::{ACCOUNT}:assumed-role/NodeRole/{}", node.id),
        "accountId": ACCOUNT,
        "accessKeyId": format!("ASIAEXAMPLE{}", random.text(KEY, 9)),
    });
    let (service, name, parameters) = match random.below(3) {
        0 => (
            "ssm",
            "UpdateInstanceInformation",
            json!({ "instanceId": node.id, "agentVersion": "3.3.3185.0", "agentStatus": "Active",
                "platformType": "Linux", "platformName": "Debian GNU/Linux", "computerName": node.name }),
        ),
        1 => ("ec2", "DescribeInstances", json!({ "instancesSet": {}, "filterSet": {} })),
        _ => (
            "kms",
            "Decrypt",
            json!({ "encryptionContext": { "aws:s3:arn": "arn:aws:s3:::example" } }),
        ),
    };
    record(service, name, at, &identity, parameters, Value::Null, random)
}

fn record(
    service: &str,
    name: &str,
    at: Timestamp,
    identity: &Value,
    parameters: Value,
    response: Value,
    random: &mut Random,
) -> Value {
    json!({
        "eventVersion": "1.11",
        "userIdentity": identity,
        "eventTime": at.to_string(),
        "eventSource": format!("{service}.amazonaws.com"),
        "eventName": name,
        "awsRegion": REGION,
        "sourceIPAddress": format!("203.0.113.{}", 1 + random.below(254)),
        "userAgent": "aws-cli/2.31.0 md/prompt#off ua/2.1 os/linux#6.1 lang/python#3.13",
        "requestParameters": parameters,
        "responseElements": response,
        "requestID": uuid(random),
        "eventID": uuid(random),
        "readOnly": response.is_null(),
        "eventType": "AwsApiCall",
        "managementEvent": true,
        "recipientAccountId": ACCOUNT,
        "eventCategory": "Management",
        "tlsDetails": {
            "tlsVersion": "TLSv1.3",
            "cipherSuite": "TLS_AES_128_GCM_SHA256",
            "clientProvidedHostHeader": format!("{service}.{REGION}.amazonaws.com"),
        },
    })
}

fn uuid(random: &mut Random) -> String {
    [8, 4, 4, 4, 12].map(|length| random.text(ID, length)).join("-")
}
