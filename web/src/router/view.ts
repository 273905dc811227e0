// How does the reader want to see a session: as text, as a screen, or both, and on a terminal of which size?
import type { TimeBasis } from '../api/types';
import { hasClock } from '../time/position';

/** In the order in which a key leads from one to the next. */
export const VIEWS = ['read', 'split', 'play'] as const;
export type View = (typeof VIEWS)[number];

export interface Size {
  cols: number;
  rows: number;
}

/** No larger terminal is emulated. */
export const LARGEST: Size = { cols: 1000, rows: 300 };

export function readView(query: URLSearchParams): View | undefined {
  return VIEWS.find((view) => view === query.get('view'));
}

/** Without a clock the pace would be an invention, so such a session opens as text. */
export function usualView(basis: TimeBasis): View {
  return hasClock(basis) ? 'split' : 'read';
}

export function nextView(view: View): View {
  return VIEWS[(VIEWS.indexOf(view) + 1) % VIEWS.length]!;
}

/** Reads `100x40`, also as people type it; nothing for a size that no terminal has. */
export function readSize(text: string): Size | undefined {
  const [, cols, rows] =
    /^(\d{1,4})\s*[x×*]\s*(\d{1,4})$/i.exec(text.normalize('NFKC').trim()) ?? [];
  const size = { cols: Number(cols), rows: Number(rows) };
  const fits = size.cols >= 1 && size.rows >= 1;
  return fits && size.cols <= LARGEST.cols && size.rows <= LARGEST.rows ? size : undefined;
}

/** Writes what `readSize` reads. */
export function writeSize({ cols, rows }: Size): string {
  return `${cols}x${rows}`;
}
