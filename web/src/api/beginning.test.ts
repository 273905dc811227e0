// Is a long text cut between characters, and is it said that it was?
import { expect, test } from 'vitest';
import { beginning, type Beginning } from './beginning';

/** A text that arrives in pieces of so many bytes; the last piece may never come. */
function arriving(text: string, size: number, endless = false): ReadableStream {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at < bytes.length) controller.enqueue(bytes.slice(at, (at += size)));
      else if (!endless) controller.close();
    },
  });
}

test.each<[string, number, Beginning]>([
  ['', 4, { text: '', whole: true }],
  ['abcd', 4, { text: 'abcd', whole: true }],
  ['abcde', 4, { text: 'abcd', whole: false }],
  ['日本語', 3, { text: '日本語', whole: true }],
  ['日本語', 2, { text: '日本', whole: false }],
  ['abc😀', 4, { text: 'abc', whole: false }],
])('%j, at most %i', async (text, most, expected) => {
  for (const size of [1, 2, 99]) {
    expect(await beginning(arriving(text, size), most)).toEqual(expected);
  }
});

test('what comes after is not waited for', async () => {
  const { text, whole } = await beginning(arriving('abcdef', 2, true), 4);
  expect([text, whole]).toEqual(['abcd', false]);
});
