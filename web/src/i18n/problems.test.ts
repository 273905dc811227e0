// Is it said in both languages what of a question was not understood, and what can stand there?
import { expect, test } from 'vitest';
import { mend, writeProblem } from './problems';

const message = 'as the server says it';

test.each([
  [
    { code: 'unknown-field', allowed: ['user', 'node'], nearest: 'user' },
    'usr',
    '「usr」という項目はありません。次のいずれかを指定してください: user、node。`user:` のことですか?',
  ],
  [
    { code: 'unknown-value', field: 'type', allowed: ['shell', 'rdp'], nearest: 'shell' },
    'shel',
    '`type:` の値に「shel」はありません。次のいずれかを指定してください: shell、rdp。`type:shell` のことですか?',
  ],
  [
    { code: 'unknown-value', field: 'recording', allowed: ['present', 'missing'] },
    'truncated',
    '`recording:` の値に「truncated」はありません。次のいずれかを指定してください: present、missing。',
  ],
  [
    { code: 'bad-time', allowed: [] },
    '2026-13-01',
    '「2026-13-01」は日時として読めません。YYYY-MM-DD、先週、7d、a..b のように入力してください。',
  ],
  [{ code: 'a-code-of-next-year', allowed: [] }, 'x', message],
])('%o', (said, typed, japanese) => {
  const problem = { start: 0, end: 3, message, ...said };
  expect(writeProblem(problem, typed, 'ja')).toBe(japanese);
  expect(writeProblem(problem, typed, 'en')).toBe(message);
});

test.each([
  ['usr:bob prod-db', 0, 3, 'user', 'user:bob prod-db'],
  ['先週 𠮷野 type:desktob', 11, 18, 'rdp', '先週 𠮷野 type:rdp'],
  ['recording:truncated', 10, 19, null, undefined],
])('%s is mended', (q, start, end, nearest, expected) => {
  const code = 'unknown-value';
  expect(mend(q, { start, end, nearest, code, message, allowed: [] })).toBe(expected);
});
