// Is the right line found in a transcript that is fetched by pages, without fetching all of them?
import { afterEach, expect, test, vi } from 'vitest';
import type { TranscriptLine } from '../api/types';
import { TranscriptPages } from './pages.svelte';

afterEach(() => vi.unstubAllGlobals());

/** Serves lines with these offsets, and counts how often it is asked. */
function serve(offsets: number[]): { pages: TranscriptPages; asked: () => number } {
  const lines = offsets.map<TranscriptLine>((offset, row) => ({
    line: row + 1,
    offset,
    at_us: offset * 10,
    not_before_us: 0,
    not_after_us: 0,
    text: `line ${row + 1}`,
    seen: 'scrollback',
  }));
  const fetch = vi.fn(async (url: string) => {
    const query = new URL(url, 'http://sekisho.test').searchParams;
    const [from, limit] = [Number(query.get('line')), Number(query.get('limit'))];
    const page = { total: lines.length, basis: 'exact', lines: lines.slice(from, from + limit) };
    return new Response(JSON.stringify(page));
  });
  vi.stubGlobal('fetch', fetch);
  return { pages: new TranscriptPages('alice-0a'), asked: () => fetch.mock.calls.length };
}

/** 2,500 lines of 7 bytes: three pages. */
const LONG = Array.from({ length: 2_500 }, (_, row) => (row + 1) * 7);

test('a position leads to the line that a search through all lines finds', async () => {
  const { pages } = serve(LONG);
  for (let value = 0; value < 17_600; value += 113) {
    const expected = Math.max(1, Math.min(2_500, Math.floor(value / 7)));
    expect((await pages.at('offset', value))?.line).toBe(expected);
    expect((await pages.at('at_us', value * 10))?.line).toBe(expected);
  }
});

test('a jump to the end fetches a few pages, each once', async () => {
  const { pages, asked } = serve(Array.from({ length: 100_000 }, (_, row) => row));
  expect((await pages.at('offset', 99_999))?.line).toBe(100_000);
  await pages.at('offset', 99_998);
  expect(asked()).toBeLessThanOrEqual(9);
});

test.each([
  // What a link names, and the line it means, among lines complete by byte 7, 14, 14, 14 and 30.
  [7, 1],
  [14, 2],
  [13, 2],
  [20, 2],
  [29, 5],
  [30, 5],
  [0, 1],
  [99, 5],
])('offset %d stands in line %d', async (offset, line) => {
  const { pages } = serve([7, 14, 14, 14, 30]);
  expect((await pages.holding(offset))?.line).toBe(line);
});

test.each([
  [1, 1],
  [1_001, 1_001],
  [0, 1],
  [9_999, 2_500],
])('line %d is line %d', async (typed, line) => {
  const { pages } = serve(LONG);
  expect((await pages.number(typed))?.line).toBe(line);
});

test('an empty transcript has no line anywhere', async () => {
  const { pages } = serve([]);
  expect(await pages.at('offset', 5)).toBeUndefined();
  expect(await pages.holding(5)).toBeUndefined();
  expect(await pages.number(1)).toBeUndefined();
});
