// Are views and sizes read as they were written, and nonsense as nothing?
import { expect, test } from 'vitest';
import { nextView, readSize, readView, VIEWS, writeSize, type Size, type View } from './view';

test.each<[string, Size | undefined]>([
  ['100x40', { cols: 100, rows: 40 }],
  [' 100 × 40 ', { cols: 100, rows: 40 }],
  ['１００ｘ４０', { cols: 100, rows: 40 }],
  ['1000x300', { cols: 1000, rows: 300 }],
  ['1001x300', undefined],
  ['80x301', undefined],
  ['0x40', undefined],
  ['100', undefined],
  ['wide', undefined],
  ['', undefined],
])('size %j', (text, expected) => {
  expect(readSize(text)).toEqual(expected);
  if (expected) expect(readSize(writeSize(expected))).toEqual(expected);
});

test('a key leads through every view and back', () => {
  const seen = VIEWS.map((_, i) => Array.from({ length: i }).reduce<View>(nextView, 'read'));
  expect(seen).toEqual(VIEWS);
  expect(nextView('play')).toBe('read');
});

test.each([
  ['view=play', 'play'],
  ['view=watch', undefined],
  ['', undefined],
])('view %j', (query, expected) => {
  expect(readView(new URLSearchParams(query))).toBe(expected);
});
