// Which segment holds a position, and how does it get here?
import { api, getUrl } from '../api/client';
import type { Segment, SegmentIndex } from '../api/types';
import type { Size } from '../router/view';

/** Segments that are kept at most: one, its neighbours, and the one under the pointer. */
const KEPT = 4;

/** A recording in segments that are fetched as they are needed; each begins with a whole screen. */
export class Segments {
  /** Those used last are last. A failed one is forgotten, so that the next who needs it asks again. */
  #here = new Map<number, Promise<Segment>>();

  readonly index: Omit<SegmentIndex, 'opening'>;

  private constructor(
    { opening, ...index }: SegmentIndex,
    readonly signal: AbortSignal,
  ) {
    this.index = index;
    if (opening) this.#here.set(opening.number, Promise.resolve(opening.segment));
  }

  /** Opens a recording at a position, whose segment comes with the first answer. */
  static async open(key: string, us: number, signal: AbortSignal, size?: Size): Promise<Segments> {
    return new Segments(await api.segmentIndex(key, Math.round(us), size, signal), signal);
  }

  get count(): number {
    return this.index.segments.length;
  }

  get duration(): number {
    return micros(this.index.duration);
  }

  /** The number of the last segment that starts at or before a position. */
  numberAt(us: number): number {
    return Math.max(
      0,
      this.index.segments.findLastIndex(({ start }) => micros(start) <= us),
    );
  }

  get(number: number): Promise<Segment> {
    const here = this.#here.get(number) ?? this.#fetch(number);
    this.#here.delete(number);
    this.#here.set(number, here);
    for (const oldest of this.#here.keys()) {
      if (this.#here.size <= KEPT) break;
      this.#here.delete(oldest);
    }
    return here;
  }

  /** Fetches what will be needed soon, if it is not here; nobody waits for it. */
  expect(number: number): void {
    if (number < this.count) this.get(number).catch(() => undefined);
  }

  #fetch(number: number): Promise<Segment> {
    const segment = getUrl<Segment>(this.index.segments[number]!.url, this.signal);
    segment.catch(() => this.#here.delete(number));
    return segment;
  }
}

/** Seconds of the server as whole microseconds. */
export function micros(seconds: number): number {
  return Math.round(seconds * 1e6);
}
