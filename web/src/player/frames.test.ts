// Does stepping find the next and the last change of the screen, also in another segment?
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Frames } from './frames';

/** Two segments; a resize is no output, and the middle one of three equal times is one step. */
const ANSWERS: Record<string, unknown> = {
  '/api/v1/sessions/alice/recording': {
    duration: 9.5,
    term: { cols: 80, rows: 24 },
    segments: [
      { start: 0, url: 'recording/g1/0' },
      { start: 5, url: 'recording/g1/1' },
    ],
  },
  '/api/v1/sessions/alice/recording/g1/0': {
    events: [
      [0, 'o', '$ '],
      [1.25, 'o', 'l'],
      [1.25, 'o', 's'],
      [3, 'r', '100x30'],
    ],
  },
  '/api/v1/sessions/alice/recording/g1/1': {
    events: [
      [5, 'o', '\r\n'],
      [9.5, 'o', '$ '],
    ],
  },
};

beforeEach(() => {
  vi.stubGlobal('location', { href: 'http://sekisho.test/sessions/alice' });
  vi.stubGlobal('fetch', async (url: string) => {
    const { pathname } = new URL(url, 'http://sekisho.test');
    const answer = ANSWERS[pathname];
    return new Response(JSON.stringify(answer ?? {}), { status: answer ? 200 : 404 });
  });
});
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
  const frames = await Frames.open('alice', new AbortController().signal);
  expect(frames.duration).toBe(9_500_000);
  expect(await frames.after(position * 1e6)).toBe(after * 1e6);
  expect(await frames.before(position * 1e6)).toBe(before * 1e6);
});
