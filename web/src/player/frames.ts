// When does the screen change next, and when did it change last?
import { api, getUrl, recordingUrl } from '../api/client';
import type { Segment, SegmentIndex } from '../api/types';
import type { Size } from '../router/view';

/** The instants of a recording at which output was written, read segment by segment as they are needed. */
export class Frames {
  #times = new Map<number, Promise<number[]>>();

  private constructor(
    readonly index: SegmentIndex,
    readonly base: string,
    readonly signal: AbortSignal,
  ) {}

  static async open(key: string, signal: AbortSignal, size?: Size): Promise<Frames> {
    const base = new URL(recordingUrl(key, size), location.href).href;
    return new Frames(await api.segmentIndex(key, size, signal), base, signal);
  }

  get duration(): number {
    return Math.round(this.index.duration * 1e6);
  }

  /** The next change after a position, or the end. */
  async after(us: number): Promise<number> {
    for (let n = this.#segmentAt(us); n < this.index.segments.length; n++) {
      const found = (await this.#timesOf(n)).find((time) => time > us);
      if (found !== undefined) return found;
    }
    return this.duration;
  }

  /** The last change before a position, or the start. */
  async before(us: number): Promise<number> {
    for (let n = this.#segmentAt(us); n >= 0; n--) {
      const found = (await this.#timesOf(n)).findLast((time) => time < us);
      if (found !== undefined) return found;
    }
    return 0;
  }

  #segmentAt(us: number): number {
    const found = this.index.segments.findLastIndex(({ start }) => start * 1e6 <= us);
    return Math.max(0, found);
  }

  /** A failed segment is forgotten, so that the next step asks for it again. */
  #timesOf(n: number): Promise<number[]> {
    const known = this.#times.get(n);
    if (known) return known;
    const url = new URL(this.index.segments[n]!.url, this.base).href;
    const times = getUrl<Segment>(url, this.signal).then(({ events }) =>
      events.filter(([, code]) => code === 'o').map(([time]) => Math.round(time * 1e6)),
    );
    this.#times.set(n, times);
    times.catch(() => this.#times.delete(n));
    return times;
  }
}
