// Which of the videos of a session does an address mean?
import type { ScreenFacts } from '../api/types';
import type { Seen } from '../router/route';

type Screens = readonly Pick<ScreenFacts, 'sha256'>[];

/** What an address calls a video: as much of its hash as the page shows, which stays when another video comes. */
export function nameOf({ sha256 }: Pick<ScreenFacts, 'sha256'>): string {
  return sha256.slice(0, 12);
}

/** The number of the video that is meant, counted from 0: the first, unless one is named; none if that is not here. */
export function meant(screens: Screens, { screen }: Pick<Seen, 'screen'>): number | undefined {
  if (screen === undefined) return 0;
  const number = screens.findIndex((each) => nameOf(each) === screen.toLowerCase());
  return number < 0 ? undefined : number;
}
