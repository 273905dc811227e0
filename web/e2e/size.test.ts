// Is a session shown on a terminal of the size that a reader chooses, and is it said whose size it is?
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demo } from './demo';

const { open } = demo();

const ALICE = '/sessions/alice@example.com-vrz5442rvc73kwy2ccveoxn44o';

test('another size shows the same output otherwise, until the own one is wanted again', async () => {
  const page = await session(ALICE);
  await expect.poll(() => rows(page)).toBe(30);
  const lines = await count(page);
  const menu = page.locator('summary', { hasText: '120×30' });
  expect(await menu.innerText()).toContain('inferred');

  await menu.click();
  await page.getByRole('textbox', { name: 'Columns × rows' }).fill('60x20');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect.poll(() => rows(page)).toBe(20);
  expect(page.url()).toContain('size=60x20');
  const chosen = page.locator('summary', { hasText: '60×20' });
  expect(await chosen.innerText()).toContain('chosen');
  await expect.poll(() => count(page)).not.toBe(lines);
  for (const name of ['asciicast v2', 'asciicast v3', 'text']) {
    const link = page.getByRole('link', { name, exact: true });
    expect(await link.getAttribute('href'), name).toContain('size=60x20');
  }
  await chosen.click();
  await page.getByText('The recording is played at 120x30, inferred.').waitFor();

  // The choice is the reader's, for this session, also without the address that says it.
  await page.goto(new URL(ALICE, page.url()).href);
  await expect.poll(() => rows(page)).toBe(20);
  // A line is counted on the terminal of the recording.
  await page.goto(new URL(`${ALICE}?at=L214`, page.url()).href);
  await expect.poll(() => rows(page)).toBe(30);
  await page.goto(new URL(ALICE, page.url()).href);
  await page.locator('summary', { hasText: '60×20' }).click();
  await page.getByRole('button', { name: 'Back to 120x30' }).click();
  await expect.poll(() => rows(page)).toBe(30);
  expect(page.url()).not.toContain('size=');
  await expect.poll(() => count(page)).toBe(lines);
});

test('a size that no terminal has is not asked for', async () => {
  const page = await session(ALICE);
  await page.locator('summary', { hasText: '120×30' }).click();
  await page.getByRole('textbox', { name: 'Columns × rows' }).fill('5000x1');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByText('at most 1000x300').waitFor();
  expect(page.url()).not.toContain('size=');
});

async function session(path: string): Promise<Page> {
  const page = await open(path);
  await page.locator('.ap-term-text .ap-line').first().waitFor();
  return page;
}

/** Rows of the terminal. */
function rows(page: Page): Promise<number> {
  return page.locator('.ap-term-text .ap-line').count();
}

/** Lines of the transcript. */
async function count(page: Page): Promise<number> {
  const tab = await page.getByRole('tab', { name: /^Transcript/ }).innerText();
  return Number(tab.replace(/\D/g, ''));
}
