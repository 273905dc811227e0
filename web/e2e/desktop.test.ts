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
  await page.goto(`${page.url()}?t=2.5`);
  await expect.poll(shown).toEqual([480, 2.5]);
  await expect.poll(() => video.evaluate((v: HTMLVideoElement) => v.readyState)).toBeGreaterThan(1);
  expect(await page.getByRole('link', { name: 'Download the original' }).count()).toBe(1);
  // The element that began before the page is the one that is shown.
  expect(await page.locator('#ahead').count()).toBe(0);
  expect(await video.getAttribute('hidden')).toBe(null);
});

test('keys and the address lead to a moment, and a link to it can be copied', async () => {
  const page = await open(`${SESSION}?t=1.2`);
  const at = () => page.locator('video').evaluate((v: HTMLVideoElement) => v.currentTime);
  await expect.poll(at).toBe(1.2);
  await page.keyboard.press('.');
  await expect.poll(at).toBe(1.4);
  await page.keyboard.press(',');
  await page.keyboard.press(',');
  await expect.poll(at).toBe(1);
  await expect.poll(() => new URL(page.url()).search).toBe('?t=1');
  await page.keyboard.press('y');
  await page.getByText('Link to this place copied').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  await page.keyboard.press('5');
  await expect.poll(at).toBe(1.5);
});

test('it plays at the chosen speed to its end', async () => {
  const page = await open(SESSION);
  const slider = page.getByRole('slider', { name: 'Position' });
  await expect.poll(() => slider.getAttribute('aria-valuemax')).toBe('3');
  for (let i = 0; i < 2; i++) await page.keyboard.press('>');
  await page.keyboard.press(' ');
  await page.getByRole('button', { name: 'Play again' }).waitFor();
  expect(await slider.getAttribute('aria-valuetext')).toBe('00:03 of 00:03');
  const ended = await page
    .locator('video')
    .evaluate((v: HTMLVideoElement) => [v.paused, v.playbackRate]);
  expect(ended).toEqual([true, 4]);
});

test('a picture of the moment is named after its video and its place', async () => {
  const page = await open(`${SESSION}?t=2.2`);
  for (const place of ['00-02.200', '00-02.400']) {
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Picture' }).click();
    expect((await saved).suggestedFilename()).toBe(
      `${SESSION.slice(10)}-2858d0a12593-${place}.png`,
    );
    await page.keyboard.press('.');
  }
});

test.each([
  ['en', 'Remote desktop, recorded as a video'],
  ['ja', 'リモートデスクトップの録画'],
] as const)('it says what it is: %s', async (language, words) => {
  const page = await open(SESSION, { language });
  await page.getByText(words).first().waitFor();
});

test('what a machine read is said to be that, is no markup, and leads to where it stands', async () => {
  const page = await open('/');
  const read = { engine: 'tesseract 5.3.0 (eng, jpn)', scenes: 2, read: 2, failed: 0, secrets: 1 };
  const lines = [
    { at_us: 0, text: '<b>Services</b>', secrets: 0 },
    { at_us: 2_040_000, text: '手順は CHG-0921 を参照', secrets: 0 },
    { at_us: 2_040_000, text: 'password: ******** …', secrets: 1 },
  ];
  await page.route('**/screens/*/text', (route) =>
    route.fulfill({ json: { state: 'read', ...read, lines } }),
  );
  await page.goto(new URL(SESSION, page.url()).href);
  const panel = page.getByRole('region', { name: 'Screen text' });
  await panel.getByText('Read by a machine, may be wrong.').waitFor();
  await panel.getByText('<b>Services</b>').waitFor();
  expect(await panel.locator('b').count()).toBe(0);
  // A secret is told from words that could not be read.
  await panel.getByText('stands for words of which it was not sure').waitFor();
  const masked = panel.getByText('password:').locator('xpath=ancestor::p');
  expect(await masked.textContent()).toContain('1 secret is masked.');
  await panel.getByRole('link', { name: 'Go to 00:02' }).click();
  const at = () => page.locator('video').evaluate((v: HTMLVideoElement) => v.currentTime);
  await expect.poll(at).toBe(2.1);
  await expect.poll(() => new URL(page.url()).search).toBe('?t=2.1');
});

test('keys lead from hit to hit of what was read, to the start and to the end', async () => {
  const page = await open('/');
  const read = { engine: 'tesseract 5.3.0 (eng, jpn)', scenes: 3, read: 3, failed: 0, secrets: 0 };
  const lines = [0, 1_200_000, 2_400_000].map((at_us) => ({ at_us, text: 'Services' }));
  lines[1]!.text = '手順';
  await page.route('**/screens/*/text', (route) =>
    route.fulfill({ json: { state: 'read', ...read, lines } }),
  );
  await page.goto(new URL(`${SESSION}?q=screen:services`, page.url()).href);
  const at = () => page.locator('video').evaluate((v: HTMLVideoElement) => v.currentTime);
  const press = async (key: string, to: number) => {
    await page.keyboard.press(key);
    await expect.poll(at).toBe(to);
  };
  const hits = page.getByRole('slider', { name: 'Hits' });
  await expect.poll(() => hits.getAttribute('aria-valuemax')).toBe('2');
  await press('n', 2.4);
  await press('n', 0);
  await press('p', 2.4);
  const box = page.getByRole('searchbox', { name: 'Find in the screen text' });
  expect(await box.inputValue()).toBe('services');
  await box.fill('手順');
  await box.press('Enter');
  await expect.poll(at).toBe(1.2);
  await page.getByRole('button', { name: 'Step forward' }).focus();
  await press('End', 3);
  await press('Home', 0);
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard' });
  await help.getByText('to the end').waitFor();
});

test('what a machine read is found, and the hit leads to where it stands', async () => {
  const page = await open('/search?q=screen:services');
  const rows = page.getByRole('table', { name: 'Sessions' });
  await rows.getByText('screen, read by a machine').waitFor();
  await rows.getByRole('link', { name: 'Services' }).click();
  await expect.poll(() => new URL(page.url()).pathname).toBe(SESSION);
  expect(new URL(page.url()).searchParams.get('t')).toBe('0');
  await page.getByRole('region', { name: 'Screen text' }).getByText('Services').waitFor();
});

test('it is said what to install where nothing reads', async () => {
  const page = await open('/');
  const because =
    'nothing that reads text is installed: install tesseract-ocr, tesseract-ocr-eng and tesseract-ocr-jpn, and run `sekisho rebuild`';
  const none = { state: 'no-engine', because, scenes: 0, read: 0, failed: 0, lines: [] };
  await page.route('**/screens/*/text', (route) => route.fulfill({ json: none }));
  await page.goto(new URL(SESSION, page.url()).href);
  await page.getByText(`Not read: ${because}.`).waitFor();
});

test('a video that cannot be played says so, and can be taken away', async () => {
  const page = await open('/');
  await page.route('**/screens/**', (route) =>
    route.fulfill({ contentType: 'video/mp4', body: 'no video' }),
  );
  await page.goto(new URL(SESSION, page.url()).href);
  await page.getByRole('alert').filter({ hasText: 'cannot play' }).waitFor();
});

test('lanes that cannot be told, or not yet, or not loaded are not called empty', async () => {
  const page = await open('/');
  const pictures = { state: 'none', at_us: [], scenes: [] };
  const told = { activity: [], idle_us: [], frames: 9, key_frames: 9, pictures };
  const answers = [JSON.stringify(told), ''];
  const asked: (() => void)[] = [];
  await page.route('**/timeline', async (route) => {
    await new Promise<void>((answer) => asked.push(answer));
    const body = answers.pop()!;
    await route.fulfill({ status: body ? 200 : 503, contentType: 'application/json', body });
  });
  await page.goto(new URL(SESSION, page.url()).href);
  await page.getByText('Loading: Activity, Idle').waitFor();
  await expect.poll(() => asked.length).toBe(1);
  asked[0]!();
  await page
    .getByRole('alert')
    .filter({ hasText: 'Could not be loaded: Activity, Idle' })
    .waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => asked.length).toBe(2);
  asked[1]!();
  await page.getByText(/^Cannot be told: Activity, Idle, because every frame/).waitFor();
  expect(await page.getByText(/^Nothing here: .*(Activity|Idle)/).count()).toBe(0);
});

test('a video that does not come is no broken one, and comes when it is tried again', async () => {
  const page = await open('/');
  const video = '**/screens/*';
  await page.route(video, (route) => route.fulfill({ status: 503, body: 'overloaded' }));
  await page.goto(new URL(`${SESSION}?t=2.2`, page.url()).href);
  await page.getByRole('alert').getByText('The recording could not be loaded').waitFor();
  expect(await page.getByText('cannot play').count()).toBe(0);
  await page.unroute(video);
  await page.getByRole('button', { name: 'Try again' }).click();
  const at = () => page.locator('video').evaluate((v: HTMLVideoElement) => v.currentTime);
  await expect.poll(at).toBe(2.2);
});

test('the lanes of a video speak of its picture', async () => {
  const page = await open(SESSION, { language: 'ja' });
  const lane = page.locator('.lanes > .name[id]');
  await expect.poll(() => lane.allInnerTexts()).toEqual(['変化量', '検出結果']);
  expect(await lane.first().getAttribute('title')).toContain('画面がどれだけ変わったか');
  await page.getByText('該当なし: 静止区間, 許可期間').waitFor();
});

test.each([0.002, 0.5, 0.998])('the pointer on the bar tells where it is: %d', async (share) => {
  const page = await open(SESSION);
  // What comes last moves nothing above it.
  await page.getByRole('region', { name: 'Contact sheet' }).waitFor();
  const bar = (await page.getByRole('slider', { name: 'Position' }).boundingBox())!;
  await page.mouse.move(bar.x + bar.width * share, bar.y + 9);
  const preview = page
    .locator('.seek')
    .getByText(['00:00', '00:01', '00:02'][Math.floor(share * 3)]!);
  await preview.locator('span').first().waitFor();
  const [box, controls, player] = await Promise.all(
    [preview, page.locator('.dock'), page.getByRole('region', { name: 'Remote desktop' })].map(
      async (each) => (await each.boundingBox())!,
    ),
  );
  expect(box!.x).toBeGreaterThan(player!.x);
  expect(box!.x + box!.width).toBeLessThan(player!.x + player!.width);
  expect(box!.y + box!.height).toBeLessThan(controls!.y);
});

test.each([
  ['en', '9999', 'The recording ends at 00:03. Shown is its end.'],
  ['en', 'abc', 't=abc is no place in this recording. Shown is its start.'],
  ['ja', 'abc', 't=abc という位置はこの記録にありません'],
] as const)('a link to no place says so until one goes on: %s %s', async (language, to, words) => {
  const page = await open(`${SESSION}?t=${to}`, { language });
  const said = page.getByRole('alert').filter({ hasText: words });
  await said.waitFor();
  await page.keyboard.press('5');
  await said.waitFor({ state: 'detached' });
});
