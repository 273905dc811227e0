// Is every hidden stretch told in all of its lines, and in no other?
import { expect, test } from 'vitest';
import { markedLines } from './marked';

function mark(kind: string, first_line: number | null = null, last_line = first_line) {
  return { kind, offset: 0, length: 1, at_us: 0, first_line, last_line };
}

test('a mark is told in each of its lines, each kind once', () => {
  const secrets = [mark('private-key', 2, 3), mark('jwt', 3), mark('jwt', 3), mark('jwt')];
  const lines = markedLines({ secrets, hidden: [mark('concealed', 3)] });
  expect([...lines]).toEqual([
    [2, { secrets: ['private-key'], hidden: [] }],
    [3, { secrets: ['private-key', 'jwt'], hidden: ['concealed'] }],
  ]);
});
