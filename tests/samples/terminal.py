"""How does a real terminal session become what Systems Manager would have left of it?

A shell runs in a pty on a private node (node.sh) under the clock of the story (libfaketime). `Terminal` types into
it; `session_log` and `stream_events` turn what came back into S3 object and CloudWatch stream, as the agent does.
"""
import datetime as dt
import fcntl
import json
import os
import pty
import random
import re
import select
import shutil
import struct
import subprocess
import tempfile
import termios
import time

FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"
PROMPT = r"(?:[\$#>%] |=[>#] |>>> |\(END\))(?:\x1b\[[0-9;?]*[a-zA-Z])*$"


class Terminal:
    """One shell on one node. Keys go in with a person's rhythm, output bytes come out with the time they were seen."""

    def __init__(self, node, start, *, user="ssm-user", size=(120, 30), tz="UTC", lang="C.UTF-8", database="",
                 prepare=":", seed=""):
        self.random = random.Random(seed)
        self.size, self.output, self.tail, self.ended = size, [], "", False
        self.clock_file = tempfile.NamedTemporaryFile("w", prefix="clock-", dir="/var/tmp", delete=False)
        os.chmod(self.clock_file.name, 0o644)
        self.offset = start.timestamp() - time.time()
        self._write_clock()
        self.env = {
            "FAKETIME_LIBRARY": FAKETIME, "FAKETIME_TIMESTAMP_FILE": self.clock_file.name,
            "FAKETIME_CACHE_DURATION": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1", "TZ": tz, "LANG": lang,
            "TERM": "xterm-256color",
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        }
        node = {"NODE_HOST": node, "NODE_USER": user, "NODE_DATABASE": database, "NODE_PREPARE": prepare}
        command = ["unshare", "--uts", "--mount", "--pid", "--net", "--fork", "--mount-proc", "sh", "node.sh"]
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(os.path.dirname(os.path.abspath(__file__)))
            os.execvpe(command[0], command, self.env | node)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.wait(30)

    def now(self):
        return time.time() + self.offset

    def _write_clock(self):
        self.clock_file.seek(0)
        self.clock_file.write(f"{self.offset:+.6f}\n")
        self.clock_file.truncate()
        self.clock_file.flush()

    def skip(self, **span):
        """Nobody types for a while: moves the clock of the node on instead of waiting."""
        self.offset += dt.timedelta(**span).total_seconds()
        self._write_clock()
        self.pause(2.2)

    def pause(self, seconds):
        """Lets the programs run and keeps what they print; true if they printed something."""
        end, printed = time.time() + seconds, False
        while (left := end - time.time()) > 0:
            if not select.select([self.fd], [], [], left)[0]:
                return printed
            try:
                block = os.read(self.fd, 1024)
            except OSError:
                block = b""
            if not block:
                self.ended = True
                return printed
            printed = True
            self.output.append((self.now(), block))
            self.tail = (self.tail + block.decode("utf-8", "replace"))[-400:]
        return printed

    def wait(self, timeout=20, prompt=PROMPT):
        """Waits until the programs are quiet and the last thing printed is a prompt."""
        end = time.time() + timeout
        while time.time() < end and not self.ended:
            if not self.pause(0.15) and re.search(prompt, self.tail):
                return
        if not self.ended:
            raise TimeoutError(f"no prompt after {timeout} s, last output: {self.tail[-200:]!r}")

    def keys(self, text, pace=(0.03, 0.13)):
        for key in re.findall(r"\x1b\[[0-9;]*[A-Za-z~]|.", text, re.S):
            os.write(self.fd, key.encode())
            self.pause(self.random.uniform(*pace))

    def line(self, text, timeout=30, prompt=PROMPT, think=(0.6, 2.0), slips=0.015):
        """Types one line as a person does, with a slip corrected now and then, and waits for the next prompt."""
        self.pause(self.random.uniform(*think))
        for key in text:
            if key.isascii() and key.isalpha() and self.random.random() < slips:
                self.keys(self.random.choice("asdfghjkl"))
                self.pause(0.15)
                self.keys("\x7f")
            self.keys(key)
        self.tail = ""
        self.keys("\r")
        self.wait(timeout, prompt)

    def close(self):
        """Leaves the shells one by one, as `exit` does, and returns the bytes with their times."""
        for _ in range(4):
            if not self.ended:
                self.keys("exit\r", pace=(0.05, 0.1))
                self.pause(0.7)
        os.close(self.fd)
        os.waitpid(self.pid, 0)
        return self.output


def session_log(terminal, node_id, session_id):
    """The S3 object: `script` replaying the raw pty output after the session ended, as the agent runs it."""
    folder = f"/var/lib/amazon/ssm/{node_id}/session/orchestration/{session_id}/Standard_Stream"
    os.makedirs(folder, exist_ok=True)
    with open(folder + "/ipcTempFile.log", "wb") as raw:
        raw.write(b"".join(block for _, block in terminal.output))
    with tempfile.TemporaryDirectory() as out:
        subprocess.run(["script", out + "/s3.log", "-c", f"cat {folder}/ipcTempFile.log"],
                       env={**terminal.env, "LD_PRELOAD": FAKETIME},
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
        log = open(out + "/s3.log", "rb").read()
    shutil.rmtree(os.path.dirname(folder))
    os.unlink(terminal.clock_file.name)
    return log


def stream_events(terminal, session):
    """The CloudWatch stream: each second the complete new lines, cleaned as the agent does, by the node's clock."""
    raw = b"".join(block for _, block in terminal.output)
    first, last = terminal.output[0][0], terminal.output[-1][0]
    arrived = iter(terminal.output)
    pending = next(arrived)
    events, sent, seen, tick = [], 0, 0, first
    while sent < len(raw):
        tick += 1
        while pending and pending[0] <= tick:
            seen += len(pending[1])
            pending = next(arrived, None)
        end = len(raw) if tick > last else raw.rfind(b"\n", 0, seen) + 1
        for piece in _pieces(raw[sent:end]):
            message = {
                "eventVersion": "1.0",
                "eventTime": dt.datetime.fromtimestamp(tick, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                "awsRegion": session.region,
                "target": {"id": session.node.id},
                "userIdentity": {"arn": session.owner},
                "runAsUser": session.run_as,
                "sessionId": session.id,
                "sessionData": _lines(piece),
            }
            text = json.dumps(message, ensure_ascii=False, separators=(",", ":"))
            events.append({"timestamp": int(tick * 1000), "message": text})
        sent = max(sent, end)
    return events


def _pieces(raw):
    """Cleaned lines packed into messages of at most 33,000 bytes; a longer line is cut there, without a mark."""
    message = b""
    for line in re.findall(rb"[^\n]{0,32999}\n|[^\n]{1,33000}", raw):
        line = strip_ansi(line)
        if message and len(message) + len(line) > 33000:
            yield message
            message = b""
        message += line
    if message:
        yield message


def _lines(cleaned):
    """Go puts one U+FFFD for every invalid byte, not one per sequence."""
    text = cleaned.decode("utf-8", "surrogateescape")
    text = re.sub("[\udc80-\udcff]", "\ufffd", text).replace("\t", " ").replace("\r", "")
    return text.removesuffix("\n").split("\n")


def strip_ansi(line):
    """The agent's ANSI filter. It knows 8-bit C1, so it eats bytes 0x80-0x9F of UTF-8; what it cannot read stays."""
    out, i = bytearray(), 0
    while i < len(line):
        byte = line[i]
        if byte != 0x1B and byte & 0xE0 != 0x80:
            out.append(byte)
            i += 1
            continue
        if byte == 0x9B:
            i += 1
        elif byte != 0x1B:
            i += 2 if byte in (0x8E, 0x8F) and i + 1 < len(line) else 1
            continue
        elif i + 1 >= len(line):
            return line
        elif line[i + 1] == ord("["):
            i += 2
        elif line[i + 1] in b"P]X^_":
            end = line.find(b"\x1b\\", i + 2)
            if end < 0:
                return line
            i = end + 2
            continue
        elif 0x40 <= line[i + 1] <= 0x7E:
            i += 3 if line[i + 1] in b"NO" and i + 2 < len(line) else 2
            continue
        else:
            return line
        control = re.compile(rb"[0-?]*[ -/]*([@-~])", re.S).match(line, i)
        if not control:
            return line
        i = control.end()
    return bytes(out)
