// Does stepping find the next and the last change of the screen, also in another segment?
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { frameAfter, frameBefore } from './frames';
import { openSample, serve } from './recording.sample';

beforeEach(() => void serve());
afterEach(() => vi.unstubAllGlobals());

test.each([
  // position, after, before
  [0, 1.25, 0],
  [1, 1.25, 0],
  [1.25, 5, 0],
  [2, 5, 1.25],
  [5, 9.5, 1.25],
  [9.5, 9.5, 5],
])('around %d s', async (position, after, before) => {
  const segments = await openSample();
  expect(segments.duration).toBe(9_500_000);
  expect(await frameAfter(segments, position * 1e6)).toBe(after * 1e6);
  expect(await frameBefore(segments, position * 1e6)).toBe(before * 1e6);
});
