// How are the server's reasons why an original could not be read, or not all of it, said in Japanese?

/** The parts of a document that are read as JSON. */
const PART = [
  'digest',
  'event',
  'record',
  'detail',
  'instance',
  'AutomationExecution',
  'public key',
  'document',
  'Content',
  'session',
  'node',
  'OpsItem',
  'requestParameters',
  'responseElements',
  '/aws/accessrequest',
  '/aws/accessrequest/context',
].join('|');

/** Patterns match whole clauses; the groups are numbers, names and what a parser of JSON says. */
export const READING_CLAUSES: readonly [RegExp, string][] = [
  // Where it stands.
  [/^document$/, '全体'],
  [/^line (\d+)$/, '$1 行目'],
  [/^byte (\d+)$/, 'バイト $1'],
  [/^record (\d+)$/, 'レコード $1'],
  [/^member (\d+)$/, 'gzip メンバー $1'],
  [/^recording (\d+)$/, '記録 $1'],
  [/^line (\d+) could not be read$/, '$1 行目を読み取れません'],
  [/^byte (\d+) could not be read$/, 'バイト $1 から読み取れません'],
  [
    /^in the log that was put into stream "(.*)", line (\d+)$/,
    'ストリーム $1 に書き込まれたログの $2 行目',
  ],
  [
    /^in the log that was put into stream "(.*)", byte (\d+)$/,
    'ストリーム $1 に書き込まれたログのバイト $2',
  ],
  // Originals of every kind.
  [/^the (?:file|object) holds no bytes$/, 'ファイルが空です'],
  [/^nothing was left after unpacking$/, '展開すると何も残りませんでした'],
  [
    /^no reader recognises this content; the original is kept$/,
    'どの形式としても認識できない内容です。原本は保管しています',
  ],
  [
    /^its reader failed on it; the original is kept, please report this$/,
    '読み取り中に Sekisho の不具合が起きました。原本は保管しています。報告してください',
  ],
  [
    /^original (\S+) has (\d+) bytes, more than the limit of (\d+)$/,
    '原本 $1 は $2 バイトあり、上限の $3 バイトを超えています',
  ],
  [/^read it as a stream$/, 'ストリームとして読み取ってください'],
  [/^the blob of original (\S+) is missing$/, '原本 $1 の実体がありません'],
  [
    /^restore it from a backup or ingest its source again$/,
    'バックアップから復元するか、取得元から取り込み直してください',
  ],
  [/^original (\S+) was altered after it was sealed$/, '原本 $1 は封印後に変更されています'],
  [/^its blob does not unpack \((.+)\)$/, '実体を展開できません($1)'],
  [/^its bytes hash to (\S+)$/, 'ハッシュが $1 になります'],
  [/^its size is not the one in the ledger$/, '大きさが台帳と異なります'],
  [/^it is longer than what was sealed$/, '封印されたものより長くなっています'],
  [/^restore it from a backup$/, 'バックアップから復元してください'],
  [
    /^only the first (\d+) of (\d+) bytes were read$/,
    '$2 バイトのうち最初の $1 バイトだけを読み取りました',
  ],
  [
    /^(\d+) more that are not listed, the last one (\S+)$/,
    'ほかに $1 件あり、省略しています(最後は $2)',
  ],
  [
    /^nothing says which session it records; name it <session-id>\.log, \.cast, \.ttyrec or \.typescript$/,
    'どのセッションの記録か分かりません。<session-id>.log、.cast、.ttyrec、.typescript のいずれかの名前を付けてください',
  ],
  [
    /^its place does not name one connection, by which its session would be known; if it fits no other desktop either, `sekisho recordings attach` says whose it is$/,
    '保存場所から接続を特定できず、どのセッションの録画か分かりません。ほかのデスクトップにも合わない場合は `sekisho recordings attach` で関連付けられます',
  ],
  [
    /^named after (\S+), while its content says that it is of (\S+)$/,
    '名前は $1 のものですが、内容は $2 のものです',
  ],
  // What is compressed.
  [
    /^AWS writes one gzip member; (\d+) more were appended and not read$/,
    'AWS が書き込む gzip メンバーは一つですが、後に $1 個が追加されており、読み取っていません',
  ],
  [
    /^bytes after the last gzip member were not read$/,
    '最後の gzip メンバーより後のバイトは読み取っていません',
  ],
  [
    /^the unpacked content is larger than the limit; the rest was not read$/,
    '展開した内容が上限を超え、残りは読み取っていません',
  ],
  [
    /^the gzip ends before its content does; what is whole was read$/,
    'gzip が途中で切れており、完全な部分だけを読み取りました',
  ],
  [
    /^the gzip is damaged; what is whole before the damage was read$/,
    'gzip が壊れており、それより前の完全な部分だけを読み取りました',
  ],
  // Audit documents.
  [/^there is nothing in it$/, '内容がありません'],
  [
    /^not UTF-8 from here on; unreadable bytes were read as U\+FFFD$/,
    'ここから UTF-8 でなく、読めないバイトは U+FFFD として読み取りました',
  ],
  [/^no JSON stands here$/, 'ここは JSON ではありません'],
  [/^there is no JSON in it$/, 'JSON が含まれていません'],
  [/^more is closed than was opened$/, '閉じ括弧が多すぎます'],
  [/^the text ends before this does$/, 'ファイルがこの途中で途切れています'],
  [/^(`\S+`) holds neither a list nor a record$/, '$1 がリストでもレコードでもありません'],
  [
    /^the record has (\d+) bytes, more than the limit of (\d+)$/,
    'レコードが $1 バイトあり、上限の $2 バイトを超えています',
  ],
  [
    /^the document has (\d+) bytes, more than the limit of (\d+)$/,
    'ファイルが $1 バイトあり、上限の $2 バイトを超えています',
  ],
  [
    /^more than (\d+) records; this and the rest were not read$/,
    'レコードが $1 件を超え、ここから後は読み取っていません',
  ],
  [/^(\d+) more rejections are not listed$/, 'ほかに $1 件あり、省略しています'],
  [/^(`\S+`) is not there$/, '$1 がありません'],
  [/^(`\S+`) is no time this reader knows$/, '$1 を日時として読み取れません'],
  [
    /^(`\S+`) should be a session id \(1 to (\d+) printable characters without spaces or slashes\)$/,
    '$1 はセッション ID(空白とスラッシュを除く印字可能文字 1~$2 字)でなければなりません',
  ],
  [
    /^(`\S+`) should be an access request id \(oi- and 12 hexadecimal digits\)$/,
    '$1 は申請の ID(oi- と 16 進数 12 桁)でなければなりません',
  ],
  [
    /^(`\S+`) should be a node id \(1 to (\d+) printable characters without spaces\)$/,
    '$1 はノードの ID(空白を除く印字可能文字 1~$2 字)でなければなりません',
  ],
  [
    /^(`\S+`) should be an account id \(12 digits\)$/,
    '$1 はアカウント ID(12 桁の数字)でなければなりません',
  ],
  [/^(`\S+`) should be a region name$/, '$1 はリージョン名でなければなりません'],
  [/^(`\S+`) should be an event id$/, '$1 はイベント ID でなければなりません'],
  [/^(`\S+`) should be an access key id$/, '$1 はアクセスキー ID でなければなりません'],
  [
    /^(`\S+`) should be an automation execution id$/,
    '$1 はオートメーションの実行 ID でなければなりません',
  ],
  [
    /^(`\S+`) should be a SHA-256 \(64 hexadecimal digits\)$/,
    '$1 は SHA-256(16 進数 64 桁)でなければなりません',
  ],
  [
    new RegExp(`^(${PART}): expected (?:an? |the )?(.+)$`),
    '`$1` が正しい形式ではありません(想定: $2)',
  ],
  [new RegExp(`^(${PART}): missing field (\`.+\`)$`), '`$1` に $2 がありません'],
  [new RegExp(`^(${PART}): duplicate field (\`.+\`)$`), '`$1` に $2 が二つあります'],
  [new RegExp(`^(${PART}): (.+)$`), '`$1` を読み取れません($2)'],
  // Session logs and transcripts.
  [
    /^no `Script started on` line: node and session are unknown$/,
    '`Script started on` の行がなく、ノードとセッションが分かりません',
  ],
  [
    /^no `Script done on` line at the end: the log may be cut short$/,
    '末尾に `Script done on` の行がなく、ログが途中で切れている可能性があります',
  ],
  [
    /^no `Script done on` line at the end: the recording may be cut short$/,
    '末尾に `Script done on` の行がなく、記録が途中で切れている可能性があります',
  ],
  [
    /^a `Script done on` line stands inside the content and was kept as content$/,
    '内容の途中に `Script done on` の行があり、内容として扱いました',
  ],
  [
    /^writing the log failed with status (\d+): it may lack output$/,
    'ログの書き込みが終了コード $1 で失敗しており、出力が欠けている可能性があります',
  ],
  [
    /^no block of a transcript at the start: node and session are unknown$/,
    '先頭にトランスクリプトの始まりの部分がなく、ノードとセッションが分かりません',
  ],
  [
    /^no block of a transcript at the end: the agent waits a minute for it, so a long session may be cut short$/,
    '末尾にトランスクリプトの終わりの部分がありません。エージェントは 1 分しか待たないため、長いセッションは途中で切れている可能性があります',
  ],
  [/^a line of (\d+) bytes, shown wrapped$/, '$1 バイトの行があり、折り返して表示します'],
  [
    /^not UTF-8 in (\d+) places, first here; shown as U\+FFFD$/,
    'UTF-8 でない箇所が $1 か所あり(最初はここ)、U+FFFD で表示します',
  ],
  [
    /^neither UTF-8 nor UTF-16; read as (code page \d+) \(.+\), which is a guess$/,
    'UTF-8 でも UTF-16 でもありません。推定により $1 として読み取りました',
  ],
  [/^not all of it is (\S+); shown as U\+FFFD$/, '$1 でない箇所があり、U+FFFD で表示します'],
  [
    /^an escape sequence that is never ended hides the last (\d+) lines; the bytes are kept$/,
    'エスケープシーケンスが終わらず、最後の $1 行が表示されません。バイトは保管しています',
  ],
  // Streams of CloudWatch Logs.
  [
    /^no log event of a session in this file$/,
    'このファイルには、セッションのログイベントがありません',
  ],
  [
    /^JSON, but not a log event of a session$/,
    'JSON ですが、セッションのログイベントではありません',
  ],
  [/^an event of (\d+) bytes, above the limit$/, '$1 バイトのイベントが上限を超えています'],
  [/^a document of (\d+) bytes, above the limit$/, '$1 バイトの JSON が上限を超えています'],
  [/^stopped after (\d+) events$/, 'イベント $1 件で打ち切りました'],
  // Recordings of terminals.
  [
    /^no asciicast of version 1 with a terminal size and its output$/,
    'asciicast の第 1 版に必要な、端末の大きさか出力がありません',
  ],
  [
    /^the first line is not an asciicast header with a terminal size$/,
    '最初の行が、端末の大きさを示す asciicast のヘッダーではありません',
  ],
  [
    /^a copy that Sekisho handed out, with secrets masked; take its original$/,
    'Sekisho が書き出した、秘密情報を伏せた複製です。元の記録を取り込んでください',
  ],
  [/^(\d+x\d+) is too large, emulated at (\d+x\d+)$/, '$1 は大きすぎるため、$2 の端末で表示します'],
  [
    /^the terminal changes its size too often: only the first (\d+) changes are shown, (\d+) are not$/,
    '端末の大きさの変化が多すぎ、最初の $1 回だけを表示します(残りは $2 回)',
  ],
  [
    /^above the limit for one (?:line|event) or for all events$/,
    '一つのイベントの大きさか、イベントの数が上限を超えています',
  ],
  [/^the file ends inside an event$/, 'ファイルがイベントの途中で終わっています'],
  [/^the file ends inside the list of its output$/, 'ファイルが出力の一覧の途中で終わっています'],
  [
    /^earlier than the (?:event|frame) before, taken as simultaneous$/,
    '時刻が一つ前より早く、同時とみなしました',
  ],
  [/^(\S+) is no time of an event$/, '$1 はイベントの時刻ではありません'],
  [/^no event with code "(.*)" is known$/, 'コード $1 のイベントは分かりません'],
  [
    /^a resize is COLSxROWS of a size that exists$/,
    '端末の大きさが、列数x行数の形ではないか、あり得ない値です',
  ],
  [/^an exit status is a number$/, '終了コードが数字ではありません'],
  [
    /^no pair of seconds and text: (.+) at line (\d+) column (\d+)$/,
    '秒数と文字列の組ではありません(JSON の $2 行 $3 列: $1)',
  ],
  [
    /^a timing file holds no output; name it like its typescript, .+$/,
    'タイミングファイルには出力がありません。typescript と同じ名前を付け、<session-id>.typescript の隣に <session-id>.timing として置いてください',
  ],
  [
    /^not a row of a timing file; what is behind it was not used$/,
    'タイミングファイルの行ではなく、これより後は使っていません',
  ],
  [/^stopped after (\d+) rows$/, '$1 行で打ち切りました'],
  [
    /^the timing file counts (\d+) bytes more than the typescript holds: one is cut short, or they do not belong together$/,
    'タイミングファイルの示す出力が typescript より $1 バイト多く、どちらかが途中で切れているか、別の記録のものです',
  ],
  [
    /^the timing file does not count the last (\d+) bytes of output: shown at its end$/,
    '出力の最後の $1 バイトがタイミングファイルになく、末尾の時点で表示します',
  ],
  [/^no header of a frame$/, 'フレームのヘッダーではありません'],
  [
    /^the file ends inside the header of a frame$/,
    'ファイルがフレームのヘッダーの途中で終わっています',
  ],
  [
    /^the last frame has (\d+) of (\d+) bytes$/,
    '最後のフレームは $2 バイトのうち $1 バイトしかありません',
  ],
  [/^stopped after (\d+) frames$/, 'フレーム $1 枚で打ち切りました'],
  [/^nothing behind it was read$/, 'これより後は読み取っていません'],
  [
    /^too much is like this, the rest was not read$/,
    'このような箇所が多すぎるため、残りは読み取っていません',
  ],
  // What a parser says of any JSON, so it comes last.
  [/^EOF while parsing .+ at line (\d+) column (\d+)$/, 'JSON が $1 行 $2 列で途切れています'],
  [/^(.+) at line (\d+) column (\d+)$/, 'JSON の $2 行 $3 列を読み取れません($1)'],
];
