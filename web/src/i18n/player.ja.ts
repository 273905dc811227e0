// What is said about playing a recording, in Japanese? The same as `player.en.ts`.
import type { player as english } from './player.en';

export const player: typeof english = {
  region: '再生',
  play: '再生',
  pause: '一時停止',
  replay: 'もう一度再生',
  stepBack: '一つ戻る',
  step: '一つ進む',
  speed: '速度',
  slower: '遅く',
  faster: '速く',
  seek: '再生位置',
  goTo: '移動',
  goesTo: {
    anything: {
      hint: '3:12・時刻・L214',
      wrong:
        'その場所はありません。3:12 のような位置、時刻、または L214 のような行を入力してください。',
    },
    positions: {
      hint: '3:12 など',
      wrong: 'その位置はありません。3:12 のような位置を入力してください。',
    },
    lines: {
      hint: 'L214(行)',
      wrong: 'L214 のような行を入力してください。時刻がないため、時間では移動できません。',
    },
  },
  noPlace: 'という位置はこの記録にありません。先頭を表示しています。',
  behindTheBreak: (end) =>
    `記録は ${end} で途切れており、その先はありません。最後の部分を表示しています。`,
  breaksOff: 'ここで記録が途切れています',
  behindTheEnd: (end) => `記録は ${end} で終わります。末尾を表示しています。`,
  of: (position, duration) => `${position} / ${duration}`,
  line: (line) => `${line} 行目`,
  valueText: (position, basis, line) => `${position}、${basis}、${line}`,
  copyLink: 'この場所へのリンク',
  copied: 'この場所へのリンクをコピーしました',
  waiting: '続きを読み込み中…',
  failed: '記録を読み込めませんでした',
  view: '表示方法',
  views: { read: '読む', split: '並べる', play: '再生' },
  pace: (lines) => `毎秒 ${lines} 行`,
  paceWhy: '再生の速さは仮のものです。ログに時刻はありません。',
  paceName: '再生の速さ',
  skipIdleBy: (idle, length) => `${idle}を飛ばす(${length})`,
  skipped: (length) => `${length}を飛ばしました`,
  understood: '分かりました',
  fullScreen: '全画面',
  zoom: '文字の大きさ',
  larger: '大きく',
  smaller: '小さく',
};
