// Is a key of a connection told from those of sessions?
import { expect, test } from 'vitest';
import { isConnection } from './connection';

test.each([
  ['f398d728-709c-41a2-bda0-79f5219398ad', true],
  ['F398D728-709C-41A2-BDA0-79F5219398AD', true],
  ['alice@example.com-0e34861185201706f', false],
  ['denied:2777b1fc-cd50-4666-9510-129ce9bf89ee', false],
  ['x-f398d728-709c-41a2-bda0-79f5219398ad', false],
  ['', false],
])('%s', (key, expected) => expect(isConnection(key)).toBe(expected));
