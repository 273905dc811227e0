// Can everybody read every page, in both languages and themes, and on a narrow screen?
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demo } from './demo';

const { open } = demo();
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** An address, or how to get to the page from a search. */
const PAGES: Record<string, string> = {
  home: '/',
  search: '/search?q=who+accessed+prod-db+last+week',
  problems: '/search?q=usr%3Abob+nothing-like-this',
  requests: '/requests',
  findings: '/findings',
  originals: '/originals',
  coverage: '/coverage',
  trail: '/trail',
  session: '/search?q=user%3Aalice%40example.com+recording%3Apresent',
  'session, the other way': '/search?q=user%3Aalice%40example.com+recording%3Apresent',
  'session without a clock': '/sessions/dave@example.com-4x4bkxvtphfrelb27emb5pqpwh?view=split',
  'session with raw output': '/sessions/alice@example.com-vrz5442rvc73kwy2ccveoxn44o?raw=1',
  missing: '/search?q=recording%3Amissing',
  'none by design': '/search?q=type%3Aport',
};
const OPENED = new Set(['session', 'session, the other way', 'missing', 'none by design']);

const CHOICES = (['en', 'ja'] as const).flatMap((language) =>
  (['light', 'dark'] as const).map((theme) => ({ language, theme })),
);

test.each(Object.keys(PAGES))('%s', async (name) => {
  for (const choice of CHOICES) {
    const page = await settled(name, choice);
    // Evaluated by the debugger: the page's own policy rightly refuses a script tag with content.
    await page.evaluate(AXE);
    const violations = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') };
      const { violations } = await axe.run();
      return violations.map(({ id, impact, nodes }) => ({ id, impact, at: nodes[0]?.html }));
    });
    const serious = violations.filter(
      ({ impact }) => impact === 'serious' || impact === 'critical',
    );
    expect(serious, JSON.stringify(choice)).toEqual([]);
  }
});

test.each(Object.keys(PAGES))('%s fits a narrow screen', async (name) => {
  const page = await settled(name, { width: 320 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
});

test('the header is one line beside the longest choices', async () => {
  for (const language of ['en', 'ja'] as const) {
    // 1280 less a scroll bar.
    const page = await open('/findings', { language, theme: 'system', width: 1264 });
    const header = page.getByRole('banner');
    await header.getByRole('combobox').first().selectOption('local');
    const middles = await header.locator(':scope > *').evaluateAll((all) =>
      all.map((each) => {
        const { top, height } = each.getBoundingClientRect();
        return top + height / 2;
      }),
    );
    expect(Math.max(...middles) - Math.min(...middles), language).toBeLessThan(4);
  }
});

async function settled(name: string, choices: Parameters<typeof open>[1]): Promise<Page> {
  const page = await open(PAGES[name]!, choices);
  if (OPENED.has(name)) await page.locator('main tbody a').first().click();
  // With a clock it opens as a player, without one as text; both ways have to be fine.
  if (name === 'session, the other way')
    await page.locator('label:has([name=view]:not(:checked))').first().click();
  await page.waitForLoadState('networkidle');
  return page;
}
