// What does a finding say in the reader's language and zone?
import type { Finding } from '../api/types';
import { writeInstant, type Clockwork } from '../time/instant';
import { writeClause } from './clauses';
import { ja } from './ja';
import { writeLength } from './wording';

/** Reads the named values of a finding; a missing one reads as "unknown", never as nothing. */
interface Values {
  of(name: string): string;
  /** The reason that is given, in Japanese where it is known. */
  why(): string;
  has(name: string): boolean;
  /** The time from one instant to another, in words. */
  between(from: string, to: string): string;
}

/** Titles and statements by rule; a rule that is not here yet speaks the server's English. */
const JAPANESE: Record<string, { title: string; say: (values: Values) => string }> = {
  'access-without-request': {
    title: '申請のないアクセス',
    say: ({ of, has }) =>
      has('unproven')
        ? `${of('who')} が ${of('started')} に ${of('node')} のセッションを開始しました。${untold(has)}が分からないため申請と照合できず、申請がなかったとは言い切れません。`
        : `${of('who')} が ${of('started')} に ${of('node')} のセッションを開始しましたが、対応する申請がありません。`,
  },
  'approved-never-used': {
    title: '承認されたが未使用',
    say: ({ of, has }) =>
      `${of('who')} は ${of('request')} により ${of('since')} から ${of('until')} まで ${of('node')} へのアクセスを許可されましたが、セッションを開始しませんでした。` +
      (has('token_taken') ? `トークンは ${of('token_taken')} に取得されています。` : ''),
  },
  'denied-attempt': {
    title: '拒否された試行',
    say: ({ of }) =>
      `${of('who')} が ${of('started')} に ${of('node')} のセッションを開始しようとし、拒否されました(${of('code')})。`,
  },
  'documents-disagree': {
    title: '文書どうしの食い違い',
    say: ({ of }) =>
      `${of('who')} による ${of('node')} のセッションについて、` +
      (of('about') === 'recording'
        ? `内容の異なるログがあります(SHA-256 ${of('kept')} と ${of('other')})。どちらも保管しています。`
        : `文書が食い違っています。${ABOUT[of('about')] ?? of('about')}: ${of('kept')} と ${of('other')}`),
  },
  'outlived-window': {
    title: '許可期間を超えたセッション',
    say: ({ of, has, between }) =>
      has('ended')
        ? `${of('who')} による ${of('node')} のセッションは、許可期間が ${of('until')} に終わった後、${between('until', 'ended')}過ぎて ${of('ended')} に終了しました。`
        : `${of('who')} による ${of('node')} のセッションは、許可期間が ${of('until')} に終わった後、${of('alive')} にも出力を続けていました。`,
  },
  'recording-incomplete': {
    title: '記録が不完全',
    say: ({ of, why }) =>
      `${of('who')} が ${of('started')} に開始した ${of('node')} のセッションの記録は不完全です: ${why()}。`,
  },
  'recording-missing': {
    title: '記録がない',
    say: ({ of, why }) =>
      `${of('who')} が ${of('started')} に開始した ${of('node')} のセッションには記録がありません: ${why()}。`,
  },
  'self-approved': {
    title: '自己承認',
    say: ({ of }) =>
      `${of('who')} は ${of('node')} へのアクセスを ${of('request')} で申請し、${of('approved')} に自ら承認しました。`,
  },
  'standing-access': {
    title: '常時の権限によるアクセス',
    say: ({ of, has }) =>
      `${of('who')} が ${of('started')} に、常時の権限で ${of('node')} のセッションを開始しました。` +
      (has('request') ? `時期の合う申請: ${of('request')}` : ''),
  },
};

/** What would have to be known before a request can be compared. */
function untold(has: Values['has']): string {
  if (!has('who')) return '開始した人';
  return has('node_id') ? '開始時刻' : 'ノード';
}

/** The rule's title. */
export function writeTitle(finding: Finding, { language }: Clockwork): string {
  return (language === 'ja' && JAPANESE[finding.rule]?.title) || finding.title;
}

/** The finding as one sentence, with every instant in the reader's zone. */
export function writeStatement(finding: Finding, clock: Clockwork): string {
  const rule = clock.language === 'ja' ? JAPANESE[finding.rule] : undefined;
  return rule ? rule.say(values(finding, clock)) : writeInstantsIn(finding.statement, clock);
}

/** Puts the UTC instants inside a sentence of the server into the reader's zone. */
export function writeInstantsIn(text: string, clock: Clockwork): string {
  return text.replace(INSTANT, (instant) => writeInstant(instant, clock));
}

/** The properties about which documents can disagree. */
const ABOUT: Record<string, string> = {
  node: 'ノード',
  owner: '所有者',
  'access type': 'アクセスの種類',
  length: '長さ',
};

const UNKNOWN: Record<string, string> = {
  who: '不明な人',
  node: '不明なノード',
  started: '不明な時刻',
};

const INSTANT = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g;

function values({ values }: Finding, clock: Clockwork): Values {
  const instant = (name: string) => Date.parse(values[name] ?? '');
  return {
    has: (name) => values[name] !== undefined,
    why: () => writeClause(values.because ?? ja.state.unknown, clock),
    of: (name) => writeInstantsIn(values[name] ?? UNKNOWN[name] ?? ja.state.unknown, clock),
    between: (from, to) => writeLength((instant(to) - instant(from)) * 1e3, ja),
  };
}
