// Why can nobody say of some sessions whether they match, in sentences with the next step?
import type { Unread } from '../../api/types';
import type { Messages } from '../../i18n/en';

/** A sentence for each reason that there is. */
export function reasons(unread: Unread, words: Messages['unread']): string[] {
  const { waiting, no_engine, in_part, no_video } = unread;
  const all: [number, (n: number) => string][] = [
    [waiting, words.waiting],
    [no_engine, words.noEngine],
    [in_part, words.inPart],
    [no_video, words.noVideo],
  ];
  return all.filter(([n]) => n > 0).map(([n, say]) => say(n));
}
