// Can an auditor find who accessed prod-db last week, see who agreed, watch it, and take it away?
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Command } from '../src/api/types';
import { demo } from './demo';

const { open } = demo();

const QUESTION = 'who accessed prod-db last week';
const WHO = ['alice', 'bob', 'dave', 'erin', 'hanako.sato'].map((name) => `${name}@example.com`);

test('the question typed verbatim finds the right people', async () => {
  for (const [language, question] of [
    ['en', QUESTION],
    ['ja', '先週 prod-db に誰がアクセスした?'],
  ] as const) {
    const page = await open('/', { language });
    await page.keyboard.press('/');
    await page.keyboard.type(question);
    await page.keyboard.press('Enter');
    const people = page.getByRole('table').first().getByRole('row');
    await people.nth(1).waitFor();
    const names = await people.locator('td:first-child').allInnerTexts();
    expect(names.map((name) => name.trim()).sort()).toEqual(WHO);
    expect(await page.locator('.reading').innerText()).toMatch(
      /22 Nov 2026 JST|2026-11-22 \(日\) JST/,
    );
  }
});

test('the list is exported as it is shown', async () => {
  const page = await open(`/search?q=${encodeURIComponent(QUESTION)}`);
  const heading = page.getByRole('heading', { name: /sessions and attempts$/ });
  const total = Number.parseInt(await heading.innerText(), 10);
  const rows = page.getByRole('table', { name: 'Sessions' }).locator('tbody tr');
  expect(await rows.count()).toBe(total);
  expect(await exported(page, 'CSV')).toHaveLength(total + 1);
  expect(await exported(page, 'JSON Lines')).toHaveLength(total);
});

test('one session tells who approved it, and plays', async () => {
  const page = await openSession('alice@example.com', 'prod-db');
  const approval = page.getByRole('region', { name: 'Approval' });
  await approval.getByText('Approved by someone else: bob@example.com').waitFor();
  expect(await approval.getByRole('listitem').count()).toBeGreaterThanOrEqual(4);

  const slider = await watch(page);
  const before = Number(await slider.getAttribute('aria-valuenow'));
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect
    .poll(() => slider.getAttribute('aria-valuenow').then(Number))
    .toBeGreaterThan(before);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
});

test('the transcript follows the playback, and leads it', async () => {
  const page = await openSession('alice@example.com', 'prod-db');
  const slider = await watch(page);
  await slider.focus();
  await page.keyboard.press('End');
  await expect.poll(() => lineNumber(page)).toBeGreaterThan(1);
  const last = await lineNumber(page);
  await page.keyboard.press('Home');
  await expect.poll(() => lineNumber(page)).toBeLessThan(last);
  const line = transcript(page).getByRole('option').nth(5);
  await line.click();
  await expect.poll(() => line.getAttribute('aria-selected')).toBe('true');
  expect(page.url()).toMatch(/[?&]at=b\d+&t=/);
});

test('every command stands on the screen at its place, in every segment', async () => {
  const page = await openSession('alice@example.com', 'prod-db');
  await watch(page);
  await page.getByRole('tab', { name: /^Commands/ }).click();
  const { commands } = await answer<{ commands: Command[] }>(page, 'commands');
  // What shares a position is drawn at once, so only the last command of a position is surely still in sight.
  const last = commands.filter(({ at_us }, i) => commands[i + 1]?.at_us !== at_us);
  // The log is 248 kB long, so these lie in several segments of 64 KiB.
  expect(last.length).toBeGreaterThan(10);
  for (const { text } of last) {
    const row = page.getByRole('tabpanel').getByRole('button').filter({ hasText: text });
    await row.first().click();
    await expect.poll(async () => squeezed(await screen(page))).toContain(squeezed(text));
  }
});

test('a command says how many lines it printed and leads to the first of them', async () => {
  const page = await openSession('alice@example.com', 'prod-db');
  await watch(page);
  await page.getByRole('tab', { name: /^Commands/ }).click();
  const { commands } = await answer<{ commands: Command[] }>(page, 'commands');
  const { first_line, last_line } = commands.find((command) => command.first_line)!;
  const title = `Go to what it printed, line ${first_line}`;
  const printed = page.getByRole('tabpanel').getByTitle(title, { exact: true });
  await expect.poll(() => printed.textContent()).toContain(String(last_line! - first_line! + 1));
  await printed.click();
  await page.getByRole('tab', { name: /^Transcript/ }).click();
  await expect.poll(() => lineNumber(page)).toBe(first_line);
});

test('a link to a place opens that place', async () => {
  const page = await openSession('alice@example.com', 'prod-db');
  await transcript(page).getByRole('option').nth(1).click();
  await page.keyboard.press('y');
  await page.getByText('Link to this place copied').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const line = await lineNumber(page);
  const other = await open(new URL(link).pathname + new URL(link).search);
  await expect.poll(() => lineNumber(other)).toBe(line);
});

test('a word is found inside a session', async () => {
  const page = await openSession('alice@example.com', 'prod-db');
  await page.getByRole('searchbox', { name: 'Find in this session' }).fill('SELECT');
  await page.getByText(/^1 of \d/).waitFor();
  expect(await transcript(page).getByRole('option').locator('mark').first().innerText()).toMatch(
    /^select$/i,
  );
});

test('a hit in the search opens the session where it stands', async () => {
  const page = await open('/search?q=cmd%3Apsql');
  await page.getByRole('link', { name: /psql/ }).first().click();
  await page.getByRole('region', { name: 'Replay' }).waitFor();
  await expect.poll(() => current(page).innerText()).toContain('psql');
});

test('an absent recording says why', async () => {
  const page = await open('/search?q=recording%3Amissing');
  await page.getByRole('table', { name: 'Sessions' }).getByRole('link').first().click();
  await page.getByRole('heading', { name: 'The recording is missing' }).waitFor();
  await page.getByText(/^Known so far:/).waitFor();
});

async function openSession(who: string, node: string): Promise<Page> {
  const page = await open(`/search?q=${encodeURIComponent(`user:${who} node:${node} type:shell`)}`);
  await page
    .getByRole('link', { name: `${who} → ${node}` })
    .first()
    .click();
  await transcript(page).getByRole('option').first().waitFor();
  return page;
}

function transcript(page: Page): Locator {
  return page.getByRole('listbox', { name: 'Transcript' });
}

/** The line the place stands in. */
function current(page: Page): Locator {
  return transcript(page).getByRole('option', { selected: true });
}

/** The slider of the player, once there is a picture. */
async function watch(page: Page): Promise<Locator> {
  await page.locator('.ap-term-text').waitFor();
  return page.getByRole('slider', { name: 'Position' });
}

/** What the server says about the session on screen. */
async function answer<T>(page: Page, what: string): Promise<T> {
  const { origin, pathname } = new URL(page.url());
  return (await page.request.get(`${origin}/api/v1${pathname}/${what}`)).json();
}

/** What the terminal shows, row after row. */
async function screen(page: Page): Promise<string> {
  return (await page.locator('.ap-term-text').textContent()) ?? '';
}

/** Without blanks, a command is the same whether or not the screen was wide enough for it. */
function squeezed(text: string): string {
  return text.replace(/\s+/g, '');
}

async function lineNumber(page: Page): Promise<number> {
  const id = await transcript(page).getAttribute('aria-activedescendant');
  return Number(id?.replace('line-', ''));
}

async function exported(page: Page, name: string): Promise<string[]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name, exact: true }).click(),
  ]);
  return (await readFile(await download.path(), 'utf8')).trim().split('\n');
}
