//! Is every document recognised, and nothing else?

use sekisho_trail::{Kind, Limits, sniff};

#[test]
fn documents_are_recognised_by_their_first_record() {
    fn check(document: &str, expected: Kind) {
        assert_eq!(sniff(document.as_bytes()), Some(expected), "{document:.80}");
        let marked = format!("\u{feff}\r\n{document}");
        assert_eq!(sniff(marked.as_bytes()), Some(expected), "{document:.80}");
    }
    let record =
        r#"{"eventVersion":"1.11","eventSource":"s3.amazonaws.com","eventName":"GetObject"}"#;
    check(record, Kind::CloudTrail);
    check(&format!("[{record}"), Kind::CloudTrail);
    check(&format!("{record}\n{record}\n"), Kind::CloudTrail);
    check(&format!(r#"{{"Records":[{record}"#), Kind::CloudTrail);
    check(r#"{"Records":[]}"#, Kind::CloudTrail);
    check(r#"{"eventSource":"x","eventName":"y","requestParameters":{"cut":""#, Kind::CloudTrail);
    check(
        r#"{"NextToken":"x","Events":[{"EventId":"e","CloudTrailEvent":"{\"ev"#,
        Kind::CloudTrailLookup,
    );
    check(r#"{"Events": []}"#, Kind::CloudTrailLookup);
    check(
        r#"{"awsAccountId":"1","digestStartTime":"x","digestEndTime":"y"}"#,
        Kind::CloudTrailDigest,
    );
    check(r#"{"PublicKeyList":[{"Value":"MII","Fingerprint":"8e"}]}"#, Kind::CloudTrailPublicKeys);
    check(r#"{"PublicKeyList":[]}"#, Kind::CloudTrailPublicKeys);
    check(r#"{"OpsItem":{"CreatedBy":"x","OpsItemId":"oi-a71f4d891d72"}}"#, Kind::AccessRequest);
    check(r#"{"OpsItemSummaries":[{"OpsItemId":"oi-a71f4d891d72"}]}"#, Kind::AccessRequest);
    check(r#"{"OpsItemId":"oi-a71f4d891d72","OperationalData":{}}"#, Kind::AccessRequest);
    check(r#"{"detail-type":"x","source":"aws.ssm","detail":{"#, Kind::RequestEvent);
    check(
        r#"{"detail-type":"AWS API Call via CloudTrail","source":"aws.sts","detail":{}}"#,
        Kind::RequestEvent,
    );
    check(r#"{"Sessions":[{"SessionId":"a-1","Target":"i-1"}]}"#, Kind::SessionHistory);
    check(
        r#"{"InstanceInformationList":[{"InstanceId":"i-1","PingStatus":"x"}]}"#,
        Kind::NodeInformation,
    );
    check(r#"{"Nodes":[{"Id":"i-1","NodeType":{"Instance":{}}}]}"#, Kind::NodeListing);
    check(
        r#"{"AutomationExecution":{"AutomationExecutionId":"e-1","StepExecutions":["#,
        Kind::AutomationExecution,
    );
    check(r#"{"Name":"p","DocumentVersion":"2","Content":"{"#, Kind::PolicyDocument);
}

#[test]
fn documents_of_the_wrong_shape_are_recognised_by_their_list() {
    fn check(document: &str, expected: Kind) {
        assert_eq!(sniff(document.as_bytes()), Some(expected), "{document}");
        let reading = sekisho_trail::read(expected, document.as_bytes(), &Limits::DEFAULT);
        assert_eq!((reading.facts.len(), reading.rejected.len()), (0, 1), "{document}");
    }
    check(r#"{"Records":{"eventName":"StartSession"}}"#, Kind::CloudTrail);
    check(r#"{"Records":null}"#, Kind::CloudTrail);
    check(r#"{"Events":["a"]}"#, Kind::CloudTrailLookup);
    check(r#"{"OpsItem":["oi-0badc0ffee00"]}"#, Kind::AccessRequest);
    check(r#"{"Sessions":"none"}"#, Kind::SessionHistory);
    check(r#"{"InstanceInformationList": [{"Insta"#, Kind::NodeInformation);
    check(r#"{"AutomationExecution":["e-1"]}"#, Kind::AutomationExecution);
    check(r#"{"Name":"","DocumentVersion":"2","Content":"x"}"#, Kind::PolicyDocument);
}

#[test]
fn other_files_are_not() {
    fn check(file: &str) {
        assert_eq!(sniff(file.as_bytes()), None, "{file:.80}");
    }
    check("");
    check("{");
    check("[1,2]");
    check("null");
    check(r#"{"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{}}]}"#);
    check(
        r#"{"Records":[{"kinesis":{},"eventSource":"aws:kinesis","eventName":"aws:kinesis:record"}]}"#,
    );
    check(r#"{"Records":[{"messageId":"m","body":"b"}]}"#);
    check(r#"{"Events":[{"name":"click"}]}"#);
    check(r#"{"eventName":"click"}"#);
    check(r#"{"version":2,"width":80,"height":24}"#);
    check(r#"{"version":3,"term":{"cols":80,"rows":24}}"#);
    check(
        r#"{"eventVersion":"1.0","eventTime":"2025-09-29T16:57:41Z","awsRegion":"ap-northeast-1","target":{"id":"i-1"},"userIdentity":{"arn":"a"},"runAsUser":"ssm-user","sessionId":"a-1","sessionData":["x"]}"#,
    );
    check(
        r#"{"messageType":"DATA_MESSAGE","owner":"1","logGroup":"g","logStream":"a-1","logEvents":[]}"#,
    );
    check(r#"{"detail-type":"Object Created","source":"aws.s3","detail":{}}"#);
    check("Script started on 2026-11-23 11:20:59+00:00 [COMMAND=\"cat x\"]\n{\"Records\":[]}");
    check("$ cat trail.json\r\r\n{\"Records\":[]}");
    check(r#"{"Statement":[{"eventSource":"x","eventName":"y"}]}"#);
}

#[test]
fn bytes_beyond_the_first_record_do_not_matter() {
    let mut bytes = br#"{"Records":[{"eventSource":"x","eventName":"y"},"#.to_vec();
    bytes.extend([0xff; 100_000]);
    assert_eq!(sniff(&bytes), Some(Kind::CloudTrail));
}

#[test]
fn every_kind_has_a_name_of_its_own() {
    let names = Kind::ALL.map(Kind::name);
    assert_eq!(
        names,
        [
            "cloudtrail",
            "cloudtrail-lookup",
            "cloudtrail-digest",
            "cloudtrail-public-keys",
            "access-request",
            "request-event",
            "session-history",
            "node-information",
            "node-listing",
            "automation-execution",
            "policy-document"
        ]
    );
}
