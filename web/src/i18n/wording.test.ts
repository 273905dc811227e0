// Are lengths, bounds and unknowns put into words that claim no more than is known?
import { expect, test } from 'vitest';
import { ApiError } from '../api/client';
import type { Moment } from '../api/types';
import { en } from './en';
import { ja } from './ja';
import { writeBasis, writeFailure, writeLength, writeMoment, writeSize } from './wording';

test.each([
  [0, '0 s', '0 秒'],
  [59_999_999, '59 s', '59 秒'],
  [60_000_000, '1 min', '1 分'],
  [2_726_000_000, '45 min 26 s', '45 分 26 秒'],
  [8 * 3_600_000_000, '8 h', '8 時間'],
  [26_040_000_000, '7 h 14 min', '7 時間 14 分'],
])('%d µs', (us, english, japanese) => {
  expect(writeLength(us, en)).toBe(english);
  expect(writeLength(us, ja)).toBe(japanese);
});

test.each<[Moment, string, string]>([
  [
    { at: '2026-11-18T01:03:12Z', basis: 'cloud-trail' },
    'Wed 2026-11-18 10:03:12 JST',
    '2026-11-18 (水) 10:03:12 JST',
  ],
  [
    { not_after: '2026-11-18T01:03:12Z', basis: 'log-generation' },
    'not after Wed 2026-11-18 10:03:12 JST',
    '2026-11-18 (水) 10:03:12 JST 以前',
  ],
  [
    { at: null, why: 'no TerminateSession' },
    'not known: no TerminateSession',
    '不明: no TerminateSession',
  ],
  [{}, 'unknown', '不明'],
])('%o', (moment, english, japanese) => {
  expect(writeMoment(moment, { zone: 'Asia/Tokyo', language: 'en' }, en)).toBe(english);
  expect(writeMoment(moment, { zone: 'Asia/Tokyo', language: 'ja' }, ja)).toBe(japanese);
});

test.each([
  [0, '0 bytes', '0 バイト'],
  [1, '1 byte', '1 バイト'],
  [999, '999 bytes', '999 バイト'],
  [1_500, '1.5 kB', '1.5 KB'],
  [25_000_000, '25 MB', '25 MB'],
])('%d bytes', (bytes, english, japanese) => {
  expect(writeSize(bytes, { zone: 'UTC', language: 'en' })).toBe(english);
  expect(writeSize(bytes, { zone: 'UTC', language: 'ja' })).toBe(japanese);
});

test.each([
  ['same access key', 'アクセスキーが同じ'],
  ['same-access-key', 'アクセスキーが同じ'],
  ['a basis of next year', 'a basis of next year'],
])('basis %s', (basis, expected) => expect(writeBasis(basis, ja)).toBe(expected));

test.each([
  ['unreachable', 'ignored', undefined, ja, /^サーバーが応答しません – .*再試行してください。$/],
  ['unreachable', 'ignored', undefined, en, /^The server does not answer – .*try again\.$/],
  ['http-500', 'the index is gone', 'rebuild it', en, /^the index is gone\. rebuild it$/],
  [
    'not-found',
    'there is no session "x"',
    'list the sessions to see their ids: `sekisho sessions list`',
    ja,
    /^セッション x はありません。セッションの一覧で ID を確認してください: `sekisho sessions list`$/,
  ],
  ['http-503', 'Service Unavailable', undefined, en, /^Service Unavailable$/],
])('a failure in one line: %s', (code, message, hint, words, said) => {
  const clock = { zone: 'UTC', language: words === ja ? ('ja' as const) : ('en' as const) };
  expect(writeFailure(new ApiError(500, code, message, hint), words, clock)).toMatch(said);
});
