// Does the page of coverage say what is missing, and does every number lead to exactly what it counts?
import { expect, test } from 'vitest';
import { demo } from './demo';

const program = demo();
const { open } = program;

test('the first line says whether everything is there', async () => {
  for (const [language, sentence] of [
    ['en', '1 of 20 expected recordings is missing'],
    ['ja', '届くはずの記録 20 件のうち 1 件がありません'],
  ] as const) {
    const page = await open('/coverage', { language });
    await page.locator('.verdict', { hasText: sentence }).waitFor();
  }
});

test('every number leads to as many sessions', async () => {
  const page = await open('/coverage');
  const grid = page.getByRole('region', { name: 'Recordings by account, region and day' });
  await grid.getByRole('link').first().waitFor();
  const links = await page
    .locator('main table a')
    .evaluateAll((all) => all.map((a) => [(a as HTMLAnchorElement).href, a.textContent!] as const));
  expect(links.length).toBeGreaterThan(10);
  for (const [address, text] of links) {
    const q = new URL(address).searchParams.get('q')!;
    const answer = await page.request.get(`${program.url}/api/v1/sessions`, {
      params: { q, zone: 'Asia/Tokyo', limit: 1 },
    });
    expect((await answer.json()).total, q).toBe(Number(text.trim()));
  }
});

test('keys reach the missing session, and the period', async () => {
  const page = await open('/coverage');
  const missing = page.getByRole('link', { name: /Fri 2026-11-20, 111122223333.*: 1 missing/ });
  await missing.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '1 session or attempt' }).waitFor();
  await page.goBack();
  await page.getByRole('link', { name: 'Earlier' }).press('Enter');
  await page.waitForURL('**/coverage?from=2026-09-26&to=2026-10-25');
  await page.getByText('No recording was expected').waitFor();
});
