// After which lines of a transcript was nothing written for long?
import type { TranscriptLine } from '../api/types';
import type { Stretch } from '../player/idle';

type Placed = Pick<TranscriptLine, 'not_before_us' | 'not_after_us'>;

/** Answers how long the pause between two neighbouring lines was, for pauses in order. */
export function pauses(
  idle: readonly Stretch[],
): (before: Placed | undefined, line: Placed | undefined) => number | undefined {
  return (before, line) => {
    if (!line || idle.length === 0) return undefined;
    // A pause lies between the latest moment of one line and the earliest of the next.
    const from = before ? before.not_after_us : 0;
    const stretch = idle.find(([start, end]) => start >= from && end <= line.not_before_us);
    return stretch && stretch[1] - stretch[0];
  };
}
