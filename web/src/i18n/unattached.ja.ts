// What is said about recordings that belong to no session, in Japanese? The same as `unattached.en.ts`.
import type { unattached as english } from './unattached.en';

export const unattached: typeof english = {
  title: 'どのセッションにも属さない録画',
  hint: '接続を特定できず合うデスクトップがないか複数ある録画、または、どのデスクトップでもないと判断された録画です。誰の画面か分かる人が関連付けられます。',
  attach: '関連付ける …',
  watch: '見る',
  unwatch: '動画を閉じる',
  watching: 'どのセッションにも属さない録画',
  unplayable:
    'このブラウザーではこの動画を再生できないか、最後まで再生できません。途中で切れているか、対応していないコーデックの可能性があります。',
  alsoAt: '同じ内容:',
  none: '録画がないか不完全なデスクトップはありません',
  session: '録画がないか不完全なリモートデスクトップ',
  nobody: '不明な人',
  noNode: '不明なノード',
  dialog: {
    title: '録画を関連付けますか?',
    why: '関連付けは時刻と理由とともに、ほかの文書と同じくアーカイブに封印され、録画の横に表示され続けます。同じ録画に複数ある場合は最後のものが有効です。',
    reason: 'そう判断した理由',
    example: '冒頭のウィンドウに CHG-0915 が開いている',
    missing: '理由を書いてください。録画の横に表示されます。',
    send: '封印して関連付ける',
    busy: '関連付けています …',
    cancel: 'キャンセル',
    underWay: '送信済みのため取り消せません。閉じても、結果はこのページに表示されます。',
    close: '閉じる',
  },
  done: '録画を関連付けました。',
  noWord: (why) =>
    `録画が関連付けられたという応答がないため、現在の状態を取得し直しました (${why})。`,
  configuration: '設定ファイル',
  detach: 'このセッションではない …',
  detached: 'この録画はどのセッションにも属さなくなりました。',
  detaching: {
    title: 'このセッションの録画ではありませんか?',
    why: 'この判断は時刻と理由とともにアーカイブに封印され、これまでの関連付けも残ります。その後、誰かが関連付けるまで、録画はどのセッションにも属しません。',
    reason: 'そう判断した理由',
    example: 'CHG-0915 ではなく CHG-0951 だった',
    missing: '理由を書いてください。ともに封印されます。',
    send: '封印する',
    busy: '封印しています …',
    cancel: 'キャンセル',
    underWay:
      '送信済みのため取り消せません。閉じた場合は、ページを再読み込みすると結果が分かります。',
    close: '閉じる',
  },
  disowned: {
    title: 'メタデータがこのセッションを示す録画がありますが、別の判断がされています',
    none: (by, at, reason) =>
      `${at} に ${by} が、把握されているどのセッションの録画でもないと判断: ${reason}`,
    other: (by, at, reason) => `${at} に ${by} が、別のセッションの録画と判断: ${reason}`,
    open: 'そのセッションを開く',
  },
  joined: {
    fits: '保存場所はセッションを示していません。ノードと時刻が合うデスクトップはこれだけです',
    told: 'キーはセッションを示していません。オブジェクトのメタデータがこのセッションを示しています',
    attached: (by, at, reason) => `${at} に ${by} が関連付け: ${reason}`,
    instead: 'メタデータは別のセッションを示しています:',
  },
};
