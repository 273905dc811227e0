// How long until a remote desktop's video shows, and until it shows another moment, in a real browser?
//
// Usage: node film.mjs <address of a serving product> <session key> <file of the video> <seconds of the video>
//
// Ways to watch the same video, in turn and each in a fresh browser profile: the product's session page by its address,
// with nothing cached; the same by a link in the product's list, as auditors come; a page with nothing but <video> on a
// plain server of the same file, by its address; and the same <video> made in an open page, on the product's answers and on
// the plain server's. The time runs from opening the address, from the press of the link, and from making the element.
//
// For all of them a picture counts as shown in the first task after the frame that painted it. What a browser waits for
// when it seeks is a part of the file, so how soon such a part begins to come is measured by itself.
import { percentile, positions, table } from './figures.mjs';
import { plain } from './plain.mjs';
import { addressOf, follow, launch, openWindow } from './window.mjs';

const ROUNDS = 5;
const SEEKS = 6;
const PARTS = 100;
/** A browser goes on loading what follows a place; a reader looks at the place meanwhile. */
const LOOKS_MS = 300;

const [base, key, file, seconds] = process.argv.slice(2);
const server = await plain(file);
const session = addressOf(key);
const detail = await (await fetch(`${base}/api/v1${session}`)).json();
const screen = `${base}/api/v1${session}/screens/${detail.screens[0].sha256}`;

const FORMS = [
  { name: 'session page, by its address', goes: (page) => page.goto(base + session, { waitUntil: 'commit' }) },
  { name: 'session page, from the list', goes: (page, rest) => follow(page, `${base}/search?q=`, session, rest) },
  { name: 'bare page, plain server', goes: (page) => page.goto(server.page, { waitUntil: 'commit' }) },
  { name: '<video>, our server', goes: (page) => make(page, `${base}/api/v1/status`, screen) },
  { name: '<video>, plain server', goes: (page) => make(page, server.empty, server.video) },
];
/** Whom each of them is held against. */
const PEERS = [2, 2, 2, 4, 4];

const browser = await launch();
const results = FORMS.map(() => ({ first: [], seek: [], loaded: [] }));
for (let round = 0; round <= ROUNDS; round++) {
  for (const [form, result] of FORMS.map((form, i) => [form, results[i]])) {
    const watched = await watch(form, round);
    if (round === 0) continue; // warms up
    for (const figure in result) result[figure].push(...watched[figure]);
  }
}
await browser.close();
const began = { 'our server': await parts(screen), 'plain server': await parts(server.video) };
server.close();
print();

async function watch(form, round) {
  const { context, page, rest, shown } = await openWindow(browser, inPage);
  const client = await context.newCDPSession(page);
  let bytes = 0;
  await client.send('Network.enable');
  client.on('Network.dataReceived', ({ dataLength }) => (bytes += dataLength));
  await form.goes(page, rest);
  const first = await shown;
  const seek = [];
  for (const to of positions(round, SEEKS, seconds)) {
    await page.waitForTimeout(LOOKS_MS);
    seek.push(await sought(page, to));
  }
  await context.close();
  return { first: [first], seek, loaded: [bytes] };
}

/** How soon a part of a file begins to come, asked for from somewhere to the end, as browsers do. */
async function parts(address) {
  const { headers } = await fetch(address, { method: 'HEAD' });
  const times = [];
  for (const from of positions(0, PARTS, Number(headers.get('content-length')))) {
    const [asked, abort] = [performance.now(), new AbortController()];
    const part = await fetch(address, {
      headers: { range: `bytes=${Math.floor(from)}-` },
      signal: abort.signal,
    });
    if (part.status !== 206) throw new Error(`${address} sends no parts: ${part.status}`);
    await part.body.getReader().read();
    times.push(performance.now() - asked);
    abort.abort();
  }
  return times;
}

/** A <video> in a page that has nothing else. */
async function make(page, address, video) {
  await page.goto(address);
  await page.evaluate((src) => {
    document.body.replaceChildren();
    window.measured.from = performance.now();
    const video = Object.assign(document.createElement('video'), { src, preload: 'auto', muted: true, width: 1200 });
    document.body.append(video);
  }, video);
}

/** By the bar of the product where there is one, and by the element itself elsewhere. */
async function sought(page, to) {
  const slider = page.getByRole('slider', { name: 'Position' });
  if ((await slider.count()) === 0) return page.evaluate((to) => window.measured.shownAfterSeek(to), to);
  const { width, height } = await slider.boundingBox();
  const shown = page.evaluate(() => window.measured.shownAfterPointer());
  await slider.click({ position: { x: (to / seconds) * width, y: height / 2 } });
  return shown;
}

/** Runs in the page: a moment is shown when its frame is painted. */
function inPage() {
  /** A frame is shown until the next one, a fifth of a second later. */
  const NEAR_S = 0.3;
  /** What has not come by then counts as never. */
  const LIMIT_MS = 5_000;
  const video = () => document.querySelector('video');
  const painted = (video, isIt) =>
    new Promise((done) => {
      const look = (_, { mediaTime }) =>
        isIt(mediaTime) ? setTimeout(() => done(performance.now())) : video.requestVideoFrameCallback(look);
      video.requestVideoFrameCallback(look);
      setTimeout(done, LIMIT_MS);
    });
  const since = (from, shown) => (shown === undefined ? undefined : shown - from);
  const pointed = () =>
    new Promise((done) =>
      addEventListener('pointerdown', () => done(performance.now()), { capture: true, once: true }),
    );
  /** The frame of the place at which the video is by then, which is another one than before. */
  const moved = () => {
    const before = video().currentTime;
    const near = (a, b) => Math.abs(a - b) < NEAR_S;
    return painted(video(), (at) => near(at, video().currentTime) && !near(at, before));
  };

  window.measured = {
    from: 0,
    async shownAfterSeek(to) {
      const shown = moved();
      const from = performance.now();
      video().currentTime = to;
      return since(from, await shown);
    },
    async shownAfterPointer() {
      const shown = moved();
      return since(await pointed(), await shown);
    },
  };
  // A page that is opened by a link is measured from the press of the button, which comes before the click.
  void pointed().then((at) => (window.measured.from = at));
  const first = new MutationObserver(async () => {
    if (!video()) return;
    first.disconnect();
    window.shown(since(window.measured.from, await painted(video(), () => true)));
  });
  first.observe(document, { subtree: true, childList: true });
}

function print() {
  const header = ['in Chromium', 'first picture ms', 'spread', 'of the bare one', 'seek p50 ms', 'seek p95 ms', 'of the bare one', 'loaded MB'];
  const median = (values) => percentile(values, 50);
  const rows = FORMS.map(({ name }, i) => {
    const [{ first, seek, loaded }, bare] = [results[i], results[PEERS[i]]];
    const spread = (percentile(first, 100) - percentile(first, 0)) / median(first);
    const ratio = (figure) => `${(median(results[i][figure]) / median(bare[figure])).toFixed(2)}×`;
    return [
      name,
      median(first).toFixed(0),
      `${(100 * spread).toFixed(0)} %`,
      ratio('first'),
      median(seek).toFixed(0),
      percentile(seek, 95).toFixed(0),
      ratio('seek'),
      (median(loaded) / 1e6).toFixed(1),
    ];
  });
  console.log(table(header, rows));
  const ranges = Object.entries(began).map(([name, times]) => [
    name,
    ...[50, 95, 100].map((percent) => percentile(times, percent).toFixed(1)),
  ]);
  console.log(`\n${table(['a part of the file begins', 'p50 ms', 'p95 ms', 'at most'], ranges)}`);
  const never = results.flatMap(({ first, seek }) => [...first, ...seek]).filter((time) => time === undefined);
  if (never.length > 0) console.log(`\n${never.length} pictures did not come within 5 s and are not counted.`);
}
