"""How is one story told in AWS's documents? Each verb appends the records, items and events the act would leave."""
import datetime as dt
import json
import re
from dataclasses import dataclass
from pathlib import Path

import aws
import trail

HERE = Path(__file__).resolve().parents[2] / "sample-logs"
LOG_BUCKET = "s3/example-session-logs"
FILM_BUCKET = "s3/example-rdp-recordings"


def jst(text):
    """An instant as the people of the story read it on their clocks: `17 10:05:12` is a day of November 2026."""
    local = dt.datetime.strptime("2026-11-" + text, "%Y-%m-%d %H:%M:%S")
    return (local - dt.timedelta(hours=9)).replace(tzinfo=dt.UTC)


def seconds(number):
    return dt.timedelta(seconds=number)


@dataclass
class Request:
    id: str
    person: aws.Person
    node: aws.Node
    created: dt.datetime
    reason: str
    hours: int
    policy: str
    execution: str
    starts: dt.datetime | None = None

    @property
    def ends(self):
        return self.starts + dt.timedelta(hours=self.hours)

    @property
    def title(self):
        return f"Access Request - {self.created:%Y-%m-%d %H:%M} UTC"


@dataclass
class Session:
    """One StartSession that succeeded. `terminal` names what of terminals.py is typed, if it was recorded."""
    story: str
    id: str
    node: aws.Node
    owner: str
    access_type: str
    start: dt.datetime
    terminal: str | None
    ended: dt.datetime | None
    document: str = aws.SHELL
    reason: str = ""
    stream: str | None = None
    run_as: str = "ssm-user"
    time_zone: str = "UTC"
    skew: dt.timedelta = dt.timedelta()

    @property
    def region(self):
        return self.node.region

    @property
    def log(self):
        return HERE / self.story / LOG_BUCKET / "ssm" / f"{self.id}.log"

    @property
    def end(self):
        """When it ended: as told, or as the log says (`script` runs right after the end, by the node's clock)."""
        if self.ended:
            return self.ended
        if not self.log.exists():
            return self.start + seconds(60)  # Not recorded yet: record.py asks for the sessions first.
        header = self.log.read_bytes().split(b"\n", 1)[0].decode()
        written = re.match(r"Script started on (\S+ \S+) \[", header)[1]
        return dt.datetime.fromisoformat(written).astimezone(dt.UTC) - self.skew + dt.timedelta(milliseconds=640)


class Story:
    def __init__(self, name, *, trail_form="gzip"):
        self.name, self.trail_form = name, trail_form
        self.files, self.records, self.again, self.sessions = {}, [], [], []
        # Where each desktop that desktop.py knows is filmed to.
        self.films = {}

    def documents(self):
        """Every document of the story by its path, the trail's files included."""
        return self.files | trail.deliver(self.name, self.records + self.again, self.trail_form)

    # What people do

    def request(self, person, node, created, reason, *, hours=1, policy="prod-nodes", automatic=False):
        """Asks for access. Approved at once when `automatic`, else pending until somebody decides."""
        who, node = aws.PEOPLE[person], aws.NODES[node]
        item = "oi-" + aws.letters(f"{self.name}/{created}/request", 12, "0123456789abcdef")
        execution = "" if automatic else aws.identifier(item + "/execution")
        policy = "SSM-JustInTimeAccessAutoApprovalPolicy" if automatic else policy
        request = Request(item, who, node, created + dt.timedelta(milliseconds=118), reason, hours, policy, execution)
        self._call(who, node, "NodeAccess", created, "ssm", "StartAccessRequest",
                   {"reason": reason, "targets": [{"key": "InstanceIds", "values": [node.id]}]},
                   {"accessRequestId": item})
        if automatic:
            request.starts = created + seconds(2)
            self._item(request, "Approved", created + seconds(2))
        else:
            self._item(request, "PendingApproval", created + seconds(1))
            self._event(request, created + seconds(2), "PendingApproval")
        return request

    def level(self, request, at, step="ManualApproval"):
        """A level of approvers is asked."""
        self._event(request, at, "PendingApproval", step=step)

    def approve(self, request, approver, at, comment, *, step="ManualApproval", last=True):
        self._signal(request, approver, at, "Approve", comment)
        self._event(request, at + seconds(2), "Approved", step=step)
        if last:
            request.starts = at + seconds(3)
            self._item(request, "Approved", at + seconds(3))
            self._event(request, at + seconds(4), "Approved")

    def reject(self, request, approver, at, comment):
        self._signal(request, approver, at, "Reject", comment)
        self._event(request, at + seconds(2), "Rejected", step="ManualApproval")
        self._item(request, "Rejected", at + seconds(3))
        self._event(request, at + seconds(4), "Rejected")

    def token(self, request, at, *, key="both"):
        """Fetches the approved credentials.

        No real record of this was ever published, so the stories differ in which record names the access key of the
        session: "answered" (GetAccessToken), "assumed" (AssumeRole), "both" or "hidden".
        """
        identity = self.assume_token_role(request.person, request.node, at, recorded=key in ("both", "assumed"))
        hidden = "HIDDEN_DUE_TO_SECURITY_REASONS"
        answer = {
            "credentials": {"accessKeyId": identity["accessKeyId"], "secretAccessKey": hidden, "sessionToken": hidden,
                            "expirationTime": aws.us_text(at + seconds(900))},
            "accessRequestStatus": "Approved",
        }
        self._call(request.person, request.node, "NodeAccess", at, "ssm", "GetAccessToken",
                   {"accessRequestId": request.id}, answer if key in ("both", "answered") else None)
        return identity

    def assume_token_role(self, person, node, at, *, recorded=True, by="ssm.amazonaws.com"):
        key = "ASIAEXAMPLE" + aws.letters(f"{self.name}/{person.name}/{at}", 9, aws.CAPITALS)
        identity = aws.assumed_role(person, node.account, aws.TOKEN_ROLE, at, key)
        if recorded:
            role = f"arn:aws:iam::{node.account}:role/{aws.TOKEN_ROLE}"
            response = {
                "credentials": {"accessKeyId": key,
                                "sessionToken": "EXAMPLE-NOT-A-SECRET-" + aws.letters(key, 80, aws.ALPHANUMERIC),
                                "expiration": aws.us_text(at + seconds(900))},
                "assumedRoleUser": {"assumedRoleId": identity["principalId"], "arn": identity["arn"]},
            }
            request = {"roleArn": role, "roleSessionName": person.name, "durationSeconds": 900}
            more = {"resources": [{"accountId": node.account, "type": "AWS::IAM::Role", "ARN": role}]}
            if by == "ssm.amazonaws.com":
                self._record(at, "sts", "AssumeRole", {"type": "AWSService", "invokedBy": by}, node, request, response,
                             address=by, agent=by, read_only=True, **more)
            else:
                self._call(person, node, by, at, "sts", "AssumeRole", request, response, read_only=True, **more)
        return identity

    def standing(self, person, node, signed_in):
        """The identity of somebody who may start sessions without asking."""
        node, who = aws.NODES[node], aws.PEOPLE[person]
        return aws.signed_in(who, node, "NodeAccess", signed_in)

    def session(self, identity, node, start, terminal=None, *, ended=None, document=aws.SHELL, parameters=None,
                reason="", suffix=None, address=None, agent=None, via_lookup=False, **more):
        """Starts a session: a recorded shell when `terminal` is given, else one that `ended` at a known time."""
        node = aws.NODES[node]
        name = identity["arn"].rsplit("/", 1)[1]
        session_id = f"{name}-{suffix or aws.letters(f'{self.name}/{name}/{start}', 26)}"
        kind = "JustInTime" if aws.TOKEN_ROLE in identity["arn"] else "Standard"
        session = Session(self.name, session_id, node, identity["arn"], kind, start, terminal, ended, document, reason,
                          **more)
        person = aws.PEOPLE.get(name.split("@")[0])
        request = {"target": node.id}
        if document != aws.SHELL:
            request["documentName"] = document
        if reason:
            request["reason"] = reason
        if parameters:
            request["parameters"] = parameters
        record = self._record(start, "ssm", "StartSession", identity, node, request,
                              aws.session_response(session_id, node.region), address=address or person.address,
                              agent=agent or person.agent)
        if via_lookup:
            self.records.remove((start, node, record))
            self._json(*trail.lookup_events(node, record))
        self.sessions.append(session)
        return session

    def desktop(self, identity, node, start, *, ended, film=None):
        """Opens a remote desktop in Fleet Manager, which starts a session of its own for the way there."""
        node, name = aws.NODES[node], identity["arn"].rsplit("/", 1)[1]
        connection = aws.identifier(f"{self.name}/{start}/connection")
        request = {"AuthType": "Password", "Protocol": "RDP", "ConnectionType": "SessionManager", "InstanceId": node.id}
        arn = f"arn:aws:ssm-guiconnect:{node.region}:{node.account}:connection/{connection}"
        answer = {"ConnectionArn": arn, "ConnectionKey": "HIDDEN_DUE_TO_SECURITY_REASONS",
                  "ClientToken": aws.identifier(connection + "/client"),
                  "requestId": aws.identifier(connection + "/request")}
        person = aws.PEOPLE[name.split("@")[0]]
        self._record(start, "ssm-guiconnect", "StartConnection", identity, node, request, answer,
                     address=person.address, agent=aws.CONSOLE)
        way = Session(self.name, f"{name}-{aws.letters(f'{self.name}/{name}/{start}', 26)}", node, identity["arn"],
                      "JustInTime" if aws.TOKEN_ROLE in identity["arn"] else "Standard", start + seconds(2), None, ended,
                      "AWS-StartPortForwardingSession")
        invoked, by = identity | {"invokedBy": aws.FLEET_MANAGER}, dict(address=aws.FLEET_MANAGER, agent="AWS Internal")
        self._record(way.start, "ssm", "StartSession", invoked, node,
                     {"target": node.id, "documentName": way.document, "parameters": {"portNumber": ["3389"]}},
                     aws.session_response(way.id, node.region), **by)
        self._record(ended, "ssm", "TerminateSession", invoked, node, {"sessionId": way.id}, {"sessionId": way.id}, **by)
        if film:
            self.film(film, connection, node, ended)
        return way

    def film(self, name, connection, node, at):
        """What AWS calls a recording is not documented; all that is known is that it may name the connection."""
        self.films[name] = HERE / self.name / FILM_BUCKET / f"{at:%Y/%m/%d}" / connection / f"{node.id}.mp4"

    def only_log(self, person, node, start, terminal):
        """A session of which nothing but its log arrived."""
        node, name = aws.NODES[node], aws.PEOPLE[person].name
        owner = aws.assumed_role_arn(node.account, aws.permission_set("NodeAccess", node.account), name)
        session_id = f"{name}-{aws.letters(f'{self.name}/{terminal}', 26)}"
        session = Session(self.name, session_id, node, owner, "Standard", start, terminal, None)
        self.sessions.append(session)
        return session

    def denied(self, person, node, at):
        who, node = aws.PEOPLE[person], aws.NODES[node]
        identity = aws.signed_in(who, node, "NodeAccess", at - seconds(260))
        text = (f"User: {identity['arn']} is not authorized to perform: ssm:StartSession on resource: {node.arn} "
                "because no identity-based policy allows the ssm:StartSession action")
        self._record(at, "ssm", "StartSession", identity, node, {"target": node.id}, None, address=who.address,
                     agent=who.agent, error=("AccessDenied", text))

    def terminate(self, session, identity):
        """The person presses Terminate; `exit` in the shell would leave no such record."""
        person = aws.PEOPLE[identity["arn"].rsplit("/", 1)[1].split("@")[0]]
        self._record(session.end - dt.timedelta(milliseconds=700), "ssm", "TerminateSession", identity, session.node,
                     {"sessionId": session.id}, {"sessionId": session.id}, address=person.address, agent=person.agent)

    def other_call(self, person, node, role, at, service, name, request, response):
        """Something else the person did that helps to understand the story."""
        self._call(aws.PEOPLE[person], aws.NODES[node], role, at, service, name, request, response)

    def delivered_again(self, at, *, later):
        """CloudTrail delivers the record of `at` a second time, with the same eventID in a later file."""
        self.again = [(at + later, node, record) for when, node, record in self.records if when == at]

    # What a collector polls

    def history(self, at, sessions, *, account=aws.PROD, region="ap-northeast-1", epoch=False):
        entries = [aws.session_entry(session, epoch=epoch) for session in sessions]
        self._json(f"ssm/{account}/{region}/describe-sessions/History-{at:%Y%m%dT%H%M%SZ}.json", {"Sessions": entries})

    def nodes(self, at, *, account=aws.PROD, region="ap-northeast-1", lost=(), hybrid=False, platform="Linux"):
        """The nodes of a platform as they answered at `at`; `lost` ((name, last ping), …) are silent since then."""
        lost = dict(lost)
        entries = [aws.node_entry(node, lost.get(node.name, at - seconds(7 * i + 5)),
                                  ping="ConnectionLost" if node.name in lost else "Online")
                   for i, node in enumerate(aws.NODES.values())
                   if node.account == account and node.platform == platform]
        if hybrid:
            entries.append(aws.hybrid_entry(at - seconds(49)))
        self._json(f"ssm/{account}/{region}/describe-instance-information/{at:%Y%m%dT%H%M%SZ}.json",
                   {"InstanceInformationList": entries})

    def _call(self, person, node, role, at, service, name, request, response, **more):
        identity = aws.signed_in(person, node, role, at.replace(minute=0, second=0) - seconds(437))
        self._record(at, service, name, identity, node, request, response, address=person.address, agent=person.agent,
                     **more)

    def _record(self, at, service, name, identity, node, request, response, **more):
        seed = f"{self.name}/{at}/{name}/{len(self.records)}"
        where = (node.account, node.region)
        record = aws.trail_record(seed, at, service, name, identity, where, request, response, **more)
        self.records.append((at, node, record))
        return record

    def _signal(self, request, approver, at, kind, comment):
        self._call(aws.PEOPLE[approver], request.node, "AccessApprover", at, "ssm", "SendAutomationSignal",
                   {"automationExecutionId": request.execution, "signalType": kind, "payload": {"Comment": [comment]}},
                   None)

    def _event(self, request, at, status, *, step=None):
        event = aws.request_event(request, at, status, step=step)
        self._json(f"events/{at:%Y%m%dT%H%M%SZ}-{event['id']}.json", event)

    def _item(self, request, status, at):
        item = aws.access_request_item(request, status, at + dt.timedelta(milliseconds=160))
        self._json(f"ssm/{request.node.account}/{request.node.region}/get-ops-item/{request.id}-{status}.json", item)

    def _json(self, path, document):
        self.files[path] = (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
