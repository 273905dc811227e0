"""Which inputs can nobody read, or only in part? Damaged copies of good documents for the story unreadable-inputs."""
import gzip
import json

import aws
import trail
from story import HERE, LOG_BUCKET, jst

WHERE = (aws.STAGING, "us-east-1")
DAY = jst("10 12:00:00")


def spoil(story, shift_jis, euc_jp, binary):
    """Adds one file for every way an input can be broken; the names are those a good file would have.

    What is still whole in the broken trail files are the starts of the three sessions.
    """
    truncated = gzip.compress(document([start(binary)] + calls(12)), mtime=0)
    trail_file(story, "TruncatedGzip000", truncated[:len(truncated) * 3 // 4])
    end = start(euc_jp) | {"eventName": "TerminateSession", "requestParameters": {"sessionId": euc_jp.id}}
    trail_file(story, "SecondMember0000", gzip.compress(document([start(euc_jp)]), mtime=0)
               + gzip.compress(document([end]), mtime=0))
    trail_file(story, "RecordsIsNoList0", gzip.compress(b'{"Records":{"eventName":"StartSession"}}', mtime=0))
    timeless = start(binary)
    del timeless["eventTime"]
    trail_file(story, "OneGoodRecord000", gzip.compress(document([timeless, 17, start(shift_jis)]), mtime=0))

    account, region = WHERE
    ssm = f"ssm/{account}/{region}"
    story.files[f"{ssm}/get-ops-item/oi-0badc0ffee00-Approved.json"] = text({"OpsItem": ["oi-0badc0ffee00"]})
    story.files[f"{ssm}/describe-sessions/History-{DAY:%Y%m%dT%H%M%SZ}.json"] = text({"Sessions": "none"})
    cut = b'{"InstanceInformationList": [{"Insta'
    story.files[f"{ssm}/describe-instance-information/{DAY:%Y%m%dT%H%M%SZ}.json"] = cut
    event = {"version": "0", "detail-type": "Requester Access Request Status Update", "source": "aws.ssm",
             "detail": "Approved"}
    name = aws.identifier("unreadable event")
    story.files[f"events/{DAY:%Y%m%dT%H%M%SZ}-{name}.json"] = text(event)

    person = aws.PEOPLE["erin"].name
    empty, headless = (f"{LOG_BUCKET}/ssm/{person}-{aws.letters(what, 26)}.log" for what in ("empty", "headless"))
    story.files[empty] = b""
    for real in (HERE / "auto-approved" / LOG_BUCKET / "ssm").glob("*.log"):
        story.files[headless] = real.read_bytes().split(b"\n", 1)[1]


def start(session):
    """The record of the start of a session with standing access."""
    person, node = aws.PEOPLE["erin"], session.node
    who = aws.signed_in(person, node, "NodeAccess", DAY.replace(hour=0))
    return aws.trail_record(f"unreadable/{session.id}", session.start, "ssm", "StartSession", who, WHERE,
                            {"target": node.id}, aws.session_response(session.id, node.region),
                            address=person.address, agent=person.agent)


def calls(number):
    """Ordinary records, worth nothing to an auditor."""
    who = aws.iam_user("ops-legacy", aws.STAGING)
    return [aws.trail_record(f"unreadable/{i}", DAY, "ssm", "DescribeInstanceInformation", who, WHERE,
                             {"maxResults": 50}, None, address="203.0.113.90", agent="aws-cli/1.29.62", read_only=True)
            for i in range(number)]


def document(records):
    return json.dumps({"Records": records}, separators=(",", ":")).encode()


def text(value):
    return (json.dumps(value, indent=2) + "\n").encode()


def trail_file(story, name, content):
    story.files[trail.key(*WHERE, DAY, name) + ".json.gz"] = content
