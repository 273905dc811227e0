// Is it told how far a machine came, and does a link lead to where its lines stand?
import { expect, test } from 'vitest';
import { en } from '../i18n/en';
import { howFar, moments, seekable } from './screenText';

test('lines that came together stand together', () => {
  const line = (at_us: number, text: string) => ({ at_us, text, secrets: 0 });
  const [a, b] = ['a', 'b'].map((text) => ({ text, secrets: 0 }));
  expect(moments([])).toEqual([]);
  expect(moments([line(0, 'a'), line(0, 'b'), line(5, 'a')])).toEqual([
    { at: 0, lines: [a, b] },
    { at: 5, lines: [a] },
  ]);
});

test.each([
  [0, 0],
  [25_100_000, 25_100_000],
  [25_140_000, 25_200_000],
])('a link to %i is not before it', (at, expected) => {
  expect(seekable(at)).toBe(expected);
});

test.each([
  ['waiting', 0, null, en.screenText.waiting],
  ['reading', 0, null, '2 of 3 pictures read so far.'],
  ['read', 0, null, undefined],
  ['read', 1, 'it is dark', '1 of 3 pictures could not be read: it is dark.'],
  ['nothing-legible', 0, null, 'Nothing legible in 3 pictures.'],
  [
    'nothing-legible',
    1,
    'it is dark',
    'Nothing legible in 3 pictures. 1 of 3 pictures could not be read: it is dark.',
  ],
  [
    'gave-up',
    0,
    null,
    '2 of 3 pictures read. Reading the others would take more than the hour that one video gets.',
  ],
  ['no-engine', 0, 'none is installed', 'Not read: none is installed.'],
  ['failed', 3, 'it is dark', 'Not read: it is dark.'],
] as const)('%s, of which %i failed', (state, failed, because, expected) => {
  const text = { state, failed, because, scenes: 3, read: 2, secrets: 0 };
  expect(howFar(text, en.screenText, { zone: 'UTC', language: 'en' })).toBe(expected);
});
