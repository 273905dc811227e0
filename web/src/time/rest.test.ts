// Is everything that can wait done in the end, in every browser, unless it is let be?
import { afterEach, expect, test, vi } from 'vitest';
import { atRest } from './rest';

afterEach(() => vi.unstubAllGlobals());

/** A browser that tells when it rests. */
function telling(): void {
  vi.stubGlobal('requestIdleCallback', (act: () => void) => setTimeout(act));
  vi.stubGlobal('cancelIdleCallback', (idle: number) => clearTimeout(idle));
}

test.each([
  ['tells when it rests', telling],
  ['does not tell', () => undefined],
])('a browser that %s', async (_, open) => {
  open();
  const done: string[] = [];
  atRest(() => done.push('kept'));
  atRest(() => done.push('let be'))();
  expect(done).toEqual([]);
  await vi.waitFor(() => expect(done).toEqual(['kept']));
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(done).toEqual(['kept']);
});
