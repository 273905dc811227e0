// Where in the text that a machine read do the searched words stand?
import type { Ask } from '../api/ask.svelte';
import type { ScreenText } from '../api/types';
import { blankOf, type Blank } from '../lanes/blank';
import type { Mark } from '../lanes/lanes';
import type { Finder } from '../transcript/find.svelte';
import { occurrences } from '../transcript/occurrences';
import { moments, seekable } from './screenText';
import { soughtIn } from './sought';

/** A search through all that was read, which is here as a whole. */
export class ScreenFind implements Finder {
  needle = $state('');

  constructor(
    readonly text: Pick<Ask<ScreenText>, 'answer' | 'failure' | 'busy' | 'retry'>,
    /** The position that the page tells. */
    readonly told: () => number,
    /** The search that led here. */
    q = '',
  ) {
    this.needle = soughtIn(q, 'screen');
  }

  get busy(): boolean {
    return this.text.busy;
  }

  get failure() {
    return this.text.failure;
  }

  /** What it means that there is no hit; nothing where nothing is searched for. */
  get blank(): Blank | undefined {
    return this.needle === '' ? undefined : blankOf(this.text);
  }

  /** The moments at which it was read, each as a mark. */
  lines = $derived.by((): Mark[] =>
    moments(this.text.answer?.lines ?? []).flatMap(({ at, lines }) => {
      const line = lines.find(({ text }) => occurrences(text, this.needle).length > 0);
      if (!line) return [];
      const us = seekable(at);
      return [{ at: us, text: line.text, target: { us }, tone: 'warn' }];
    }),
  );

  get total(): number {
    return this.lines.length;
  }

  /** The last one at or before the position; none before the first. */
  get at(): number {
    return this.lines.findLastIndex(({ at }) => at <= this.told());
  }

  search(needle: string): void {
    this.needle = needle;
  }

  /** The place of the next hit after a position, or of the last one before it, round and round. */
  from(position: number, direction: 1 | -1): number | undefined {
    const { lines } = this;
    const next =
      direction > 0
        ? (lines.find(({ at }) => at > position) ?? lines[0])
        : (lines.findLast(({ at }) => at < position) ?? lines.at(-1));
    return next?.at;
  }
}
