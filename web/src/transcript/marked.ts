// Which lines of a transcript hide something, and what?
import type { MarkList } from '../api/types';

/** What is hidden in a line, by kind; the server names the kinds. */
export interface Marked {
  /** Kinds of masked secrets. */
  secrets: string[];
  /** Ways in which output was not seen as it was written. */
  hidden: string[];
}

/** By line, counted from 1. What stands in no line, such as in the title of a window, is not among them. */
export function markedLines({
  secrets,
  hidden,
}: Pick<MarkList, 'secrets' | 'hidden'>): Map<number, Marked> {
  const lines = new Map<number, Marked>();
  for (const [name, marks] of Object.entries({ secrets, hidden })) {
    for (const { kind, first_line, last_line } of marks) {
      if (first_line == null) continue;
      for (let line = first_line; line <= (last_line ?? first_line); line++) {
        const marked = lines.get(line) ?? { secrets: [], hidden: [] };
        const kinds = marked[name as keyof Marked];
        if (!kinds.includes(kind)) kinds.push(kind);
        lines.set(line, marked);
      }
    }
  }
  return lines;
}
