// What does xterm.js show of the terminals in this folder and of the recorded sessions?
//
// npm install --no-save @xterm/headless@6.0.0 @xterm/addon-unicode11@0.9.0 && node reference_xterm.mjs > xterm.json
import { readFileSync } from "node:fs";
import unicode from "@xterm/addon-unicode11";
import headless from "@xterm/headless";

const here = (path) => new URL(path, import.meta.url);

/** The visible rows without trailing blanks, and column and row of the cursor. */
async function shown({ cols, rows, events }) {
  const terminal = new headless.Terminal({ cols, rows, allowProposedApi: true });
  terminal.loadAddon(new unicode.Unicode11Addon());
  terminal.unicode.activeVersion = "11";
  for (const [kind, text] of events) {
    if (kind === "r") terminal.resize(...text.split("x").map(Number));
    else await new Promise((done) => terminal.write(text, done));
  }
  const { active } = terminal.buffer;
  const row = (_, index) => active.getLine(active.baseY + index).translateToString(true).trimEnd();
  const text = Array.from({ length: terminal.rows }, row);
  while (text.length > 0 && text.at(-1) === "") text.pop();
  return { rows: text, cursor: [active.cursorX, active.cursorY] };
}

/** A cast up to some share of its events. */
function session(name, share) {
  const text = readFileSync(here(`../sessions/${name}/session.cast`), "utf8");
  const [header, ...events] = text.trimEnd().split("\n").map((line) => JSON.parse(line));
  const screen = events.filter(([, kind]) => kind === "o" || kind === "r");
  const count = Math.floor((screen.length * share) / 4);
  const played = screen.slice(0, count).map(([, kind, data]) => [kind, data]);
  return { cols: header.width, rows: header.height, events: played };
}

const found = {};
for (const [name, one] of Object.entries(JSON.parse(readFileSync(here("cases.json"), "utf8")))) {
  found[name] = await shown(one);
}
const sessions = ["bash_editing", "japanese_shell", "progress_bars", "psql_ja", "sudo_password", "top_htop_resize", "vim_edit_ja"];
for (const name of sessions) {
  for (const share of [1, 2, 3, 4]) found[`${name} ${share}/4`] = await shown(session(name, share));
}
const line = ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`;
console.log(`{\n${Object.entries(found).map(line).join(",\n")}\n}`);
