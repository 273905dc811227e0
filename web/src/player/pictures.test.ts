// Is each picture cut from the right place of the right sheet?
import { expect, test } from 'vitest';
import { pictureAt, scenes } from './pictures';

const PICTURES = {
  state: 'ready' as const,
  width: 160,
  height: 90,
  sheets: 2,
  per_sheet: 6,
  columns: 3,
  at_us: [0, 10, 20, 30, 40, 50, 60, 70],
  scenes: [0, 4, 7],
};

test.each([
  [-5, [0, 0, 0]],
  [0, [0, 0, 0]],
  [9, [0, 0, 0]],
  [10, [0, 160, 0]],
  [25, [0, 320, 0]],
  [30, [0, 0, 90]],
  [59, [0, 320, 90]],
  [60, [1, 0, 0]],
  [999, [1, 160, 0]],
])('at %i', (us, expected) => {
  const cut = pictureAt(PICTURES, us)!;
  expect([cut.sheet, cut.left, cut.top]).toEqual(expected);
  expect([cut.width, cut.height]).toEqual([160, 90]);
});

test('the contact sheet holds what differs', () => {
  expect(scenes(PICTURES).map(({ at }) => at)).toEqual([0, 40, 70]);
});

test('without pictures there is none', () => {
  const none = { ...PICTURES, state: 'none' as const };
  expect(pictureAt(none, 10)).toBeUndefined();
  expect(scenes(none)).toEqual([]);
  expect(pictureAt({ ...PICTURES, at_us: [] }, 10)).toBeUndefined();
});
