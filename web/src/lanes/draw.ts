// How are many marks drawn at once, and which of them is meant by a pointer?
import type { Mark } from './lanes';

/** The steps into which an axis is divided; a finer one would show no more on any screen. */
export const STEPS = 1_000;

/** Points, lengths and bars stand in a box this high. */
export const HEIGHT = 14;

/** An SVG path with a vertical line for each step that holds a point, however many do. */
export function tickPath(places: readonly number[], duration: number): string {
  if (duration <= 0) return '';
  const steps = new Set(places.map((place) => stepOf(place, duration)));
  return [...steps].map((step) => `M${step} 2v${HEIGHT - 4}`).join('');
}

/** An SVG path with a box for each stretch, the inset free above and below; boxes that touch on the screen are one. */
export function spanPath(
  spans: readonly { at: number; to: number }[],
  duration: number,
  inset: number,
): string {
  if (duration <= 0) return '';
  const merged: [number, number][] = [];
  for (const { at, to } of [...spans].sort((a, b) => a.at - b.at)) {
    const [from, end] = [
      stepOf(at, duration),
      Math.max(stepOf(to, duration), stepOf(at, duration) + 1),
    ];
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([from, end]);
  }
  return merged.map(([from, to]) => `M${from} ${inset}H${to}V${HEIGHT - inset}H${from}Z`).join('');
}

/** An SVG path with a bar for each slice. Roots, because one burst would flatten everything else; any output shows. */
export function barPath(slices: readonly number[]): string {
  const most = Math.sqrt(Math.max(...slices, 1));
  const width = STEPS / slices.length;
  const bars = slices.map((bytes, i) => {
    if (bytes === 0) return '';
    const height = Math.max(1, (Math.sqrt(bytes) / most) * HEIGHT);
    const [x, end] = [round(i * width), round((i + 1) * width)];
    return `M${x} ${HEIGHT}V${round(HEIGHT - height)}H${end}V${HEIGHT}Z`;
  });
  return bars.join('');
}

/** The mark at or nearest to a position; a stretch that holds the position is nearest, and the shortest one wins. */
export function nearest(marks: readonly Mark[], position: number): number | undefined {
  let found: { i: number; distance: number; length: number } | undefined;
  marks.forEach(({ at, to = at }, i) => {
    const distance = Math.max(at - position, position - to, 0);
    const better =
      !found ||
      distance < found.distance ||
      (distance === found.distance && to - at < found.length);
    if (better) found = { i, distance, length: to - at };
  });
  return found?.i;
}

function stepOf(place: number, duration: number): number {
  return Math.round((Math.min(Math.max(place, 0), duration) / duration) * STEPS);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
