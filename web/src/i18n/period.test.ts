// Is a resolved period the same in Japanese, and left alone where it is not understood?
import { expect, test } from 'vitest';
import { writePeriod } from './period';

test.each([
  ['Mon 16 – Sun 22 Nov 2026 JST', '2026-11-16 (月) – 2026-11-22 (日) JST'],
  ['Mon 26 Oct – Sun 1 Nov 2026 JST', '2026-10-26 (月) – 2026-11-01 (日) JST'],
  ['Mon 28 Dec 2026 – Sun 3 Jan 2027 UTC', '2026-12-28 (月) – 2027-01-03 (日) UTC'],
  ['Tue 24 Nov 2026 JST', '2026-11-24 (火) JST'],
  [
    'Tue 17 Nov 2026 14:00 – Tue 24 Nov 2026 14:00:30 JST',
    '2026-11-17 (火) 14:00 – 2026-11-24 (火) 14:00:30 JST',
  ],
  ['from Tue 24 Nov 2026 JST', '2026-11-24 (火) JST 以降'],
  ['before Tue 24 Nov 2026 09:30 JST', '2026-11-24 (火) 09:30 JST より前'],
  ['any known time', 'any known time'],
  ['', ''],
])('%s', (english, japanese) => {
  expect(writePeriod(english, { zone: 'UTC', language: 'ja' })).toBe(japanese);
  expect(writePeriod(english, { zone: 'UTC', language: 'en' })).toBe(english);
});
