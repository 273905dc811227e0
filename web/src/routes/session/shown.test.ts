// Is the time that the videos show told only where all of it is known?
import { expect, test } from 'vitest';
import type { ScreenFacts } from '../../api/types';
import { shownOf } from './shown';

/** Videos of so many seconds; null for one that was not looked through. */
function videos(...seconds: (number | null)[]): Pick<ScreenFacts, 'about'>[] {
  return seconds.map((each) => ({
    about: each === null ? null : { duration_us: each * 1e6 },
  }));
}

test.each([
  ['one video', 70, videos(40), { us: 40e6, openUs: 70e6 }],
  ['two parts', 70, videos(40, 20), { us: 60e6, openUs: 70e6 }],
  ['no video', 70, [], undefined],
  ['one that was not looked through', 70, videos(40, null), undefined],
  ['an end that nobody knows', null, videos(40), undefined],
] as const)('%s', (_, open, screens, expected) => {
  expect(shownOf({ duration_us: open === null ? null : open * 1e6 }, screens)).toEqual(expected);
});
