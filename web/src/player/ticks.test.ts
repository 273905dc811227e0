// Is every command on the bar, and none of them twice?
import { expect, test } from 'vitest';
import { tickPath } from './ticks';

test.each([
  [[], 60, ''],
  [[0, 60], 60, 'M0 0v1M1000 0v1'],
  [[30, 30.01, 29.99], 60, 'M500 0v1'],
  [[15], 0, ''],
])('%j of %d', (places, duration, path) => {
  expect(tickPath(places, duration)).toBe(path);
});
