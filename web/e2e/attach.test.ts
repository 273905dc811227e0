// Can somebody say whose screen a recording shows that names no session?
import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { demo } from './demo';
import { SESSION, unnamed } from './unnamed';

const folder = unnamed();
afterAll(() => rmSync(folder, { recursive: true }));

const { open } = demo(folder);

test('a list that failed to load says so, and is asked for again', async () => {
  const page = await open('/');
  await page.route('**/unattached', (route) => route.fulfill({ status: 503, body: '' }));
  await page.goto(new URL('/originals', page.url()).href);
  const list = page.getByRole('region', { name: 'Recordings that belong to no session' });
  await list.getByRole('alert').getByText('This could not be loaded').waitFor();
  await page.unroute('**/unattached');
  await list.getByRole('button', { name: 'Try again' }).click();
  await list.getByRole('button', { name: 'Attach …' }).waitFor();
  expect(await list.getByRole('alert').count()).toBe(0);
});

test.each([
  ['done', 200, 'The recording is attached.'],
  ['not known', 503, 'what holds now was asked for again'],
] as const)('who leaves before the answer learns what came of it: %s', async (_, status, word) => {
  const page = await open('/originals');
  let answer = (): void => undefined;
  await page.route('**/attach', async (route) => {
    await new Promise<void>((resolve) => (answer = resolve));
    await route.fulfill({ status, json: { session: SESSION, sha256: '' } });
  });
  await page.getByRole('button', { name: 'Attach …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('CHG-0915');
  const asked = page.waitForRequest('**/attach');
  await dialog.getByRole('button', { name: 'Seal and attach' }).click();
  await asked;
  await dialog.getByText('cannot be called back').waitFor();
  expect(await dialog.getByRole('button', { name: 'Cancel' }).count()).toBe(0);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await page.getByRole('button', { name: 'Attach …' }).isDisabled()).toBe(true);
  const again = page.waitForRequest('**/unattached');
  answer();
  await again;
  await page.getByText(word).waitFor();
  expect(new URL(page.url()).pathname).toBe('/originals');
});

test('a recording is watched before anybody says whose screen it shows', async () => {
  const page = await open('/originals');
  await page.getByRole('button', { name: 'Watch' }).click();
  const video = page.getByLabel('A recording that belongs to no session');
  await expect.poll(() => video.evaluate((it: HTMLVideoElement) => it.readyState)).toBe(4);
  await page.getByRole('button', { name: 'Close the video' }).click();
  expect(await video.count()).toBe(0);
});

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

test('what was said is taken back with a reason, and the recording belongs to nobody again', async () => {
  const page = await open(`/sessions/${SESSION}`);
  await page.getByRole('button', { name: 'Not this session …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('it was CHG-0951');
  await dialog.getByRole('button', { name: 'Seal', exact: true }).click();
  await page.getByText('The recording belongs to no session any more.').waitFor();
  await expect.poll(() => page.locator('video').count()).toBe(0);
  await page.goto(new URL('/originals', page.url()).href);
  await page.getByText(/^local said at .* that it shows no session .*: it was CHG-0951$/).waitFor();
  await page.getByRole('button', { name: 'Attach …' }).waitFor();
});
