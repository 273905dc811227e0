// Does an estimated place ever look exact?
import { expect, test } from 'vitest';
import type { TimeBasis, TranscriptLine } from '../api/types';
import { writeClock, writeFineClock, writeLinePlace, writeMargin, writePosition } from './position';

const LINE: TranscriptLine = {
  line: 214,
  offset: 18231,
  at_us: 192_000_000,
  not_before_us: 190_000_000,
  not_after_us: 193_100_000,
  text: 'drop table tmp_orders;',
  seen: 'scrollback',
};

test.each([
  [0, '00:00'],
  [192_999_999, '03:12'],
  [3_792_000_000, '1:03:12'],
  [-5, '00:00'],
])('clock %d', (us, expected) => expect(writeClock(us)).toBe(expected));

test.each([
  [0, '00:00.000'],
  [2_040_999, '00:02.040'],
  [3_792_999_999, '1:03:12.999'],
  [-5, '00:00.000'],
])('fine clock %d', (us, expected) => expect(writeFineClock(us)).toBe(expected));

test.each<[TimeBasis, string, string]>([
  ['exact', '03:12', '03:12'],
  ['anchored', '03:12 ±2 s', '03:12 ±2 s'],
  ['estimated', '≈03:12', 'L214'],
  ['order-only', 'L214', 'L214'],
])('%s', (basis, position, place) => {
  expect(writePosition(192_000_000, basis, LINE)).toBe(position);
  expect(writeLinePlace(LINE, basis)).toBe(place);
});

test('a line without a time has none, although its recording has others', () => {
  const untimed = { ...LINE, basis: 'order-only' as const };
  expect(writePosition(192_000_000, 'exact', untimed)).toBe('L214');
  expect(writeLinePlace(untimed, 'exact')).toBe('L214');
});

test.each([
  [10, 10, 10, '±1 s'],
  [10, 10, 14, '±4 s'],
  [4.5, 10, 10, '±6 s'],
  [9.9, 10, 12.1, '±3 s'],
])('between %d and %d and %d s the margin is the longer side', (before, at, after, margin) => {
  const line = { not_before_us: before * 1e6, at_us: at * 1e6, not_after_us: after * 1e6 };
  expect(writeMargin(line)).toBe(margin);
});

test('before its line is known, an anchored position is no exact one', () => {
  expect(writePosition(192_000_000, 'anchored', undefined)).toBe('≈03:12');
});
