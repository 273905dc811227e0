// Do underlines stand under the characters the server meant?
import { expect, test } from 'vitest';
import { underline } from './underline';

test.each<[string, [number, number][], string]>([
  ['usr:bob prod-db', [[0, 3]], '[usr]:bob prod-db'],
  ['先週 usr:bob', [[3, 6]], '先週 [usr]:bob'],
  ['𠮷野 usr:', [[3, 6]], '𠮷野 [usr]:'],
  [
    'a b',
    [
      [0, 1],
      [2, 3],
    ],
    '[a] [b]',
  ],
  ['a b', [], 'a b'],
  ['abc', [[2, 99]], 'ab[c]'],
  ['', [[0, 1]], ''],
])('%s %o', (q, spans, expected) => {
  const pieces = underline(
    q,
    spans.map(([start, end]) => ({ start, end })),
  );
  expect(pieces.map((p) => (p.problem ? `[${p.text}]` : p.text)).join('')).toBe(expected);
});
