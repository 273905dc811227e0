// Is a recording that cannot be believed as it stands told of, and an answer that is not ready waited for?
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { SessionDetail } from '../src/api/types';
import { demo } from './demo';

const { open } = demo();

const FORGED = '/sessions/erin@example.com-rnyjzwfpy2bwq7mkwux75qllr6';
/** A session whose recording has a clock, and so opens with the screen. */
const PLAYED = '/sessions/alice@example.com-vrz5442rvc73kwy2ccveoxn44o?t=0:30';

test.each([
  ['en', 'The log is damaged or unusual:', 'See the original'],
  ['ja', 'ログに破損または異常があります:', '原本を見る'],
] as const)(
  'damage is told at the recording and leads to its original: %s',
  async (language, words, link) => {
    const page = await open(FORGED, { language });
    const notice = page.getByRole('listitem').filter({ hasText: words });
    expect(await notice.innerText()).toContain('forged-trailer');
    await notice.getByRole('link', { name: link }).click();
    expect(await page.locator('tr:target').innerText()).toContain('forged-trailer');
  },
);

test('two logs that differ are told of', async () => {
  const page = await openChanged(({ originals }) => {
    const log = originals.find(({ kind }) => kind === 'session-log')!;
    originals.push({
      ...log,
      sha256: log.sha256.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
    });
  });
  await page.getByText('Two different logs exist for this session').waitFor();
});

test('a recording without output says so', async () => {
  const page = await openChanged(({ recording }) => (recording!.lines = 0));
  await page
    .getByRole('heading', { name: 'Nothing to replay: the session wrote no output' })
    .waitFor();
  expect(await page.getByRole('region', { name: 'Replay' }).count()).toBe(0);
});

test('a page waits for a rebuild and then opens by itself', async () => {
  const page = await open('/');
  let rebuilding = true;
  await page.route('**/api/v1/findings*', (route) => {
    if (!rebuilding) return route.continue();
    return route.fulfill({
      status: 503,
      json: { error: { code: 'not-derived', message: 'wait' } },
    });
  });
  await page.getByRole('link', { name: 'Findings' }).first().click();
  await page.getByText('The records are being rebuilt').waitFor();
  rebuilding = false;
  await page.getByRole('table', { name: 'Findings' }).waitFor();
});

test('a recording that the server refuses to show says why', async () => {
  const page = await open('/');
  const refusal = { code: 'too-long-to-resize', message: 'It is too long', hint: 'Look elsewhere' };
  await page.route('**/recording?*size=*', (route) =>
    route.fulfill({ status: 503, json: { error: refusal } }),
  );
  await page.goto(new URL(`${PLAYED}&size=60x20`, page.url()).href);
  await page.getByText('It is too long. Look elsewhere').waitFor();
});

test('a recording that does not come says so, and comes when it is asked for again', async () => {
  const page = await open('/');
  let isBroken = true;
  await page.route('**/recording?*', (route) =>
    isBroken ? route.fulfill({ status: 503, json: {} }) : route.continue(),
  );
  await page.goto(new URL(PLAYED, page.url()).href);
  await page.getByText('The recording could not be loaded').waitFor();
  isBroken = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('.ap-term-text').getByText('$').first().waitFor();
});

/** Opens a session as if the server had said something else about it. */
async function openChanged(change: (detail: SessionDetail) => void): Promise<Page> {
  const page = await open('/');
  const asked = `/api/v1${FORGED}`;
  await page.route(
    (url) => url.pathname === asked,
    async (route) => {
      const response = await route.fetch();
      const detail = (await response.json()) as SessionDetail;
      change(detail);
      await route.fulfill({ response, json: detail });
    },
  );
  await page.goto(new URL(FORGED, page.url()).href);
  return page;
}
