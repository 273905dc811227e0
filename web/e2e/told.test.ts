// Can somebody say that a recording does not show the session that its metadata names?
import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { demo } from './demo';

const SESSION = '5c3f1a72-9d0e-4b6a-8f21-7e4d3c2b1a09';
const FIXTURE = new URL('../../crates/sekisho/tests/program/desktop', import.meta.url).pathname;
const BUCKET = 's3/example-rdp-recordings';

const folder = mkdtempSync(join(tmpdir(), 'told-'));
cpSync(FIXTURE, folder, { recursive: true });
const named = join(folder, BUCKET, '2026/11/20', SESSION, 'i-0c3d4e5f60718293a.mp4');
renameSync(named, join(folder, BUCKET, 'recording.mp4'));
rmSync(join(folder, BUCKET, '2026'), { recursive: true });
const metadata = { 'recording.mp4': { 'connection-id': SESSION } };
writeFileSync(join(folder, 'object-metadata.json'), JSON.stringify(metadata));
afterAll(() => rmSync(folder, { recursive: true }));

const { open } = demo(folder);

test('who says so is told on the page, and nobody has read a desktop that is not there', async () => {
  const page = await open(`/sessions/${SESSION}`);
  await page.getByText('metadata of the object names this one').waitFor();
  await page.getByRole('button', { name: 'Not this session …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('it was CHG-0951');
  await dialog.getByRole('button', { name: 'Seal', exact: true }).click();
  const word = /^local said at .* it shows no session that is known: it was CHG-0951$/;
  await page.getByText(word).waitFor();
  expect(await page.locator('video').count()).toBe(0);

  const unread = [
    ['en', '1 remote desktop may match or not', '1 remote desktop without a recording'],
    ['ja', 'リモートデスクトップが 1 件', '録画がないもの 1 件'],
  ] as const;
  for (const [language, title, reason] of unread) {
    const search = await open('/search?q=type:rdp%20-screen:absent', { language });
    const told = search.getByRole('region', { name: title });
    await told.getByText(reason).waitFor();
    const other = await open(`/sessions/${SESSION}`, { language });
    await other.getByText(language === 'ja' ? 'どのセッションの録画でもない' : word).waitFor();
  }
});
