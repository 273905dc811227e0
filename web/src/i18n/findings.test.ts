// Do findings speak both languages, in the reader's zone, and never swallow a value?
import { expect, test } from 'vitest';
import type { Finding } from '../api/types';
import type { Clockwork } from '../time/instant';
import { writeStatement, writeTitle } from './findings';

const EN: Clockwork = { zone: 'Asia/Tokyo', language: 'en' };
const JA: Clockwork = { zone: 'Asia/Tokyo', language: 'ja' };

function finding(rule: string, values: Record<string, string>, statement = ''): Finding {
  const more = { version: 1, severity: 'medium' as const, title: rule, subject: {}, evidence: [] };
  return { rule, values, statement, ...more };
}

const OUTLIVED = finding(
  'outlived-window',
  {
    who: 'alice@example.com',
    node: 'prod-db',
    until: '2026-11-18T02:00:00Z',
    ended: '2026-11-18T02:17:03Z',
  },
  'The session of alice@example.com on prod-db ended at 2026-11-18T02:17:03Z.',
);

const WHERE = { who: 'dave', node: 'batch-1' };

test.each<[Finding, Clockwork, string]>([
  [
    OUTLIVED,
    EN,
    'The session of alice@example.com on prod-db ended at Wed 2026-11-18 11:17:03 JST.',
  ],
  [
    OUTLIVED,
    JA,
    'alice@example.com による prod-db のセッションは、許可期間が 2026-11-18 (水) 11:00:00 JST に終わった後、17 分 3 秒過ぎて 2026-11-18 (水) 11:17:03 JST に終了しました。',
  ],
  [
    finding('access-without-request', { ...WHERE, node_id: 'i-1' }),
    JA,
    'dave が 不明な時刻 に batch-1 のセッションを開始しましたが、対応する申請がありません。',
  ],
  [
    finding('access-without-request', {
      node: 'i-1',
      node_id: 'i-1',
      unproven: 'nothing tells it',
    }),
    JA,
    '不明な人 が 不明な時刻 に i-1 のセッションを開始しました。開始した人が分からないため申請と照合できず、申請がなかったとは言い切れません。',
  ],
  [
    finding('access-without-request', { who: 'dave', unproven: 'nothing tells it' }),
    JA,
    'dave が 不明な時刻 に 不明なノード のセッションを開始しました。ノードが分からないため申請と照合できず、申請がなかったとは言い切れません。',
  ],
  [
    finding('access-without-request', { ...WHERE, node_id: 'i-1', unproven: 'nothing tells it' }),
    JA,
    'dave が 不明な時刻 に batch-1 のセッションを開始しました。開始時刻が分からないため申請と照合できず、申請がなかったとは言い切れません。',
  ],
  [
    finding('standing-access', { who: 'dave', node: 'batch-1' }),
    JA,
    'dave が 不明な時刻 に、常時の権限で batch-1 のセッションを開始しました。',
  ],
  [
    finding('documents-disagree', { ...WHERE, about: 'node', kept: 'i-1', other: 'i-2' }),
    JA,
    'dave による batch-1 のセッションについて、文書が食い違っています。ノード: i-1 と i-2',
  ],
  [
    finding('documents-disagree', { ...WHERE, about: 'recording', kept: '0a', other: '1b' }),
    JA,
    'dave による batch-1 のセッションについて、内容の異なるログがあります(SHA-256 0a と 1b)。どちらも保管しています。',
  ],
  [finding('a-rule-of-next-year', {}, 'It happened at noon.'), JA, 'It happened at noon.'],
])('%o', (subject, clock, expected) => expect(writeStatement(subject, clock)).toBe(expected));

test('a rule without a Japanese title keeps its English one', () => {
  expect(writeTitle(OUTLIVED, JA)).toBe('許可期間を超えたセッション');
  expect(writeTitle(finding('a-rule-of-next-year', {}), JA)).toBe('a-rule-of-next-year');
});
