// Can what was written for a line be read byte for byte, and does none of it do anything?
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { named } from '../src/transcript/raw';
import { demo } from './demo';

const { open } = demo();

const SESSION = '/sessions/alice@example.com-vrz5442rvc73kwy2ccveoxn44o';
/** Where the bytes of a line come from. */
const BYTES = '**/text?raw=true*';

test('a key shows the bytes of the line, which follow it, and the address says so', async () => {
  const page = await session(SESSION);
  await page.keyboard.press('r');
  expect(await shown(page)).toBe(await written(page, 1));
  expect(page.url()).toContain('raw=1');

  await page.keyboard.press('t');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await raw(page, 3).waitFor();
  const line = await written(page, 3);
  expect(await shown(page)).toBe(line);
  // The line before ends there, and the screen is cleared.
  expect(line).toMatch(/^CRLF\n.*ESC\[2J/);
  expect(await page.locator('.raw .control').allInnerTexts()).toContain('CR');

  const again = await session(new URL(page.url()).pathname + new URL(page.url()).search);
  await raw(again, 3).waitFor();
  await again.keyboard.press('r');
  await expect.poll(() => raw(again, 3).count()).toBe(0);
  expect(again.url()).not.toContain('raw=');
});

test('the button says whether it is shown, and the key brings it in sight', async () => {
  const page = await session(`${SESSION}?view=play&raw=1`);
  await page.keyboard.press('r');
  await raw(page, 1).waitFor();
  const button = page.getByRole('button', { name: 'Raw output' });
  expect(await button.getAttribute('aria-pressed')).toBe('true');
  await button.click();
  expect(await button.getAttribute('aria-pressed')).toBe('false');
  expect(await raw(page, 1).count()).toBe(0);
});

test('what was hidden is text: no markup, no direction, no end of the page', async () => {
  const page = await openAnswered('␛[8m<b>4112 rows</b>␛[0m<U+202E>fdp\u00ad.sh␍␊\n</script>␊\n');
  expect(await shown(page)).toContain('ESC[8m<b>4112 rows</b>ESC[0m<U+202E>fdp');
  expect(await shown(page)).toContain('U+00AD');
  expect(await page.locator('.raw b').count()).toBe(0);
  expect(await page.locator('.raw .control').allInnerTexts()).toEqual([
    'ESC[8m',
    'ESC[0m',
    '<U+202E>',
    'CR',
    'LF',
    'LF',
  ]);
});

test('a line without bytes of its own says where they are', async () => {
  const page = await openAnswered('');
  await page.getByText('Nothing was written for this line alone').waitFor();
});

test('of megabytes the beginning is shown, and all of it can be taken away', async () => {
  const page = await openAnswered('progress␍'.repeat(100_000));
  await page.getByText('Only the first 16,384 characters are shown.').waitFor();
  const link = page.getByRole('link', { name: 'Download all of it' });
  expect(await link.getAttribute('href')).toMatch(/\/text\?raw=true&line=0&limit=1$/);
});

test('bytes that do not come say so, and come when they are asked for again', async () => {
  const page = await open('/');
  let isBroken = true;
  await page.route(BYTES, (route) =>
    isBroken ? route.fulfill({ status: 503, json: {} }) : route.continue(),
  );
  await page.goto(new URL(`${SESSION}?raw=1`, page.url()).href);
  await page.getByText('This could not be loaded').waitFor();
  isBroken = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  expect(await shown(page)).toMatch(/^ESC\[\?2004h/);
});

async function session(path: string): Promise<Page> {
  const page = await open(path);
  await page.getByRole('region', { name: 'Replay' }).waitFor();
  await page.locator('.ap-term-text').waitFor();
  await page.locator('#content').focus();
  return page;
}

/** Opens a session as if something else had been written for its first line. */
async function openAnswered(body: string): Promise<Page> {
  const page = await open('/');
  await page.route(BYTES, (route) =>
    route.fulfill({ contentType: 'text/plain; charset=utf-8', body }),
  );
  await page.goto(new URL(`${SESSION}?raw=1`, page.url()).href);
  return page;
}

function raw(page: Page, line: number): Locator {
  return page.getByRole('region', { name: `Written for line ${line}, controls by name` });
}

/** The rows on the page, as they would be copied from it. */
async function shown(page: Page): Promise<string> {
  const rows = page.locator('.raw .row');
  await rows.first().waitFor();
  return (await rows.allTextContents()).join('\n');
}

/** What the server says was written for a line, with the names of its controls. */
async function written(page: Page, line: number): Promise<string> {
  const path = `/api/v1${SESSION}/text?raw=true&line=${line - 1}&limit=1`;
  return named(await (await page.request.get(new URL(path, page.url()).href)).text());
}
