// Does a late answer ever replace a newer one?
import { expect, test } from 'vitest';
import { Latest } from './latest';

test('a newer question silences an older one', () => {
  const latest = new Latest();
  const first = latest.next();
  const second = latest.next();
  expect([first.current(), first.signal.aborted]).toEqual([false, true]);
  expect([second.current(), second.signal.aborted]).toEqual([true, false]);
});

test('a cancelled question does not answer', () => {
  const latest = new Latest();
  const only = latest.next();
  latest.cancel();
  expect([only.current(), only.signal.aborted]).toEqual([false, true]);
});
