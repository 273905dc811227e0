// In which browser is everything measured, and how does a reader come to a session?
import { createRequire } from 'node:module';

/** What the web app itself depends on. */
export const web = createRequire(new URL('../../../web/package.json', import.meta.url));
const { chromium } = web('playwright-core');

const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --enable-precise-memory-info';
/** A new window loads parts of its own, which take both processors for a while; a reader's window has been open before. */
const WINDOW_OPENS_MS = 2_000;

export function launch() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: FLAGS.split(' ') });
}

/**
 * A page of a fresh profile, with nothing cached, that runs a function before anything else; how to wait until it is at
 * rest; and the time that it hands to `window.shown`.
 */
export async function openWindow(browser, inPage) {
  const context = await browser.newContext({ bypassCSP: true, viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const rest = atRest(page);
  const shown = new Promise((done, fail) => {
    page.exposeBinding('shown', (_, time) => done(time));
    // A page that fails would be waited for without end.
    page.on('pageerror', fail);
  });
  await page.addInitScript(inPage);
  await page.waitForTimeout(WINDOW_OPENS_MS);
  return { context, page, rest, shown };
}

/** The address of a session, as the product writes its links. */
export function addressOf(key) {
  return `/sessions/${encodeURIComponent(key).replaceAll('%40', '@').replaceAll('%3A', ':')}`;
}

/** Clicks a link to an address in the product's list, as auditors come. */
export async function follow(page, list, address, rest) {
  await page.goto(list);
  const link = page.locator(`a[href^="/sessions/"]`).first();
  await link.evaluate((a, to) => (a.href = to), address);
  await rest();
  await link.click();
}

/** Waits until nothing has been loading for a while: a reader looks at what was found before going elsewhere. */
function atRest(page) {
  let [loading, changed] = [0, Date.now()];
  const count = (by) => () => ([loading, changed] = [loading + by, Date.now()]);
  page.on('request', count(1));
  page.on('requestfinished', count(-1));
  page.on('requestfailed', count(-1));
  return async () => {
    while (loading > 0 || Date.now() - changed < 300) await page.waitForTimeout(20);
  };
}
