// Is the proof of a trail summed up without ever calling unproven what is proven, or the reverse?
import { expect, test } from 'vitest';
import type { Chain, Trail } from '../../api/types';
import { en } from '../../i18n/en';
import { stretchesOf, trailOf } from './proof';

const BROKEN: Chain['breaks'][number] = {
  hours: { from: '2026-11-20T00:00:00Z', to: '2026-11-20T01:00:00Z' },
  verdict: 'absent',
  why: 'log-absent',
  meaning: '',
  hint: '',
};

test.each<[boolean, string, Trail]>([
  [
    true,
    'Proven complete and unaltered: 3 digests, 1 log file',
    trail({ digests: 3, logs: 1, breaks: 0 }, 0),
  ],
  [
    false,
    'Not proven complete: 2 gaps or altered files',
    trail({ digests: 3, logs: 1, breaks: 2 }, 4),
  ],
  [
    false,
    'Not proven complete: no proven digest lists 4 log files',
    trail({ digests: 3, logs: 1, breaks: 0 }, 4),
  ],
  [
    false,
    'No CloudTrail file is held, so nothing proves that every session is known',
    trail(undefined, 0),
  ],
])('%s: %s', (whole, sentence, proof) => {
  expect(trailOf({ ...proof, whole }, en)).toEqual({ whole, sentence });
});

test('what is proven and what is not stand in one order of time, the newest first', () => {
  const hours = (from: number) => ({
    from: `2026-11-20T${String(from).padStart(2, '0')}:00:00Z`,
    to: `2026-11-20T${String(from + 1).padStart(2, '0')}:00:00Z`,
  });
  const broken = (from: number): Chain['breaks'][number] => ({ ...BROKEN, hours: hours(from) });
  const told = stretchesOf({ complete: [hours(1), hours(9)], breaks: [broken(10), broken(2)] });
  expect(
    told.map(
      ({ from, verdict, broken }) => `${from.slice(11, 13)} ${verdict} ${broken?.why ?? ''}`,
    ),
  ).toEqual(['10 absent log-absent', '09 complete ', '02 absent log-absent', '01 complete ']);
});

function trail(
  chain: { digests: number; logs: number; breaks: number } | undefined,
  unlisted: number,
): Trail {
  const place = { account: '111122223333', region: 'ap-northeast-1' };
  const chains = chain
    ? [
        {
          ...place,
          ...chain,
          trail: 'audit',
          home_region: 'ap-northeast-1',
          backfill: false,
          complete: [],
          older_not_held: false,
          breaks: Array.from({ length: chain.breaks }, () => BROKEN),
        },
      ]
    : [];
  const listed = { ...place, why: 'open', logs: unlisted, places: [], meaning: '', hint: '' };
  return { whole: false, chains, unlisted: unlisted > 0 ? [listed] : [], keys: [] };
}
