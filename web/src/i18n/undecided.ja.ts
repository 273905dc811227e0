// What is said about remote desktops that may match or not, in Japanese? The same as `unread.en.ts`.
import { countJa as n } from './count';
import type { unread as english } from './unread.en';

export const unread: typeof english = {
  title: (count) =>
    `画面の文字をすべては機械で読み取れていないため、該当するかどうか分からないリモートデスクトップが ${n(count)} 件あります。`,
  waiting: (count) => `読み取り待ち ${n(count)} 件: 実行中または次回の取り込みで読み取ります。`,
  noEngine: (count) =>
    `文字を読み取るプログラムがないもの ${n(count)} 件: tesseract-ocr、tesseract-ocr-eng、tesseract-ocr-jpn をインストールし、sekisho rebuild を実行してください。`,
  inPart: (count) =>
    `一部または全部を読み取れなかったもの ${n(count)} 件: 理由は各セッションのページにあります。`,
  noVideo: (count) => `録画がないもの ${n(count)} 件: 理由は各セッションのページにあります。`,
};
