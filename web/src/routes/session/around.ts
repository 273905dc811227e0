// Which other sessions does no call tell of?
import type { Around, SessionRow } from '../../api/types';

/** Those that may have lasted into the time around a session, and are not named beside any call of it. */
export function silent({ done, others }: Pick<Around, 'done' | 'others'>): SessionRow[] {
  const named = new Set(done.map(({ session }) => session));
  return others.filter(({ key }) => !named.has(key));
}
