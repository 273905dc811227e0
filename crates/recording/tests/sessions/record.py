#!/usr/bin/env python3
"""How were the sessions recorded that say so in their truth.json? `sudo python3 record.py [SESSION…]` types them again.

Needs what `tests/samples/record.py` needs, and the packages zsh, tmux, mariadb-server and sqlite3. The node, the pty
and what the agent makes of it are those of the samples; what was entered is told by the history of each program, and
where one keeps none, or keeps the lines of a command apart as SQLite, MariaDB and Python do, by what was typed.
"""
import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[3] / "tests/samples"))
import database  # noqa: E402
import record  # noqa: E402
import terminal  # noqa: E402

KEPT = Path("/var/tmp/sample-histories")
REMEMBER = f"""
export HISTFILE={KEPT}/shell HISTTIMEFORMAT='%s ' PROMPT_COMMAND='history -a' PSQL_HISTORY={KEPT}/psql
for home in /root "/home/$user"; do
    cat >>"$home/.bashrc" <<RC
shopt -s lithist
export HISTFILE={KEPT}/shell HISTTIMEFORMAT='%s ' PROMPT_COMMAND='history -a'
RC
    cat >"$home/.zshrc" <<RC
PS1='%n@%m %1~ %# '
HISTFILE={KEPT}/zsh HISTSIZE=1000 SAVEHIST=1000
setopt inc_append_history
RC
done
"""
MARIADB = """
install -d -o mysql -g mysql /srv/mysql /run/mysqld
mariadb-install-db --user=mysql --datadir=/srv/mysql --auth-root-authentication-method=normal >/dev/null 2>&1
setpriv --reuid mysql --regid mysql --init-groups mariadbd --no-defaults --datadir=/srv/mysql --skip-networking \\
    --socket=/run/mysqld/mysqld.sock >/dev/null 2>&1 &
for i in 1 2 3 4 5 6 7 8 9; do mariadb -u root -e 'create database shop' 2>/dev/null && break; sleep 1; done
"""

# zsh says so at the end of its prompt.
READS = r"\x1b\[\?2004h$"


def nested_shells(t):
    """bash in sh, dash in bash, a shell of root, and one of another user: each with another prompt."""
    t.line("bash")
    t.line("id -un")
    t.typed("sh -c 'exec dash'", history=True)
    for line in ["whoami", "ls /srv", "for i in 1 2", "do echo $i", "done", "exit"]:
        t.line(line)
    t.only_typed += ["whoami", "ls /srv", "for i in 1 2\ndo echo $i\ndone", "exit"]
    t.line("sudo -i")
    t.line("whoami")
    t.line("echo 'alice@prod-db:~$ rm -rf /srv' > /tmp/notes; cat /tmp/notes")
    t.line("su dba01 -s /bin/bash")
    t.line("id -un")
    t.line("exit")
    t.line("bash --norc")
    t.line("head -n 1 /etc/passwd")
    t.line("exit")
    t.line("exit")
    t.line("history | tail -n 2")


def paste(t):
    """Several lines at once, as a terminal that brackets them sends them and as one that does not."""
    t.line("bash")
    lines = ["cd /etc", "ls -d a*", "head -n 1 os-release"]
    t.at_once("\x1b[200~" + "\r".join(lines) + "\x1b[201~")
    t.keys("\r")
    t.wait()
    t.at_once("\r".join(lines) + "\r")
    t.wait()
    t.at_once("\x1b[200~rm -rf /srv/old\x1b[201~")
    t.pause(0.5)
    t.keys("\x15")
    t.at_once("\x1b[200~cat <<END\rPATH is $PATH\r$ not a command\rEND\x1b[201~")
    t.keys("\r")
    t.wait()
    t.at_once("for f in hosts fstab; do\rwc -l /etc/$f\rdone\r")
    t.wait()
    t.line("echo " + "a-long-word-" * 14)


def several_lines(t):
    """Loops, quotes, heredocs and backslashes, typed line by line, recalled and edited."""
    t.line("bash")
    for line in ["for i in 1 2 3; do", "  echo item $i", "done"]:
        t.line(line)
    t.line("echo 'first")
    t.line("second'")
    for line in ["cat > /tmp/app.conf <<EOF", "[db]", "host = prod-db", "EOF"]:
        t.line(line)
    t.line("ls \\")
    t.line("  -l /tmp")
    t.line("if true; then", prompt="> $")
    t.keys("\x03")
    t.wait()
    t.keys("\x1b[A\x1b[A\r")
    t.wait()
    t.keys("\x12host\r")
    t.wait()
    t.line("greet() {")
    t.line("  echo hello $1")
    t.line("}")
    t.line("greet world")


def clients(t):
    """psql, MariaDB, SQLite and Python, with statements of several lines."""
    t.line("bash")
    t.line("psql -h /run/postgresql shop", prompt="=# $")
    t.line("\\pset pager off", prompt="=# $")
    t.line("select id, name", prompt="-# $")
    t.line("  from customers", prompt="-# $")
    t.line("  where id < 4;", prompt="=# $")
    t.line("begin;", prompt="# $")
    t.line("update customers set email = 'x' where id = 1;", prompt="# $")
    t.line("rollback;", prompt="# $")
    t.line("select 'mysql> drop table x;' as printed;", prompt="# $")
    t.line("\\q")
    t.line("mariadb -u root shop")
    t.line("create table t (id int, name varchar(20));")
    t.line("insert into t values")
    t.line("(1, 'one'), (2, 'two');")
    t.line("select * from t;")
    t.line("exit")
    t.line("sqlite3 /tmp/app.db")
    for line in ["create table t(x);", "insert into t values (1),", "(2);", "select sum(x)", "from t;", ".quit"]:
        t.line(line)
    t.line("python3", prompt=">>> $")
    t.line("import os", prompt=">>> $")
    t.line("for name in os.listdir('/srv'):", prompt=r"\.\.\. $")
    t.line("    print(name)", prompt=r"\.\.\. $")
    t.line("", prompt=">>> $")
    t.line("print('>>> os.remove(x)')", prompt=">>> $")
    t.line("exit()")
    t.only_typed += ["create table t (id int, name varchar(20));", "insert into t values\n(1, 'one'), (2, 'two');",
                     "select * from t;", "exit", "create table t(x);", "insert into t values (1),\n(2);",
                     "select sum(x)\nfrom t;", ".quit", "import os",
                     "for name in os.listdir('/srv'):\n    print(name)", "print('>>> os.remove(x)')", "exit()"]


def zsh(t):
    """zsh: its own prompt, line editor and marks for output without a line end."""
    t.line("zsh", prompt=READS)
    for line in ["print -n no line end", "ls -d /etc/a*"]:
        t.line(line, prompt=READS)
    t.keys("ls -d /etc/ho\t")
    t.pause(0.5)
    t.keys("\r")
    t.wait(prompt=READS)
    t.keys("rm -rf /srv\x15")
    for line in ["echo kept", "for i in 1 2; do", "echo $i", "done"]:
        t.line(line, prompt=READS)
    t.at_once("\x1b[200~echo a\recho b\x1b[201~")
    t.keys("\r")
    t.wait(prompt=READS)
    t.line("sleep 30", prompt=".")
    t.keys("\x03")
    t.wait(prompt=READS)


def tmux(t):
    """Two panes side by side and one below, a second window, and a detached session."""
    t.line("bash")
    t.tmux("tmux new-session -s work", 2)
    t.tmux("cd /etc")
    t.tmux("ls -d a*")
    t.tmux("head -n 40 /etc/services", 1.5)
    t.keys("\x02%")
    t.pause(1)
    t.tmux("hostname")
    t.tmux("wc -l /etc/hosts /etc/passwd")
    t.keys("\x02o")
    t.pause(0.6)
    t.tmux("id -un")
    t.keys("rm -rf /srv/data")
    t.pause(0.3)
    t.keys("\x15")
    t.tmux("echo changed my mind")
    t.keys('\x02"')
    t.pause(1)
    t.tmux("uname -s")
    t.tmux("exit", 1)
    t.keys("\x02c")
    t.pause(1)
    t.tmux("date +%Y")
    t.keys("\x02d")
    t.wait()
    t.line("tmux ls")
    t.tmux("tmux attach", 1.5)
    t.tmux("echo back again")
    t.tmux("tmux kill-session", 1.5)
    t.wait()


SESSIONS = [nested_shells, paste, several_lines, clients, zsh, tmux]


class Typist(terminal.Terminal):
    """Types, and keeps what no program remembers."""

    only_typed: list

    def typed(self, text, history):
        self.line(text)
        if not history:
            self.only_typed.append(text)

    def at_once(self, text):
        """A paste: the terminal sends all of it at once."""
        self.tail = ""
        os.write(self.fd, text.encode())
        self.pause(0.6)

    def tmux(self, text, pause=0.7):
        """A line in a pane: where its prompt is, nobody can say from the last bytes."""
        self.pause(0.3)
        self.keys(text + "\r")
        self.pause(pause)


def entries(file):
    """What a program kept in its history. zsh and psql mark the line ends inside of a command."""
    path = KEPT / file
    if not path.exists():
        return []
    lines = path.read_text(errors="replace").splitlines()
    if file != "shell":
        lines = path.read_text(errors="replace").replace("\\\n", "\x01").splitlines()
        return [line.replace("\x01", "\n") for line in lines]
    kept = []
    for line in lines:
        if line.startswith("#") and line[1:].isdigit():
            kept.append([])
        elif kept:
            kept[-1].append(line)
    return ["\n".join(lines) for lines in kept]


def type_session(act):
    shutil.rmtree(KEPT, ignore_errors=True)
    KEPT.mkdir()
    KEPT.chmod(0o1777)
    for file in ["shell", "psql"]:
        (KEPT / file).touch()
        (KEPT / file).chmod(0o666)
    opened = dt.datetime(2026, 11, 23, 3, 0, 0, tzinfo=dt.UTC)
    node, session = "i-0f00ba5eba11c0de5", f"taro.yamada-{act.__name__.replace('_', ''):a<26}"[:38]
    prepare = REMEMBER + (MARIADB if act is clients else "")
    t = Typist("prod-db", opened, prepare=prepare, seed=act.__name__,
               database=database.folder() if act is clients else "")
    t.only_typed = []
    act(t)
    output = t.close()
    if act is tmux:
        subprocess.run(["rm", "-rf", "/var/tmp/tmux-0"], check=False)
    folder = HERE / act.__name__
    folder.mkdir(exist_ok=True)
    about = SimpleNamespace(node=SimpleNamespace(id=node), id=session, region="ap-northeast-1", run_as="ssm-user",
                            owner="arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_NodeAccess/taro.yamada")
    (folder / "s3.log").write_bytes(terminal.session_log(t, node, session))
    with open(folder / "cw_stream.ndjson", "w") as out:
        for event in terminal.stream_events(t, about):
            group = {"logGroup": "/aws/ssm/session-logs", "logStream": session}
            out.write(json.dumps({**group, **event}, ensure_ascii=False) + "\n")
    start = output[0][0]
    with open(folder / "session.cast", "w") as out:
        header = {"version": 2, "width": 120, "height": 30, "timestamp": int(start), "title": act.__name__}
        out.write(json.dumps(header) + "\n")
        for at, block in output:
            out.write(json.dumps([round(at - start, 6), "o", block.decode()], ensure_ascii=False) + "\n")
    histories = [entry for file in ["shell", "zsh", "psql"] for entry in entries(file)]
    truth = {
        "scenario": act.__name__, "made_by": "record.py", "start": start, "duration_s": round(output[-1][0] - start, 3),
        "initial_size": "120x30", "sizes": ["120x30"],
        "typed_lines": [], "remembered_by_nobody": t.only_typed,
        "bash_history": [{"cmd": entry} for entry in histories],
    }
    (folder / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n")
    print(act.__name__, len(histories), "in histories,", len(t.only_typed), "typed", flush=True)


if __name__ == "__main__":
    subprocess.run(["sh", "-c", record.USERS], check=True)
    for act in SESSIONS:
        if len(sys.argv) == 1 or act.__name__ in sys.argv[1:]:
            type_session(act)
