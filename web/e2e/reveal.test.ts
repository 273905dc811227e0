// Are secrets shown only to a reader who says why, and only until the page is loaded again?
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demo } from './demo';

/** A session of bash that types passwords and prints a private key. */
const { open } = demo('crates/sekisho/tests/program/secrets');
const SESSION = '/sessions/alice-0e34861185201706f';
const PASSWORD = 'Zaq12wsx-k7';
/** The second line of the private key, and the line it stands in. */
const KEY = 'QyNTUxOQAAACA4tktH';
const KEY_LINE = 12;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

test('nothing on the page holds a secret, raw output neither', async () => {
  const page = await open(`${SESSION}?view=split&raw=1`);
  for (const line of [1, 2, 5, KEY_LINE, 20]) {
    await page.locator(`#line-${line}`).click();
    const raw = page.getByRole('region', { name: `Written for line ${line},` });
    await raw.filter({ hasText: '***' }).waitFor();
    await holdsNoSecret(page);
  }
});

test('a reason shows the lines as they were, until the page is loaded again', async () => {
  const page = await open(SESSION);
  const asked = page.waitForRequest('**/reveal');
  await ask(page, '  INC-4821: which password was used?\n');
  expect((await asked).postDataJSON()).toEqual({ reason: 'INC-4821: which password was used?' });
  await page.getByText('Secrets are shown in').waitFor();
  expect(await banner(page).innerText()).toContain('INC-4821: which password was used?');
  const key = page.locator(`#line-${KEY_LINE}`);
  expect(await key.innerText()).toContain(KEY);
  expect(await key.innerText()).toContain('Shown: private-key');
  expect(page.url()).not.toContain('INC');
  expect(await focused(page.getByRole('button', { name: 'Mask again' }))).toBe(true);

  await page.reload();
  await page.getByText('are masked').waitFor();
  await key.filter({ hasText: 'Masked: private-key' }).waitFor();
  await holdsNoSecret(page);
});

test('what is shown beside the transcript stays masked, and the transcript is masked again', async () => {
  const page = await open(`${SESSION}?view=split&raw=1`);
  await ask(page, 'INC-4821');
  const line = page.locator(`#line-${KEY_LINE}`);
  await line.filter({ hasText: KEY }).click();
  const raw = page.getByRole('region', { name: `Written for line ${KEY_LINE},` });
  await raw.filter({ hasText: '***' }).waitFor();
  expect(await raw.innerText()).not.toContain(KEY);
  expect(await page.locator('.ap-term-text').textContent()).not.toContain(KEY);

  await page.getByRole('button', { name: 'Mask again' }).click();
  await line.filter({ hasText: 'Masked: private-key' }).waitFor();
  await holdsNoSecret(page);
});

test('without a reason nothing is asked for, and Escape leads back to the button', async () => {
  const page = await open(SESSION);
  let requests = 0;
  page.on('request', (request) => (requests += Number(request.url().endsWith('/reveal'))));
  const button = page.getByRole('button', { name: 'Show …' });
  await button.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Show secrets?' });
  const reason = dialog.getByRole('textbox', { name: 'Why do you have to know?' });
  await expect.poll(() => focused(reason)).toBe(true);
  await reason.fill('  \n ');
  await reason.press('Control+Enter');
  await dialog.getByRole('alert').getByText('Say why').waitFor();
  expect(await focused(reason)).toBe(true);
  // Keys of the player are letters here, and the focus does not leave the dialog for the page behind it.
  await reason.pressSequentially('r?');
  for (let tabs = 0; tabs < 6; tabs++) {
    await page.keyboard.press('Tab');
    expect(await page.locator('main :focus:not(dialog, dialog *)').count()).toBe(0);
  }
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await focused(button)).toBe(true);
  expect(requests).toBe(0);
});

test('a refusal is told where the reason stands, and trying again shows', async () => {
  const page = await open('/');
  let isRefused = true;
  const error = { code: 'not-derived', message: 'the records are being rebuilt', hint: 'wait' };
  await page.route('**/reveal', (route) =>
    isRefused ? route.fulfill({ status: 503, json: { error } }) : route.continue(),
  );
  await page.goto(new URL(SESSION, page.url()).href);
  const dialog = await ask(page, 'INC-4821');
  await dialog.getByRole('alert').getByText('the records are being rebuilt').waitFor();
  isRefused = false;
  await dialog.getByRole('button', { name: 'Write it down and show' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.locator(`#line-${KEY_LINE}`).filter({ hasText: KEY }).waitFor();
});

test('who leaves before the answer learns that the ledger may hold the line', async () => {
  const page = await open('/');
  await page.route('**/reveal', () => undefined);
  await page.goto(new URL(SESSION, page.url()).href);
  const dialog = await ask(page, 'INC-4821');
  await dialog.getByText('the ledger may hold the line').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByText('Nothing is shown. The ledger may hold the line').waitFor();
  await holdsNoSecret(page);
});

test.each(['light', 'dark'] as const)(
  'everybody can read the dialog, in Japanese: %s',
  async (theme) => {
    const page = await open(SESSION, { language: 'ja', theme });
    await page.getByRole('button', { name: '表示する …' }).click();
    await page.getByRole('button', { name: '台帳に書いて表示' }).click();
    await page.getByRole('alert').getByText('理由を書いてください').waitFor();
    await page.evaluate(AXE);
    const violations = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') };
      return (await axe.run()).violations.map(({ id, impact }) => ({ id, impact }));
    });
    expect(violations.filter(({ impact }) => impact !== 'minor')).toEqual([]);
  },
);

/** Gives a reason in the dialog. */
async function ask(page: Page, reason: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Show …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Show secrets?' });
  await dialog.getByRole('textbox').fill(reason);
  await dialog.getByRole('textbox').press('Control+Enter');
  return dialog;
}

function banner(page: Page): Locator {
  return page.locator('#panel').getByRole('status').filter({ hasText: 'Secrets are shown in' });
}

async function focused(element: Locator): Promise<boolean> {
  return element.evaluate((node) => node === document.activeElement);
}

async function holdsNoSecret(page: Page): Promise<void> {
  const text = await page.locator('body').evaluate((body) => body.textContent ?? '');
  for (const secret of [PASSWORD, KEY]) expect(text).not.toContain(secret);
}
