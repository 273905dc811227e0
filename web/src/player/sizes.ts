// Which terminal size did this reader choose for which session?
import { readSize, writeSize, type Size } from '../router/view';

const KEPT_UNDER = 'sekisho.sizes';
/** The choices made last are kept. */
const MOST = 200;

export function rememberedSize(session: string): Size | undefined {
  return readSize(kept().find(([key]) => key === session)?.[1] ?? '');
}

/** Remembers a size, or that the recording's own is wanted again. */
export function rememberSize(session: string, size: Size | undefined): void {
  const others = kept().filter(([key]) => key !== session);
  const sizes = size ? [...others, [session, writeSize(size)]] : others;
  try {
    localStorage.setItem(KEPT_UNDER, JSON.stringify(sizes.slice(-MOST)));
  } catch {
    // A browser that forbids storage still shows the size; it only forgets it.
  }
}

/** What is kept may come from an older or newer version, or be broken. */
function kept(): [session: string, size: string][] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEPT_UNDER) ?? '[]');
    const isPair = (each: unknown) =>
      Array.isArray(each) && typeof each[0] === 'string' && typeof each[1] === 'string';
    return Array.isArray(stored) ? stored.filter(isPair) : [];
  } catch {
    return [];
  }
}
