// Which lines did a machine read at which moments, and what is to be said about how far it came?
import type { AboutText, ScreenText } from '../api/types';
import { writeClause } from '../i18n/clauses';
import type { Messages } from '../i18n/en';
import type { Clockwork } from '../time/instant';

/** Lines that came together. */
export interface Moment {
  at: number;
  lines: ReadLine[];
}

export type ReadLine = Pick<ScreenText['lines'][number], 'text' | 'secrets'>;

/** What the server writes for words of which the machine was not sure. */
export const UNREAD = '…';

/** The lines by the moments at which they came, in their order. */
export function moments(lines: ScreenText['lines']): Moment[] {
  const found: Moment[] = [];
  for (const { at_us, text, secrets } of lines) {
    const last = found.at(-1);
    if (last?.at === at_us) last.lines.push({ text, secrets });
    else found.push({ at: at_us, lines: [{ text, secrets }] });
  }
  return found;
}

/** The first position not before a moment that an address can name: it has tenths of a second. */
export function seekable(us: number): number {
  return Math.ceil(us / 1e5) * 1e5;
}

/** How far it came where that is not all, in sentences. */
export function howFar(
  text: AboutText,
  words: Messages['screenText'],
  clock: Clockwork,
): string | undefined {
  const { state, scenes, read, failed } = text;
  const because = writeClause(text.because ?? '', clock);
  const missing = failed > 0 ? [words.missing(failed, scenes, because)] : [];
  switch (state) {
    case 'waiting':
      return words.waiting;
    case 'reading':
      return words.reading(read, scenes);
    case 'gave-up':
      return [words.gaveUp(read, scenes), ...missing].join(' ');
    case 'no-engine':
    case 'failed':
      return words.notRead(because);
    case 'nothing-legible':
    case 'read': {
      const nothing = state === 'read' ? [] : [words.nothing(scenes)];
      return [...nothing, ...missing].join(' ') || undefined;
    }
  }
}
