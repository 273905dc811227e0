"""How does CloudTrail hand its records over? Delivered files with unrelated records among them, and lookup-events."""
import gzip
import json
import random
from datetime import timedelta

import aws

BUCKET = "s3/example-audit-trail"


def deliver(story, records, form):
    """Files by path. `records` are (time, node, record); `form` is "gzip" as delivered, or "array" or "lines"."""
    choice = random.Random(story)
    batches = {}
    for at, node, record in records:
        slot = at.replace(minute=at.minute - at.minute % 15, second=0, microsecond=0)
        batches.setdefault((node.account, node.region, slot), []).append(record)
    files = {}
    for (account, region, slot), batch in sorted(batches.items()):
        batch = batch + unrelated(choice, f"{story}/{slot}", account, region, slot)
        choice.shuffle(batch)
        delivered = slot + timedelta(minutes=15 + choice.choice((5, 5, 5, 10)))
        path = key(account, region, delivered, aws.letters(f"{story}/{account}/{delivered}", 16, aws.ALPHANUMERIC))
        lines = [compact(record) for record in batch]
        if form == "array":
            files[path + ".json"] = ("[" + ",\n".join(lines) + "]\n").encode()
        elif form == "lines":
            files[path + ".ndjson"] = ("\n".join(lines) + "\n").encode()
        else:
            files[path + ".json.gz"] = gzip.compress(('{"Records":[' + ",".join(lines) + "]}").encode(), mtime=0)
    return files


def key(account, region, delivered, name):
    """The object key without its ending. The date is that of the delivery, not of the events."""
    return (f"{BUCKET}/AWSLogs/{account}/CloudTrail/{region}/{delivered:%Y/%m/%d}/"
            f"{account}_CloudTrail_{region}_{delivered:%Y%m%dT%H%MZ}_{name}")


def unrelated(choice, seed, account, region, slot):
    """What else such a file holds: agents reporting in, a console counting instances, somebody listing buckets."""
    nodes = [node for node in aws.NODES.values() if node.account == account and node.platform == "Linux"]
    records = []
    for i in range(choice.randint(2, 4)):
        at, node = slot + timedelta(seconds=choice.randrange(900)), choice.choice(nodes)
        if i == 0:
            records.append(agent_report(f"{seed}/{i}", node, at))
            continue
        person = aws.PEOPLE[choice.choice(("alice", "bob", "carol"))]
        since = at - timedelta(seconds=choice.randrange(200, 3000))
        service, name, request = choice.choice((
            ("ec2", "DescribeInstances", {"maxResults": 100, "instancesSet": {}, "filterSet": {}}),
            ("s3", "ListBuckets", {"Host": "s3.amazonaws.com"}),
            ("ssm", "DescribeInstanceInformation", {"maxResults": 50}),
        ))
        records.append(aws.trail_record(
            f"{seed}/{i}", at, service, name, aws.signed_in(person, node, "ReadOnly", since), (account, region),
            request, None, address=person.address, agent=aws.CONSOLE, read_only=True))
    return records


def agent_report(seed, node, at):
    """What every agent sends every few minutes, as the role of its node."""
    profile = aws.Person(node.id, "", "", "")
    who = aws.assumed_role(profile, node.account, "node-profile", at - timedelta(seconds=1800),
                           "ASIAEXAMPLE" + aws.letters(seed, 9, aws.CAPITALS))
    request = {"instanceId": node.id, "agentVersion": "3.3.3185.0", "agentStatus": "Active", "platformType": "Linux",
               "platformName": "Debian GNU/Linux", "platformVersion": "12", "iPAddress": node.address,
               "computerName": node.name, "agentName": "amazon-ssm-agent"}
    return aws.trail_record(seed, at, "ssm", "UpdateInstanceInformation", who, (node.account, node.region), request,
                            None, address="198.51.100.9",
                            agent="aws-sdk-go/1.55.5 (go1.23.4; linux; amd64) amazon-ssm-agent/")


def lookup_events(node, record):
    """Path and document of `aws cloudtrail lookup-events`: the record itself is a string inside."""
    who, at = record["userIdentity"], record["eventTime"]
    path = (f"cloudtrail/{node.account}/{node.region}/lookup-events/"
            f"{record['eventName']}-{at.replace('-', '').replace(':', '')}.json")
    return path, {"Events": [{
        "EventId": record["eventID"], "EventName": record["eventName"], "ReadOnly": "false",
        "AccessKeyId": who["accessKeyId"], "EventTime": at.replace("Z", "+00:00"), "EventSource": record["eventSource"],
        "Username": who.get("userName", who["arn"].rsplit("/", 1)[1]), "Resources": [],
        "CloudTrailEvent": compact(record),
    }]}


def compact(document):
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
