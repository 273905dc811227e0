// Does everything work from the keyboard, and does no key fire while somebody types?
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demo } from './demo';

const { open } = demo();

test('keys drive the replay', async () => {
  const page = await session();
  const slider = page.getByRole('slider', { name: 'Position' });
  const position = () => slider.getAttribute('aria-valuenow').then(Number);
  await page.locator('.ap-term-text').waitFor();

  await page.keyboard.press('ArrowRight');
  await expect.poll(position).toBe(5);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(position).toBe(0);
  await page.keyboard.press('>');
  await page.getByText('2×').waitFor();
  await page.keyboard.press('<');
  await page.getByText('1×').waitFor();
  for (let i = 0; i < 8; i++) await page.keyboard.press('>');
  await page.getByText('16×').waitFor();
  for (let i = 0; i < 8; i++) await page.keyboard.press('<');
  await page.getByText('0.25×').waitFor();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  const before = await slider.getAttribute('aria-valuetext');
  for (let i = 0; i < 40; i++) await page.keyboard.press('.');
  await expect.poll(() => slider.getAttribute('aria-valuetext')).not.toBe(before);
});

test('keys are silent while typing and while composing', async () => {
  const page = await session();
  await page.keyboard.press('/');
  await page.keyboard.type('y/? ,.');
  const box = page.getByRole('searchbox', { name: 'Ask or search' });
  expect(await box.inputValue()).toContain('y/? ,.');
  expect(await page.getByRole('dialog').count()).toBe(0);

  const address = page.url();
  await box.evaluate((input) => {
    const composing = { key: 'Enter', isComposing: true, bubbles: true, cancelable: true };
    input.dispatchEvent(new KeyboardEvent('keydown', composing));
  });
  expect(page.url()).toBe(address);
});

test('help lists the keys and turns them off', async () => {
  const page = await open('/');
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard' });
  await dialog.waitFor();
  await dialog.getByRole('checkbox').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  expect(await dialog.isVisible()).toBe(false);
});

async function session(): Promise<Page> {
  const page = await open('/sessions/alice@example.com-vrz5442rvc73kwy2ccveoxn44o');
  await page.getByRole('listbox').getByRole('option').first().waitFor();
  return page;
}
