// Is a terminal fed exactly what leads to a position, from wherever it is?
import { afterEach, expect, test, vi } from 'vitest';
import { Feed } from './feed';
import { openSample, serve } from './recording.sample';

afterEach(() => vi.unstubAllGlobals());

/** What a terminal is told when it is shown these positions one after the other. */
async function fed(...positions: number[]): Promise<string[]> {
  let told: string[] = [];
  const feed = new Feed(await openSample(), {
    reset: (cols, rows, init) => told.push(`reset ${cols}x${rows} ${init}`),
    output: (texts) => told.push(texts.join('|')),
    resize: (cols, rows) => told.push(`resize ${cols}x${rows}`),
  });
  for (const position of positions) {
    told = [];
    await feed.show(position * 1e6);
  }
  return told;
}

test.each<[positions: number[], told: string[]]>([
  [[0], ['reset 80x24 ', '$ ']],
  [[1.24], ['reset 80x24 ', '$ ']],
  [[1.25], ['reset 80x24 ', '$ |l|s']],
  [[4.9], ['reset 80x24 ', '$ |l|s', 'resize 100x30']],
  [[5], ['reset 100x30 $ ls', '\r\n']],
  [[9.5], ['reset 100x30 $ ls', '\r\n|$ ']],
  // Only what is new, forwards in a segment.
  [[0, 1.25], ['l|s']],
  [[1.25, 2], []],
  [[2, 4], ['resize 100x30']],
  // Backwards, and in another segment, from its first screen.
  [
    [2, 1],
    ['reset 80x24 ', '$ '],
  ],
  [
    [2, 6],
    ['reset 100x30 $ ls', '\r\n'],
  ],
  [
    [6, 2],
    ['reset 80x24 ', '$ |l|s'],
  ],
])('%o', async (positions, told) => {
  serve();
  expect(await fed(...positions)).toEqual(told);
});

test('what comes next is fetched ahead, and nothing twice', async () => {
  const asked = serve();
  await fed(0, 6, 1, 9);
  expect(asked).toEqual(['recording', 'recording/g1/1']);
});

test('whoever opens at a position needs one answer', async () => {
  const asked = serve();
  const segments = await openSample(6e6);
  expect(await segments.get(1)).toMatchObject({ snapshot: { init: '$ ls' } });
  expect(asked).toEqual(['recording']);
});

test('a segment that failed is asked for again', async () => {
  let fails = true;
  serve((path) => fails && path.endsWith('/1'));
  const segments = await openSample();
  await expect(segments.get(1)).rejects.toThrow();
  fails = false;
  expect((await segments.get(1)).events).toHaveLength(2);
});
