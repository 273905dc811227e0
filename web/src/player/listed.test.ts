// Is a recording begun early only where the page would ask for it at once?
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TimeBasis } from '../api/types';
import type { Seen } from '../router/route';
import { foresee, list } from './listed';
import { Segments } from './segments';

beforeEach(() => {
  vi.spyOn(Segments, 'open').mockResolvedValue({} as Segments);
});
afterEach(() => vi.restoreAllMocks());

test.each([
  ['a recorded clock', 'exact', {}, [3e6]],
  ['times that an alignment found', 'anchored', {}, [3e6]],
  ['estimated times, which open as text', 'estimated', {}, []],
  ['estimated times, where the screen was asked for', 'estimated', { view: 'play' }, [3e6]],
  ['a clock, where the text was asked for', 'exact', { view: 'read' }, []],
  ['a terminal of another size', 'exact', { size: { cols: 80, rows: 24 } }, []],
  ['no recording of a terminal', undefined, {}, []],
] as [string, TimeBasis | undefined, Partial<Seen>, number[]][])(
  '%s',
  async (_, basis, seen, positions) => {
    list([{ key: 'alice', recording: { state: 'present', time_basis: basis ?? null } }]);
    await foresee('alice', { place: { us: 3e6 }, ...seen }, new AbortController().signal);
    expect(vi.mocked(Segments.open).mock.calls.map(([, us]) => us)).toEqual(positions);
  },
);

test('a session that no list shows is not begun', () => {
  list([]);
  expect(foresee('alice', { place: {} }, new AbortController().signal)).toBeUndefined();
});

test('nobody hears of a recording that does not come but who shows it', async () => {
  vi.mocked(Segments.open).mockRejectedValue(new Error('gone'));
  list([{ key: 'alice', recording: { state: 'present', time_basis: 'exact' } }]);
  await expect(foresee('alice', { place: {} }, new AbortController().signal)).rejects.toThrow(
    'gone',
  );
});
