#!/usr/bin/env python3
"""Which sessions have to be recorded? `record.py [TERMINAL…]` types them on this machine and writes log and stream.

Needs root on Debian 12 (namespaces), the packages postgresql vim less procps sudo faketime, and the users of `prepare`.
"""
import datetime as dt
import gzip
import json
import subprocess
import sys

import aws
import database
import terminals
from stories import STORIES
from story import HERE, LOG_BUCKET
from terminal import Terminal, session_log, stream_events

USERS = """
id ssm-user >/dev/null 2>&1 || useradd -m -s /bin/bash ssm-user
id dba01 >/dev/null 2>&1 || useradd -m -s /bin/bash dba01
echo 'dba01:example-Zaq12wsx' | chpasswd
echo 'ssm-user ALL=(ALL) NOPASSWD:ALL' >/etc/sudoers.d/ssm-agent-users
echo 'dba01 ALL=(ALL) ALL' >/etc/sudoers.d/dba01
sed -i 's/# ja_JP.UTF-8/ja_JP.UTF-8/' /etc/locale.gen && locale-gen >/dev/null
"""


def record(session):
    """Types one session on a fresh node, under the clock of the story, and writes what is left of it."""
    typing = getattr(terminals, session.terminal)
    setup = dict(typing.setup)
    if setup.pop("database", False):
        setup["database"] = database.folder()
    opened = session.start + session.skew + dt.timedelta(milliseconds=1400)
    terminal = Terminal(session.node.name, opened, user=session.run_as, tz=session.time_zone, seed=session.id, **setup)
    typing(terminal)
    terminal.close()
    session.log.parent.mkdir(parents=True, exist_ok=True)
    session.log.write_bytes(session_log(terminal, session.node.id, session.id))
    if session.stream:
        write_stream(session, stream_events(terminal, session))


def write_stream(session, events):
    """Writes the stream as Firehose delivers it, or with message extraction on: one JSON document per line."""
    folder = HERE / session.story / LOG_BUCKET / "cloudwatch"
    for old in folder.rglob("*"):
        if old.is_file():
            old.unlink()
    for number, batch in enumerate(batches(events, 300_000)):
        at = dt.datetime.fromtimestamp(batch[-1]["timestamp"] / 1000 + 42, dt.UTC) - session.skew
        name = f"ssm-session-stream-1-{at:%Y-%m-%d-%H-%M-%S}-{aws.identifier(f'{session.id}/{number}')}"
        content = b"".join(member(session, events) for events in batches(batch, 5_000))
        if number == 0:
            content = member(session, []) + content
        if session.stream == "lines":
            content = "".join(json.dumps({"logGroup": "/aws/ssm/session-logs", "logStream": session.id, **event},
                                         ensure_ascii=False) + "\n" for event in batch).encode()
        file = folder / f"{at:%Y/%m/%d/%H}" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def batches(events, span):
    """Splits events where `span` milliseconds have passed since the first of the batch."""
    batch = []
    for event in events:
        if batch and event["timestamp"] - batch[0]["timestamp"] > span:
            yield batch
            batch = []
        batch.append(event)
    if batch:
        yield batch


def member(session, events):
    """One gzip member: the envelope of a subscription. Without events it is the probe that CloudWatch sends first."""
    kind = "DATA_MESSAGE" if events else "CONTROL_MESSAGE"
    probe = [{"id": "", "timestamp": 1794873600000,
              "message": "CWL CONTROL MESSAGE: Checking health of destination Firehose."}]
    envelope = {
        "messageType": kind, "owner": session.node.account if events else "CloudwatchLogs",
        "logGroup": "/aws/ssm/session-logs" if events else "", "logStream": session.id if events else "",
        "subscriptionFilters": ["to-archive"] if events else [],
        "logEvents": [{"id": event_id(session, event), **event} for event in events] or probe,
    }
    return gzip.compress(json.dumps(envelope, ensure_ascii=False, separators=(",", ":")).encode(), 6, mtime=0)


def event_id(session, event):
    """56 digits like CloudWatch's: they begin with the time, so they sort."""
    return str(event["timestamp"] * 2**142 + int(aws.letters(session.id + event["message"], 36, "0123456789")))[:56]


if __name__ == "__main__":
    subprocess.run(["sh", "-c", USERS], check=True)
    for tell in STORIES:
        for session in tell().sessions:
            if session.terminal and (len(sys.argv) == 1 or session.terminal in sys.argv[1:]):
                record(session)
                print(session.terminal, session.log.stat().st_size, "bytes", flush=True)
