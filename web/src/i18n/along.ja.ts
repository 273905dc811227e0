// What is said along a session, in Japanese? The same as `along.en.ts`.
import type { along as english } from './along.en';

export const along: typeof english = {
  title: 'セッションの流れ',
  show: '時間軸',
  lane: {
    activity: '出力量',
    idle: '無出力',
    commands: 'コマンド',
    findings: '検出結果',
    hits: '検索一致',
    marks: '隠れた内容',
    window: '許可期間',
    events: 'CloudTrail',
  },
  explain: {
    activity: '区切りごとの出力バイト数。棒の高さは平方根に比例します。',
    idle: '10 秒以上、1 行も出力されなかった区間です。',
    commands: 'Enter の時点の画面から復元したコマンドです。',
    findings: 'このセッションについてルールが検出したことと、それが当てはまり始める位置です。',
    hits: 'このセッション内で検索した語を含む行です。',
    marks: '伏せ字にした秘密情報と、書かれたとおりには見えなかった出力。',
    window: '承認された期間と、その判断です。斜線は、期間を過ぎて続いた部分です。',
    events: 'このセッションと申請について CloudTrail が記録したことです。',
  },
  filmed: {
    lane: { activity: '変化量', idle: '静止区間' },
    explain: {
      activity: '区切りごとに画面がどれだけ変わったかを、フレームのバイト数から推定したものです。',
      idle: '10 秒以上、画面が変わらなかった区間です。',
      hits: '画面の文字で検索した語が読み取られた画像です。',
    },
  },
  activityText: (activity, at) => `${activity}: ${at} 付近が最大`,
  still: (length) => `${length}、画面の変化なし`,
  pause: (length) => `${length}、出力行なし`,
  hit: (line) => `${line} 行目に一致`,
  before: (length) => `記録の ${length}前`,
  after: (length) => `記録の ${length}後`,
  nth: (at, n) => `${n} 件中 ${at}`,
  inOrder: '出力の順。ログに時刻がないため、無出力の時間や出力量は分かりません',
  nothing: (names) => `該当なし: ${names}`,
  loading: (names) => `読み込み中: ${names}`,
  unknown: (names, why) => `不明: ${names}(${why})`,
  failed: (names, why) => `読み込めませんでした: ${names}。${why}`,
};
