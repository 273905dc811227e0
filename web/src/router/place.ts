// Which place in a recording does a link mean?

/**
 * A place in a recording. The offset is a byte position in the output and wins over the playback position, because
 * offsets survive a better timing of the recording and times do not.
 */
export interface Place {
  /** A line of the transcript, counted from 1. */
  line?: number;
  offset?: number;
  us?: number;
  /** What was given and is neither, such as `t=abc`; only where there is neither. */
  unread?: string;
}

/** Longer than anything that is meant as a place. */
const LONGEST = 40;

/**
 * Reads `at=b18231` and `t=12.3` or `t=3:12`, and in `at` the other ways to write a place too, but for a number alone: it
 * may be a byte or a second. What cannot be read is told only if nothing can.
 */
export function readPlace(query: URLSearchParams): Place {
  const [at, us] = [query.get('at') ?? '', readClock(query.get('t') ?? '')];
  const named = /^[\d.]+$/.test(at) ? undefined : readTarget(at);
  const place: Place = { ...(us !== undefined && { us }), ...named };
  const given = ['at', 't'].find((name) => query.has(name));
  if (given && Object.keys(place).length === 0) {
    place.unread = `${given}=${query.get(given)}`.slice(0, LONGEST);
  }
  return place;
}

/** Writes what `readPlace` reads. */
export function writePlace(place: Place, query: URLSearchParams): void {
  if (place.offset !== undefined) query.set('at', `b${place.offset}`);
  if (place.us !== undefined) query.set('t', String(Math.round(place.us / 1e5) / 10));
}

/** Reads `192`, `192.5s`, `3:12` or `1:03:12` as microseconds. */
export function readClock(text: string): number | undefined {
  const match = /^(?:(?:(\d{1,4}):)?(\d{1,4}):)?(\d{1,7}(?:\.\d+)?)s?$/.exec(text.trim());
  if (!match) return undefined;
  const [hours, minutes, seconds] = [match[1] ?? 0, match[2] ?? 0, match[3]].map(Number);
  return Math.round((hours! * 3600 + minutes! * 60 + seconds!) * 1e6);
}

/** Reads `L214`, `b18231` or `@18231`, `3:12` or `7.5s`. */
export function readTarget(text: string): Place | undefined {
  const typed = text.normalize('NFKC').trim();
  const [, sign, digits] = /^([lLbB]|@[bB]?)(\d{1,15})$/.exec(typed) ?? [];
  if (sign && digits) {
    return sign.toLowerCase() === 'l' ? { line: Number(digits) } : { offset: Number(digits) };
  }
  const us = readClock(typed);
  return us === undefined ? undefined : { us };
}
