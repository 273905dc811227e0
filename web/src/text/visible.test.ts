// Are hits marked where they stand, and is nothing invisible left invisible?
import { expect, test } from 'vitest';
import { cut, deceives } from './visible';

/** Writes pieces as one line: `[marked]`, `<U+202E>`. */
function show(text: string, marks: [number, number][] = []): string {
  return cut(text, marks)
    .map((piece) => {
      const body = piece.hidden === undefined ? piece.text : `<${piece.hidden}>`;
      return piece.marked ? `[${body}]` : body;
    })
    .join('');
}

test.each<[string, [number, number][], string]>([
  ['drop table tmp', [[0, 4]], '[drop] table tmp'],
  [
    'drop table tmp',
    [
      [5, 10],
      [0, 4],
    ],
    '[drop] [table] tmp',
  ],
  [
    'aaaa',
    [
      [0, 2],
      [1, 3],
    ],
    '[aaa]a',
  ],
  [
    'aaaa',
    [
      [2, 99],
      [-5, 1],
    ],
    '[a]a[aa]',
  ],
  ['障害対応のため', [[0, 2]], '[障害]対応のため'],
  ['😀😀', [[2, 4]], '😀[😀]'],
  ['', [[0, 1]], ''],
  ['abc', [], 'abc'],
  ['abc', [[2, 1]], 'abc'],
])('%s %o', (text, marks, expected) => expect(show(text, marks)).toBe(expected));

test.each([
  ['rm \u202efdp.exe', 'rm <U+202E>fdp.exe'],
  ['pass\u200bword', 'pass<U+200B>word'],
  ['\u001b[31mred', '<U+001B>[31mred'],
  ['a\tb', 'a\tb'],
  ['hi\u{e0041}', 'hi<U+E0041>'],
  ['日本語　全角', '日本語　全角'],
  ['👍🏽', '👍🏽'],
])('%j', (text, expected) => {
  expect(show(text)).toBe(expected);
  expect(deceives(text)).toBe(text !== expected);
});

test('a hidden character inside a hit is both', () => {
  expect(show('a\u200bb', [[0, 3]])).toBe('[a][<U+200B>][b]');
});
