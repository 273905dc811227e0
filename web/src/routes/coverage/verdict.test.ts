// Does the first sentence never say more than is known?
import { expect, test } from 'vitest';
import type { Coverage } from '../../api/types';
import { en } from '../../i18n/en';
import { verdictOf } from './verdict';
import { coverage } from './told.sample';

const CLOCK = { zone: 'Asia/Tokyo', language: 'en' } as const;
const REACH = 'complete up to Tue 2026-11-24 13:00:00 JST';
const FOLDERS = { complete_up_to: null, folders_only: true };
const TROUBLED: Partial<Coverage> = {
  sources: [
    {
      name: 's3 logs',
      brings: 'session-logs',
      standing: 'denied',
      listed: 0,
      left: 0,
      trouble: { code: 'denied', because: 'AccessDenied', hint: 'allow it' },
    },
  ],
};

test.each<[string, Coverage, string, string[]]>([
  [
    'alarm',
    coverage({ expected: 14, arrived: 12, missing: 2 }),
    '2 of 14 expected recordings are missing',
    [REACH],
  ],
  [
    'alarm',
    coverage({ expected: 9, arrived: 4, missing: 1, unknown: 3, awaited: 1 }),
    '1 of 9 expected recordings is missing',
    ['of 3 it is not known', '1 may still come', REACH],
  ],
  [
    'warn',
    coverage({ expected: 2, arrived: 1, unknown: 1 }, { complete_up_to: null }),
    'It is not known whether 1 of 2 expected recordings is missing',
    [
      'no source tells of sessions, or one of sessions or recordings has not answered yet, so nothing is known to be complete',
    ],
  ],
  [
    'good',
    coverage({ expected: 3, arrived: 1, late: 1, awaited: 1 }),
    '2 of 3 expected recordings are here; nothing else is due yet',
    [REACH],
  ],
  [
    'warn',
    coverage({ expected: 3, arrived: 3 }, { incomplete: 1, unattached: 2 }),
    '1 of 3 expected recordings is incomplete',
    ['2 recordings belong to no session (see Originals)', REACH],
  ],
  [
    'alarm',
    coverage({ expected: 3, arrived: 2, missing: 1 }, { incomplete: 1 }),
    '1 of 3 expected recordings is missing',
    ['1 incomplete', REACH],
  ],
  ['good', coverage({ expected: 3, arrived: 3 }), 'All 3 expected recordings are here', [REACH]],
  // A day of which nobody told may have had more.
  [
    'plain',
    coverage({ expected: 3, arrived: 3 }, { unread_days: 2 }),
    'All 3 expected recordings are here',
    ['2 of 10 days not read whole', REACH],
  ],
  // Nobody vouches for a folder, nor for a source that does not answer.
  [
    'plain',
    coverage({ expected: 3, arrived: 3 }, FOLDERS),
    'All 3 expected recordings are here',
    [],
  ],
  [
    'plain',
    coverage({ expected: 1, arrived: 1 }, TROUBLED),
    'The 1 expected recording is here',
    ['1 source does not answer', REACH],
  ],
  [
    'warn',
    coverage({}, { ...TROUBLED, unread_days: 10, complete_up_to: null }),
    'Nobody knows whether a recording was to be expected: not all was read',
    [
      '10 of 10 days not read whole',
      '1 source does not answer',
      'no source tells of sessions, or one of sessions or recordings has not answered yet, so nothing is known to be complete',
    ],
  ],
  ['plain', coverage({ not_expected: 4 }), 'No recording was expected', [REACH]],
])('%s', (tone, told, sentence, besides) => {
  expect(verdictOf(told, en, CLOCK)).toEqual({ tone, sentence, besides });
});
