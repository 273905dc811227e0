// Which round times stand along an axis?

const SECOND = 1_000_000;
const STEPS_US = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400,
].map((seconds) => seconds * SECOND);

/** More would be too many to read, on any screen. */
const MOST = 8;
/** Pixels that the longest label and the room beside it take, such as `10:30:00`. */
const LABEL = 64;
/** Pixels of half a label without that room: nearer than this to the end it would stick out. */
const HALF = 24;

/** Round positions whose labels stand beside each other on an axis so many pixels wide. */
export function labelled(duration: number, width: number): number[] {
  const times = roundTimes(duration, Math.min(MOST, Math.max(1, Math.floor(width / LABEL))));
  return times.filter((at) => (1 - at / duration) * width >= HALF);
}

/** Round positions inside an axis, at most so many. */
export function roundTimes(duration: number, most: number): number[] {
  const step = STEPS_US.find((each) => duration / each <= most) ?? STEPS_US.at(-1)!;
  const times = [];
  for (let at = step; at < duration && times.length < most; at += step) times.push(at);
  return times;
}
