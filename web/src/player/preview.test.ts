// Does the preview stay inside of the player and above its controls?
import { expect, test } from 'vitest';
import { placed } from './preview';

const ROOM = { left: 10, right: 1010, below: 500 };

test.each([
  ['in the middle', 400, { width: 200, height: 150 }, { left: 300, top: 344 }],
  ['at the left end', 12, { width: 200, height: 150 }, { left: 16, top: 344 }],
  ['at the right end', 1008, { width: 200, height: 150 }, { left: 804, top: 344 }],
  ['wider than the player', 400, { width: 2000, height: 150 }, { left: 16, top: 344 }],
  ['higher than the page', 400, { width: 200, height: 900 }, { left: 300, top: 6 }],
])('%s', (_name, x, size, expected) => {
  expect(placed(x, size, ROOM)).toEqual(expected);
});
