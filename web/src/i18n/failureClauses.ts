// How are the server's refusals and their next steps said in Japanese?

/** Patterns match whole sentences; the groups are names, numbers and instants. */
export const FAILURE_CLAUSES: readonly [RegExp, string][] = [
  [/^there is no session "(.+)"$/, 'セッション $1 はありません'],
  [
    /^list the sessions to see their ids: `sekisho sessions list`$/,
    'セッションの一覧で ID を確認してください: `sekisho sessions list`',
  ],
  [/^there is no access request "(.+)"$/, '申請 $1 はありません'],
  [
    /^list the requests to see their ids, such as (\S+)$/,
    '申請の一覧で ID($1 など)を確認してください',
  ],
  [/^the recording of session (\S+) has changed$/, 'セッション $1 の記録が変わりました'],
  [/^load the page again$/, 'ページを再読み込みしてください'],
  [/^session (\S+) has no recording \((\S+)\)$/, 'セッション $1 に記録はありません'],
  [/^session (\S+) has no video(?: \S+)?$/, 'セッション $1 にその動画はありません'],
  [
    /^see which originals it has: `sekisho sessions show`$/,
    '原本は `sekisho sessions show` で確認できます',
  ],
  [/^nothing is derived of video (\S+) yet$/, '動画はまだ解析されていません'],
  [
    /^videos are looked through when everything else is taken in: ask again later, and if nothing takes in, run `sekisho ingest` again$/,
    '動画の解析はほかの取り込みの後に行われます。後で再試行し、取り込みが動いていなければ `sekisho ingest` を再度実行してください',
  ],
  [/^video (\S+) has no sheet (\d+)$/, '動画の縮小画像がありません'],
  [
    /^see how many it has, and why not more, in its timeline$/,
    '枚数と不足の理由は時間軸の情報にあります',
  ],
  [
    /^the originals of session (\S+) no longer hold its recording$/,
    'セッション $1 の原本に、記録がなくなっています',
  ],
  [
    /^run `sekisho rebuild` to see what the archive still holds$/,
    '`sekisho rebuild` で、保管庫に残っているものを確認してください',
  ],
  [/^(.+) is not the size of a terminal$/, '$1 は端末の大きさではありません'],
  [
    /^a recording of more than (\d+) MiB is shown at its own size$/,
    '$1 MiB を超える記録は、元の大きさでだけ表示できます',
  ],
  [
    /^what the archive holds is being derived, or was never derived by this version$/,
    '記録を再構築しています',
  ],
  [
    /^wait until a running ingest or rebuild has finished; if none runs, start the ingest again, or run `sekisho rebuild`$/,
    '実行中の取り込みや再構築の終了を待ってください。動いていなければ、取り込みを再開するか `sekisho rebuild` を実行してください',
  ],
  [/^see the log of the server$/, 'サーバーのログを確認してください'],
  [/^the API has no such address$/, 'そのアドレスは API にありません'],
  [/^this address does not answer that method$/, 'そのアドレスはこの操作に応答しません'],
  [/^see \/api\/v1\/openapi\.json$/, '/api/v1/openapi.json を参照してください'],
  [/^give a reason of 1 to (\d+) characters$/, '1~$1 文字で理由を書いてください'],
  [
    /^session (\S+) is no remote desktop that was opened$/,
    'セッション $1 は、開かれたリモートデスクトップではありません',
  ],
  [/^session (\S+) has no id of AWS$/, 'セッション $1 には AWS の ID がありません'],
  [
    /^`sekisho recordings list` shows which sessions have no recording$/,
    '録画のないセッションは `sekisho recordings list` で確認できます',
  ],
  [/^there is no recording (\S+)$/, '録画 $1 はありません'],
  [
    /^`sekisho recordings list` shows the recordings that belong to no session, and `sekisho sessions show` those of one$/,
    'どのセッションにも属さない録画は `sekisho recordings list`、セッションの録画は `sekisho sessions show` で確認できます',
  ],
  [/^"(.*)" is too short to tell recordings apart$/, '「$1」だけでは録画を区別できません'],
  [/^give (\d+) characters of the hash or more$/, 'ハッシュを $1 文字以上指定してください'],
  [
    /^the hashes of (\d+) recordings begin with (\S+)$/,
    '$2 で始まるハッシュの録画が $1 件あります',
  ],
  [/^give all of the hash$/, 'ハッシュをすべて指定してください'],
  [/^its key names session (\S+)$/, 'キーがセッション $1 を示しています'],
  [
    /^only a recording whose key names no session can be attached to one$/,
    'キーがセッションを示さない録画だけを関連付けられます',
  ],
  [
    /^(.+) said so of recording (\S+) at (\S+)$/,
    '$1 が $3 に、録画 $2 についてすでにそう述べています',
  ],
  [
    /^`sekisho recordings attach` says whose screen it shows$/,
    '誰の画面かは `sekisho recordings attach` で指定できます',
  ],
];
