// Where on the bar are the commands?

/** The steps into which a bar is divided; a finer one would show no more on any screen. */
export const STEPS = 1_000;

/** An SVG path with a vertical line for each step that holds a place, however many do. */
export function tickPath(places: number[], duration: number): string {
  if (duration <= 0) return '';
  const steps = new Set(places.map((place) => Math.round((place / duration) * STEPS)));
  return [...steps].map((step) => `M${step} 0v1`).join('');
}
