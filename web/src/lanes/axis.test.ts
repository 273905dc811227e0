// Are there a few round times, and never too many?
import { expect, test } from 'vitest';
import { labelled, roundTimes } from './axis';

test.each([
  [0, []],
  [3, [1, 2]],
  [215, [30, 60, 90, 120, 150, 180, 210]],
  [2_700, [600, 1_200, 1_800, 2_400]],
])('%d seconds', (seconds, expected) => {
  expect(roundTimes(seconds * 1e6, 8)).toEqual(expected.map((each) => each * 1e6));
});

test.each([1, 60, 4_000, 90_000, 9_000_000])('never more than asked for: %d seconds', (seconds) => {
  expect(roundTimes(seconds * 1e6, 8).length).toBeLessThanOrEqual(8);
});

test.each([
  [215, 1_100, [30, 60, 90, 120, 150, 180, 210]],
  [210.5, 1_100, [30, 60, 90, 120, 150, 180]],
  [215, 260, [60, 120, 180]],
  [215, 130, [120]],
  [215, 30, []],
  [0, 1_100, []],
])('%d seconds on %d pixels', (seconds, width, expected) => {
  expect(labelled(seconds * 1e6, width)).toEqual(expected.map((each) => each * 1e6));
});
