// Is each of several videos of one session told and played by itself?
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
