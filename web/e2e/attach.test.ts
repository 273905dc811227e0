// Can somebody say whose screen a recording shows that names no session?
import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { demo } from './demo';

const SESSION = '5c3f1a72-9d0e-4b6a-8f21-7e4d3c2b1a09';
const FIXTURE = new URL('../../crates/sekisho/tests/program/desktop', import.meta.url).pathname;
const BUCKET = 's3/example-rdp-recordings';

const folder = mkdtempSync(join(tmpdir(), 'unattached-'));
cpSync(FIXTURE, folder, { recursive: true });
const named = join(folder, BUCKET, '2026/11/20', SESSION, 'i-0c3d4e5f60718293a.mp4');
renameSync(named, join(folder, BUCKET, 'recording.mp4'));
rmSync(join(folder, BUCKET, '2026'), { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));

const { open } = demo(folder);

test('a reason is asked for, and the recording is then that of the session', async () => {
  const page = await open('/originals');
  await page.getByRole('button', { name: 'Attach …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('option', { name: /^vendor-x@partner\.example · i-0c3d4e5f60718293a · / })
    .waitFor({
      state: 'attached',
    });
  await dialog.getByRole('button', { name: 'Seal and attach' }).click();
  await dialog.getByText('Say how you know').waitFor();
  await page.keyboard.type('CHG-0915 is on the screen');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(`**/sessions/${SESSION}`);
  await page.getByText(/^Attached by local at .* CHG-0915 is on the screen$/).waitFor();
  await expect.poll(() => page.locator('video').count()).toBe(1);
  await page.goBack();
  await page.getByRole('heading', { name: 'Originals' }).waitFor();
  expect(await page.getByRole('button', { name: 'Attach …' }).count()).toBe(0);
});
