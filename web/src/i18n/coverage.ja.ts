// What is said about coverage, in Japanese? The same as `coverage.en.ts`.
import { countJa as n } from './count';
import type { coverage as english } from './coverage.en';

export const coverage: typeof english = {
  title: '記録状況',
  period: (from, to) => `${from} から ${to} までに始まったセッション`,
  earlier: '前の期間',
  later: '次の期間',
  verdict: {
    missing: (missing, expected) =>
      `届くはずの記録 ${n(expected)} 件のうち ${n(missing)} 件がありません`,
    unknown: (unknown, expected) =>
      `届くはずの記録 ${n(expected)} 件のうち ${n(unknown)} 件は、欠けているかどうか分かりません`,
    incomplete: (incomplete, expected) =>
      `届くはずの記録 ${n(expected)} 件のうち ${n(incomplete)} 件は不完全です`,
    awaited: (here, expected) =>
      `届くはずの記録 ${n(expected)} 件のうち ${n(here)} 件があり、残りはまだ届く時期ではありません`,
    all: (expected) => `届くはずの記録 ${n(expected)} 件はすべてあります`,
    none: '届くはずの記録はありません',
    unread: '届くはずの記録があったかどうか分かりません(読み取りが不完全です)',
  },
  alsoIncomplete: (count) => `${n(count)} 件は不完全`,
  unattached: (count) => `どのセッションにも属さない録画が ${n(count)} 件(「原本」を参照)`,
  alsoUnknown: (count) => `${n(count)} 件は不明`,
  alsoAwaited: (count) => `${n(count)} 件はこれから届く可能性あり`,
  unreadDays: (unread, days) => `${n(days)} 日のうち ${n(unread)} 日は読み取りが不完全`,
  silent: (count) => `${n(count)} 件の取得元が応答なし`,
  findsOthers: '検索結果には同じ期間のほかのセッションも含まれます',
  completeUpTo: (at) => `${at} まで確認済み`,
  neverAnswered:
    'セッションを知らせる取得元がないか、まだ一度も応答していない取得元があるため、どこまで揃っているか分かりません',
  foldersOnly:
    'フォルダーだけを読み取りました。フォルダーの内容をすべてとみなしており、ほかにセッションがなかったかどうかは分かりません。',
  grid: 'アカウント・リージョン・日ごとの記録',
  place: 'アカウントとリージョン',
  unknownPlace: '不明',
  unknownDay: '日付不明',
  empty: 'セッションなし',
  unread: '読み取りが不完全(セッションの有無は不明)',
  expected: (count) => `届くはずの記録 ${n(count)} 件`,
  state: {
    missing: '欠落',
    unknown: '欠落かどうか不明',
    unannounced: '開始の記録なし',
    late: '遅延',
    awaited: 'これから届く可能性あり',
    arrived: '到着',
    'not-expected': '記録対象外',
  },
  numbered: (count, state) => `${state} ${n(count)} 件`,
  problems: '対応が必要なもの',
  byReason: 'この期間の全セッション(記録の状態別)',
  what: '記録の状態',
  means: '意味と対応',
  sessionCount: 'セッション',
  meaning: {
    'not-given': 'ログは存在しますが、取得元が渡しません。',
    unreadable: 'ログは届きましたが、まったく読み取れません。',
    failed: 'セッション履歴では失敗とされ、ログが届いていません。',
    'logging-off':
      'そのアカウントとリージョンについて AWS に残るセッション設定の、どの版にも記録先がありません。',
    'node-stopped': 'ログの期限より前にノードが停止または終了され、ログが届いていません。',
    'no-log': 'セッションは終了しましたが、ログが届いていません。',
    'no-end': '終了を示す文書がなく、セッションの最長時間を過ぎても、ログが届いていません。',
    'source-behind': '記録を持つ可能性のある取得元を、まだそこまで読み取っていません。',
    'left-out':
      '記録を持つ可能性のあるバケットに、プレフィックスやキーパターンから外れて読み取っていないものがあります。',
    'no-source': '記録先になりうるバケットやロググループに、読み取っていないものがあります。',
    'no-time': 'セッションの時刻を示す文書がなく、いつまで待つべきか分かりません。',
    unannounced:
      '記録は届きましたが、CloudTrail にもセッション履歴にもそのセッションがありません。',
    late: '置き場所を読み取っていたのに、通常より遅れて届きました。',
    running: 'まだ続いている可能性があります。ログは終了後にアップロードされます。',
    uploading: 'セッションの終了またはノードの停止の直後で、ログはこれから届く可能性があります。',
    arrived: '記録が届きました。',
    port: 'Session Manager はポート転送を記録しません。',
    ssh: 'Session Manager は SSH を記録しません。',
    denied: 'AWS がセッションを拒否しました。',
  },
  hint: {
    'not-given': '下の「取得できない原本」に、それぞれの対応を示しています。',
    unreadable: '読み取れなかった原本とその理由を確認してください。',
    failed: '実際に接続した人がいないか確認してください。接続に至らなければログは残りません。',
    'logging-off':
      'セッション設定でログ記録を有効にしてください。これらのセッションの内容はもう取得できません。',
    'node-stopped':
      'だれが、なぜノードを停止したかを確認してください。セッションのページにその呼び出しがあります。',
    'no-log':
      'ノードのロールにバケットへの書き込み権限があるか、アップロード前に内部からシャットダウンされていないか、そのアカウントとリージョンのセッション設定が、ここで読み取るバケットを指しているかを確認してください。',
    'no-end':
      'ノードの状態を確認してください。停止または終了したノードはログをアップロードしません。',
    'source-behind':
      '下の取得元を確認してください。問題のあるものには対応を示しています。その後 sekisho ingest を実行してください。',
    'left-out': '設定にあるバケットの prefixes と keys を確認してください。',
    'no-source':
      'そのアカウントとリージョンのセッション設定が指すバケットまたはロググループを、設定に追加してください。',
    'no-time': 'そのアカウントとリージョンの CloudTrail を収集してください。',
    unannounced:
      'そのアカウントとリージョンの CloudTrail を収集してください。ほかのセッションも欠けている可能性があります。',
    late: 'アップロードが遅れた理由(それまでログはノード上にあります)、または Sekisho の停止がなかったかを確認してください。',
  },
  sources: {
    title: '取得元',
    name: '取得元',
    brings: '内容',
    bringsWord: {
      trail: 'CloudTrail の証跡',
      sessions: 'セッション履歴',
      requests: 'アクセス申請',
      'session-logs': 'セッションログ',
      'cloudwatch-logs': 'セッションのストリーム',
      'rdp-recordings': '画面録画',
      preferences: '設定・ポリシー',
      nodes: 'ノードの名前',
      keys: '証跡を検証する公開鍵',
      news: '新しいオブジェクトの通知',
      other: 'その他のデータ',
    },
    reached: '確認済みの時点',
    lag: '遅れ',
    state: '状態',
    ok: '応答あり',
    never: '応答なし',
    retired: '現在は読み取り対象外',
    notAsked: '未問い合わせ',
    stale: '2 日以上問い合わせていません。sekisho ingest が動いているか確認してください',
    onlySpeed: '早期取得のみ',
    none: 'まだどの取得元にも問い合わせていません(フォルダーのみ取り込み済み)',
    noneHint: '設定ファイルにアカウントとバケットを書き、sekisho ingest を実行してください。',
  },
  absent: {
    title: '取得できない原本',
    hint: '取得元にあるのに渡されないもの。',
    tries: (count) => `${n(count)} 回試行`,
  },
  next: {
    denied: '不足している権限は sekisho sources check で表示できます。',
    'key-denied': '読み取り用ロールに、そのオブジェクトの鍵での kms:Decrypt を許可してください。',
    'archived-storage': 'S3 でオブジェクトを復元してください。その後は他と同じように取り込みます。',
    gone: 'Sekisho が読み取る前に削除する、ライフサイクルルールまたは人を確認してください。',
    overwritten: 'バケットのバージョニングを有効にし、読み取る前の上書きを防いでください。',
    deleted: '削除マーカーより前のバージョンは、読み取った分を保管しています。',
    credentials: '起動時の認証情報と、アカウントのロールを確認してください。',
    'role-refused':
      'ロールの信頼ポリシーに、拒否された利用者と設定の external_id を書き、その利用者に sts:AssumeRole を許可してください。sekisho sources policy が、前者を --template で、後者を --caller で表示します。',
    throttled: 'sekisho ingest の実行中は、速度を落として続けます。',
    unreachable:
      'ネットワークとエンドポイントを確認してください。sekisho ingest の実行時に再試行します。',
    'damaged-in-transfer':
      'sekisho ingest の実行時に再試行します。続く場合は、S3 のチェックサムと比べてください。',
    'no-such-place': '設定の名前・アカウント・リージョンを確認してください。',
    'not-implemented': 'AWS のサーバーではなく、この呼び出しに対応していません。',
    failed: 'sekisho ingest の実行時に再試行します。続く場合は、返された内容を確認してください。',
  },
};
