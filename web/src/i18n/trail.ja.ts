// What is said about the completeness of a trail, in Japanese? The same as `trail.en.ts`.
import { countJa as n } from './count';
import type { trail as english } from './trail.en';

const COMPARE = 'バケット内のオブジェクトおよびその以前のバージョンと比較してください。';

export const trail: typeof english = {
  title: 'CloudTrail の完全性',
  hint: 'CloudTrail は、配信したファイルの一覧に 1 時間ごとに署名します。そこから証明できたものは、改変も欠けもありません。',
  whole: (digests, logs) =>
    `完全で改変がないことを証明済み(ダイジェスト ${n(digests)} 件、ログファイル ${n(logs)} 件)`,
  broken: (gaps) => `完全性は証明されていません(欠けまたは改変 ${n(gaps)} 件)`,
  unlisted: (count) =>
    `完全性は証明されていません(証明済みのダイジェストにないログファイル ${n(count)} 件)`,
  none: 'CloudTrail のファイルがないため、すべてのセッションが分かっているとは証明できません',
  noneHint:
    '証跡のバケットを読み取るか、CloudTrail-Digest フォルダーを含むコピーを取り込んでください。',
  see: '内訳と対応を見る',
  proofs: '証明を見る',
  backfill: '遅れて配信された分',
  proven: (digests, logs) => `ダイジェスト ${n(digests)} 件、ログファイル ${n(logs)} 件を証明済み`,
  older: 'CloudTrail はこれより古いダイジェストを書きましたが、一つもありません。',
  hours: '配信時間帯',
  state: '状態',
  what: '意味と対応',
  verdict: {
    complete: '完全',
    invalid: '改変',
    absent: '欠落',
    undeterminable: '未証明',
  },
  completeMeans: 'すべてのダイジェストとログファイルが揃い、改変されていません。',
  unlistedTitle: '証明済みのダイジェストにないログファイル',
  files: 'ファイル',
  more: (count) => `ほか ${n(count)} 件`,
  keysTitle: '証明に使った鍵',
  keysHint:
    '証跡を偽造できる人は鍵も添えられます。AWS の aws cloudtrail list-public-keys の出力と比較してください。',
  fingerprint: 'フィンガープリント',
  byHand: 'コマンドラインでも同じ内容を確認できます:',
  meaning: {
    'digest-absent':
      'CloudTrail が書いたダイジェストがなく、その時間帯のログファイルを証明できません。',
    'digest-damaged':
      'ダイジェストの gzip ではありません。切り詰め、改変、または差し替えられています。',
    'digest-moved':
      'ダイジェスト自身が別の場所のものと述べています。移動、改名、または差し替えられています。',
    'digest-signature': 'ダイジェストまたはその署名が、CloudTrail の書いたものではありません。',
    'digest-key-time': 'その時点で使われていなかった鍵で署名されています。',
    'digest-key-damaged': 'ダイジェストが指す鍵は保存されていますが、読み取れません。',
    'digest-key-unknown': 'ダイジェストが指す鍵がありません。',
    'digest-unsigned':
      '署名がありません。署名は S3 オブジェクトのメタデータにあり、コピーすると失われます。',
    'log-absent': 'CloudTrail が配信したログファイルがなく、その記録が欠けています。',
    'log-altered':
      'ログファイルが CloudTrail の配信したものと異なります。記録が変更・追加・削除されています。',
    'log-damaged':
      'ログファイルが完全な gzip ではありません。切り詰められたか、何かが付け足されています。',
    'not-recorded':
      'CloudTrail はダイジェストを書いていません。証跡またはログファイルの検証が無効でした。',
    unknown: 'ダイジェストがなく、存在したかどうかを示す次のダイジェストも証明されていません。',
    foreign:
      'その時間帯のどのダイジェストにもありません。別の証跡が配信したか、だれかが置いたものです。',
    'no-digest':
      'そのアカウントとリージョンに証明済みのダイジェストがないため、これらも証明できません。',
    open: '証明済みのダイジェストがその時間帯を含んでいません。',
    pending: '最新のダイジェストより新しいファイルです。ダイジェストは 1 時間の後に書かれます。',
  },
  next: {
    'digest-absent':
      'メタデータとともにバケットからコピーしてください。バケットにもなければ、だれが削除したかを調べてください。',
    'digest-damaged': COMPARE,
    'digest-moved': COMPARE,
    'digest-signature':
      'その時間帯は改ざんされたものとして扱い、オブジェクトの以前のバージョンを探してください。',
    'digest-key-time': '保存した鍵が、AWS がその期間について返すものかを確認してください。',
    'digest-key-damaged':
      '鍵を保存し直してください: aws cloudtrail list-public-keys --start-time … --end-time …',
    'digest-key-unknown':
      '鍵を保存してください: aws cloudtrail list-public-keys --region <ダイジェストのリージョン> --start-time … --end-time …',
    'digest-unsigned':
      'メタデータ(aws s3api head-object)を object-metadata.json に書いて渡してください。',
    'log-absent':
      'バケットからコピーしてください。バケットにもなければ、だれが削除したかを調べてください。',
    'log-altered':
      'その記録は改ざんされたものとして扱い、オブジェクトの以前のバージョンを探してください。',
    'log-damaged': COMPARE,
    'not-recorded':
      '直前の StopLogging、DeleteTrail、UpdateTrail を調べてください。この時間帯は何によっても証明できません。',
    unknown: '先に、その後の欠けを解消してください。',
    foreign:
      'どの証跡が書いたかを調べ、そのダイジェストを収集してください。それまでは信頼しないでください。',
    'no-digest':
      'ログファイルの検証を有効にし、ダイジェストをメタデータおよび公開鍵とともに収集してください。',
    open: 'そのアカウントとリージョンの欠けを解消するか、より古いダイジェストを収集してください。',
    pending: '2 時間後にもう一度収集してください。',
  },
};
