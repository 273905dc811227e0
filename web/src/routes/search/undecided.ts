// Why can nobody say of some sessions whether they match, in sentences with the next step?
import type { Undecided } from '../../api/types';
import type { Messages } from '../../i18n/en';

/** Whether there is anything to say. */
export function isDecided({ sessions, unattached }: Undecided): boolean {
  return sessions === 0 && unattached === 0;
}

/** A sentence for each reason that there is. */
export function reasons(undecided: Undecided, words: Messages['undecided']): string[] {
  const { unknown, waiting, no_engine, in_part, no_video } = undecided;
  const all: [number, (n: number) => string][] = [
    [unknown, words.unknown],
    [waiting, words.waiting],
    [no_engine, words.noEngine],
    [in_part, words.inPart],
    [no_video, words.noVideo],
  ];
  return all.filter(([n]) => n > 0).map(([n, say]) => say(n));
}
