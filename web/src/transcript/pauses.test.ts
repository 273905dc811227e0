// Is a pause told once, between the lines around it?
import { expect, test } from 'vitest';
import { pauses } from './pauses';

const line = (not_before_us: number, not_after_us = not_before_us) => ({
  not_before_us,
  not_after_us,
});

test.each([
  ['between two lines', line(5, 9), line(40, 44), 31],
  ['before the first line', undefined, line(9), 9],
  ['not inside the bounds of a line', line(5, 20), line(40), undefined],
  ['not where lines follow each other', line(41), line(42), undefined],
  ['not before a line that is not here', line(5, 9), undefined, undefined],
])('%s', (_name, before, after, expected) => {
  const idle = pauses([
    [0, 9],
    [9, 40],
  ]);
  expect(before ? idle(before, after) : pauses([[0, 9]])(before, after)).toBe(expected);
});
