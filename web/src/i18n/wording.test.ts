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
  [0, '0 byte'],
  [999, '999 byte'],
  [1_500, '1.5 kB'],
  [25_000_000, '25 MB'],
])('%d bytes', (bytes, expected) => {
  expect(writeSize(bytes, { zone: 'UTC', language: 'en' })).toBe(expected);
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
  ['http-503', 'Service Unavailable', undefined, en, /^Service Unavailable$/],
])('a failure in one line: %s', (code, message, hint, words, said) => {
  expect(writeFailure(new ApiError(500, code, message, hint), words)).toMatch(said);
});
