// Is the right line found in a transcript that is fetched by pages, without fetching all of them?
import { afterEach, expect, test, vi } from 'vitest';
import type { TranscriptLine } from '../api/types';
import { TranscriptPages } from './pages.svelte';

afterEach(() => vi.unstubAllGlobals());

/** The start of the thousand lines in which a place lies, as the server finds it. */
function around(lines: TranscriptLine[], query: URLSearchParams): number {
  const by = query.has('offset') ? 'offset' : 'at_us';
  const starts = lines.filter((line) => line.line % 1_000 === 1);
  const start = starts.findLast((line) => line[by] <= Number(query.get(by))) ?? starts[0];
  return (start?.line ?? 1) - 1;
}

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
    const from = Number(query.get('line') ?? around(lines, query));
    const page = { total: lines.length, basis: 'exact', lines: lines.slice(from, from + 1_000) };
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

test('a jump fetches the page it leads to, and no other', async () => {
  const { pages, asked } = serve(Array.from({ length: 100_000 }, (_, row) => row));
  expect((await pages.at('offset', 99_999))?.line).toBe(100_000);
  expect((await pages.at('offset', 99_998))?.line).toBe(99_999);
  expect((await pages.at('at_us', 500_005))?.line).toBe(50_001);
  expect((await pages.at('at_us', 509_985))?.line).toBe(50_999);
  expect(asked()).toBe(2);
});

test('a place between two pages is asked for once', async () => {
  const { pages, asked } = serve(LONG);
  for (let i = 0; i < 3; i++) expect((await pages.at('offset', 7_003))?.line).toBe(1_000);
  expect(asked()).toBe(1);
});

test('lines that share a place across pages are found on the later page', async () => {
  const { pages } = serve(Array.from({ length: 2_000 }, (_, row) => (row < 990 ? row : 990)));
  await pages.number(1);
  expect((await pages.at('offset', 990))?.line).toBe(2_000);
});

test.each([
  // What a link names, and the line it means, among lines complete by byte 7, 14, 14, 14 and 30.
  [7, 1],
  [13, 1],
  [14, 2],
  [15, 2],
  [29, 2],
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

test('only what is in sight and what came last is kept', async () => {
  const { pages, asked } = serve(Array.from({ length: 20_000 }, (_, row) => row));
  pages.need(3_000, 3_040);
  for (let line = 500; line < 20_000; line += 1_000) await pages.number(line);
  expect(pages.row(3_010)?.line).toBe(3_011);
  expect(pages.row(19_499)?.line).toBe(19_500);
  expect(pages.row(10)).toBeUndefined();
  const before = asked();
  expect((await pages.number(11))?.line).toBe(11);
  expect(asked()).toBe(before + 1);
});
