// Does an estimated place ever look exact?
import { expect, test } from 'vitest';
import type { TimeBasis, TranscriptLine } from '../api/types';
import { writeClock, writeLinePlace, writePosition } from './position';

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

test.each<[TimeBasis, string, string]>([
  ['exact', '03:12', '03:12'],
  ['anchored', '03:12 ±2 s', '03:12 ±2 s'],
  ['estimated', '≈03:12', 'L214'],
  ['order-only', 'L214', 'L214'],
])('%s', (basis, position, place) => {
  expect(writePosition(192_000_000, basis, LINE)).toBe(position);
  expect(writeLinePlace(LINE, basis)).toBe(place);
});

test('before its line is known, an anchored position is no exact one', () => {
  expect(writePosition(192_000_000, 'anchored', undefined)).toBe('≈03:12');
});
