// What is said about the text that a machine read on a screen, in Japanese? The same as `screenText.en.ts`.
import { countJa as n } from './count';
import type { screenText as english } from './screenText.en';

export const screenText: typeof english = {
  title: '画面の文字',
  find: '画面の文字を検索',
  machine:
    '機械による読み取りで、誤りがあり得ます。読み取られなかった文字も、画面にあった可能性があります。',
  unsure: '「…」は、確信をもって読み取れなかった語です。',
  waiting: 'まだ読み取っていません。実行中または次回の取り込みで読み取ります。',
  reading: (read, scenes) => `画像 ${n(scenes)} 枚のうち ${n(read)} 枚を読み取りました。`,
  gaveUp: (read, scenes) =>
    `画像 ${n(scenes)} 枚のうち ${n(read)} 枚を読み取りました。残りは、動画 1 本あたり 1 時間の上限を超えるため読み取っていません。`,
  nothing: (count) => `画像 ${n(count)} 枚に読み取れる文字はありませんでした。`,
  missing: (failed, scenes, why) =>
    `画像 ${n(scenes)} 枚のうち ${n(failed)} 枚を読み取れませんでした: ${why}。`,
  unmasked: '動画には映っています。',
  notRead: (why) => `読み取っていません: ${why}。`,
  engine: (name) => `読み取り: ${name}`,
};
