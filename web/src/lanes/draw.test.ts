// Is every mark drawn, none of them twice, and the meant one found?
import { expect, test } from 'vitest';
import { barPath, nearest, spanPath, tickPath } from './draw';
import type { Mark } from './lanes';

test.each([
  [[], 60, ''],
  [[0, 60], 60, 'M0 2v10M1000 2v10'],
  [[30, 30.01, 29.99], 60, 'M500 2v10'],
  [[-5, 99], 60, 'M0 2v10M1000 2v10'],
  [[15], 0, ''],
])('points %j of %d', (places, duration, path) => {
  expect(tickPath(places, duration)).toBe(path);
});

test.each([
  [[], ''],
  [[[30, 45]], 'M500 3H750V11H500Z'],
  [
    [
      [45, 60],
      [30, 45],
    ],
    'M500 3H1000V11H500Z',
  ],
  [[[30, 30]], 'M500 3H501V11H500Z'],
])('stretches %j', (spans, path) => {
  const named = spans.map(([at, to]) => ({ at: at!, to: to! }));
  expect(spanPath(named, 60, 3)).toBe(path);
});

test('a little output shows, none does not', () => {
  expect(barPath([0, 1, 0, 1_000_000])).toBe('M250 14V13H500V14ZM750 14V0H1000V14Z');
  expect(barPath([0, 0])).toBe('');
});

test.each([
  [0, 0],
  [14, 1],
  [25, 2],
  [30, 3],
  [99, 2],
])('what is nearest to %d is mark %d', (position, expected) => {
  const mark = (at: number, to?: number) => ({ at, ...(to && { to }) }) as Mark;
  expect(nearest([mark(3), mark(12), mark(20, 60), mark(29, 31)], position)).toBe(expected);
  expect(nearest([], position)).toBeUndefined();
});
