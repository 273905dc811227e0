#!/usr/bin/env python3
"""How is a remote desktop recorded? `desktop.py [NAME…]` watches a real one over RDP while somebody works on it.

A FreeRDP shadow server shares the X display on which the programs run; xfreerdp watches it from a second display, which
ffmpeg films. What does not move leaves no frame, as in a recording of changes. Needs root, as the
programs run as nobody, and the Debian packages `xvfb openbox xdotool xterm mousepad x11-apps x11-xserver-utils
freerdp2-shadow-x11 freerdp2-x11 ffmpeg`.
"""
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from stories import STORIES

SHARED, WATCHED, PORT = ":91", ":92", "33890"
SIZE = "1024x768"

SHARE = "ls -l share\nwc -l share/customers.csv\n"
NOTE = ("Release 4.2.1 on office-1\n\n1. stop the service\n2. copy the new files\n3. start it again\n"
        "\n手順は CHG-0921 を参照\n")

# What somebody does: ("run", command), ("type", text), ("keys", key), ("rest", seconds).
ACTS = {
    "approved": [("run", ["mousepad"]), ("type", NOTE), ("rest", 26), ("run", ["xcalc"]), ("rest", 2),
                 ("type", "19*12="), ("rest", 3), ("keys", "alt+F4"), ("rest", 2), ("type", "done, 228 files copied\n"),
                 ("rest", 2)],
    "after-hours": [("run", ["xterm", "-fa", "Monospace", "-fs", "12", "-geometry", "84x26+60+60"]), ("type", SHARE),
                    ("rest", 13), ("type", "head -4 share/customers.csv\n"), ("rest", 4),
                    ("type", "tar czf /tmp/c.tgz share && ls -l /tmp/c.tgz\n"), ("rest", 12), ("type", "clear\n"),
                    ("rest", 1)],
    "truncated": [("run", ["xclock", "-update", "1", "-geometry", "200x200+760+40"]),
                  ("run", ["xterm", "-fa", "Monospace", "-fs", "12"]), ("type", "df -h share\n"), ("rest", 5),
                  ("type", "ls -R share\n"), ("rest", 8)],
    "without-connection": [("run", ["mousepad"]), ("type", "Who opened this desktop?\n"), ("rest", 6),
                           ("run", ["xeyes", "-geometry", "220x140+720+90"]), ("rest", 5)],
}


def record(name, to):
    with tempfile.TemporaryDirectory() as home:
        desk(Path(home))
        film = Path(home, "film.mp4")
        running = [start("Xvfb", SHARED, "-screen", "0", SIZE + "x24"), start("Xvfb", WATCHED, "-screen", "0", SIZE + "x24")]
        try:
            time.sleep(1)
            running.append(start("openbox", display=SHARED, home=home))
            subprocess.run(["xsetroot", "-solid", "#31506e"], env=where(SHARED), check=True)
            running.append(start("freerdp-shadow-cli", f"/port:{PORT}", "-auth", "/sec:rdp", display=SHARED, home=home))
            time.sleep(2)
            running.append(start("xfreerdp", f"/v:127.0.0.1:{PORT}", "/cert:ignore", "/u:x", "/p:x", "/sec:rdp",
                                 "-decorations", f"/size:{SIZE}", display=WATCHED, home=home))
            time.sleep(4)
            camera = start("ffmpeg", "-loglevel", "error", "-f", "x11grab", "-draw_mouse", "0", "-framerate", "10",
                           "-video_size", SIZE, "-i", WATCHED, "-vf", "mpdecimate=hi=64:lo=1:frac=1", "-vsync", "vfr",
                           "-c:v", "libx264", "-preset", "slow", "-crf", "30", "-g", "12", "-pix_fmt", "yuv420p",
                           "-movflags", "+faststart", "-map_metadata", "-1", str(film), stdin=subprocess.PIPE)
            time.sleep(1)
            running += [program for act in ACTS[name] for program in do(act, home)]
            camera.communicate(b"q")
        finally:
            for program in reversed(running):
                program.terminate()
                program.wait()
        content = film.read_bytes()
        to.parent.mkdir(parents=True, exist_ok=True)
        # The index stands in front, so what is left of a file that breaks off can be played.
        to.write_bytes(content[:len(content) * 6 // 10] if name == "truncated" else content)


def desk(home):
    """What lies on the desk."""
    home.chmod(0o777)
    share = home / "share"
    share.mkdir()
    lines = [f"{number},example-{number}@customer.example" for number in range(1, 501)]
    (share / "customers.csv").write_text("id,mail\n" + "\n".join(lines) + "\n")
    (share / "price-list.txt").write_text("confidential\n")


def do(act, home):
    match act:
        case ("run", command):
            started = [start(*command, display=SHARED, home=home, user="nobody")]
            time.sleep(2)
            return started
        case ("type", text):
            for line in text.splitlines(keepends=True):
                typed = ["xdotool", "type", "--delay", "60", line.rstrip("\n")]
                subprocess.run(typed, env=where(SHARED), check=True)
                if line.endswith("\n"):
                    subprocess.run(["xdotool", "key", "Return"], env=where(SHARED), check=True)
                time.sleep(0.5)
        case ("keys", keys):
            subprocess.run(["xdotool", "key", keys], env=where(SHARED), check=True)
        case ("rest", seconds):
            time.sleep(seconds)
    return []


def start(*command, display=None, home=None, stdin=subprocess.DEVNULL, user=None):
    return subprocess.Popen(command, env=where(display, home), cwd=home, stdin=stdin, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL, user=user)


def where(display, home=None):
    here = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PS1": "office-1$ ", "SHELL": "/bin/sh"}
    return here | ({"DISPLAY": display} if display else {}) | ({"HOME": str(home)} if home else {})


if __name__ == "__main__":
    for name, path in [film for tell in STORIES for film in tell().films.items()]:
        if len(sys.argv) == 1 or name in sys.argv[1:]:
            record(name, path)
            print(name, path.stat().st_size, "bytes")
