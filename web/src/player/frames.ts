// When does the screen change next, and when did it change last?
import { micros, type Segments } from './segments';

/** The next change after a position, or the end. */
export async function frameAfter(segments: Segments, us: number): Promise<number> {
  for (let n = segments.numberAt(us); n < segments.count; n++) {
    const found = (await changes(segments, n)).find((time) => time > us);
    if (found !== undefined) return found;
  }
  return segments.duration;
}

/** The last change before a position, or the start. */
export async function frameBefore(segments: Segments, us: number): Promise<number> {
  for (let n = segments.numberAt(us); n >= 0; n--) {
    const found = (await changes(segments, n)).findLast((time) => time < us);
    if (found !== undefined) return found;
  }
  return 0;
}

/** The instants of a segment at which output was written. */
async function changes(segments: Segments, number: number): Promise<number[]> {
  const { events } = await segments.get(number);
  return events.filter(([, code]) => code === 'o').map(([time]) => micros(time));
}
