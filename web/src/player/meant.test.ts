// Does an address lead into the video that it was copied from?
import { expect, test } from 'vitest';
import { meant, nameOf } from './meant';

const [FIRST, SECOND] = ['2858d0a12593'.padEnd(64, '9'), '53a6eaca94d5'.padEnd(64, 'c')];
const SCREENS = [FIRST, SECOND].map((sha256) => ({ sha256 }));

test.each([
  [undefined, 0],
  [nameOf({ sha256: FIRST }), 0],
  [nameOf({ sha256: SECOND }), 1],
  ['53A6EACA94D5', 1],
  ['000000000000', undefined],
  ['5', undefined],
])('%s', (screen, number) => {
  expect(meant(SCREENS, screen === undefined ? {} : { screen })).toBe(number);
});
