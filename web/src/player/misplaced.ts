// What is to be said of an address that leads to no place in the recording?
import type { Place } from '../router/place';
import type { Playback } from './playback';

/** What was given is no place at all, or one behind the end, which is shown instead. */
export type Misplaced = { is: 'no-place'; given: string } | { is: 'behind-the-end' };

/** Nothing once one has gone elsewhere, or while it is not known where the recording ends. */
export function misplaced(
  { line, offset, us, unread }: Place,
  { duration, position }: Pick<Playback, 'duration' | 'position'>,
): Misplaced | undefined {
  if (line !== undefined || offset !== undefined || duration === 0) return undefined;
  if (position !== Math.min(us ?? 0, duration)) return undefined;
  if (us !== undefined) return us > duration ? { is: 'behind-the-end' } : undefined;
  return unread === undefined ? undefined : { is: 'no-place', given: unread };
}
