// Is everything there, in words?
import type { Coverage } from '../../api/types';
import type { Messages } from '../../i18n/en';
import { writeInstant, type Clockwork } from '../../time/instant';

export interface Verdict {
  /** Good only where everything is known to have been seen. */
  tone: 'good' | 'plain' | 'warn' | 'alarm';
  sentence: string;
  /** What qualifies it. */
  besides: string[];
}

/** The first thing a reader wants to know. What is missing comes before what is not known, and that before what came. */
export function verdictOf(told: Coverage, m: Messages, clock: Clockwork): Verdict {
  const { expected, arrived, late, awaited, missing, unknown } = told.counts;
  const v = m.coverage.verdict;
  const besides: string[] = [];
  if (missing + unknown > 0 && told.incomplete > 0)
    besides.push(m.coverage.alsoIncomplete(told.incomplete));
  if (missing > 0 && unknown > 0) besides.push(m.coverage.alsoUnknown(unknown));
  if (missing + unknown > 0 && awaited > 0) besides.push(m.coverage.alsoAwaited(awaited));
  const unread = told.folders_only ? 0 : told.unread_days;
  if (unread > 0) besides.push(m.coverage.unreadDays(unread, told.days));
  if (told.unattached > 0) besides.push(m.coverage.unattached(told.unattached));
  const silent = told.sources.filter(({ trouble }) => trouble).length;
  if (silent > 0) besides.push(m.coverage.silent(silent));
  const reach = reachOf(told, m, clock);
  if (reach) besides.push(reach);
  if (missing > 0) return { tone: 'alarm', sentence: v.missing(missing, expected), besides };
  if (unknown > 0) return { tone: 'warn', sentence: v.unknown(unknown, expected), besides };
  if (told.incomplete > 0)
    return { tone: 'warn', sentence: v.incomplete(told.incomplete, expected), besides };
  if (expected === 0 && unread > 0) return { tone: 'warn', sentence: v.unread, besides };
  if (expected === 0) return { tone: 'plain', sentence: v.none, besides };
  const tone = isKnownWhole(told) ? 'good' : 'plain';
  const sentence = awaited > 0 ? v.awaited(arrived + late, expected) : v.all(expected);
  return { tone, sentence, besides };
}

/** Up to when it holds; nothing where only folders were read, of which the page says more. */
function reachOf(told: Coverage, m: Messages, clock: Clockwork): string | undefined {
  if (told.complete_up_to) return m.coverage.completeUpTo(writeInstant(told.complete_up_to, clock));
  return told.folders_only ? undefined : m.coverage.neverAnswered;
}

function isKnownWhole(told: Coverage): boolean {
  const inTrouble = told.sources.some(({ trouble }) => trouble);
  const allRead = Boolean(told.complete_up_to) && told.unread_days === 0;
  return allRead && !inTrouble && told.absent.length === 0;
}
