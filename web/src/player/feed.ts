// What does a terminal have to be fed to show a position, given what it shows?
import type { Segment } from '../api/types';
import { micros, type Segments } from './segments';

/** A terminal, as far as it is fed. */
export interface Terminal {
  /** Becomes a fresh one of a size, and is fed what restores a screen. */
  reset(cols: number, rows: number, init: string): void;
  output(texts: string[]): void;
  resize(cols: number, rows: number): void;
}

/** Feeds a terminal: only what is new if it goes on in the same segment, else from the screen that a segment begins with. */
export class Feed {
  #number = -1;
  #segment: Segment | undefined;
  /** The next event that was not fed. */
  #next = 0;
  #position = 0;

  constructor(
    readonly segments: Segments,
    readonly terminal: Terminal,
  ) {}

  /** Resolves when the terminal was fed everything that had been written by then. */
  async show(us: number): Promise<void> {
    const number = this.segments.numberAt(us);
    if (number !== this.#number || us < this.#position) {
      const segment = await this.segments.get(number);
      const { cols, rows, init } = segment.snapshot;
      this.terminal.reset(cols, rows, init);
      [this.#number, this.#segment, this.#next] = [number, segment, 0];
    }
    this.#position = us;
    this.#feed(this.#segment!, us);
    this.segments.expect(number + 1);
  }

  #feed({ events }: Segment, us: number): void {
    let texts: string[] = [];
    const flush = () => {
      if (texts.length > 0) this.terminal.output(texts);
      texts = [];
    };
    for (; this.#next < events.length; this.#next++) {
      const [time, code, data] = events[this.#next]!;
      if (micros(time) > us) break;
      if (code === 'o') texts.push(data);
      if (code !== 'r') continue;
      flush();
      const [cols = 0, rows = 0] = data.split('x').map(Number);
      this.terminal.resize(cols, rows);
    }
    flush();
  }
}
