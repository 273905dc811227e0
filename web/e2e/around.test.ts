// Does a session tell what else its person did at the time, and lead there?
import { expect, test } from 'vitest';
import { demo } from './demo';

const FIRST = 'denied:2777b1fc-cd50-4666-9510-129ce9bf89ee';
const { open } = demo();

test('what was done around a session is listed when it is asked for, and leads to other sessions', async () => {
  const page = await open(`/sessions/${encodeURIComponent(FIRST)}`);
  await page.getByRole('heading', { name: 'Around this session' }).click();
  const rows = page.getByRole('table', { name: 'Around this session' }).getByRole('row');
  await expect.poll(() => rows.count()).toBe(3);
  expect(await rows.nth(1).innerText()).toMatch(
    /StartSession.*refused: AccessDenied.*this session/s,
  );
  await page.getByText('account and region was not read whole').waitFor();
  await rows.nth(2).getByRole('link', { name: 'session on prod-db' }).click();
  await page.waitForURL((url) => !url.pathname.endsWith(encodeURIComponent(FIRST)));
  await page.getByRole('heading', { name: 'Around this session' }).waitFor();
});
