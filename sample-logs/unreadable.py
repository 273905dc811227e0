"""Which inputs can nobody read, or only in part? Damaged copies of good documents for the story unreadable-inputs."""
import gzip
import json

import aws
from story import HERE, LOG_BUCKET, TRAIL_BUCKET, jst

WHERE = (aws.STAGING, "us-east-1")
DAY = jst("10 12:00:00")


def spoil(story):
    """Adds one file for every way an input can be broken; the names are those a good file would have."""
    trail(story, "TruncatedGzip000", gzip.compress(document(calls("truncated", 12)), mtime=0)[:700])
    trail(story, "SecondMember0000", gzip.compress(document(calls("first", 1)), mtime=0)
          + gzip.compress(document(calls("second", 1)), mtime=0))
    trail(story, "RecordsIsNoList0", gzip.compress(b'{"Records":{"eventName":"StartSession"}}', mtime=0))
    good, late = calls("partly", 2)
    del late["eventTime"]
    trail(story, "OneGoodRecord000", gzip.compress(document([late, 17, good]), mtime=0))

    account, region = WHERE
    ssm = f"ssm/{account}/{region}"
    story.files[f"{ssm}/get-ops-item/oi-0badc0ffee00-Approved.json"] = text({"OpsItem": ["oi-0badc0ffee00"]})
    story.files[f"{ssm}/describe-sessions/History-{DAY:%Y%m%dT%H%M%SZ}.json"] = text({"Sessions": "none"})
    story.files[f"{ssm}/describe-instance-information/{DAY:%Y%m%dT%H%M%SZ}.json"] = b'{"InstanceInformationList": [{"Insta'
    event = {"version": "0", "detail-type": "Requester Access Request Status Update", "source": "aws.ssm", "detail": "Approved"}
    name = aws.identifier("unreadable event")
    story.files[f"events/{DAY:%Y%m%dT%H%M%SZ}-{name}.json"] = text(event)

    person = aws.PEOPLE["erin"].name
    empty, headless = (f"{LOG_BUCKET}/ssm/{person}-{aws.letters(what, 26)}.log" for what in ("empty", "headless"))
    story.files[empty] = b""
    real = next((HERE / "auto-approved" / LOG_BUCKET / "ssm").iterdir())
    story.files[headless] = real.read_bytes().split(b"\n", 1)[1]


def calls(seed, number):
    """Ordinary trail records, worth nothing to an auditor."""
    node = aws.NODES["stg-app"]
    who = aws.iam_user("ops-legacy", aws.STAGING)
    return [aws.trail_record(f"unreadable/{seed}/{i}", DAY, "ssm", "DescribeInstanceInformation", who, WHERE,
                             {"filters": [{"key": "InstanceIds", "values": [node.id]}]}, None, address="203.0.113.90",
                             agent="aws-cli/1.29.62", read_only=True) for i in range(number)]


def document(records):
    return json.dumps({"Records": records}, separators=(",", ":")).encode()


def text(value):
    return (json.dumps(value, indent=2) + "\n").encode()


def trail(story, name, content):
    account, region = WHERE
    story.files[f"{TRAIL_BUCKET}/AWSLogs/{account}/CloudTrail/{region}/{DAY:%Y/%m/%d}/"
                f"{account}_CloudTrail_{region}_{DAY:%Y%m%dT%H%MZ}_{name}.json.gz"] = content
