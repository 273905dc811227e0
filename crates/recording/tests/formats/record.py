"""How were the recordings in this folder made, and how are they made again?

Needs script (util-linux 2.38 with the German messages of util-linux-locales and a de_DE.UTF-8 locale), ttyrec 1.0.8 and
asciinema 1.4.0 (the last that writes version 1; `pip install asciinema==1.4.0`). Times differ from run to run.
"""
import fcntl
import os
import pty
import struct
import subprocess
import tempfile
import termios
import time
from pathlib import Path

HERE = Path(__file__).parent
NODE, SESSION = "i-0123456789abcdef0", "alice-0123456789abcdefghijklmnop"


def resize(terminal, cols, rows):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))


def session(command, steps, environment=None):
    """Runs a recorder in a terminal of 80x24 and does the steps: a text is typed, a pair is a new size."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(command[0], command, {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "PS1": "$ ",
                                         "LC_ALL": "C.UTF-8", "SHELL": "/bin/sh", **(environment or {})})
    resize(terminal, 80, 24)
    time.sleep(1)
    for step in steps:
        time.sleep(0.4)
        if isinstance(step, tuple):
            resize(terminal, *step)
        else:
            os.write(terminal, step.encode())
    try:
        while os.read(terminal, 4096):
            pass
    except OSError:
        os.waitpid(pid, 0)


def session_log(name, plugin, output, environment):
    """The agent's own way to a log: `script` copies what the terminal showed, without a terminal of its own."""
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder, NODE, "session/orchestration", SESSION, plugin, "ipcTempFile.log")
        kept.parent.mkdir(parents=True)
        kept.write_bytes(output)
        subprocess.run(["script", HERE / name, "-c", f"cat {kept}"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                       env={**os.environ, **environment}, check=True)


STEPS = ["printf '\\033[1;32m%s\\033[0m\\n' 日本語\n", (100, 30), "stty size\n", "exit 4\n"]


def main():
    os.chdir(HERE)
    session(["script", "-q", "classic.typescript", "--log-timing", "classic.timing", "-c", "sh"], STEPS)
    session(["script", "--log-io", "advanced.typescript", "--log-timing", "advanced.timing",
             "--logging-format", "advanced", "-c", "sh"], STEPS)
    session(["ttyrec", "-e", "sh", "shell.ttyrec"], STEPS)
    session(["asciinema", "rec", "-q", "-c", "sh", "asciinema_1.4.json"], STEPS, {"HOME": tempfile.mkdtemp()})
    shell = "$ id\r\nuid=1001(ssm-user)\r\n$ exit\r\n".encode()
    session_log("german_host.log", "Standard_Stream", shell, {"LC_ALL": "de_DE.UTF-8"})
    command = "total 0\r\nEXIT_CODE: 0 is what it hopes for\r\nls: /srv: denied\r\nEXIT_CODE: 2".encode()
    session_log("one_command.log", "NonInteractiveCommands", command, {})


if __name__ == "__main__":
    main()
