// What does it mean that a lane holds nothing?
import type { Ask } from '../api/ask.svelte';
import type { ApiError } from '../api/client';
import type { LaneName } from './lanes';

/** Only an answer says that there is nothing; before it nobody knows, and it may say that this cannot be told. */
export type Blank =
  | { is: 'nothing' | 'loading' }
  | { is: 'unknown'; because: string }
  | { is: 'failed'; failure: ApiError; retry: () => void };

/** What lanes hold nothing for the same reason. */
export interface Blanks {
  names: LaneName[];
  blank: Blank;
}

/** What a lane is that holds nothing of the answer to a question. */
export function blankOf(asked: Pick<Ask<unknown>, 'answer' | 'failure' | 'busy' | 'retry'>): Blank {
  const { answer, failure, busy, retry } = asked;
  if (answer !== undefined) return { is: 'nothing' };
  return failure && !busy ? { is: 'failed', failure, retry } : { is: 'loading' };
}

/** The lanes that hold nothing, those together of which the same is said; nothing is said of one that has no blank. */
export function blanks(
  names: readonly LaneName[],
  blankAt: (name: LaneName) => Blank | undefined,
): Blanks[] {
  const all: Blanks[] = [];
  for (const name of names) {
    const blank = blankAt(name);
    if (!blank) continue;
    const same = all.find((each) => isSame(each.blank, blank));
    if (same) same.names.push(name);
    else all.push({ names: [name], blank });
  }
  return all;
}

function isSame(one: Blank, other: Blank): boolean {
  if (one.is === 'unknown' && other.is === 'unknown') return one.because === other.because;
  if (one.is === 'failed' && other.is === 'failed') return one.failure === other.failure;
  return one.is === other.is;
}
