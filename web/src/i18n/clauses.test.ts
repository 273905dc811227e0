// Are the server's reasons said in Japanese, with their names and instants intact?
import { expect, test } from 'vitest';
import type { Clockwork } from '../time/instant';
import { writeClause } from './clauses';

const JA: Clockwork = { zone: 'Asia/Tokyo', language: 'ja' };
const EN: Clockwork = { zone: 'Asia/Tokyo', language: 'en' };

test.each([
  [
    'named after bob-wzle, while its content says that it is of alice-0123',
    '名前は bob-wzle のものですが、内容は alice-0123 のものです',
    'named after bob-wzle, while its content says that it is of alice-0123',
  ],
  [
    'not a row of a timing file; what is behind it was not used',
    'タイミングファイルの行ではなく、これより後は使っていません',
    'not a row of a timing file; what is behind it was not used',
  ],
  [
    'the session ended at 2026-11-20T03:40:00Z and no log came within 30m',
    'セッションは 2026-11-20 (金) 12:40:00 JST に終了しましたが、30m 以内にログが届きませんでした',
    'the session ended at Fri 2026-11-20 12:40:00 JST and no log came within 30m',
  ],
  [
    'the session ended at 2026-11-20T00:52:18Z, its node was stopped at 2026-11-20T00:51:57Z by dave@example.com, and no log came within 30m',
    'セッションは 2026-11-20 (金) 09:52:18 JST に終了し、ノードは 2026-11-20 (金) 09:51:57 JST に dave@example.com により停止され、30m 以内にログが届きませんでした',
    'the session ended at Fri 2026-11-20 09:52:18 JST, its node was stopped at Fri 2026-11-20 09:51:57 JST by dave@example.com, and no log came within 30m',
  ],
  [
    'no document tells of its end, its node was terminated at 2026-11-20T00:51:57Z by a, b, and no log came within 30m',
    '終了を示す文書がなく、ノードは 2026-11-20 (金) 09:51:57 JST に a, b により終了(削除)され、30m 以内にログが届きませんでした',
    'no document tells of its end, its node was terminated at Fri 2026-11-20 09:51:57 JST by a, b, and no log came within 30m',
  ],
  [
    'no request of dave@example.com for prod-web-1 is known',
    'prod-web-1 への dave@example.com の申請は確認されていません',
    'no request of dave@example.com for prod-web-1 is known',
  ],
  [
    'no record of who approved (eligible: bob, carol)',
    '誰が承認したかの記録がありません(承認できた人: bob, carol)',
    'no record of who approved (eligible: bob, carol)',
  ],
  [
    'writing the log failed with status 1: it may lack output',
    'ログの書き込みが終了コード 1 で失敗しており、出力が欠けている可能性があります',
    'writing the log failed with status 1: it may lack output',
  ],
  [
    'not UTF-8 in 30 places, first here; shown as U+FFFD',
    'UTF-8 でない箇所が 30 か所あり(最初はここ)、U+FFFD で表示します',
    'not UTF-8 in 30 places, first here; shown as U+FFFD',
  ],
  [
    'none that is here fits, and not all requests of that time have been read',
    '手元の申請に合うものはなく、その時期の申請をすべては読み取れていません',
    'none that is here fits, and not all requests of that time have been read',
  ],
  [
    'a source that may bring its recording has not been read that far',
    '記録があり得る取得元を、その時点まで読み取れていません',
    'a source that may bring its recording has not been read that far',
  ],
  [
    'plays until 5.600 s; 20 known frames are missing',
    '5.600 秒まで再生でき、把握されているフレームのうち 20 枚がありません',
    'plays until 5.600 s; 20 known frames are missing',
  ],
  [
    'its frames last 3.000 s, and its header says 5.000 s',
    'フレームは 3.000 秒までですが、ヘッダーには 5.000 秒とあります',
    'its frames last 3.000 s, and its header says 5.000 s',
  ],
  [
    'tesseract took longer than 60 s and was ended',
    'tesseract が 60 秒を超えたため終了させました',
    'tesseract took longer than 60 s and was ended',
  ],
  [
    'cannot be shown without its key; plays until 0.300 s; 17 known frames are missing',
    '暗号化されており、鍵がないと表示できません; 0.300 秒まで再生でき、把握されているフレームのうち 17 枚がありません',
    'cannot be shown without its key; plays until 0.300 s; 17 known frames are missing',
  ],
  [
    'there is no frame; a reason of next year',
    'there is no frame; a reason of next year',
    'there is no frame; a reason of next year',
  ],
  ['a reason of next year', 'a reason of next year', 'a reason of next year'],
])('%s', (clause, japanese, english) => {
  expect(writeClause(clause, JA)).toBe(japanese);
  expect(writeClause(clause, EN)).toBe(english);
});
