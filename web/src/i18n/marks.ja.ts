// What is said about masked secrets and hidden output, in Japanese?
import type { marks as en } from './marks.en';

const ways: Partial<Record<string, string>> = {
  unterminated: '終わらない制御文字列',
  swallowed: '制御文字列に飲み込まれた行',
  concealed: '不可視属性の文字',
  'same-colour': '背景と同じ色の文字',
  overwritten: '上書きされた文字',
  bidi: '文字の向きを変える制御文字',
  'zero-width': '幅のない文字',
};

export const marks: typeof en = {
  masked: (kind) => `伏せ字: ${kind}`,
  hidden: (kind) => `書かれたとおりには見えない出力: ${ways[kind] ?? kind}`,
  shown: (kind) => `表示中: ${kind}`,
  sealed: '原本は封印されています。理由を書けば表示できます。',
};
