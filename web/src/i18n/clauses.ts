// How are the reasons that the server writes in English said in Japanese?
import type { Clockwork } from '../time/instant';
import { FAILURE_CLAUSES } from './failureClauses';
import { writeInstantsIn } from './findings';
import { READING_CLAUSES } from './readingClauses';
import { VIDEO_CLAUSES } from './videoClauses';

/** A reason of the server in the reader's language and zone. One that is not known here stays English, never empty. */
export function writeClause(clause: string, clock: Clockwork): string {
  const said = clock.language === 'ja' ? inJapanese(clause) : undefined;
  return writeInstantsIn(said ?? clause, clock);
}

/** Several reasons in a row, or a place and its reason, are said only if each of them can be. */
function inJapanese(clause: string): string | undefined {
  for (const { 0: between, index } of clause.matchAll(/[;:] /g)) {
    const first = whole(clause.slice(0, index));
    const rest = first && inJapanese(clause.slice(index + between.length));
    if (rest) return first + between + rest;
  }
  return whole(clause);
}

function whole(clause: string): string | undefined {
  const known = ALL.find(([pattern]) => pattern.test(clause));
  return known && clause.replace(...known);
}

/** Patterns match whole clauses; the groups are ids, names and instants. */
const CLAUSES: readonly [RegExp, string][] = [
  [/^the session was denied$/, 'セッションが拒否されました'],
  [
    /^Session Manager does not record port forwarding$/,
    'Session Manager はポート転送を記録しません',
  ],
  [/^Session Manager does not record SSH$/, 'Session Manager は SSH を記録しません'],
  [
    /^session history says Failed, and no log came$/,
    'セッション履歴では失敗で、ログは届いていません',
  ],
  [
    /^the session ended at (\S+) and its log may still come$/,
    'セッションは $1 に終了し、ログはこれから届く可能性があります',
  ],
  [
    /^the session ended at (\S+) and its recording may still come$/,
    'セッションは $1 に終了し、録画はこれから届く可能性があります',
  ],
  [
    /^the session ended at (\S+) and no recording came within (.+)$/,
    'セッションは $1 に終了しましたが、$2 以内に録画が届きませんでした',
  ],
  [
    /^no document tells of its end, and no recording came within (.+) of its start$/,
    '終了を示す文書がなく、開始から $1 以内に録画が届きませんでした',
  ],
  [
    /^neither its start nor its end is known, and no recording came$/,
    '開始も終了も分からず、録画も届いていません',
  ],
  [
    /^the session ended at (\S+) and no log came within (.+)$/,
    'セッションは $1 に終了しましたが、$2 以内にログが届きませんでした',
  ],
  [
    /^the session ended at (\S+), its node was stopped at (\S+) by (.+), and no log came within (.+)$/,
    'セッションは $1 に終了し、ノードは $2 に $3 により停止され、$4 以内にログが届きませんでした',
  ],
  [
    /^no document tells of its end, its node was stopped at (\S+) by (.+), and no log came within (.+)$/,
    '終了を示す文書がなく、ノードは $1 に $2 により停止され、$3 以内にログが届きませんでした',
  ],
  [
    /^the session ended at (\S+), its node was terminated at (\S+) by (.+), and no log came within (.+)$/,
    'セッションは $1 に終了し、ノードは $2 に $3 により終了(削除)され、$4 以内にログが届きませんでした',
  ],
  [
    /^no document tells of its end, its node was terminated at (\S+) by (.+), and no log came within (.+)$/,
    '終了を示す文書がなく、ノードは $1 に $2 により終了(削除)され、$3 以内にログが届きませんでした',
  ],
  [
    /^its node was stopped at (\S+) and its log may still come$/,
    'ノードは $1 に停止され、ログはこれから届く可能性があります',
  ],
  [
    /^no document tells of its end, so it may still be running$/,
    '終了を示す文書がなく、まだ続いている可能性があります',
  ],
  [
    /^no document tells of its end, and no log came within (.+) of its start$/,
    '終了を示す文書がなく、開始から $1 以内にログも届いていません',
  ],
  [
    /^neither its start nor its end is known, and no log came$/,
    '開始も終了も分からず、ログも届いていません',
  ],
  [
    /^a source that may bring its (?:log|recording) has not been read that far$/,
    '記録があり得る取得元を、その時点まで読み取れていません',
  ],
  [
    /^a bucket that may hold its (?:log|recording) is read only in part$/,
    '記録があり得るバケットの一部しか読み取っていません',
  ],
  [
    /^not every bucket and log group that may hold its (?:log|recording) is read$/,
    '記録があり得るバケットやロググループの中に、読み取っていないものがあります',
  ],
  [
    /^its (?:log|recording) is there, and its source does not give it$/,
    '記録は存在しますが、取得元から取得できません',
  ],
  [
    /^its (?:log|recording) came, and nothing in it can be read$/,
    '記録は届きましたが、内容を読み取れません',
  ],
  [
    /^no version of the session preferences of its account and region says where to record$/,
    'アカウントとリージョンのセッション設定に、記録先を示す版がありません',
  ],
  [
    /^none that is here fits, and not all requests of that time have been read$/,
    '手元の申請に合うものはなく、その時期の申請をすべては読み取れていません',
  ],
  [/^no TerminateSession, no EndDate and no log$/, '終了を示す記録もログもありません'],
  [/^its stream still had a line at (\S+)$/, 'ログストリームには $1 の行があります'],
  [/^the only recorded end lies before the start$/, '記録された終了時刻が開始より前です'],
  [
    /^no StartSession, no history entry and no log with a time$/,
    '開始を示す記録も、時刻のあるログもありません',
  ],
  [
    /^several requests fit and were not approved alike$/,
    '合う申請が複数あり、承認のされ方が異なります',
  ],
  [/^no request of (.+) for (.+) is known$/, '$2 への $1 の申請は確認されていません'],
  [
    /^no request of (.+) for (.+) was approved for that time$/,
    'その時刻に承認されていた、$2 への $1 の申請はありません',
  ],
  [
    /^(.+) asked for (.+), but when the session began is not known$/,
    '$1 は $2 を申請していますが、セッションの開始時刻が分かりません',
  ],
  [
    /^nothing tells who opened it, so no request can be matched with it$/,
    '誰が開始したかが分からず、申請と照合できません',
  ],
  [
    /^nothing tells which node it was, so no request can be matched with it$/,
    'どのノードかが分からず、申請と照合できません',
  ],
  [
    /^its record names (\S+), which belongs to another account or region$/,
    '記録が示す $1 は別のアカウントまたはリージョンのものです',
  ],
  [
    /^its record names (\S+), of which no document has arrived$/,
    '記録が示す $1 の文書が届いていません',
  ],
  [
    /^session used standing access, not the token of the request$/,
    '申請のトークンではなく、常時の権限が使われました',
  ],
  [
    /^no document tells whether the session used a token$/,
    'トークンが使われたかどうかを示す文書がありません',
  ],
  [
    /^who opened it is known only from the session id$/,
    '開始した人はセッション ID からしか分かりません',
  ],
  [/^the start is known only by the node's clock$/, '開始時刻はノードの時計でしか分かりません'],
  [/^no document tells which nodes (\S+) covers$/, '$1 の対象ノードを示す文書がありません'],
  [
    /^no document tells whether (\S+) was granted$/,
    '$1 が許可されたかどうかを示す文書がありません',
  ],
  [/^(\S+) does not cover (\S+)$/, '$1 の対象に $2 は含まれません'],
  [/^(\S+) asked for (oi-\S+), not (\S+)$/, '$2 を申請したのは $3 ではなく $1 です'],
  [
    /^the session began before (\S+) was open, at (\S+)$/,
    'セッションは $1 の許可開始($2)より前に始まりました',
  ],
  [
    /^the session began after (\S+) was over, at (\S+)$/,
    'セッションは $1 の許可終了($2)より後に始まりました',
  ],
  [/^(\S+) had been revoked at (\S+)$/, '$1 は $2 に取り消されていました'],
  [/^the caller typed (\S+) as a reason$/, '$1 は利用者が理由欄に入力したものです'],
  [/^who asked is not known$/, '申請者が分かりません'],
  [/^no record of who approved$/, '誰が承認したかの記録がありません'],
  [
    /^no record of who approved \(eligible: (.+)\)$/,
    '誰が承認したかの記録がありません(承認できた人: $1)',
  ],
  [/^no document tells whether it was granted$/, '許可されたかどうかを示す文書がありません'],
  [
    /^people approved it, but no document says that it was granted$/,
    '承認した人はいますが、許可されたことを示す文書がありません',
  ],
  [
    /^approver (.+) and requester (.+) may be one person$/,
    '承認者 $1 と申請者 $2 は同じ人かもしれません',
  ],
];

const ALL = [...CLAUSES, ...VIDEO_CLAUSES, ...FAILURE_CLAUSES, ...READING_CLAUSES];
