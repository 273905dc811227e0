// Does every cell stand in its place, and does it say all that it holds?
import { expect, test } from 'vitest';
import { en } from '../../i18n/en';
import { ja } from '../../i18n/ja';
import { describe as say, gridOf, isLatest, isUnread, monthsOf, shifted } from './grid';
import { cell, coverage } from './told.sample';

const [PROD, STAGING] = ['111122223333', '444455556666'];

test('days run from left to right, and what is not known stands last', () => {
  const cells = [
    cell(['2026-11-02', PROD, 'us-east-1'], [['arrived', 1]]),
    cell(['2026-11-02', PROD, 'ap-northeast-1'], [['missing', 2]]),
    cell(['2026-10-31', STAGING, 'us-east-1'], [['late', 3]]),
    cell(['2026-11-01', null, null], [['unknown', 4]]),
    cell([null, PROD, 'us-east-1'], [['unannounced', 5]]),
  ];
  const { days, rows } = gridOf(cells);
  expect(days).toEqual(['2026-10-31', '2026-11-01', '2026-11-02', undefined]);
  expect(rows.map(({ account, region }) => [account, region])).toEqual([
    [PROD, 'ap-northeast-1'],
    [PROD, 'us-east-1'],
    [STAGING, 'us-east-1'],
    [undefined, undefined],
  ]);
  const numbers = rows.map((row) => row.cells.map((each) => each?.states[0]?.sessions));
  expect(numbers).toEqual([
    [undefined, undefined, 2, undefined],
    [undefined, undefined, 1, 5],
    [3, undefined, undefined, undefined],
    [undefined, 4, undefined, undefined],
  ]);
  expect(monthsOf(days)).toEqual([
    { month: '2026-10', days: 1 },
    { month: '2026-11', days: 2 },
    { month: undefined, days: 1 },
  ]);
});

test.each([
  [-1, '2026-10-26', '2026-10-30'],
  [1, '2026-11-05', '2026-11-09'],
] as const)('the period beside it has as many days (%s)', (times, from, to) => {
  expect(shifted({ from: '2026-10-31', to: '2026-11-04' }, times)).toEqual({ from, to });
});

test('there is nothing later than today, in the zone of the days', () => {
  const told = { as_of: '2026-11-23T15:00:00Z', to: '2026-11-23' };
  expect(isLatest(coverage({}, { ...told, zone: 'UTC' }))).toBe(true);
  expect(isLatest(coverage({}, { ...told, zone: 'Asia/Tokyo' }))).toBe(false);
});

test('a cell says everything that it holds', () => {
  const clock = { zone: 'Asia/Tokyo', language: 'en' } as const;
  const held = cell(
    ['2026-11-20', PROD, 'ap-northeast-1'],
    [
      ['missing', 1],
      ['arrived', 2],
    ],
  );
  expect(say(held, en, clock)).toBe(
    'Fri 2026-11-20, 111122223333 ap-northeast-1: 1 missing, 2 arrived',
  );
  expect(say(held, ja, { ...clock, language: 'ja' })).toBe(
    '2026-11-20 (金), 111122223333 ap-northeast-1: 欠落 1 件, 到着 2 件',
  );
  expect(say(cell([null, null, null]), en, clock)).toBe(
    'day not known, not known not known: no session',
  );
});

test('a day without sessions is quiet only if it was read to its end', () => {
  const [read, unread] = [cell(['2026-11-20', PROD]), cell(['2026-11-20', PROD], [], false)];
  expect(isUnread(read, coverage({}))).toBe(false);
  expect(isUnread(unread, coverage({}))).toBe(true);
  // Of folders this is true for every day, and said once.
  expect(isUnread(unread, coverage({}, { folders_only: true }))).toBe(false);
});
