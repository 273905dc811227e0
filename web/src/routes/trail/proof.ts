// What does the proof of a trail come to, and which stretches is it made of?
import type { Chain, Trail, TrailVerdict } from '../../api/types';
import type { Messages } from '../../i18n/en';

/** What the proof of the trail comes to, in one line. */
export function trailOf(trail: Trail, m: Messages): { whole: boolean; sentence: string } {
  const t = m.trail;
  const sum = (numbers: number[]) => numbers.reduce((all, n) => all + n, 0);
  const gaps = sum(trail.chains.map(({ breaks }) => breaks.length));
  const unlisted = sum(trail.unlisted.map(({ logs }) => logs));
  const [digests, logs] = [
    sum(trail.chains.map((chain) => chain.digests)),
    sum(trail.chains.map((chain) => chain.logs)),
  ];
  if (trail.whole) return { whole: true, sentence: t.whole(digests, logs) };
  if (gaps > 0) return { whole: false, sentence: t.broken(gaps) };
  return { whole: false, sentence: unlisted > 0 ? t.unlisted(unlisted) : t.none };
}

/** A stretch of hours of one chain: proven, or broken by something. */
export interface Stretch {
  from: string;
  to: string;
  verdict: 'complete' | TrailVerdict;
  broken?: Break;
}

type Break = Chain['breaks'][number];

/** Complete stretches and breaks, the newest first. */
export function stretchesOf({ complete, breaks }: Pick<Chain, 'complete' | 'breaks'>): Stretch[] {
  const proven: Stretch[] = complete.map((hours) => ({ ...hours, verdict: 'complete' }));
  const open: Stretch[] = breaks.map((broken) => ({
    ...broken.hours,
    verdict: broken.verdict,
    broken,
  }));
  // In UTC, RFC 3339 sorts as it reads.
  return [...proven, ...open].sort((a, b) => b.from.localeCompare(a.from));
}
