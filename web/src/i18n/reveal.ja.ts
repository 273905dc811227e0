// What is said about showing secrets, in Japanese?
import type { reveal as en } from './reveal.en';

export const reveal: typeof en = {
  masked: (n) => `秘密情報 ${n.toLocaleString('ja')} 件を伏せています。`,
  ask: '表示する …',
  title: '秘密情報を表示しますか?',
  why: (n) =>
    `このセッションでは秘密情報 ${n.toLocaleString('ja')} 件が伏せられています。表示する前に、いつ、誰に、なぜ表示したかが台帳に書き込まれ、消えることなく残ります。その後、このページを閉じるか再読み込みするまでテキストに表示されます。画面、生の出力、ダウンロードは伏せたままです。`,
  reason: '知る必要がある理由',
  example: 'INC-4821: どのパスワードが使われたか',
  missing: '理由を書いてください。台帳に残ります。',
  show: '台帳に書いて表示',
  busy: '表示しています …',
  cancel: 'キャンセル',
  underWay:
    '要求は送信済みです。閉じると表示されませんが、台帳には記録されている可能性があります。',
  close: '閉じる',
  left: '表示していません。要求が台帳に記録されている可能性があります。',
  shown: (n) => `${n.toLocaleString('ja')} 行で秘密情報を表示しています。`,
  because: '台帳の理由:',
  hide: '再び伏せる',
};
