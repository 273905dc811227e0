// Which parts of raw output steer a terminal, and which would it print?

/** A stretch of one row of raw output. */
export interface Run {
  text: string;
  control: boolean;
}

/**
 * Controls as the server writes them out: a picture such as `␛` or a code such as `<U+202E>`. What belongs to an escape
 * sequence is one with it; of a control string only its introducer, since what hides inside is text.
 */
const CONTROL =
  /(?:␛\[|<U\+009B>)[0-?]*[ -/]*[@-~]|␛[ -/]*[0-~]|[\u2400-\u241f\u2421]|<U\+[0-9A-F]{4,6}>/g;

const NAMES =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  );

/** Raw output by rows, each without its line end; the picture of the line end stays. Every control is a run of its own. */
export function rawRows(raw: string): Run[][] {
  return raw.split('\n').map(runs);
}

/** A control with names for pictures, such as `ESC[8m`: many systems have no font that draws them. */
export function named(control: string): string {
  return control.replace(/[\u2400-\u241f\u2421]/g, (picture) => {
    return NAMES[picture.charCodeAt(0) - 0x2400] ?? 'DEL';
  });
}

function runs(row: string): Run[] {
  const runs: Run[] = [];
  let at = 0;
  const print = (end: number) => {
    if (end > at) runs.push({ text: row.slice(at, end), control: false });
  };
  for (const { 0: text, index } of row.matchAll(CONTROL)) {
    print(index);
    runs.push({ text, control: true });
    at = index + text.length;
  }
  print(row.length);
  return runs;
}
