// Are the words found that a machine read, and does one come from each to the next?
import { expect, test } from 'vitest';
import type { ScreenText } from '../api/types';
import { ScreenFind } from './screenFind.svelte';

const S = 1_000_000;
const LINES = [
  { at_us: 0, text: 'Services' },
  { at_us: 2_040_000, text: 'Ｓｅｒｖｉｃｅｓ – PostgreSQL' },
  { at_us: 2_040_000, text: 'services.msc' },
  { at_us: 4 * S, text: 'Stop' },
  { at_us: 7 * S, text: 'services' },
];

function finding(position: number, q = 'screen:services'): ScreenFind {
  const answer = { lines: LINES } as ScreenText;
  return new ScreenFind(
    { answer, failure: undefined, busy: false, retry: () => undefined },
    () => position,
    q,
  );
}

test('what came together is one hit, at a place that an address can name', () => {
  const { lines, total } = finding(0);
  expect([lines.map(({ at }) => at / S), total]).toEqual([[0, 2.1, 7], 3]);
});

test.each([
  [0, 1, 2.1],
  [2.1, 1, 7],
  [7, 1, 0],
  [3, -1, 2.1],
  [0, -1, 7],
] as const)('from %d s in direction %d to %d s', (from, direction, to) => {
  expect(finding(0).from(from * S, direction)).toBe(to * S);
});

test.each([
  [0, 0],
  [6.9, 1],
  [9, 2],
])('the hit at %d s is number %d', (position, number) => {
  expect(finding(position * S).at).toBe(number);
});

test('nothing is searched for until it is', () => {
  const find = finding(0, '');
  expect([find.total, find.blank, find.from(0, 1)]).toEqual([0, undefined, undefined]);
  find.search('stop');
  expect([find.total, find.blank, find.at]).toEqual([1, { is: 'nothing' }, -1]);
});
