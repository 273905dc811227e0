// Why can it not be told of a video when its picture changed?
import type { Footage } from '../api/types';
import type { Messages } from '../i18n/en';

/** The reason in words; none where it is told. Without a slice of activity nothing was told, be it ever so still. */
export function untold(
  { activity, frames, key_frames }: Pick<Footage, 'activity' | 'frames' | 'key_frames'>,
  { screen }: Messages,
): string | undefined {
  if (activity.length > 0) return undefined;
  return frames > 0 && frames === key_frames ? screen.onlyKeyFrames : screen.nothingPlays;
}
