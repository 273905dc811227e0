// Are pauses passed quickly, whole hours jumped over, and nothing else skipped?
import { expect, test } from 'vitest';
import { justSkipped, skipping, skippedUs, type Stretch } from './idle';

const S = 1_000_000;
const IDLE: Stretch[] = [
  [10 * S, 112 * S],
  [200 * S, 8_000 * S],
];

test.each([
  ['before a pause', 5, 0.1, 1, 5.1],
  ['what was written last can be read', 11, 0.1, 1, 11.1],
  ['a pause passes in a second', 11.5, 0.1, 1, 21.5],
  ['whatever the speed', 11.5, 0.1, 4, 21.5],
  ['and never past its end', 111, 0.5, 1, 111.5],
  ['after it', 111.5, 0.1, 1, 111.6],
  ['more than an hour is jumped', 201.5, 0.016, 1, 7_999.5],
])('%s', (_name, position, wall, speed, expected) => {
  expect(skipping(position * S, wall * S, speed, IDLE)).toBeCloseTo(expected * S);
  expect(skipping(position * S, wall * S, speed, [])).toBeCloseTo((position + wall * speed) * S);
});

test.each([
  [11, undefined],
  [11.5, 0],
  [111, 0],
  [113, 0],
  [115, undefined],
  [7_999.5, 1],
])('at %d s the skipped pause is %j', (position, expected) => {
  expect(justSkipped(position * S, 1, IDLE)).toBe(
    expected === undefined ? undefined : IDLE[expected],
  );
});

test('what is skipped is told', () => {
  expect(skippedUs(IDLE)).toBe((100 + 7_798) * S);
  expect(skippedUs([[0, S]])).toBe(0);
  expect(skippedUs([])).toBe(0);
});
