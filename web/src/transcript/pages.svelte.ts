// Which lines of the transcript are here, and where is the line of an offset or a position?
import { SvelteMap } from 'svelte/reactivity';
import { api, ApiError, type TranscriptPlace } from '../api/client';
import type { Size } from '../router/view';
import type { TranscriptLine } from '../api/types';

/** Lines that the server keeps, and answers with, together. */
const PAGE = 1_000;
/** Pages that are kept, besides those in sight: a long session would fill the memory with what was read long ago. */
const KEPT = 2;

/** What grows from line to line, and a line can be found by. */
type By = 'offset' | 'at_us';

/** A transcript that is fetched by pages as they come into sight. */
export class TranscriptPages {
  total = $state<number>();
  failure = $state.raw<ApiError>();
  #pages = new SvelteMap<number, TranscriptLine[]>();
  #coming = new Map<number, Promise<TranscriptLine[]>>();
  /** Pages asked for by a place, and the largest places that are known to lie in a page. */
  #sought = new Map<string, Promise<TranscriptLine[]>>();
  #reach = new Map<number, Record<By, number>>();
  /** The pages in sight, first and last. */
  #seen: [first: number, last: number] = [0, 0];
  #closed = new AbortController();

  constructor(
    readonly key: string,
    readonly size?: Size,
  ) {}

  close(): void {
    this.#closed.abort();
  }

  /** The line in a row, counted from 0, if it is here. */
  row(row: number): TranscriptLine | undefined {
    return this.#pages.get(Math.floor(row / PAGE))?.[row % PAGE];
  }

  /** Fetches whatever is missing between two rows. */
  need(first: number, end: number): void {
    this.#seen = [Math.floor(first / PAGE), Math.floor(Math.max(first, end - 1) / PAGE)];
    for (let page = this.#seen[0]; page <= this.#seen[1]; page++) {
      this.#page(page).catch(() => undefined);
    }
  }

  /** The line with a number, counted from 1, or the last line. */
  async number(line: number): Promise<TranscriptLine | undefined> {
    if (this.total === undefined) await this.#page(0);
    const row = Math.min(Math.max(line, 1), this.total ?? 0) - 1;
    return row < 0 ? undefined : (await this.#page(Math.floor(row / PAGE)))[row % PAGE];
  }

  /** The last line at or before an offset or a position, else the first line. */
  async at(by: By, value: number): Promise<TranscriptLine | undefined> {
    const lines = this.#here(by, value) ?? (await this.#seek(by, value));
    return lines.findLast((line) => line[by] <= value) ?? lines[0];
  }

  /**
   * The line that an offset of a link, command or hit means. A line carries the byte by which it was complete, a command
   * the byte of its Enter, which comes after that. Empty lines share the offset of the line above them.
   */
  async holding(offset: number): Promise<TranscriptLine | undefined> {
    let line = await this.at('offset', offset);
    while (line && line.line > 1) {
      const above: TranscriptLine | undefined = await this.number(line.line - 1);
      if (above?.offset !== line.offset) break;
      line = above;
    }
    return line;
  }

  retry = (): void => {
    this.failure = undefined;
    this.need(0, 1);
  };

  /** The page in which a place lies, if it is here. */
  #here(by: By, value: number): TranscriptLine[] | undefined {
    for (const [page, lines] of this.#pages) {
      const reach = this.#reach.get(page)?.[by] ?? -1;
      const starts = lines[0] && (lines[0][by] <= value || page === 0);
      if (starts && (value <= reach || this.#startsBehind(page + 1, by, value))) return lines;
    }
    return undefined;
  }

  /** Whether the transcript, or a page that is here, shows that a place lies before a page. */
  #startsBehind(page: number, by: By, value: number): boolean {
    if (page * PAGE >= (this.total ?? 0)) return true;
    const first = this.#pages.get(page)?.[0];
    return first !== undefined && first[by] > value;
  }

  async #seek(by: By, value: number): Promise<TranscriptLine[]> {
    const place = by === 'offset' ? { offset: value } : { at_us: value };
    const name = `${by} ${value}`;
    const sought = this.#sought.get(name) ?? this.#fetch(place);
    this.#sought.set(name, sought);
    try {
      const lines = await sought;
      const page = pageOf(lines);
      const reach = this.#reach.get(page);
      if (reach) reach[by] = Math.max(reach[by], value);
      return lines;
    } finally {
      this.#sought.delete(name);
    }
  }

  #page(page: number): Promise<TranscriptLine[]> {
    const here = this.#pages.get(page);
    if (here) return Promise.resolve(here);
    const coming = this.#coming.get(page) ?? this.#fetch({ line: page * PAGE });
    this.#coming.set(page, coming);
    coming.catch(() => this.#coming.delete(page));
    return coming;
  }

  /** Keeps a page, and forgets those that came longest ago. */
  #keep(page: number, lines: TranscriptLine[]): void {
    this.#pages.delete(page);
    this.#pages.set(page, lines);
    const [first, last] = this.#seen;
    const others = [...this.#pages.keys()].filter((each) => each < first || each > last);
    for (const oldest of others.slice(0, -KEPT)) {
      this.#pages.delete(oldest);
      this.#coming.delete(oldest);
      this.#reach.delete(oldest);
    }
  }

  async #fetch(place: TranscriptPlace): Promise<TranscriptLine[]> {
    try {
      const answer = await api.transcript(this.key, place, this.size, this.#closed.signal);
      this.total = answer.total;
      const last = answer.lines.at(-1);
      const page = pageOf(answer.lines);
      this.#keep(page, answer.lines);
      // Whether more lines share the last one's place is for the server to say.
      if (last) this.#reach.set(page, { offset: last.offset - 1, at_us: last.at_us - 1 });
      return answer.lines;
    } catch (cause) {
      if (cause instanceof ApiError) this.failure = cause;
      throw cause;
    }
  }
}

function pageOf(lines: TranscriptLine[]): number {
  return Math.floor(((lines[0]?.line ?? 1) - 1) / PAGE);
}
