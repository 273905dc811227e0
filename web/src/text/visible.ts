// Which characters of foreign text would deceive the reader's eye, and how are they shown?

/** A stretch of text to show as it is, or a character that is shown by its code instead. */
export interface Piece {
  text: string;
  /** The code point, such as `U+202E`, of a character that has no honest appearance of its own. */
  hidden?: string;
  marked: boolean;
}

/**
 * Controls, bidirectional controls, zero-width and filler characters, and the tag block: all of them change what is
 * seen without being seen. A tab is ordinary in terminal output.
 */
const DECEIVING =
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/u;

/** Cuts text at its deceiving characters and at the ends of `marks` (UTF-16 indexes, end exclusive). */
export function cut(text: string, marks: readonly [number, number][] = []): Piece[] {
  const merged = merge(text, marks);
  const pieces: Piece[] = [];
  let at = 0;
  for (const character of text) {
    const marked = merged.some(([start, end]) => start <= at && at < end);
    at += character.length;
    const hidden = DECEIVING.test(character) ? codePoint(character) : undefined;
    const last = pieces.at(-1);
    if (hidden !== undefined) pieces.push({ text: character, hidden, marked });
    else if (last && last.hidden === undefined && last.marked === marked) last.text += character;
    else pieces.push({ text: character, marked });
  }
  return pieces;
}

/** Whether `cut` would show anything by its code; most lines of a long transcript need no cutting at all. */
export function deceives(text: string): boolean {
  return DECEIVING.test(text);
}

/** Marks in order, inside the text, and without overlap. */
function merge(text: string, marks: readonly [number, number][]): [number, number][] {
  const merged: [number, number][] = [];
  for (const [start, end] of [...marks].sort((a, b) => a[0] - b[0])) {
    const clipped: [number, number] = [Math.max(0, start), Math.min(text.length, end)];
    const last = merged.at(-1);
    if (last && clipped[0] <= last[1]) last[1] = Math.max(last[1], clipped[1]);
    else if (clipped[0] < clipped[1]) merged.push(clipped);
  }
  return merged;
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
