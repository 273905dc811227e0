"""Which exact shape does AWS give each audit document? Builders for the records, items and events of the stories.

Shapes follow published documents: CloudTrail records of DataDog/stratus-red-team and invictus-ir/aws_dataset, the
just-in-time OpsItem and EventBridge events of aws-samples/cloud-operations-best-practices, and the AWS API models.
"""
import datetime as dt
import hashlib
import json
import uuid
from dataclasses import dataclass

PROD, STAGING = "111122223333", "444455556666"
TOKEN_ROLE = "SSM-JustInTimeAccessTokenRole"
SHELL = "SSM-SessionManagerRunShell"
FLEET_MANAGER = "ssm-guiconnect.amazonaws.com"
PLATFORMS = {"Linux": ("Debian GNU/Linux", "12"),
             "Windows": ("Microsoft Windows Server 2022 Datacenter", "10.0.20348")}
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(frozen=True)
class Node:
    name: str
    id: str
    account: str
    region: str
    address: str
    platform: str = "Linux"

    @property
    def arn(self):
        return f"arn:aws:ec2:{self.region}:{self.account}:instance/{self.id}"


@dataclass(frozen=True)
class Person:
    name: str
    user_id: str
    address: str
    agent: str


CONSOLE = ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 "
           "Safari/537.36")
CLI = ("aws-cli/2.31.30 md/awscrt#0.28.4 ua/2.1 os/linux#6.8.0 md/arch#x86_64 lang/python#3.13.9 md/pyimpl#CPython "
       "cfg/retry-mode#standard md/installer#exe md/command#ssm.start-session")
NODES = {node.name: node for node in (
    Node("prod-db", "i-0a1b2c3d4e5f60718", PROD, "ap-northeast-1", "10.0.1.20"),
    Node("prod-web-1", "i-0b2c3d4e5f6071829", PROD, "ap-northeast-1", "10.0.1.11"),
    Node("batch-1", "i-0c3d4e5f60718293a", PROD, "ap-northeast-1", "10.0.1.40"),
    Node("bastion-1", "i-0d4e5f60718293a4b", PROD, "ap-northeast-1", "10.0.0.5"),
    Node("stg-app", "i-0e5f60718293a4b5c", STAGING, "us-east-1", "10.20.1.8"),
    Node("office-1", "i-0f60718293a4b5c6d", PROD, "ap-northeast-1", "10.0.1.60", "Windows"),
)}
PEOPLE = {person.name.split("@")[0]: person for person in (
    Person("alice@example.com", "e1fbc510-8081-70c2-448f-0a5d2e7c9b13", "203.0.113.21", CONSOLE),
    Person("bob@example.com", "816b5550-f031-70c9-4d41-51c07f3d8e22", "203.0.113.34", CONSOLE),
    Person("carol@example.com", "d1db5560-10e1-7090-5614-9e4b60a2f735", "203.0.113.47", CONSOLE),
    Person("dave@example.com", "2c7e41d0-6f52-70b8-1d93-7a08c5e4b946", "203.0.113.58", CLI),
    Person("erin@example.com", "9a03f6e0-41cb-7055-8e20-c16d93b7a557", "203.0.113.66", CLI),
    Person("hanako.sato@example.com", "57d8b230-9c04-70ef-a6b1-2f84e0c3d168", "203.0.113.79", CONSOLE),
    Person("vendor-x@partner.example", "b4406fc0-d719-7032-5f8a-83e1a94c6279", "198.51.100.140", CLI),
)}


def letters(seed, length, alphabet="abcdefghijklmnopqrstuvwxyz234567"):
    """Identifier text that looks random but is the same on every run."""
    digest = b"".join(hashlib.sha256(f"{seed}/{i}".encode()).digest() for i in range(1 + length // 32))
    return "".join(alphabet[byte % len(alphabet)] for byte in digest[:length])


def identifier(seed):
    return str(uuid.UUID(bytes=hashlib.sha256(seed.encode()).digest()[:16], version=4))


def zulu(at):
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def precise(at):
    """The form of the AWS CLI: microseconds and a numeric offset."""
    return at.isoformat(timespec="microseconds")


def us_text(at):
    """The locale text that EventBridge details and STS use: Apr 10, 2025, 8:19:30 PM."""
    return f"{at:%b} {at.day}, {at.year}, {at.hour % 12 or 12}:{at:%M:%S} {'PM' if at.hour >= 12 else 'AM'}"


def permission_set(name, account):
    return f"AWSReservedSSO_{name}_{letters(name + account, 16, '0123456789abcdef')}"


def assumed_role_arn(account, role, session_name):
    return f"arn:aws:sts::{account}:assumed-role/{role}/{session_name}"


def assumed_role(person, account, role, created, key):
    """`userIdentity` of a person behind a role: a permission set, or the token role after an approval."""
    path = "aws-reserved/sso.amazonaws.com/ap-northeast-1/" if role.startswith("AWSReservedSSO_") else ""
    principal = "AROA" + letters(role + account, 17, CAPITALS)
    return {
        "type": "AssumedRole",
        "principalId": f"{principal}:{person.name}",
        "arn": assumed_role_arn(account, role, person.name),
        "accountId": account,
        "accessKeyId": key,
        "sessionContext": {
            "sessionIssuer": {"type": "Role", "principalId": principal,
                              "arn": f"arn:aws:iam::{account}:role/{path}{role}", "accountId": account,
                              "userName": role},
            "attributes": {"creationDate": zulu(created), "mfaAuthenticated": "false"},
        },
    }


def signed_in(person, node, permissions, since):
    """The identity of a person who signed in at `since` with a permission set."""
    key = "ASIAEXAMPLE" + letters(f"{person.name}/{permissions}/{since}", 9, CAPITALS)
    return assumed_role(person, node.account, permission_set(permissions, node.account), since, key)


def iam_user(name, account):
    return {"type": "IAMUser", "principalId": "AIDA" + letters(name, 17, CAPITALS),
            "arn": f"arn:aws:iam::{account}:user/{name}", "accountId": account,
            "accessKeyId": "AKIAEXAMPLE" + letters(name, 9, CAPITALS), "userName": name}


def trail_record(seed, at, service, name, who, where, request, response, *, address, agent, read_only=False, error=None,
                 **more):
    """One CloudTrail record, keys in CloudTrail's order. `where` is (account, region); `more` adds or replaces keys."""
    account, region = where
    record = {
        "eventVersion": "1.11", "userIdentity": who, "eventTime": zulu(at), "eventSource": f"{service}.amazonaws.com",
        "eventName": name, "awsRegion": region, "sourceIPAddress": address, "userAgent": agent,
        **({"errorCode": error[0], "errorMessage": error[1]} if error else {}),
        "requestParameters": request, "responseElements": response,
        "requestID": identifier(seed + "/request"), "eventID": identifier(seed), "readOnly": read_only,
        "eventType": "AwsApiCall", "managementEvent": True, "recipientAccountId": account,
        "eventCategory": "Management",
    }
    if not address.endswith("amazonaws.com"):
        record["tlsDetails"] = {"tlsVersion": "TLSv1.3", "cipherSuite": "TLS_AES_128_GCM_SHA256",
                                "clientProvidedHostHeader": f"{service}.{region}.amazonaws.com"}
    if agent == CONSOLE:
        record["sessionCredentialFromConsole"] = "true"
    return record | more


def session_response(session_id, region):
    cell = letters(session_id + "/cell", 64, ALPHANUMERIC)
    return {"sessionId": session_id,
            "streamUrl": f"wss://ssmmessages.{region}.amazonaws.com/v1/data-channel/{session_id}"
                         f"?role=publish_subscribe&cell-number=AAEAA{cell}",
            "tokenValue": "Value hidden due to security reasons."}


def access_request_item(request, status, at):
    """GetOpsItem output of an access request. Without a decision there is no start and end time yet."""
    node, account = request.node, request.node.account
    requester = assumed_role_arn(account, permission_set("NodeAccess", account), request.person.name)
    service = assumed_role_arn(account, "AWSServiceRoleForSystemsManagerJustInTimeAccess", "JustInTimeAccessService")
    details = {
        "requester": {"isReplica": "false", "sourceOpsItemId": request.id, "sourceAccountId": "",
                      "id": request.person.user_id if request.execution else "", "sourceRegion": "", "arn": requester},
        "approvalPolicy": request.policy, "approvalPolicyVersion": "1", "automationExecutionId": request.execution,
    }
    context = {"targets": {"instanceId": node.arn}, "accessTokenRole": TOKEN_ROLE}
    operational = {
        "/aws/accessrequest/approvaldetails": request.reason,
        "/aws/accessrequest/context": json.dumps(context, separators=(",", ":")),
        "/aws/accessrequest/accessduration": f"PT{request.hours * 3600}S",
        "/aws/accessrequest": json.dumps(details, separators=(",", ":")),
    }
    if status == "Approved":
        operational["/aws/accessrequest/starttime"] = f"{request.starts:%Y-%m-%d %H:%M:%S} UTC"
        operational["/aws/accessrequest/endtime"] = f"{request.ends:%Y-%m-%d %H:%M:%S} UTC"
    return {"OpsItem": {
        "CreatedBy": requester, "OpsItemType": "/aws/accessrequest", "CreatedTime": precise(request.created),
        "Description": f"OpsItem created for AccessRequest {letters(request.id, 15)}=.",
        "LastModifiedBy": service, "LastModifiedTime": precise(at), "Notifications": [], "RelatedOpsItems": [],
        "Status": status, "OpsItemId": request.id, "Version": str(int(at.timestamp() * 1000)), "Title": request.title,
        "Source": "aws.ssm",
        "OperationalData": {key: {"Value": value, "Type": "SearchableString"} for key, value in operational.items()},
        "OpsItemArn": f"arn:aws:ssm:{node.region}:{account}:opsitem/{request.id}",
    }}


def request_event(request, at, status, *, step=None):
    """EventBridge event of a manual request: the requester's view, or with `step` the approvers' view of one level."""
    node = request.node
    detail = {"ExecutionId": request.execution, "OpsItemId": request.id,
              "StartTime": us_text(at - dt.timedelta(seconds=2)),
              "TargetResourceArn": node.arn, "Title": request.title, "Requester": request.person.user_id}
    if step:
        detail |= {"AccessRequestApprovalLevelStatus": status, "StepName": step, "RequestReason": request.reason,
                   "Approvers": [PEOPLE["bob"].user_id, PEOPLE["carol"].user_id]}
    else:
        detail["AccessRequestStatus"] = status
    side = "Approver" if step else "Requester"
    return {
        "version": "0", "id": identifier(f"{request.id}/{at}/{status}/{step}"),
        "detail-type": f"{side} Access Request Status Update", "source": "aws.ssm", "account": node.account,
        "time": zulu(at), "region": node.region,
        "resources": [f"arn:aws:ssm:{node.region}:{node.account}:automation-execution/{request.execution}"],
        "detail": detail,
    }


def session_entry(session, *, epoch=False):
    """One entry of DescribeSessions. Version 1 of the AWS CLI prints epoch seconds, version 2 text."""
    def form(at):
        return round(at.timestamp(), 3) if epoch else precise(at)
    return {
        "SessionId": session.id, "Target": session.node.id, "Status": "Terminated",
        "StartDate": form(session.start + dt.timedelta(milliseconds=338)), "EndDate": form(session.end),
        "DocumentName": session.document, "Owner": session.owner,
        **({"Reason": session.reason} if session.reason else {}),
        "Details": "", "OutputUrl": {}, "MaxSessionDuration": "1440" if session.document == SHELL else "60",
        "AccessType": session.access_type,
    }


def node_entry(node, at, *, ping="Online"):
    """One entry of DescribeInstanceInformation for an EC2 node: it carries the host name, never the Name tag."""
    return {
        "InstanceId": node.id, "PingStatus": ping, "LastPingDateTime": precise(at), "AgentVersion": "3.3.3185.0",
        "IsLatestVersion": True, "PlatformType": node.platform, "PlatformName": PLATFORMS[node.platform][0],
        "PlatformVersion": PLATFORMS[node.platform][1],
        "ResourceType": "EC2Instance", "IPAddress": node.address, "ComputerName": node.name, "SourceId": node.id,
        "SourceType": "AWS::EC2::Instance",
    }


def hybrid_entry(at):
    """A machine outside EC2: only these have a `Name`, given when they were activated."""
    return {
        "InstanceId": "mi-0f1e2d3c4b5a69788", "PingStatus": "Online", "LastPingDateTime": precise(at),
        "AgentVersion": "3.3.3185.0", "IsLatestVersion": True, "PlatformType": "Linux",
        "PlatformName": "Debian GNU/Linux", "PlatformVersion": "12",
        "ActivationId": "3b7d0f52-8c14-4e0a-9d6f-51c2a8e7b904", "IamRole": "hybrid-nodes",
        "RegistrationDate": "2026-04-02T02:10:44.512000+00:00", "ResourceType": "ManagedInstance",
        "Name": "osaka-backup", "IPAddress": "192.0.2.15", "ComputerName": "backup01.osaka.example",
        "SourceType": "AWS::SSM::ManagedInstance",
    }
