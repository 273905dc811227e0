// What of a question was not understood, and what can stand there, in the reader's language?
import type { QueryProblem } from '../api/types';
import type { Language } from '../time/instant';

/** What is wrong with the part `typed` and what to do; what can be typed stands between backticks. */
export function writeProblem(problem: QueryProblem, typed: string, language: Language): string {
  const say = language === 'ja' ? JAPANESE[problem.code] : undefined;
  return say ? say(typed, problem) : problem.message;
}

/** The question with the word in the place of a problem that was most likely meant, where there is one. */
export function mend(q: string, { start, end, nearest }: QueryProblem): string | undefined {
  const characters = [...q];
  if (!nearest) return undefined;
  return [...characters.slice(0, start), nearest, ...characters.slice(end)].join('');
}

type Say = (typed: string, problem: QueryProblem) => string;

const oneOf = ({ allowed }: QueryProblem) =>
  `次のいずれかを指定してください: ${allowed.join('、')}。`;

const meant = ({ nearest }: QueryProblem, write: (word: string) => string) =>
  nearest ? `\`${write(nearest)}\` のことですか?` : '';

const JAPANESE: Record<string, Say> = {
  'unknown-field': (typed, problem) =>
    `「${typed}」という項目はありません。` +
    oneOf(problem) +
    meant(problem, (field) => `${field}:`),
  'unknown-value': (typed, problem) =>
    `\`${problem.field}:\` の値に「${typed}」はありません。` +
    oneOf(problem) +
    meant(problem, (value) => `${problem.field}:${value}`),
  'missing-value': (typed) => `「${typed}」の後に値を入力してください。`,
  'missing-term': (typed) => `「${typed}」に続く条件がありません。条件を加えてください。`,
  'unclosed-quote': () => '引用符を閉じてください。',
  'unclosed-bracket': () => '括弧を閉じてください。',
  'unopened-bracket': () => '閉じ括弧に対応する開き括弧がありません。',
  'bad-time': (typed) =>
    `「${typed}」は日時として読めません。YYYY-MM-DD、先週、7d、a..b のように入力してください。`,
  'reversed-time': (typed) => `「${typed}」は開始が終了より後です。入れ替えてください。`,
  'disjoint-times': () =>
    '期間が重なっていないため、該当するセッションはありません。一つ外してください。',
  wildcard: (typed) => `「${typed}」: * は語の終わりにだけ使えます。`,
  unsearchable: (typed) => `「${typed}」は記号だけなので検索できません。`,
  'too-deep': () => '括弧の入れ子が深すぎます。減らしてください。',
  'too-long': () => '検索文が長すぎるため、先頭部分だけを読み取りました。短くしてください。',
};
