// What is said about a recorded screen, in Japanese? The same as `screen.en.ts`.
import { countJa as n } from './count';
import type { screen as english } from './screen.en';

export const screen: typeof english = {
  title: 'リモートデスクトップの録画',
  nth: (nth, all) => `動画 ${nth} / ${all}`,
  several: (n) =>
    `動画が ${n} 本あります。録画された順序を示す文書はなく、番号は順序を表しません。`,
  keyed: 'キー操作の対象',
  elsewhere: 'このリンクが指す動画は、このセッションの動画の中にありません。',
  unplayable:
    'このブラウザーでは動画を再生できません。破損しているか、対応していないコーデックの可能性があります。ダウンロードして別のプレーヤーで再生できます。',
  stopped: (at) =>
    `ブラウザーは ${at} で止まりました。続きが破損しています。別の位置へ移動すると再生できます。そこでも表示されない画面は、コンタクトシートで見られることがあります。`,
  broken: '続きが届きません。',
  guessed: 'フレームの時刻を読み込めなかったため、0.1 秒移動しました。',
  download: '原本をダウンロード',
  lacks: (what) => `録画は完全ではありません: ${what}。`,
  wholeBytes: (bytes) =>
    `プレーヤーには先頭の ${n(bytes)} バイトを渡しています。その後にあるのは、途切れたフレームだけです。`,
  endNotSaid: 'ファイルに終わりが記されておらず、続きがあったかどうかは分かりません。',
  notYet:
    'まだ解析されていないため、全体が揃っているか、いつ画面が変わったかは分かりません。解析はほかの取り込みの後に行われます。後でページを再読み込みしてください。',
  begins: '位置はファイル内の位置です。録画の開始時刻を示す文書はありません。',
  onlyKeyFrames: 'どのフレームも画面全体を持つため、何が変わったかを示しません',
  nothingPlays: '再生できるフレームがありません',
  still: '静止画',
  stillWhy: '表示中の画面を、位置と動画のハッシュを下に記して PNG で保存します',
  stillFailed: '静止画を保存できませんでした。',
  contact: 'コンタクトシート',
  contactHint: (count) =>
    `キーフレーム ${n(count)} 枚: 最初の 1 枚と、直前の画像から明らかに変化したもの。数語の入力は含まれないことがあり、キーフレームの間にだけ映ったものは含まれません。`,
  noPictures: (why) => `縮小画像の不足: ${why}。`,
  pictureOf: (place) => `${place} の画像`,
  goTo: (place) => `${place} へ移動`,
  printed: (place) => `動画の ${place}`,
};
