// Are hits found whatever their case and width, and marked where they stand in the original text?
import { expect, test } from 'vitest';
import { occurrences } from './occurrences';

test.each<[string, string, string[]]>([
  ['DROP TABLE tmp; drop it', 'drop', ['DROP', 'drop']],
  ['ＤＲＯＰ table', 'drop', ['ＤＲＯＰ']],
  ['drop', 'ＤＲＯＰ', ['drop']],
  ['aaaa', 'aa', ['aa', 'aa']],
  ['㍿テスト', '株式会社', ['㍿']],
  ['障害対応の障害', '障害', ['障害', '障害']],
  ['😀 psql 😀', 'psql', ['psql']],
  ['anything', '', []],
  ['', 'x', []],
])('%s contains %s', (text, needle, expected) => {
  const found = occurrences(text, needle).map(([start, end]) => text.slice(start, end));
  expect(found).toEqual(expected);
});
