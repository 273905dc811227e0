// What is said about raw output, in Japanese?
import type { raw as en } from './raw.en';

export const raw: typeof en = {
  show: '生の出力',
  of: (line) => `${line} 行目の生の出力(制御文字は名前で表示)`,
  none: 'この行だけのために書かれた出力はありません。上の行と同時に完成しており、出力はそちらにあります。',
  cut: (n) => `先頭の ${n.toLocaleString('ja')} 文字だけを表示しています。`,
  whole: '全体をダウンロード',
};
