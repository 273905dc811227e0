// How long until a recording shows, and until it shows another moment, in a real browser?
//
// Usage: node replay.mjs <address of a serving product> <session key> <seconds of the recording>
//
// Ways to watch the same session, in turn and each in a fresh browser profile: the product's session page by its
// address, with nothing cached; the same by a link in the product's list, as auditors come, once with the pointer and once
// with the keys that go to each tenth; a page of asciinema-player on the product's segments and nothing else, by its
// address; the same player in a page that is open; the same on the whole cast. The time runs from opening the address, from
// the click, and from creating the player in a page that already has its code.
//
// A pointer rests before it presses, as a hand does, and the product begins to load what is there; of a key nothing is
// known before. A seek runs from the press, of either.
//
// For all of them a picture counts as shown in the first task after the frame that painted it.
import { PLAYER, bare, playing } from './bare.mjs';
import { percentile, positions, table } from './figures.mjs';
import { addressOf, follow, launch, openWindow } from './window.mjs';

const ROUNDS = 5;
const SEEKS = 12;
/** So long a pointer rests where it is going to press. */
const RESTS_MS = 100;
/** Every key that goes to a tenth, far from each other. */
const KEYS = ['3', '8', '1', '6', '9', '4', '2', '7', '5'];
/** Where every form opens; the first instant of a recording shows nothing. */
const FIRST = 1;

const [base, key, seconds] = process.argv.slice(2);
const session = `${addressOf(key)}?t=0:0${FIRST}`;
const recording = `${base}/api/v1/sessions/${encodeURIComponent(key)}`;

const browser = await launch();
const player = await bare(base, new URL(`${recording}/recording`).pathname, FIRST);
const FORMS = [
  { name: 'session page, by its address', address: base + session },
  { name: 'session page, from the list', list: '/search?q=' },
  { name: 'session page, by keys', list: '/search?q=', keys: true },
  { name: 'bare page + segments, by its address', address: player.page },
  { name: 'player + segments', source: { url: `${recording}/recording`, format: 'segmented' } },
  { name: 'player + whole cast', source: { url: `${recording}/cast?version=2` } },
];

const results = FORMS.map(() => ({ ready: [], firstSeek: [], seek: [], heap: [], bytes: [] }));
for (let round = 0; round <= ROUNDS; round++) {
  for (const [form, result] of FORMS.map((form, i) => [form, results[i]])) {
    const watched = await watch(form, round);
    if (round === 0) continue; // warms up
    for (const figure in result) result[figure].push(...watched[figure]);
  }
}
await browser.close();
player.close();
print();

async function watch(form, round) {
  const { context, page, rest, shown } = await openWindow(browser, inPage);
  const client = await context.newCDPSession(page);
  let bytes = 0;
  await client.send('Network.enable');
  client.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await open(page, form, rest);
  const ready = await shown;
  const isBare = await page.evaluate(() => window.measured.player !== undefined);
  const times = [];
  for (const to of form.keys ? KEYS : positions(round, SEEKS, seconds)) {
    await rest();
    if (isBare) times.push(await page.evaluate((to) => window.measured.shownAfterSeek(to), to));
    else times.push(await (form.keys ? afterKey(page, to) : afterPointer(page, to)));
  }
  await client.send('HeapProfiler.collectGarbage');
  const heap = await page.evaluate(() => performance.memory.usedJSHeapSize);
  await context.close();
  const [firstSeek, ...seek] = times;
  return { ready: [ready], firstSeek: [firstSeek], seek, heap: [heap], bytes: [bytes] };
}

async function afterPointer(page, to) {
  const slider = page.getByRole('slider', { name: 'Position' });
  const { width, height } = await slider.boundingBox();
  await slider.hover({ position: { x: (to / seconds) * width, y: height / 2 } });
  await page.waitForTimeout(RESTS_MS);
  await page.evaluate(() => window.measured.begin('pointerdown'));
  await page.mouse.down();
  await page.mouse.up();
  return page.evaluate(() => window.measured.shownAfter());
}

async function afterKey(page, key) {
  await page.evaluate(() => window.measured.begin('keydown'));
  await page.keyboard.press(key);
  return page.evaluate(() => window.measured.shownAfter());
}

/** Begins to show the recording in a page, without disturbing it afterwards. */
async function open(page, form, rest) {
  if (form.source) {
    await page.goto(`${base}/api/v1/status`);
    await page.evaluate(PLAYER);
    const begin = 'document.body.replaceChildren(); window.measured.from = performance.now();';
    await page.evaluate(`${begin} ${playing(form.source, FIRST)}`);
  } else if (form.address) {
    await page.goto(form.address, { waitUntil: 'commit' });
  } else {
    await follow(page, base + form.list, session, rest);
  }
}

/** Runs in the page: a moment is shown when the terminal's text has changed, is painted, and changes no more. */
function inPage() {
  const QUIET_MS = 150;
  const EVERYTHING = { subtree: true, childList: true, characterData: true, attributes: true };
  const terminal = () => document.querySelector('.ap-term-text');

  // What changes while a frame is prepared is painted by that frame, everything else by the next one.
  let inFrame = false;
  const request = requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) =>
    request((time) => {
      inFrame = true;
      queueMicrotask(() => queueMicrotask(() => (inFrame = false)));
      callback(time);
    });
  const task = (done) => setTimeout(() => done(performance.now()));
  const painted = () => new Promise((done) => (inFrame ? task(done) : request(() => task(done))));

  /** Watches the text from now on. Later it tells when that was last changed, once quiet; nothing if it never changes. */
  function watched() {
    let last;
    const [began, observer] = [performance.now(), new MutationObserver(async () => (last = await painted()))];
    observer.observe(terminal(), EVERYTHING);
    return async () => {
      while (last === undefined ? performance.now() - began < 3_000 : performance.now() - last < QUIET_MS) {
        await new Promise((done) => setTimeout(done, 10));
      }
      observer.disconnect();
      return last;
    };
  }

  window.measured = {
    from: 0,
    async shownAfterSeek(to) {
      const [settled, from] = [watched(), performance.now()];
      const sought = this.player.seek(to);
      const shown = await settled();
      await sought;
      return shown === undefined ? undefined : shown - from;
    },
    /** The next event of that name begins a seek. */
    begin(name) {
      this.settled = watched();
      addEventListener(name, () => (this.from = performance.now()), { capture: true, once: true });
    },
    async shownAfter() {
      const shown = await this.settled();
      return shown === undefined ? undefined : shown - this.from;
    },
  };
  // A page that is opened by a link is measured from the press of the button, which comes before the click.
  addEventListener('pointerdown', () => (window.measured.from = performance.now()), { capture: true, once: true });
  const first = new MutationObserver(async () => {
    if (!terminal()?.textContent.trim()) return;
    first.disconnect();
    window.shown((await painted()) - window.measured.from);
  });
  first.observe(document, EVERYTHING);
}

function print() {
  const whole = results.at(-1);
  const header = ['in Chromium', 'ready ms', 'first seek ms', 'seek p50 ms', 'seek p99 ms', 'JS heap MB', 'loaded MB'];
  const rows = FORMS.map(({ name }, i) => {
    const { ready, firstSeek, seek, heap, bytes } = results[i];
    const ms = [ready, firstSeek, seek].map((times) => percentile(times, 50)).concat(percentile(seek, 99));
    const mb = [heap, bytes].map((sizes) => (percentile(sizes, 50) / 1e6).toFixed(1));
    return [name, ...ms.map((time) => time.toFixed(0)), ...mb];
  });
  console.log(table(header, rows));
  const faster = (figure) =>
    (percentile(whole[figure], 50) / percentile(results[0][figure], 50)).toFixed(1);
  console.log(
    `\nBy its address the session page is ready ${faster('ready')} times as soon as the player with the whole cast, and seeks ${faster('seek')} times as fast.`,
  );
}
