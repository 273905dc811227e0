// Which round times stand along an axis?

const SECOND = 1_000_000;
const STEPS_US = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400,
].map((seconds) => seconds * SECOND);

/** Round positions inside an axis, at most so many. */
export function roundTimes(duration: number, most: number): number[] {
  const step = STEPS_US.find((each) => duration / each <= most) ?? STEPS_US.at(-1)!;
  const times = [];
  for (let at = step; at < duration && times.length < most; at += step) times.push(at);
  return times;
}
