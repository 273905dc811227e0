// Can a session be read, watched and gone through, with and without a clock, and is no estimate ever shown as exact?
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demo } from './demo';

const { open } = demo();

/** The stream gave it a clock; it is 248 kB long. */
const CLOCKED = '/sessions/alice@example.com-vrz5442rvc73kwy2ccveoxn44o';
/** It idled for more than an hour and outlived its window. */
const OUTLIVED = '/sessions/vendor-x@partner.example-cxjaleoczh4xlqyyo2xynxlrg6';
/** Its start and end are known, nothing between. */
const ESTIMATED = '/sessions/dave@example.com-4x4bkxvtphfrelb27emb5pqpwh';
/** Not even its end is known. */
const ORDERED = '/sessions/erin@example.com-37nermblkqcdlgs3xw753uq6nk';

test.each([
  ['', 0],
  ['?t=0:01', 1e6],
  ['?at=0:01', 1e6],
  ['?t=9:59:59', 212e6],
])('what a session needs is asked for once, and the screen first: %s', async (place, us) => {
  // A page of the app loads the player when it is idle, which may be while the next page is asked for.
  const page = await open('/api/v1/status');
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith('/api/v1/sessions/') || pathname.startsWith('/assets/surface')) {
      asked.push(
        pathname
          .replace(/-[^-/]*(\.\w+)$/, '$1')
          .split('/')
          .at(-1)! + search,
      );
    }
  });
  await page.goto(new URL(CLOCKED + place, page.url()).href);
  await page.getByRole('slider', { name: 'Commands' }).waitFor();
  await current(page).waitFor();
  expect(asked).toHaveLength(new Set(asked).size);
  const screen = asked.indexOf(`recording?at_us=${us}`);
  expect(screen).toBeGreaterThan(0);
  expect(screen).toBeLessThan(asked.findIndex((each) => each.startsWith('transcript')));
  expect(screen).toBeLessThan(asked.indexOf('commands'));
});

test('a key leads through the views, and the address says which', async () => {
  const page = await session(CLOCKED);
  const screen = page.locator('.ap-term-text');
  await screen.waitFor();
  await page.keyboard.press('v');
  await expect.poll(() => transcript(page).count()).toBe(0);
  expect(page.url()).toContain('view=play');
  await page.keyboard.press('v');
  await transcript(page).waitFor();
  expect(await screen.count()).toBe(0);
  expect(page.url()).toContain('view=read');
  const again = await session(new URL(page.url()).pathname + new URL(page.url()).search);
  expect(await again.getByRole('radio', { name: 'Read' }).isChecked()).toBe(true);
  await again.keyboard.press('v');
  await again.locator('.ap-term-text').waitFor();
  expect(again.url()).not.toContain('view=');
});

test.each([ESTIMATED, ORDERED])(
  'without a clock it opens as text and prints no time: %s',
  async (path) => {
    const page = await session(path);
    expect(await page.getByRole('radio', { name: 'Read' }).isChecked()).toBe(true);
    await page.getByText('The log holds no times').waitFor();
    const printed = async () => {
      const places = await page.locator('.place, .position, .scale, output').allInnerTexts();
      const spoken = await page
        .getByRole('slider')
        .evaluateAll((sliders) =>
          sliders.map((slider) => slider.getAttribute('aria-valuetext') ?? ''),
        );
      return [...places, ...spoken].join('\n');
    };
    const exact = /(?<![≈\d:])\d{1,2}:\d\d/;
    expect(await printed()).not.toMatch(exact);
    await page.getByRole('radio', { name: 'Split' }).check({ force: true });
    await page.locator('.ap-term-text').waitFor();
    await page.keyboard.press('l');
    await expect.poll(printed).toMatch(/line ([2-9]|1\d)/);
    expect(await printed()).not.toMatch(exact);
    expect(await lanes(page)).not.toContain('Activity');
    expect(await lanes(page)).not.toContain('Idle');
  },
);

test('what times are worth is explained once', async () => {
  const page = await session(ESTIMATED);
  const words = page.getByText('The log holds no times');
  await page.getByRole('button', { name: 'Understood' }).click();
  expect(await words.isVisible()).toBe(false);
  await page.reload();
  const badge = page.getByRole('button', { name: 'estimated' });
  await badge.waitFor();
  expect(await words.isVisible()).toBe(false);
  await badge.click();
  expect(await words.isVisible()).toBe(true);
});

test('the lanes lead to what they show', async () => {
  const page = await session(CLOCKED);
  await expect
    .poll(() => lanes(page))
    .toEqual(['Activity', 'Idle', 'Commands', 'Access window', 'CloudTrail']);
  const commands = page.getByRole('slider', { name: 'Commands' });
  await commands.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect
    .poll(() => commands.getAttribute('aria-valuetext'))
    .toMatch(/^2 of 19: .*, \d\d:\d\d ±/);
  const said = (await commands.getAttribute('aria-valuetext'))!;
  const command = /^2 of 19: (.*), \d\d:\d\d ±/.exec(said)![1]!;
  await expect.poll(() => current(page).innerText()).toContain(command);
  await page.locator('#content').focus();
  const place = page.url();
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => page.url()).not.toBe(place);
  await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(() => page.url()).toBe(place);
});

test('the last wish counts, whichever place is found first', async () => {
  const page = await open('/');
  const found: string[] = [];
  const answer: Record<string, () => void> = {};
  await page.route('**/transcript?*', async (route) => {
    const { search, searchParams } = new URL(route.request().url());
    // Every place has to be looked up, and waits until it is let go.
    await new Promise<void>((done) => (answer[searchParams.get('offset') ?? search] = done));
    await route.continue();
    found.push(search);
  });
  await page.goto(new URL(CLOCKED, page.url()).href);
  const commands = page.getByRole('slider', { name: 'Commands' });
  await commands.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  const offsets = () => Object.keys(answer).filter((each) => /^\d+$/.test(each));
  await expect.poll(offsets).toHaveLength(2);
  const [first, second] = offsets().sort((a, b) => Number(a) - Number(b));
  answer[second!]!();
  await expect.poll(() => new URL(page.url()).searchParams.get('at')).not.toBeNull();
  const place = page.url();
  answer[first!]!();
  await expect.poll(() => found).toHaveLength(2);
  for (const each of Object.values(answer)) each();
  await current(page).waitFor();
  expect(page.url()).toBe(place);
});

test('a session that outlived its window is seen to', async () => {
  const page = await session(OUTLIVED);
  const slider = page.getByRole('slider', { name: 'Access window' });
  await slider.focus();
  await page.keyboard.press('End');
  expect(await slider.getAttribute('aria-valuetext')).toContain('after the window');
  await expect.poll(() => page.url()).toMatch(/[?&]t=\d{4}/);
});

test('idle time is skipped in sight, and never by a link', async () => {
  const page = await session(`${OUTLIVED}?t=0:22`);
  await page.locator('.ap-term-text').waitFor();
  await page.getByRole('button', { name: /^Skip idle/ }).waitFor();
  await page.keyboard.press('i');
  await page.keyboard.press('Space');
  await page.getByText('1 h 23 min skipped').waitFor();
  await expect.poll(() => position(page)).toBeGreaterThan(4_980);
  await page.keyboard.press('Space');
  await page.keyboard.press('y');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await session(new URL(link).pathname + new URL(link).search);
  const skip = other.getByRole('button', { name: /^Skip idle/ });
  await skip.waitFor();
  expect(await skip.getAttribute('aria-pressed')).toBe('false');
});

test('every hit is counted, on the timeline, and a key away', async () => {
  const page = await session(CLOCKED);
  await page.getByRole('searchbox', { name: 'Find in this session' }).fill('select');
  const hits = page.getByRole('slider', { name: 'Hits' });
  await hits.waitFor();
  const total = Number(await hits.getAttribute('aria-valuemax'));
  await page.getByText(`1 of ${total}`, { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('searchbox', { name: 'Find in this session' }).fill('SELECT');
  await hits.waitFor();
  await page.locator('#content').focus();
  await page.keyboard.press('n');
  await expect.poll(() => position(page)).toBeGreaterThan(0);
  await page.getByText(`1 of ${total}`, { exact: true }).waitFor();
  await page.keyboard.press('n');
  await page.getByText(`2 of ${total}`, { exact: true }).waitFor();
  const found = transcript(page).locator('.found');
  await expect.poll(() => found.innerText()).toMatch(/select/i);
  // It lands a little before the hit, so that playing on shows how it comes about.
  const [at, end] = [await position(page), await found.locator('.place').innerText()];
  const [, minutes, seconds] = /(\d+):(\d+)/.exec(end)!;
  expect(Number(minutes) * 60 + Number(seconds) - at).toBeGreaterThanOrEqual(1);
  await page.keyboard.press('p');
  await page.getByText(`1 of ${total}`, { exact: true }).waitFor();
});

test('one goes to a line, a position and a time of day', async () => {
  const page = await session(CLOCKED);
  await page.getByRole('slider', { name: 'Commands' }).waitFor();
  const goTo = async (typed: string) => {
    await page.keyboard.press('g');
    await page.keyboard.type(typed);
    await page.keyboard.press('Enter');
  };
  await goTo('L214');
  await expect.poll(() => transcript(page).getAttribute('aria-activedescendant')).toBe('line-214');
  await goTo('1:30');
  await expect.poll(() => position(page)).toBe(90);
  await goTo('10:16:34');
  await expect.poll(() => position(page)).toBeGreaterThan(85);
  for (const nowhere of ['23:00:00', 'L0']) {
    await goTo(nowhere);
    await page.getByText('There is no such place').waitFor();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Escape');
  }
  await page.keyboard.press('5');
  await expect.poll(() => position(page)).toBeGreaterThan(100);
});

test('the address names the place where one stops', async () => {
  const page = await session(`${CLOCKED}?t=110`);
  await page.locator('.ap-term-text').waitFor();
  await page.keyboard.press('.');
  await expect.poll(() => page.url()).not.toContain('?t=110');
  await page.keyboard.press(' ');
  await expect.poll(() => position(page), { timeout: 10_000 }).toBeGreaterThan(111);
  await page.keyboard.press(' ');
  const stopped = await position(page);
  await expect.poll(() => Number(new URL(page.url()).searchParams.get('t'))).toBeGreaterThan(110.9);
  const again = await session(new URL(page.url()).pathname + new URL(page.url()).search);
  await expect.poll(() => position(again)).toBe(stopped);
});

test('what the search looked for that led here is found here', async () => {
  const page = await session(`${CLOCKED}?q=cmd%3Apsql`);
  await page.getByText(/^1 of \d+$/).waitFor();
  await expect.poll(() => lanes(page)).toContain('Hits');
});

test('the text goes to where its reader goes, also after it was scrolled', async () => {
  const page = await session(CLOCKED);
  await current(page).waitFor();
  await transcript(page).hover();
  await page.mouse.wheel(0, 9_000);
  await expect.poll(() => current(page).count()).toBe(0);
  await page.keyboard.press('5');
  await current(page).waitFor();
});

test('in a link the offset wins over the position, which may have been estimated worse', async () => {
  const lines = await open(
    `/api/v1/sessions/${CLOCKED.split('/').at(-1)}/transcript?line=213&limit=1`,
  );
  const { lines: wanted } = JSON.parse(await lines.locator('body').innerText()) as {
    lines: [{ line: number; offset: number; text: string }];
  };
  const page = await session(`${CLOCKED}?at=b${wanted[0].offset}&t=0:01`);
  await expect.poll(() => current(page).innerText()).toContain(wanted[0].text.trim());
  await expect.poll(() => position(page)).toBeGreaterThan(1);
  await page.locator('#content').focus();
  await page.keyboard.press('y');
  const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  expect(link.searchParams.get('at')).toBe(`b${wanted[0].offset}`);
});

test('a link leads back to the very place, also long after its line', async () => {
  const page = await session(`${OUTLIVED}?t=30:00`);
  await current(page).waitFor();
  await page.locator('#content').focus();
  await page.keyboard.press('y');
  const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  expect(link.searchParams.get('at')).toMatch(/^b\d+$/);
  const again = await session(link.pathname + link.search);
  await current(again).waitFor();
  await expect.poll(() => position(again)).toBe(1_800);
  const line = await session(`${OUTLIVED}?at=L7`);
  await expect.poll(() => current(line).getAttribute('aria-posinset')).toBe('7');
});

test('the screen that is shown can be taken away as a picture', async () => {
  const page = await session(`${CLOCKED}?t=1:30`);
  const link = page.getByRole('link', { name: 'this screen as PNG' });
  await link.waitFor();
  expect(await link.getAttribute('href')).toContain('at=90s');
  await page.locator('.ap-term-text').waitFor();
  await page.keyboard.press('l');
  await expect.poll(() => link.getAttribute('href')).toContain('at=100s');
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toMatch(/\.png$/);
});

test('text grows and shrinks while it is read', async () => {
  const page = await session(ESTIMATED);
  const height = () =>
    transcript(page)
      .getByRole('option')
      .first()
      .evaluate((row) => row.clientHeight);
  const usual = await height();
  await page.keyboard.press('+');
  await expect.poll(height).toBeGreaterThan(usual);
  await page.keyboard.press('0');
  await expect.poll(height).toBe(usual);
  await page.keyboard.press('t');
  await expect
    .poll(() => transcript(page).evaluate((box) => box === document.activeElement))
    .toBe(true);
});

async function session(path: string): Promise<Page> {
  const page = await open(path);
  await page.getByRole('region', { name: 'Replay' }).waitFor();
  await page.locator('#content').focus();
  return page;
}

function transcript(page: Page): Locator {
  return page.getByRole('listbox', { name: 'Transcript' });
}

function current(page: Page): Locator {
  return transcript(page).getByRole('option', { selected: true });
}

/** The names of the lanes, from above. */
function lanes(page: Page): Promise<string[]> {
  return page.locator('.lanes > .name[id]').allInnerTexts();
}

function position(page: Page): Promise<number> {
  const slider = page.getByRole('slider', { name: 'Position' });
  return slider.getAttribute('aria-valuenow').then(Number);
}
