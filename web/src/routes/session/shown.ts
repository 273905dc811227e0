// How much of the time that a desktop was open do its videos show?
import type { ScreenFacts, SessionRow } from '../../api/types';

/** In microseconds. Nothing tells how much it should be: a screen that nobody looks at may not be filmed. */
interface Shown {
  us: number;
  openUs: number;
}

/** Undefined unless the clocks of AWS tell of both ends, and all videos were looked through. */
export function shownOf(
  { duration_us: openUs }: Pick<SessionRow, 'duration_us'>,
  screens: readonly Pick<ScreenFacts, 'about'>[],
): Shown | undefined {
  if (openUs == null || screens.length === 0) return undefined;
  let us = 0;
  for (const { about } of screens) {
    if (about?.duration_us == null) return undefined;
    us += about.duration_us;
  }
  return { us, openUs };
}
