// Did a session keep to the window it was allowed?
import type { Moment } from '../api/types';

export interface Comparison {
  /** `incomparable` is no answer, and must be shown as none. */
  relation: 'inside' | 'after' | 'before' | 'later' | 'incomparable';
  /** How far outside, in microseconds. */
  us: number;
}

/** Compares what is certain: a bound can prove that a session ended in time, never that it ran over. */
export function compareWithWindow(
  session: { started: Moment; ended: Moment },
  window: { start: string; end: string },
): Comparison {
  const { started, ended } = session;
  const [opens, closes] = [micros(window.start), micros(window.end)];
  if (started.at) {
    const start = micros(started.at);
    if (start < opens) return { relation: 'before', us: opens - start };
    if (start >= closes) return { relation: 'later', us: start - closes };
  }
  if (ended.at) {
    const over = micros(ended.at) - closes;
    return over > 0 ? { relation: 'after', us: over } : { relation: 'inside', us: 0 };
  }
  const bounded = ended.not_after && micros(ended.not_after) <= closes;
  return { relation: bounded ? 'inside' : 'incomparable', us: 0 };
}

function micros(rfc3339: string): number {
  return Date.parse(rfc3339) * 1e3;
}
