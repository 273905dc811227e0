// How do the end-to-end tests get the real program and a real browser?
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Language } from '../src/time/instant';
import type { Theme } from '../src/i18n/settings.svelte';

const ROOT = new URL('../..', import.meta.url).pathname;
/** Reading the screens of all samples would take longer than the tests. */
const ENGINE = `${ROOT}tests/engine`;
const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** What a test may use; filled in before the first test runs. */
export interface Demo {
  url: string;
  /** Opens an address as a reader with these choices. */
  open(
    path: string,
    choices?: { language?: Language; theme?: Theme; width?: number },
  ): Promise<Page>;
}

/**
 * Starts the demo and a browser for the tests of one file, and fails any test whose page complained. `from` is a folder
 * of other samples, as seen from the root of the repository.
 */
export function demo(from?: string): Demo {
  let program: ChildProcess;
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  const state = { url: '' };

  beforeAll(async () => {
    [program, state.url] = await startDemo(from);
    const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
    browser = await chromium.launch({ executablePath, args: FLAGS.split(' ') });
  });
  afterAll(async () => {
    await browser?.close();
    program?.kill('SIGTERM');
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    // A violated content security policy and an exception in a component both end up here.
    expect(complaints.splice(0)).toEqual([]);
  });

  async function open(path: string, choices: Parameters<Demo['open']>[1] = {}): Promise<Page> {
    const { language = 'en', theme = 'light', width = 1280 } = choices;
    const viewport = { width, height: 800 };
    const context = await browser.newContext({ viewport, timezoneId: 'Asia/Tokyo' });
    contexts.push(context);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await context.addInitScript(
      ([key, value]) => localStorage.getItem(key!) ?? localStorage.setItem(key!, value!),
      ['sekisho.settings', JSON.stringify({ language, theme, zone: 'Asia/Tokyo' })],
    );
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      // The browser logs every refusal as well, although a page that waits for a rebuild, or says what of a question is
      // not understood, does as it should.
      const refused = /status of (\d+)/.exec(message.text())?.[1];
      const question = message.location().url.includes('/api/v1/search?');
      const expected = refused === '503' || (refused === '400' && question);
      if (message.type() === 'error' && !expected) complaints.push(message.text());
    });
    await page.goto(new URL(path, state.url).href);
    return page;
  }

  return {
    get url() {
      return state.url;
    },
    open,
  };
}

/** Starts `sekisho demo` on a free port; the first address it prints is where it listens. */
async function startDemo(from?: string): Promise<[ChildProcess, string]> {
  const binary = process.env.SEKISHO_BIN;
  if (!binary)
    throw new Error('set SEKISHO_BIN to the built program, such as target/release/sekisho');
  const program = spawn(binary, ['demo', '--port', '0', ...(from ? ['--from', from] : [])], {
    cwd: ROOT,
    env: { ...process.env, PATH: `${ENGINE}:${process.env.PATH}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: program.stdout! })) {
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (!address) continue;
    // Nobody reads on, and a full pipe would stop the program.
    program.stdout!.resume();
    return [program, address];
  }
  throw new Error('the demo ended before it printed its address');
}
