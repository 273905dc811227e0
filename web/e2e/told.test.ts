// Can somebody say that a recording does not show the session that its metadata names?
import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { demo } from './demo';
import { SESSION, unnamed } from './unnamed';

const folder = unnamed({ 'connection-id': SESSION });
afterAll(() => rmSync(folder, { recursive: true }));

const { open } = demo(folder);

test('who says so is told on the page, and nobody has read a desktop that is not there', async () => {
  const page = await open(`/sessions/${SESSION}`);
  await page.getByText('metadata of the object names this one').waitFor();
  await page.getByRole('button', { name: 'Not this session …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('it was CHG-0951');
  await dialog.getByRole('button', { name: 'Seal', exact: true }).click();
  const word = /^local said at .* it shows no session that is known: it was CHG-0951$/;
  await page.getByText(word).waitFor();
  expect(await page.locator('video').count()).toBe(0);

  const undecided = [
    [
      'en',
      'What may match or not',
      ['1 session may match', '1 remote desktop without a recording', '1 recording belongs to no'],
    ],
    ['ja', '判定できないもの', ['セッションが 1 件', '録画がないもの 1 件', '属さない録画が 1 件']],
  ] as const;
  for (const [language, title, reasons] of undecided) {
    const search = await open('/search?q=type:rdp%20-screen:absent', { language });
    const told = search.getByRole('region', { name: title });
    for (const reason of reasons) await told.getByText(reason).waitFor();
    const other = await open(`/sessions/${SESSION}`, { language });
    await other.getByText(language === 'ja' ? 'どのセッションの録画でもない' : word).waitFor();
  }
});
