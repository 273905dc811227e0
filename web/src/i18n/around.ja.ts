// What is said about what was done around a session, in Japanese? The same as `around.en.ts`.
import type { around as english } from './around.en';

export const around: typeof english = {
  title: 'このセッションの前後',
  show: '表示',
  hint: (person, from, to) =>
    `このセッションとその申請の根拠となる呼び出しと、${from} から ${to} までに ${person} が行ったほかの操作です (CloudTrail による)。`,
  noTime:
    '開始時刻を示す時計がないため、根拠となる呼び出しだけを表示しています。ほかに何が行われたかは分かりません。',
  inPart:
    'この時間帯の CloudTrail はすべては読まれていません。ここにない操作も行われた可能性があります。',
  nothing: 'これについて記した CloudTrail の記録はありません。',
  at: '日時',
  call: '呼び出し',
  by: '実行者',
  of: '対象',
  own: 'このセッション',
  other: (node) => `${node} のセッション`,
  unnamed: '名前の記録なし',
  refused: (code) => `拒否: ${code}`,
  others: 'この時間帯まで続いた可能性があり、その間の呼び出しがないほかのセッション:',
};
