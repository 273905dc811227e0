// What is said about sessions that may match or not, in Japanese? The same as `undecided.en.ts`.
import { countJa as n } from './count';
import type { undecided as english } from './undecided.en';

export const undecided: typeof english = {
  label: '判定できないもの',
  unattached: (count) =>
    `どのセッションにも属さない録画が ${n(count)} 件あり、検索の対象になりません。`,
  watch: '録画を確認',
  title: (count) =>
    `条件に関わることが分からないため、該当するかどうか判定できないセッションが ${n(count)} 件あります。`,
  list: '一覧を表示',
  unknown: (count) =>
    `いつ・誰が・どのノードで、のいずれかが分からないもの ${n(count)} 件: 分かっていることは各セッションのページにあります。`,
  waiting: (count) =>
    `画面の文字の読み取り待ち ${n(count)} 件: 実行中または次回の取り込みで読み取ります。`,
  noEngine: (count) =>
    `画面の文字を読み取るプログラムがないもの ${n(count)} 件: tesseract-ocr、tesseract-ocr-eng、tesseract-ocr-jpn をインストールし、sekisho rebuild を実行してください。`,
  inPart: (count) =>
    `画面の文字の一部または全部を読み取れなかったもの ${n(count)} 件: 理由は各セッションのページにあります。`,
  noVideo: (count) => `画面の録画がないもの ${n(count)} 件: 理由は各セッションのページにあります。`,
};
