// Where was nothing written, and how does playback get past it?

/** Microseconds of playback, from and to. */
export type Stretch = readonly [from: number, to: number];

/** What was written last stays to be read for this long, and what comes next is not missed. */
const BEFORE_US = 1_500_000;
const AFTER_US = 500_000;
/** A pause that is skipped passes in so much wall time; a longer one than this is jumped over. */
const PASSES_IN_US = 1_000_000;
const JUMPED_US = 3_600_000_000;
/** How long it is said that something was skipped, in wall time. */
const SAID_FOR_US = 2_500_000;

/** The position after some wall time, with pauses skipped. */
export function skipping(
  position: number,
  wallUs: number,
  speed: number,
  idle: readonly Stretch[],
): number {
  const usual = position + wallUs * speed;
  const stretch = idle.find((each) => skipped(each)[0] <= position && position < skipped(each)[1]);
  if (!stretch) return usual;
  const [from, to] = skipped(stretch);
  if (to - from > JUMPED_US) return to;
  return Math.max(usual, Math.min(to, position + (wallUs * (to - from)) / PASSES_IN_US));
}

/** The pause that playback skips now, or has skipped just now. */
export function justSkipped(
  position: number,
  speed: number,
  idle: readonly Stretch[],
): Stretch | undefined {
  return idle.find((stretch) => {
    const [from, to] = skipped(stretch);
    return from < to && from <= position && position < to + SAID_FOR_US * speed;
  });
}

/** What all pauses together take, and skipping them saves. */
export function skippedUs(idle: readonly Stretch[]): number {
  return idle.map(skipped).reduce((sum, [from, to]) => sum + Math.max(0, to - from), 0);
}

function skipped([from, to]: Stretch): Stretch {
  return [from + BEFORE_US, to - AFTER_US];
}
