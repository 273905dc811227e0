// Does the window always cover what is seen, and never the whole transcript?
import { expect, test } from 'vitest';
import { rowWindow, scrollToShow } from './window';

test.each([
  // total, scrollTop, height → first, end
  [100_000, 0, 400, 0, 32],
  [100_000, 1_000_000, 400, 49_988, 50_032],
  [100_000, 1_999_600, 400, 99_968, 100_000],
  [100_000, 9e9, 400, 99_980, 100_000],
  [10, 0, 400, 0, 10],
  [0, 0, 400, 0, 0],
])('%d lines at %d', (total, scrollTop, height, first, end) => {
  expect(rowWindow(total, 20, { scrollTop, height })).toEqual({
    first,
    end,
    top: first * 20,
    height: total * 20,
  });
});

test('every visible row is inside the window', () => {
  for (let scrollTop = 0; scrollTop < 2_000; scrollTop += 7) {
    const { first, end } = rowWindow(120, 20, { scrollTop, height: 400 });
    expect(first).toBeLessThanOrEqual(Math.min(100, Math.floor(scrollTop / 20)));
    expect(end).toBeGreaterThanOrEqual(Math.min(120, Math.ceil((scrollTop + 400) / 20)));
  }
});

test.each([
  [0, 0],
  [500, 9_880],
  [999, 19_640],
])('row %d is shown by scrolling to %d', (row, expected) => {
  expect(scrollToShow(row, 1_000, 20, 360)).toBe(expected);
});
