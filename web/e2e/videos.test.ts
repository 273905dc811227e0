// Is each of several videos of one session told and played by itself?
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { demo } from './demo';

const SESSION = '5c3f1a72-9d0e-4b6a-8f21-7e4d3c2b1a09';
const CRATES = new URL('../../crates', import.meta.url).pathname;

/** Beside the video of three seconds there is one of two that was sent while it was written. */
const folder = mkdtempSync(join(tmpdir(), 'videos-'));
cpSync(join(CRATES, 'sekisho/tests/program/desktop'), folder, { recursive: true });
cpSync(
  join(CRATES, 'recording/tests/video/unknown_size.webm'),
  join(folder, 's3/example-rdp-recordings/2026/11/20', SESSION, 'i-0c3d4e5f60718293a.webm'),
);
afterAll(() => rmSync(folder, { recursive: true }));

const { open } = demo(folder);

test.each([
  ['en', 'The file does not say where it ends', 'It is not whole'],
  ['ja', 'ファイルに終わりが記されておらず', '録画は完全ではありません'],
] as const)('one that does not say where it ends may be whole: %s', async (language, said, cut) => {
  const page = await open(`/sessions/${SESSION}`, { language });
  await page.getByText(said).waitFor();
  expect(await page.getByText(said).count()).toBe(1);
  expect(await page.getByText(cut).count()).toBe(0);
});

/** As the page calls them; the second one is the WebM. */
const [FIRST, SECOND] = ['2858d0a12593', '53a6eaca94d5'];
const places = (page: Page) =>
  page.locator('video').evaluateAll((all) => all.map((v) => (v as HTMLVideoElement).currentTime));

test('a link leads into the video that it was copied from', async () => {
  const page = await open(`/sessions/${SESSION}?t=1.2&screen=${SECOND}`);
  await expect.poll(() => places(page)).toEqual([0, 1.2]);
  const second = page.getByRole('region', { name: 'Video 2 of 2' });
  await expect
    .poll(() => second.evaluate((node) => node.getBoundingClientRect().top))
    .toBeLessThan(9);
  await page.keyboard.press('y');
  await page.getByText('Link to this place copied').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
});

test('a link into another video says that it is not here', async () => {
  const page = await open(`/sessions/${SESSION}?t=1.2&screen=000000000000`);
  await page.getByRole('alert').getByText('not among those of this session').waitFor();
  expect(await places(page)).toEqual([0, 0]);
});

test('the keys go to the video that has the focus, or was used last', async () => {
  const page = await open(`/sessions/${SESSION}`);
  const [first, second] = [1, 2].map((n) => page.getByRole('region', { name: `Video ${n} of 2` }));
  await second!.waitFor();
  await page.keyboard.press('5');
  await expect.poll(() => places(page)).toEqual([1.5, 0]);
  await second!.getByText('download', { exact: false }).first().focus();
  await page.keyboard.press('5');
  await expect.poll(() => places(page)).toEqual([1.5, 1]);
  await expect.poll(() => new URL(page.url()).search).toBe(`?t=1&screen=${SECOND}`);
  await page.keyboard.press('g');
  await page.keyboard.type('0:01.5');
  await page.keyboard.press('Enter');
  await expect.poll(() => places(page)).toEqual([1.5, 1.5]);
  await first!.getByText('Positions are those of the file').click();
  await page.keyboard.press('2');
  await expect.poll(() => places(page)).toEqual([0.6, 1.5]);
  await expect.poll(() => new URL(page.url()).search).toBe(`?t=0.6&screen=${FIRST}`);
});

test('no two elements have the same name', async () => {
  const page = await open(`/sessions/${SESSION}`);
  await expect.poll(() => page.getByRole('img', { name: 'Activity' }).count()).toBe(2);
  const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id));
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});
