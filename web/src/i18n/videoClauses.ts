// How are the server's reasons about a video, its pictures and its text said in Japanese?

/** Patterns match whole clauses; the groups are numbers, names and seconds. */
export const VIDEO_CLAUSES: readonly [RegExp, string][] = [
  // How it ends, and what it shows.
  [
    /^plays until ([\d.]+) s; (\d+) known frames? (?:is|are) missing$/,
    '$1 秒まで再生でき、把握されているフレームのうち $2 枚がありません',
  ],
  [
    /^nothing of it plays; (\d+) known frames? (?:is|are) missing$/,
    '再生できる部分がなく、把握されているフレームのうち $1 枚がありません',
  ],
  [
    /^plays until ([\d.]+) s; how many frames are missing is not known$/,
    '$1 秒まで再生できます。何枚のフレームがないのかは分かりません',
  ],
  [
    /^nothing of it plays; how many frames are missing is not known$/,
    '再生できる部分がありません。何枚のフレームがないのかは分かりません',
  ],
  [
    /^its frames last ([\d.]+) s, and its header says ([\d.]+) s$/,
    'フレームは $1 秒までですが、ヘッダーには $2 秒とあります',
  ],
  [/^without (moov|Tracks) no frame can be found$/, '$1 がなく、フレームを見つけられません'],
  [
    /^this kind of file does not say whether there were to be more frames$/,
    'この種類のファイルには、フレームがまだ続くはずだったかどうかが記されていません',
  ],
  [/^no video that is known$/, '既知の形式の動画ではありません'],
  [/^there is no frame$/, 'フレームがありません'],
  [/^there is sound and no picture$/, '音声だけで映像がありません'],
  [/^(?:it )?cannot be shown without its key$/, '暗号化されており、鍵がないと表示できません'],
  [/^a picture, no recording$/, '静止画 1 枚だけで、録画ではありません'],
  [/^longer than a day$/, '1 日より長い録画です'],
  [/^(\d+)x(\d+) is no screen$/, '$1x$2 は画面の大きさではありません'],
  [
    /^(\d+) bytes behind the video are no part of it$/,
    '動画の後の $1 バイトは、動画の一部ではありません',
  ],
  [
    /^(\d+) frames are not shown, here the first: an edit list hides them$/,
    'エディットリストにより、フレーム $1 枚が表示されません(最初はここ)',
  ],
  [
    /^(\d+) key frames do not begin like one, here the first$/,
    'キーフレーム $1 枚の先頭が壊れています(最初はここ)',
  ],
  [
    /^only (\d+) key frames were looked at for another size$/,
    '画面の大きさの変化は、キーフレーム $1 枚だけで調べました',
  ],
  // What is damaged in an MP4.
  [/^(\d+) bytes of its (\S+) are missing$/, '$2 の $1 バイトがありません'],
  [
    /^no head of a box; nothing behind it was read$/,
    'ボックスの先頭がなく、それより後は読み取っていません',
  ],
  [
    /^no box inside of (\S+); what follows in it is lost$/,
    '$1 の中が壊れており、続きを失っています',
  ],
  [/^(\S+) of (\d+) bytes$/, '$1 が $2 バイトあり、上限を超えています'],
  [
    /^above the limit for (?:boxes|elements); the rest was not read$/,
    '要素の数が上限を超え、残りは読み取っていません',
  ],
  [
    /^above the limit for frames; the rest is missing$/,
    'フレームの数が上限を超え、残りがありません',
  ],
  [/^above the limit for tracks$/, 'トラックの数が上限を超えています'],
  [/^only the first was read$/, '二つ目は読み取っていません'],
  [/^a fragment without a moov before it$/, '前に moov のないフラグメントです'],
  [/^fragment (\d+) follows (\d+)$/, 'フラグメント $2 の次が $1 です'],
  [
    /^a (?:fragment of a track that moov|block of a track that Tracks) does not have$/,
    'どのトラックにも属さないデータです',
  ],
  [
    /^its tables end before its frames(?:; the rest is missing)?$/,
    '表がフレームの途中で終わり、残りがありません',
  ],
  [/^a track without a clock; it was not read$/, '時計のないトラックで、読み取っていません'],
  [
    /^a frame is decoded before the one before it$/,
    'フレームの時刻が、その前のフレームより前に戻っています',
  ],
  [
    /^track (\d+) goes back to (-?\d+) us from (-?\d+) us$/,
    'トラック $1 の時刻が $3 µs から $2 µs に戻っています',
  ],
  [
    /^track (\d+) has nothing from (-?\d+) us to (-?\d+) us$/,
    'トラック $1 には $2 µs から $3 µs まで何もありません',
  ],
  [
    /^track (\d+) has nothing from (-?\d+) us to (-?\d+) us, and in (\d+) other places$/,
    'トラック $1 には $2 µs から $3 µs まで何もなく、ほかにも $4 か所あります',
  ],
  [/^it is cut and was not followed$/, 'エディットリストが途切れており、使っていません'],
  [
    /^a piece at another speed in an edit list is not followed$/,
    'エディットリストの、速さの異なる部分は使っていません',
  ],
  [
    /^a piece that was shown before in an edit list is not followed$/,
    'エディットリストの、二度目に表示する部分は使っていません',
  ],
  [
    /^more pieces than are read in an edit list is not followed$/,
    'エディットリストの部分が多すぎ、残りは使っていません',
  ],
  // What is damaged in a WebM or Matroska file.
  [
    /^no head of an element; nothing behind was read$/,
    '要素の先頭がなく、それより後は読み取っていません',
  ],
  [
    /^it claims to end behind the end of the file$/,
    '要素の終わりが、ファイルの終わりより後にあります',
  ],
  [/^a head that is cut, or above the limit$/, 'ヘッダーが途切れているか、上限を超えています'],
  [
    /^a cluster without a time, taken as the last$/,
    '時刻のないクラスターで、前と同じ時刻とみなしました',
  ],
  [
    /^a cluster goes back to (\d+) from (\d+) ticks$/,
    'クラスターの時刻が $2 から $1 に戻っています',
  ],
  [
    /^the head of a block, or its lacing, is damaged$/,
    'ブロックの先頭、またはその区切りが壊れています',
  ],
  // Why there are no pictures, or no text.
  [
    /^no decoder is installed: install ffmpeg, (.+) or newer, and run `sekisho rebuild`$/,
    'デコーダーがありません。ffmpeg $1 以降をインストールし、`sekisho rebuild` を実行してください',
  ],
  [
    /^nothing that reads text is installed: install tesseract-ocr, tesseract-ocr-eng and tesseract-ocr-jpn, and run `sekisho rebuild`$/,
    '文字を読み取るプログラムがありません。tesseract-ocr、tesseract-ocr-eng、tesseract-ocr-jpn をインストールし、`sekisho rebuild` を実行してください',
  ],
  [
    /^tesseract has no language here: install tesseract-ocr-eng and tesseract-ocr-jpn, and run `sekisho rebuild`$/,
    'tesseract の言語データがありません。tesseract-ocr-eng と tesseract-ocr-jpn をインストールし、`sekisho rebuild` を実行してください',
  ],
  [/^tesseract wrote no table of words$/, 'tesseract が語の表を出力しませんでした'],
  [/^(\S+) took longer than (\d+) s and was ended$/, '$1 が $2 秒を超えたため終了させました'],
  [/^(\S+) gave more than was asked for and was ended$/, '$1 の出力が多すぎたため終了させました'],
  [/^(\S+) cannot be run: (.+)$/, '$1 を実行できません($2)'],
  [/^(\S+) failed: (.+)$/, '$1 が失敗しました($2)'],
  [/^no pictures are made of "(.*)"$/, '「$1」の画像は作成できません'],
  [
    /^(?:their|its) reader failed, which is a mistake of Sekisho$/,
    '読み取りに失敗しました。Sekisho の不具合です',
  ],
  [/^it could not be decoded$/, 'デコードできませんでした'],
  [/^it has no key frame that is shown$/, '表示されるキーフレームがありません'],
  [/^it has no such picture$/, 'その時点の画像がありません'],
  [/^nothing of it can be shown$/, '表示できるフレームがありません'],
  [
    /^(\d+) of (\d+) key frames could not be shown$/,
    'キーフレーム $2 枚のうち $1 枚を表示できませんでした',
  ],
];
