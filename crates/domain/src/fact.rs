//! What can one original say?

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::evidence::Evidence;
use crate::id::{
    AccessKeyId, AccountId, EventId, ExecutionId, NodeId, Region, RequestId, SessionId,
};
use crate::moment::Window;
use crate::principal::Principal;
use crate::recording::{Attachment, RecordingSeen};
use crate::request::{Decision, Policy, RequestStatus};
use crate::session::Tunnel;

/// A fact and the place that says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidenced {
    /// The statement.
    pub fact: Fact,
    /// Where it stands.
    pub evidence: Evidence,
}

/// One statement read from one original.
///
/// Facts repeat (two trails, two deliveries) and arrive in any order; correlation must give the same answer for every
/// order and any number of copies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// CloudTrail `StartSession` or `StartConnection`, started or denied.
    SessionStart(SessionStart),
    /// CloudTrail `TerminateSession`.
    SessionEnd(SessionEnd),
    /// One entry of DescribeSessions.
    SessionHistory(SessionHistory),
    /// CloudTrail `StartAccessRequest`.
    RequestCall(RequestCall),
    /// An access-request OpsItem in one of its versions.
    RequestState(RequestState),
    /// An EventBridge request event.
    RequestEvent(RequestEvent),
    /// CloudTrail `SendAutomationSignal`: a person decided.
    Decision(DecisionCall),
    /// CloudTrail `GetAccessToken`: the requester took the token of a request.
    Token(TokenCall),
    /// CloudTrail `AssumeRole`: credentials were issued.
    Credentials(CredentialsIssued),
    /// One entry of DescribeInstanceInformation or ListNodes.
    Node(NodeSeen),
    /// CloudTrail `StopInstances` or `TerminateInstances`.
    NodeStop(NodeStop),
    /// Session preferences in one of their versions.
    Preferences(Preferences),
    /// An original records (part of) a session.
    Recording(RecordingSeen),
    /// Somebody says which session a recording shows.
    Attachment(Attachment),
}

impl Fact {
    /// The call that it tells of, if it is a record of CloudTrail.
    #[must_use]
    pub fn call(&self) -> Option<&Call> {
        match self {
            Self::SessionStart(fact) => Some(&fact.call),
            Self::SessionEnd(fact) => Some(&fact.call),
            Self::RequestCall(fact) => Some(&fact.call),
            Self::Decision(fact) => Some(&fact.call),
            Self::Token(fact) => Some(&fact.call),
            Self::Credentials(fact) => Some(&fact.call),
            Self::NodeStop(fact) => Some(&fact.call),
            Self::SessionHistory(_)
            | Self::RequestState(_)
            | Self::RequestEvent(_)
            | Self::Node(_)
            | Self::Preferences(_)
            | Self::Recording(_)
            | Self::Attachment(_) => None,
        }
    }
}

/// What every CloudTrail record tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// `eventID`
    pub event: EventId,
    /// `eventTime`, whole seconds.
    pub at: Timestamp,
    /// `recipientAccountId`, or the caller's account.
    pub account: Option<AccountId>,
    /// `awsRegion`
    pub region: Option<Region>,
    /// Who called; absent where the record has no identity we can name.
    pub principal: Option<Principal>,
    /// The credentials used.
    pub access_key: Option<AccessKeyId>,
    /// `sourceIPAddress`
    pub source_ip: Option<String>,
    /// `errorCode` and `errorMessage`, when AWS refused the call.
    pub error: Option<CallError>,
    /// The event whose record this one corrects, by its `addendum`; often its own, as both have one id.
    #[serde(default)]
    pub corrects: Option<EventId>,
}

/// A refused call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallError {
    /// `errorCode`
    pub code: String,
    /// `errorMessage`
    pub message: Option<String>,
}

/// CloudTrail `StartSession`, or `StartConnection`, by which Fleet Manager opens a remote desktop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionStart {
    /// The record.
    pub call: Call,
    /// `responseElements.sessionId`, or the last part of `responseElements.ConnectionArn`; absent when denied.
    pub session: Option<SessionId>,
    /// Whether it opens a remote desktop.
    #[serde(default)]
    pub desktop: bool,
    /// `requestParameters.target`, or `InstanceId`.
    pub node: Option<NodeId>,
    /// `requestParameters.documentName`
    pub document: Option<String>,
    /// `requestParameters.reason`
    pub reason: Option<String>,
    /// `requestParameters.parameters.host` and `.portNumber`
    pub tunnel: Option<Tunnel>,
    /// Any access request id (`oi-…`) found anywhere in the record.
    pub request: Option<RequestId>,
}

/// CloudTrail `TerminateSession`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionEnd {
    /// The record; its caller need not be the session's owner.
    pub call: Call,
    /// Which session.
    pub session: SessionId,
}

/// One entry of DescribeSessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionHistory {
    /// `SessionId`
    pub session: SessionId,
    /// `Target`
    pub node: Option<NodeId>,
    /// `Status` as written: `Connected`, `Terminated`, `Failed` …
    pub status: Option<String>,
    /// `StartDate`
    pub started: Option<Timestamp>,
    /// `EndDate`; absent while it runs.
    pub ended: Option<Timestamp>,
    /// `DocumentName`
    pub document: Option<String>,
    /// `Owner`
    pub owner: Option<Principal>,
    /// `Reason`
    pub reason: Option<String>,
    /// `AccessType`: `Some(true)` for `JustInTime`, `Some(false)` for `Standard`, absent from older listings.
    pub just_in_time: Option<bool>,
}

/// CloudTrail `StartAccessRequest`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestCall {
    /// The record.
    pub call: Call,
    /// `responseElements.accessRequestId`; absent when denied.
    pub request: Option<RequestId>,
    /// `requestParameters.reason`
    pub reason: Option<String>,
    /// `requestParameters.targets` with key `InstanceIds`.
    pub targets: Vec<NodeId>,
}

/// An access-request OpsItem in one of its versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestState {
    /// The request; for a replica the id of its source.
    pub request: RequestId,
    /// `Version`, a growing number of milliseconds; the largest is the latest state.
    pub version: u64,
    /// `Status`
    pub status: RequestStatus,
    /// `CreatedTime`
    pub created: Option<Timestamp>,
    /// `requester.arn`, else `CreatedBy`.
    pub requester: Option<Principal>,
    /// `approvaldetails`: the requester's reason.
    pub reason: Option<String>,
    /// `context.targets`, last segment of each ARN.
    pub targets: Vec<NodeId>,
    /// `starttime` and `endtime`
    pub window: Option<Window>,
    /// `accessduration`
    pub duration: Option<SignedDuration>,
    /// `approvalPolicy` and `approvalPolicyVersion`
    pub policy: Option<Policy>,
    /// `automationExecutionId`; empty, here absent, for automatic approvals.
    pub execution: Option<ExecutionId>,
    /// From `OpsItemArn`, or from the source fields of a replica.
    pub account: Option<AccountId>,
    /// As `account`.
    pub region: Option<Region>,
}

/// An EventBridge request event. AWS sends them for manual approvals only, and at best effort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestEvent {
    /// `detail.OpsItemId`
    pub request: RequestId,
    /// The envelope's `time`; the times inside `detail` are locale text and not used.
    pub at: Timestamp,
    /// `detail.ExecutionId`
    pub execution: Option<ExecutionId>,
    /// `detail.TargetResourceArn`, last segment.
    pub node: Option<NodeId>,
    /// `detail.Requester`: an Identity Center user id, or a name.
    pub requester: Option<Principal>,
    /// `detail.RequestReason`
    pub reason: Option<String>,
    /// `detail.Approvers`: people who were asked, not people who decided.
    pub eligible: Vec<Principal>,
    /// What the event says of the request, or of one approval level of it.
    pub status: RequestStatus,
    /// The envelope's `account`.
    pub account: Option<AccountId>,
    /// The envelope's `region`.
    pub region: Option<Region>,
}

/// CloudTrail `SendAutomationSignal`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionCall {
    /// The record; its caller decided.
    pub call: Call,
    /// `requestParameters.automationExecutionId`
    pub execution: ExecutionId,
    /// `requestParameters.signalType`
    pub decision: Decision,
    /// `requestParameters.payload.Comment`
    pub comment: Option<String>,
}

/// CloudTrail `GetAccessToken`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenCall {
    /// The record; its caller took the token.
    pub call: Call,
    /// `requestParameters.accessRequestId`
    pub request: RequestId,
    /// `responseElements.credentials.accessKeyId`, where AWS did not hide it.
    pub issued: Option<AccessKeyId>,
}

/// CloudTrail `AssumeRole`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CredentialsIssued {
    /// The record; its caller asked for the credentials.
    pub call: Call,
    /// The assumed role's name.
    pub role: String,
    /// `requestParameters.roleSessionName`
    pub session_name: Option<String>,
    /// `responseElements.credentials.accessKeyId`
    pub issued: AccessKeyId,
    /// Any access request id (`oi-…`) found anywhere in the record.
    pub request: Option<RequestId>,
}

/// One entry of DescribeInstanceInformation or ListNodes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NodeSeen {
    /// `InstanceId` or `Id`
    pub node: NodeId,
    /// `Name`, which DescribeInstanceInformation tells of nodes outside EC2 only.
    pub name: Option<String>,
    /// The first label of `ComputerName`: what the machine calls itself.
    pub computer: Option<String>,
    /// `LastPingDateTime` or `CaptureTime`: when the node was known to be called so.
    pub seen: Timestamp,
    /// `PlatformType`
    pub platform: Option<String>,
}

/// CloudTrail `StopInstances` or `TerminateInstances`: nodes were taken away from whoever was in them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NodeStop {
    /// The record.
    pub call: Call,
    /// `responseElements.instancesSet`
    pub nodes: Vec<NodeId>,
    /// Whether they were terminated, and not only stopped.
    pub terminated: bool,
}

/// Session preferences in one of their versions. The document does not say of which account and region it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    /// `inputs.s3BucketName`: where session logs go.
    pub bucket: Option<String>,
    /// `inputs.s3KeyPrefix`: below what, without the slash that follows it.
    #[serde(default)]
    pub prefix: Option<String>,
    /// `inputs.cloudWatchLogGroupName`: where streams go.
    pub log_group: Option<String>,
}
