// What is said about what was done around a session, in Japanese? The same as `around.en.ts`.
import type { around as english } from './around.en';

export const around: typeof english = {
  title: 'このセッションの前後',
  show: '表示',
  hint: (person, from, to) =>
    `このセッションと申請を裏付ける API 呼び出しと、${from} から ${to} までの ${person} のほかのセッションや拒否された試みの API 呼び出しです。セッションに至らなかった申請は含まれません。`,
  noTime:
    '開始時刻を示す記録がないため、このセッションを裏付ける API 呼び出しだけを表示しています。ほかに何が行われたかは分かりません。',
  inPart:
    'この時間帯、アカウント、リージョンの CloudTrail の記録は、すべては読み込まれていません。ここにない操作も行われた可能性があります。',
  nothing: '該当する CloudTrail の記録はありません。',
  at: '日時',
  call: 'API 呼び出し',
  by: '実行者',
  of: 'セッション',
  own: 'このセッション',
  other: (node) => `${node} のセッション`,
  unnamed: '名前の記録なし',
  refused: (code) => `拒否: ${code}`,
  others: 'この時間帯まで続いた可能性があり、その間の呼び出しがないほかのセッション:',
};
