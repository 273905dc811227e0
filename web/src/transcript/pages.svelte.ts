// Which lines of the transcript are here, and where is the line of an offset or a position?
import { SvelteMap } from 'svelte/reactivity';
import { api, ApiError } from '../api/client';
import type { TranscriptLine } from '../api/types';

/** Lines fetched at once: a second of scrolling, some 60 kB. */
const PAGE = 1_000;

/** A transcript that is fetched by pages as they come into sight. */
export class TranscriptPages {
  total = $state<number>();
  failure = $state.raw<ApiError>();
  #pages = new SvelteMap<number, TranscriptLine[]>();
  #coming = new Map<number, Promise<TranscriptLine[]>>();
  #closed = new AbortController();

  constructor(readonly key: string) {}

  close(): void {
    this.#closed.abort();
  }

  /** The line in a row, counted from 0, if it is here. */
  row(row: number): TranscriptLine | undefined {
    return this.#pages.get(Math.floor(row / PAGE))?.[row % PAGE];
  }

  /** Fetches whatever is missing between two rows. */
  need(first: number, end: number): void {
    const last = Math.floor(Math.max(first, end - 1) / PAGE);
    for (let page = Math.floor(first / PAGE); page <= last; page++) {
      this.#page(page).catch(() => undefined);
    }
  }

  /** The line with a number, counted from 1, or the last line. */
  async number(line: number): Promise<TranscriptLine | undefined> {
    await this.#page(0);
    const row = Math.min(Math.max(line, 1), this.total ?? 0) - 1;
    return row < 0 ? undefined : (await this.#page(Math.floor(row / PAGE)))[row % PAGE];
  }

  /**
   * The last line at or before an offset or a position, else the first line. Both grow from line to line, so this
   * fetches at most a handful of pages, however long the transcript is.
   */
  async at(by: 'offset' | 'at_us', value: number): Promise<TranscriptLine | undefined> {
    const first = await this.#page(0);
    let [low, high] = [0, Math.max(0, Math.ceil((this.total ?? 0) / PAGE) - 1)];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const start = (await this.#page(middle))[0];
      if (start && start[by] <= value) low = middle;
      else high = middle - 1;
    }
    return (await this.#page(low)).findLast((line) => line[by] <= value) ?? first[0];
  }

  /**
   * The line that an offset of a link, command or hit means. A line carries the byte by which it was complete, a command
   * the byte of its Enter, which is at most one before that. Empty lines share the offset of the line above them.
   */
  async holding(offset: number): Promise<TranscriptLine | undefined> {
    let line = await this.at('offset', offset);
    if (line?.offset !== offset) line = await this.at('offset', offset + 1);
    while (line && line.line > 1) {
      const above: TranscriptLine | undefined = await this.number(line.line - 1);
      if (above?.offset !== line.offset) break;
      line = above;
    }
    return line;
  }

  /** All lines in order, page by page, for a search through everything. */
  async *all(): AsyncGenerator<TranscriptLine[]> {
    yield await this.#page(0);
    for (let page = 1; page * PAGE < (this.total ?? 0); page++) yield await this.#page(page);
  }

  retry = (): void => {
    this.failure = undefined;
    this.need(0, 1);
  };

  #page(page: number): Promise<TranscriptLine[]> {
    const coming = this.#coming.get(page) ?? this.#fetch(page);
    this.#coming.set(page, coming);
    return coming;
  }

  async #fetch(page: number): Promise<TranscriptLine[]> {
    try {
      const answer = await api.transcript(this.key, page * PAGE, PAGE, this.#closed.signal);
      this.total = answer.total;
      this.#pages.set(page, answer.lines);
      return answer.lines;
    } catch (cause) {
      this.#coming.delete(page);
      if (cause instanceof ApiError) this.failure = cause;
      throw cause;
    }
  }
}
