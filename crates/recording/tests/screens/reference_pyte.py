"""What does pyte show of the terminals in this folder?

pip install pyte==0.8.2 && python3 reference_pyte.py > pyte.json
It has no alternate screen and does not resize one as others do, so that it is asked about the rest. It fails to print
half of a wide cell.
"""
import json
from pathlib import Path

import pyte


def shown(case):
    screen = pyte.Screen(case["cols"], case["rows"])
    stream = pyte.Stream(screen)
    for _, text in case["events"]:
        stream.feed(text)
    try:
        rows = [row.rstrip(" ") for row in screen.display]
    except IndexError:
        return None
    while rows and not rows[-1]:
        rows.pop()
    return {"rows": rows, "cursor": [screen.cursor.x, screen.cursor.y]}


def main():
    cases = json.loads((Path(__file__).parent / "cases.json").read_text())
    asked = {name: case for name, case in cases.items() if not name.startswith(("alternate", "resizes"))}
    found = {name: shown(case) for name, case in asked.items()}
    lines = [
        f"{json.dumps(name)}: {json.dumps(screen, ensure_ascii=False)}" for name, screen in found.items() if screen
    ]
    print("{\n" + ",\n".join(lines) + "\n}")


main()
