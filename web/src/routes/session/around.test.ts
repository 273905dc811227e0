// Is every other session named once, beside its calls or without any?
import { expect, test } from 'vitest';
import type { Around, SessionRow } from '../../api/types';
import { silent } from './around';

test('a session with a call in that time is named there', () => {
  const call = (session: string | null) =>
    ({
      at: '2026-11-17T01:00:00Z',
      name: 'StartSession',
      id: 'e',
      session,
    }) as Around['done'][number];
  const check = (calls: (string | null)[], others: string[], expected: string[]) => {
    const rows = others.map((key) => ({ key }) as SessionRow);
    const found = silent({ done: calls.map(call), others: rows });
    expect(found.map(({ key }) => key)).toEqual(expected);
  };
  check([], [], []);
  check([null], ['a'], ['a']);
  check([null, 'a', 'a'], ['a', 'b'], ['b']);
});
