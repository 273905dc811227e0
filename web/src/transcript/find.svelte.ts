// Where do the searched words stand in this session?
import { Ask } from '../api/ask.svelte';
import { api } from '../api/client';
import type { ApiError } from '../api/client';
import type { Hits } from '../api/types';
import { blankOf, type Blank } from '../lanes/blank';
import type { Size } from '../router/view';

/** A search of which a box can tell, and in which one can step. */
export interface Finder {
  readonly needle: string;
  readonly busy: boolean;
  readonly failure: ApiError | undefined;
  /** Hits, of which only so many may be listed. */
  readonly total: number;
  readonly lines: readonly unknown[];
  /** The number of the present one, counted from 0. */
  readonly at: number;
  search(needle: string): unknown;
}

/** A search through all lines, by the server: the browser never has all of them. */
export class Find implements Finder {
  needle = $state('');
  at = $state(0);
  /** How often was stepped since it was searched for; before, only the text shows the first hit. */
  steps = $state(0);
  #hits = new Ask<Hits>();

  constructor(
    readonly key: string,
    readonly size?: Size,
  ) {}

  get busy(): boolean {
    return this.#hits.busy;
  }

  get failure() {
    return this.#hits.failure;
  }

  /** What it means that there is no hit. */
  get blank(): Blank {
    return blankOf(this.#hits);
  }

  /** Lines with a hit, of which only the first thousands are listed. */
  get total(): number {
    return this.#hits.answer?.total ?? 0;
  }

  /** Number and position of each listed line, in order. */
  get lines(): Hits['lines'] {
    return this.#hits.answer?.lines ?? [];
  }

  /** The present hit. */
  get hit(): { line: number; us: number } | undefined {
    const [line, us] = this.lines[this.at] ?? [];
    return line === undefined || us === undefined ? undefined : { line, us };
  }

  async search(needle: string): Promise<void> {
    this.needle = needle;
    this.at = 0;
    this.steps = 0;
    if (needle === '') return this.#hits.forget();
    await this.#hits.run((signal) => api.find(this.key, needle, this.size, signal));
  }

  retry = (): void => this.#hits.retry();

  /** Steps to the first hit, then through all of them, round and round. */
  step(direction: 1 | -1): void {
    const { length } = this.lines;
    const isFirst = this.steps === 0 && direction > 0;
    if (length > 0 && !isFirst) this.at = (this.at + direction + length) % length;
    this.steps += 1;
  }
}
