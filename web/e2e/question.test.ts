// Does an answer say what the question meant, and what of it nobody can say?
import { expect, test } from 'vitest';
import { demo } from './demo';

const { open } = demo();

test('a question of which a part says nothing has no rows, and is mended by a click', async () => {
  const page = await open('/search?q=type%3Adesktob+node%3Aoffice-1', { language: 'ja' });
  const alert = page.locator('main [role=alert]');
  expect(await alert.innerText()).toContain('shell、command、port、ssh、rdp、unknown');
  expect(await alert.locator('u').allInnerTexts()).toEqual(['desktob']);
  expect(await page.locator('main table').count()).toBe(0);
  await alert.locator('a').click();
  await page.locator('main table tbody tr').first().waitFor();
  expect(await page.locator('#search').inputValue()).toBe('type:rdp node:office-1');
  expect(await alert.count()).toBe(0);
});

test('sessions of which nothing tells when they were are counted beside a period, and listed', async () => {
  const page = await open('/search?q=who+accessed+office-1+last+week');
  const beside = page.getByRole('region', { name: 'What may match or not' });
  await beside.getByText('2 sessions of which nothing tells when').waitFor();
  await beside.getByRole('link', { name: 'List them' }).click();
  const rows = page.locator('main table tbody tr');
  await expect.poll(() => rows.count()).toBe(2);
  expect(await rows.first().innerText()).toContain('i-0f60718293a4b5c6d');
  expect(await page.getByRole('link', { name: 'List them' }).count()).toBe(0);
});
