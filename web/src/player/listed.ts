// Which session will open with its screen, as far as the list tells from which it is opened?
import type { SessionRow } from '../api/types';
import type { Seen } from '../router/route';
import { usualView } from '../router/view';
import { Segments } from './segments';

type Row = Pick<SessionRow, 'key' | 'recording'>;

/** The list that was shown last. */
let listed: readonly Row[] = [];

export function list(sessions: readonly Row[]): void {
  listed = sessions;
}

/**
 * Begins to load the recording that a session opens with, while the session itself is still under way. Nothing is begun
 * where it opens as text, because whoever only reads a session must not be in the ledger as somebody who watched it; and
 * none of another size, which is emulated only when the page itself asks for it.
 */
export function foresee(
  key: string,
  { view, size, place }: Seen,
  signal: AbortSignal,
): Promise<Segments> | undefined {
  const basis = listed.find((row) => row.key === key)?.recording.time_basis;
  if (!basis || size || (view ?? usualView(basis)) === 'read') return undefined;
  const segments = Segments.open(key, place.us ?? 0, signal);
  // Whoever shows it says so where it does not come.
  segments.catch(() => undefined);
  return segments;
}
