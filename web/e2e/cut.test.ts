// Does a video that is cut or damaged play as far as it goes?
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { demo } from './demo';

const of = <T>(page: Page, ask: (video: HTMLVideoElement) => T) =>
  page.locator('video').evaluate(ask);

describe('a video that ends inside a frame', () => {
  const { open } = demo('sample-logs/desktop-truncated');
  const SESSION = '/sessions/ad3b14de-a0ee-4c63-b1e9-ee3993be017c';

  test('plays until its last whole frame has been shown', async () => {
    const page = await open(SESSION);
    await page.getByText('The player gets its first 27,828 bytes').waitFor();
    for (let i = 0; i < 4; i++) await page.keyboard.press('>');
    await page.keyboard.press(' ');
    await page.getByRole('button', { name: 'Play again' }).waitFor();
    expect(await page.getByText('00:12 of 00:12').count()).toBe(1);
    expect(await of(page, (video) => video.error)).toBe(null);
    await page.keyboard.press('9');
    await expect.poll(() => of(page, (video) => video.readyState)).toBeGreaterThan(1);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('is downloaded with the piece of that frame', async () => {
    const page = await open(SESSION);
    const saved = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download the original' }).click();
    expect(readFileSync(await (await saved).path())).toHaveLength(28_416);
  });
});

describe('a video with a damaged frame', () => {
  const SESSION = '5c3f1a72-9d0e-4b6a-8f21-7e4d3c2b1a09';
  const SAMPLE = new URL('../../crates/sekisho/tests/program/desktop', import.meta.url).pathname;
  const folder = mkdtempSync(join(tmpdir(), 'damaged-'));
  cpSync(SAMPLE, folder, { recursive: true });
  const VIDEO = `s3/example-rdp-recordings/2026/11/20/${SESSION}/i-0c3d4e5f60718293a.mp4`;
  const damaged = readFileSync(join(folder, VIDEO)).fill(0xff, 13_428, 14_288);
  writeFileSync(join(folder, VIDEO), damaged);
  afterAll(() => rmSync(folder, { recursive: true }));

  const { open } = demo(folder);

  test.each([
    ['en', 'The browser stops at'],
    ['ja', 'で止まりました'],
  ] as const)('stops there, and plays on from another place: %s', async (language, words) => {
    const page = await open(`/sessions/${SESSION}`, { language });
    await expect.poll(() => of(page, (video) => video.readyState)).toBeGreaterThan(1);
    await page.keyboard.press('9');
    const said = page.getByRole('alert').filter({ hasText: words });
    await said.waitFor();
    await page.keyboard.press('3');
    await said.waitFor({ state: 'detached' });
    await expect.poll(() => of(page, (video) => video.currentTime)).toBe(0.9);
    await expect.poll(() => of(page, (video) => video.readyState)).toBeGreaterThan(1);
  });
});
