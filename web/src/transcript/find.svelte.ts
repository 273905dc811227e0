// Where do the searched words stand in this session?
import type { TranscriptPages } from './pages.svelte';
import { occurrences } from './occurrences';

/** A search through all lines, growing while pages come in. */
export class Find {
  needle = $state('');
  /** Rows with a hit, in order. */
  rows = $state.raw<number[]>([]);
  at = $state(0);
  searched = $state(0);
  busy = $state(false);
  #run = 0;

  constructor(readonly pages: TranscriptPages) {}

  /** The row of the present hit. */
  get row(): number | undefined {
    return this.rows[this.at];
  }

  async search(needle: string): Promise<void> {
    const run = ++this.#run;
    this.needle = needle;
    [this.rows, this.at, this.searched] = [[], 0, 0];
    this.busy = needle !== '';
    if (!this.busy) return;
    try {
      for await (const lines of this.pages.all()) {
        if (run !== this.#run) return;
        const found = lines.filter((line) => occurrences(line.text, needle).length > 0);
        if (found.length > 0) this.rows = [...this.rows, ...found.map((line) => line.line - 1)];
        this.searched += lines.length;
      }
    } catch {
      // The pages say themselves that they could not be fetched.
    }
    if (run === this.#run) this.busy = false;
  }

  /** Steps through the hits, round and round. */
  step(direction: 1 | -1): void {
    const { length } = this.rows;
    if (length > 0) this.at = (this.at + direction + length) % length;
  }
}
