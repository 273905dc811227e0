// Is everything that steers a terminal told from what it prints, and nothing lost?
import { expect, test } from 'vitest';
import { named, rawRows } from './raw';

/** Writes runs as one line: `{control}`. */
function show(raw: string): string[] {
  return rawRows(raw).map((row) =>
    row.map(({ text, control }) => (control ? `{${text}}` : text)).join(''),
  );
}

test.each([
  ['', ['']],
  ['plain 日本語 <b>', ['plain 日本語 <b>']],
  ['count: ␛[8m4112 rows␛[0m␍␊\n', ['count: {␛[8m}4112 rows{␛[0m}{␍}{␊}', '']],
  ['a␊\n␍b', ['a{␊}', '{␍}b']],
  ['␛[?2004h[ssm-user]$ ls', ['{␛[?2004h}[ssm-user]$ ls']],
  ['␛[1 q', ['{␛[1 q}']],
  ['<U+009B>2Jx', ['{<U+009B>2J}x']],
  ['␛]0;job␇$ ', ['{␛]}0;job{␇}$ ']],
  ['␛(B␛=x', ['{␛(B}{␛=}x']],
  ['invoice_<U+202E>fdp.sh', ['invoice_{<U+202E>}fdp.sh']],
  ['␛[3␍1m', ['{␛[}3{␍}1m']],
  ['<U+>[0m', ['<U+>[0m']],
])('%j', (raw, expected) => {
  expect(show(raw)).toEqual(expected);
  const kept = rawRows(raw).map((row) => row.map(({ text }) => text).join(''));
  expect(kept.join('\n')).toBe(raw);
});

test.each([
  ['␛[8m', 'ESC[8m'],
  ['␀', 'NUL'],
  ['␍', 'CR'],
  ['␊', 'LF'],
  ['␟', 'US'],
  ['␡', 'DEL'],
  ['<U+202E>', '<U+202E>'],
])('%s is called %s', (control, name) => expect(named(control)).toBe(name));
