// Does a remote desktop play in a browser, and from any place?
import { expect, test } from 'vitest';
import { demo } from './demo';

const { open } = demo('crates/sekisho/tests/program/desktop');
const SESSION = '/sessions/5c3f1a72-9d0e-4b6a-8f21-7e4d3c2b1a09';

test('a video shows another moment without the frames before it', async () => {
  const page = await open(SESSION);
  const video = page.locator('video');
  const shown = () =>
    video.evaluate((element: HTMLVideoElement) => [element.videoWidth, element.currentTime]);
  await expect.poll(shown).toEqual([480, 0]);
  await video.evaluate((element: HTMLVideoElement) => (element.currentTime = 2.5));
  await expect.poll(shown).toEqual([480, 2.5]);
  await expect.poll(() => video.evaluate((v: HTMLVideoElement) => v.readyState)).toBeGreaterThan(1);
  expect(await page.getByRole('link', { name: 'Download the original' }).count()).toBe(1);
});

test.each([
  ['en', 'Remote desktop, recorded as a video'],
  ['ja', 'リモートデスクトップの録画'],
] as const)('it says what it is: %s', async (language, words) => {
  const page = await open(SESSION, { language });
  await page.getByText(words).first().waitFor();
});

test('a video that cannot be played says so, and can be taken away', async () => {
  const page = await open('/');
  await page.route('**/screens/**', (route) =>
    route.fulfill({ contentType: 'video/mp4', body: 'no video' }),
  );
  await page.goto(new URL(SESSION, page.url()).href);
  await page.getByRole('alert').filter({ hasText: 'cannot play' }).waitFor();
});
