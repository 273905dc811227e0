//! What does one record say, field by field?

use sekisho_trail::Kind;

use crate::render::read;

const HEAD: &str =
    r#""eventSource":"ssm.amazonaws.com","eventID":"e1","eventTime":"2026-11-17T01:00:00Z""#;
const SESSION: &str = r#""responseElements":{"sessionId":"alice-0123456789abcdef0"}"#;

/// `expected` without the parts that all these records have in common.
fn check(kind: Kind, document: &str, expected: &str) {
    let read = read(kind, document).replace("document: ", "");
    let read = read.replace(" event=e1 at=2026-11-17T01:00:00Z", "");
    let read = read.strip_suffix("1 records").expect("one record").trim_end();
    assert_eq!(read, expected, "{document}");
}

fn call(name: &str, rest: &str, expected: &str) {
    check(Kind::CloudTrail, &format!(r#"{{{HEAD},"eventName":"{name}",{rest}}}"#), expected);
}

#[test]
fn a_caller_has_the_most_telling_of_its_names() {
    let identity = |identity: &str, expected: &str| {
        let expected = format!("session-start{expected} session=alice-0123456789abcdef0");
        call("StartSession", &format!(r#"{SESSION},"userIdentity":{identity}"#), &expected);
    };
    identity("null", "");
    identity("{}", "");
    identity(r#"{"arn":"arn:aws:iam::1:user/a","userName":"a"}"#, " by=arn:aws:iam::1:user/a");
    identity(r#"{"type":"IAMUser","userName":"a","principalId":"AIDA"}"#, " by=a");
    identity(r#"{"principalId":"AROA:alice"}"#, " by=AROA:alice");
    identity(r#"{"type":"AWSService","invokedBy":"ssm.amazonaws.com"}"#, " by=ssm.amazonaws.com");
    identity(
        r#"{"type":"IdentityCenterUser","onBehalfOf":{"userId":"u-1"},"credentialId":"c"}"#,
        " by=u-1",
    );
    identity(r#"{"arn":"","userName":"not an arn"}"#, r#" by="not an arn""#);
    identity(r#"{"accountId":"111122223333","accessKeyId":""}"#, " account=111122223333");
}

#[test]
fn an_addendum_corrects_only_where_it_says_that_data_was_updated() {
    let addendum = |addendum: &str, expected: &str| {
        let expected = format!("session-start{expected} session=alice-0123456789abcdef0");
        call("StartSession", &format!(r#"{SESSION},"addendum":{addendum}"#), &expected);
    };
    addendum("null", "");
    addendum(r#"{"reason":"DELIVERY_DELAY"}"#, "");
    addendum(r#"{"reason":"SERVICE_OUTAGE","originalEventID":"e0"}"#, "");
    addendum(r#"{"reason":"UPDATED_DATA","updatedFields":"sourceIPAddress"}"#, " corrects=e1");
    addendum(r#"{"reason":"UPDATED_DATA","originalEventID":"e0"}"#, " corrects=e0");
}

#[test]
fn a_session_leads_on_where_its_parameters_say() {
    let parameters = |parameters: &str, expected: &str| {
        let expected = format!("session-start session=alice-0123456789abcdef0{expected}");
        let request = format!(r#"{SESSION},"requestParameters":{{"parameters":{parameters}}}"#);
        call("StartSession", &request, &expected);
    };
    parameters("null", "");
    parameters("{}", "");
    parameters(r#"{"host":["db.example"],"portNumber":["3306"]}"#, " host=db.example port=3306");
    parameters(r#"{"portNumber":["22"]}"#, " port=22");
    parameters(r#"{"host":[],"command":["top"]}"#, "");
    parameters(r#""HIDDEN_DUE_TO_SECURITY_REASONS""#, "");
}

#[test]
fn a_request_id_counts_only_where_nobody_types_it() {
    let fields = |request: &str, response: &str, expected: &str| {
        let response = format!(r#""sessionId":"alice-0123456789abcdef0"{response}"#);
        let rest =
            format!(r#""requestParameters":{{{request}}},"responseElements":{{{response}}}"#);
        call(
            "StartSession",
            &rest,
            &format!("session-start session=alice-0123456789abcdef0{expected}"),
        );
    };
    fields(r#""accessRequestId":"oi-a71f4d891d72""#, "", " request=oi-a71f4d891d72");
    fields("", r#","context":{"a":["oi-a71f4d891d72"]}"#, " request=oi-a71f4d891d72");
    fields(r#""a":"oi-a71f4d891d72","b":"oi-a71f4d891d72""#, "", " request=oi-a71f4d891d72");
    fields(r#""a":"oi-a71f4d891d72","b":"oi-000000000000""#, "", "");
    fields(r#""reason":"oi-a71f4d891d72""#, "", " reason=oi-a71f4d891d72");
    fields(r#""parameters":{"command":["oi-a71f4d891d72"]}"#, "", "");
    fields("", r#","streamUrl":"wss://x/oi-a71f4d891d72-0123""#, "");
}

#[test]
fn a_decision_is_one_of_three_signals() {
    let signal = |parameters: &str, expected: &str| {
        let parameters = format!(r#""automationExecutionId":"x-1",{parameters}"#);
        call("SendAutomationSignal", &format!(r#""requestParameters":{{{parameters}}}"#), expected);
    };
    signal(r#""signalType":"Approve""#, "decision decision=approve execution=x-1");
    signal(r#""signalType":"Reject""#, "decision decision=reject execution=x-1");
    signal(r#""signalType":"Deny""#, "decision decision=reject execution=x-1");
    signal(r#""signalType":"Revoke""#, "decision decision=revoke execution=x-1");
    signal(r#""signalType":"StopStep""#, "");
    signal(r#""signalType":null"#, "");
    signal(r#""signalType":"approve""#, "");
    signal(
        r#""signalType":"Approve","payload":{"Comment":["ok"]}"#,
        "decision decision=approve execution=x-1 comment=ok",
    );
    signal(
        r#""signalType":"Approve","payload":"HIDDEN_DUE_TO_SECURITY_REASONS""#,
        "decision decision=approve execution=x-1",
    );
    call(
        "SendAutomationSignal",
        r#""errorCode":"AccessDenied","requestParameters":{"automationExecutionId":"x-1","signalType":"Approve"}"#,
        "decision error=AccessDenied decision=approve execution=x-1",
    );
}

#[test]
fn what_tells_of_a_call_is_not_the_call() {
    let category = |category: &str, expected: &str| {
        call("StartSession", &format!(r#"{SESSION},"eventCategory":"{category}""#), expected);
    };
    category("Management", "session-start session=alice-0123456789abcdef0");
    category("Insight", "");
    category("NetworkActivity", "");
}

#[test]
fn a_node_is_taken_away_where_aws_says_so() {
    let stop = |name: &str, rest: &str, expected: &str| {
        let record = format!(
            r#"{{"eventSource":"ec2.amazonaws.com","eventName":"{name}","eventID":"e1",
            "eventTime":"2026-11-17T01:00:00Z",{rest}}}"#
        );
        check(Kind::CloudTrail, &record, expected);
    };
    let two = r#""responseElements":{"instancesSet":{"items":[
        {"instanceId":"i-0a1b2c3d4e5f60718","currentState":{"code":64,"name":"stopping"}},
        {"instanceId":"i-0b2c3d4e5f6071829"}]}}"#;
    let nodes = "node=i-0a1b2c3d4e5f60718 node=i-0b2c3d4e5f6071829";
    stop("StopInstances", two, &format!("node-stop {nodes} terminated=false"));
    stop("TerminateInstances", two, &format!("node-stop {nodes} terminated=true"));
    stop("StartInstances", two, "");
    // One that did not run takes nothing away.
    let state = |node: &str, name: &str| {
        format!(r#"{{"instanceId":"{node}","previousState":{{"code":80,"name":"{name}"}}}}"#)
    };
    let items = [
        state("i-0a1b2c3d4e5f60718", "stopped"),
        state("i-0b2c3d4e5f6071829", "stopping"),
        state("i-0c3d4e5f607182930", "running"),
    ];
    let some =
        format!(r#""responseElements":{{"instancesSet":{{"items":[{}]}}}}"#, items.join(","));
    let nodes = "node=i-0b2c3d4e5f6071829 node=i-0c3d4e5f607182930";
    stop("StopInstances", &some, &format!("node-stop {nodes} terminated=false"));
    // Refused, or only tried for.
    let asked = r#""requestParameters":{"instancesSet":{"items":[{"instanceId":"i-1"}]}}"#;
    stop("StopInstances", &format!(r#"{asked},"responseElements":null"#), "");
}

#[test]
fn a_connection_opens_a_desktop() {
    let connection = |rest: &str, expected: &str| {
        let record = format!(
            r#"{{"eventSource":"ssm-guiconnect.amazonaws.com","eventName":"StartConnection","eventID":"e1",
            "eventTime":"2026-11-17T01:00:00Z",{rest}}}"#
        );
        check(Kind::CloudTrail, &record, expected);
    };
    let asked = r#""requestParameters":{"AuthType":"Password","Protocol":"RDP",
        "ConnectionType":"SessionManager","InstanceId":"i-0a1b2c3d4e5f60718"}"#;
    let id = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
    let answer = format!(
        r#""responseElements":{{"ConnectionArn":"arn:aws:ssm-guiconnect:ap-northeast-1:111122223333:connection/{id}"}}"#
    );
    let node = "desktop=true node=i-0a1b2c3d4e5f60718";
    connection(&format!("{asked},{answer}"), &format!("session-start session={id} {node}"));
    let refused = format!(r#"{asked},"errorCode":"AccessDenied","responseElements":null"#);
    connection(&refused, &format!("session-start error=AccessDenied {node}"));
}

#[test]
fn preferences_say_where_sessions_are_recorded() {
    let preferences = |name: &str, content: &str, expected: &str| {
        let content = content.replace('"', "\\\"");
        let document =
            format!(r#"{{"Name":"{name}","DocumentVersion":"2","Content":"{content}"}}"#);
        check(Kind::PolicyDocument, &document, expected);
    };
    let name = "SSM-SessionManagerRunShell";
    let whole = r#"{"inputs":{"s3BucketName":"logs","s3KeyPrefix":"ssm","cloudWatchLogGroupName":"/g","runAsEnabled":"false"}}"#;
    preferences(name, whole, "preferences bucket=logs prefix=ssm log-group=/g");
    preferences(
        name,
        r#"{"inputs":{"s3BucketName":"","cloudWatchLogGroupName":""}}"#,
        "preferences",
    );
    preferences(name, r#"{"inputs":{}}"#, "preferences");
    preferences("OtherPreferences", whole, "");
}

#[test]
fn a_token_is_taken_only_from_an_approved_request() {
    let token = |response: &str, expected: &str| {
        let request = r#""requestParameters":{"accessRequestId":"oi-a71f4d891d72"}"#;
        call("GetAccessToken", &format!(r#"{request},"responseElements":{response}"#), expected);
    };
    token("null", "token request=oi-a71f4d891d72");
    token(r#"{"credentials":null}"#, "token request=oi-a71f4d891d72");
    token(
        r#"{"accessRequestStatus":"Approved","credentials":{"accessKeyId":"ASIA1","sessionToken":"s"}}"#,
        "token request=oi-a71f4d891d72 issued=ASIA1",
    );
    token(r#"{"accessRequestStatus":"Pending"}"#, "");
}

#[test]
fn credentials_matter_where_they_may_belong_to_a_request() {
    let assume = |caller: &str, role: &str, name: &str, expected: &str| {
        let record = format!(
            r#"{{"eventSource":"sts.amazonaws.com","eventName":"AssumeRole","eventID":"e1",
            "eventTime":"2026-11-17T01:00:00Z","userIdentity":{{"invokedBy":"{caller}"}},
            "requestParameters":{{"roleArn":"arn:aws:iam::111122223333:role/a/{role}","roleSessionName":"{name}"}},
            "responseElements":{{"credentials":{{"accessKeyId":"ASIA1","sessionToken":"s"}}}}}}"#
        );
        check(Kind::CloudTrail, &record, expected);
    };
    let token = "SSM-JustInTimeAccessTokenRole";
    let issued = "role=SSM-JustInTimeAccessTokenRole session-name=alice issued=ASIA1";
    assume("", token, "alice", &format!("credentials {issued}"));
    assume("ec2.amazonaws.com", "App", "i-1", "");
    assume("evilssm.amazonaws.com", "App", "i-1", "");
    assume(
        "ssm.amazonaws.com",
        "OwnToken",
        "alice",
        "credentials by=ssm.amazonaws.com role=OwnToken session-name=alice issued=ASIA1",
    );
    assume(
        "",
        "Any",
        "oi-a71f4d891d72",
        "credentials role=Any session-name=oi-a71f4d891d72 issued=ASIA1 request=oi-a71f4d891d72",
    );
}

#[test]
fn what_cannot_be_read_is_left_out_and_told() {
    call(
        "StartSession",
        &format!(r#"{SESSION},"awsRegion":"Tokyo","requestParameters":{{"target":"i 1"}}"#),
        "session-start session=alice-0123456789abcdef0\n\
         document! bad-id: `awsRegion` should be a region name\n\
         document! bad-id: `requestParameters.target` should be a node id \
         (1 to 400 printable characters without spaces)",
    );
    let refused =
        |rest: &str, expected: &str| call("StartSession", rest, &format!("document! {expected}"));
    refused(
        r#""responseElements":null"#,
        "missing-field: `responseElements.sessionId` is not there",
    );
    refused(
        r#""responseElements":"SECRET""#,
        "bad-record: responseElements: expected an object with a sessionId",
    );
    refused(r#""eventTime":"x""#, "bad-record: record: duplicate field `eventTime`");
    refused(r#""userIdentity":"root""#, "bad-record: record: expected a userIdentity");
    let terminate = |rest: &str, expected: &str| call("TerminateSession", rest, expected);
    terminate(SESSION, "session-end session=alice-0123456789abcdef0");
    terminate(
        r#""requestParameters":{"sessionId":"../x"}"#,
        "document! bad-id: `requestParameters.sessionId` should be a session id \
         (1 to 96 printable characters without spaces or slashes)",
    );
}

#[test]
fn an_ops_item_says_what_its_texts_say() {
    let item = |fields: &str, details: &str, expected: &str| {
        let details = details.replace('"', r#"\""#);
        let document = format!(
            r#"{{"OpsItemId":"oi-a71f4d891d72","OpsItemType":"/aws/accessrequest","Status":"Approved","Version":"7"
            {fields},"/":0,"OperationalData":{{"/aws/accessrequest":{{"Value":"{details}"}},
            "/aws/accessrequest/context":{{"Value":"{{\"targets\":[\"i-1\",{{\"x\":\"arn:aws:ssm:eu-west-1:111122223333:managed-instance/mi-2\"}}]}}"}},
            "/aws/accessrequest/accessduration":{{"Value":"P1D"}}}}}}"#
        );
        check(Kind::AccessRequest, &document, expected);
    };
    let same = "target=i-1 target=mi-2 duration=PT24H account=111122223333 region=eu-west-1";
    let state = "request-state request=oi-a71f4d891d72 version=7 status=approved";
    item("", "{}", &format!("{state} {same}"));
    item("", r#"{"requester":null,"approvalPolicy":""}"#, &format!("{state} {same}"));
    item("", r#"{"requester":{"id":"u-1"}}"#, &format!("{state} requester=u-1 {same}"));
    let by = r#","CreatedBy":"arn:aws:iam::1:user/bob""#;
    item(
        by,
        r#"{"requester":{"id":"u-1"}}"#,
        &format!("{state} requester=arn:aws:iam::1:user/bob {same}"),
    );
    let service = r#","CreatedBy":"arn:aws:sts::1:assumed-role/AWSServiceRoleForSystemsManagerJustInTimeAccess/S""#;
    item(service, r#"{"requester":{"id":"u-1"}}"#, &format!("{state} requester=u-1 {same}"));
    item(
        "",
        r#"{"requester":{"isReplica":true,"sourceOpsItemId":"oi-000000000001","sourceAccountId":"999999999999"}}"#,
        "request-state request=oi-000000000001 version=7 status=approved target=i-1 target=mi-2 \
         duration=PT24H account=999999999999 region=eu-west-1",
    );
    item(
        "",
        r#"{"requester":{"isReplica":"true"}}"#,
        "document! missing-field: `requester.sourceOpsItemId` is not there",
    );
    item("", "no json", "document! not-json: /aws/accessrequest: expected ident");
    item(
        r#","CreatedTime":"yesterday""#,
        "{}",
        &format!("{state} {same}\ndocument! bad-time: `CreatedTime` is no time this reader knows"),
    );
}

#[test]
fn an_event_bus_may_carry_cloudtrail_records() {
    let detail = format!(r#"{{{HEAD},"eventName":"StartSession",{SESSION}}}"#);
    let event = |kind: &str, detail: &str, expected: &str| {
        let document =
            format!(r#"{{"detail-type":"{kind}","source":"aws.ssm","detail":{detail}}}"#);
        check(Kind::RequestEvent, &document, expected);
    };
    event("AWS API Call via CloudTrail", &detail, "session-start session=alice-0123456789abcdef0");
    event("EC2 State Manager Association State-change", "{}", "");
    event(
        "JITNA Access Request Failed",
        r#"{"OpsItemId":"oi-a71f4d891d72"}"#,
        "document! missing-field: `time` is not there",
    );
    event(
        "Requester Access Request Status Update",
        r#"{"OpsItemId":"oi-a71f4d891d72"}"#,
        "document! missing-field: `detail.AccessRequestStatus` is not there",
    );
}

#[test]
fn a_request_names_its_nodes() {
    let request = |parameters: &str, expected: &str| {
        let rest = format!(
            r#""requestParameters":{parameters},"responseElements":{{"accessRequestId":"oi-a71f4d891d72"}}"#
        );
        call(
            "StartAccessRequest",
            &rest,
            &format!("request-call request=oi-a71f4d891d72{expected}"),
        );
    };
    request("null", "");
    request(r#"{"targets":null,"reason":""}"#, "");
    request(r#"{"targets":[{"key":"tag:Env","values":["prod"]}]}"#, "");
    request(
        r#"{"targets":[{"Key":"InstanceIds","Values":["i-1","arn:aws:ec2:x:1:instance/i-2"]}]}"#,
        " target=i-1 target=i-2",
    );
    call(
        "StartAccessRequest",
        r#""responseElements":null"#,
        "document! missing-field: `responseElements.accessRequestId` is not there",
    );
}
