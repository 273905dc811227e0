// Does a video come back at its place after the connection broke, and are its frames asked for again?
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Filmed } from './filmed.svelte';

const S = 1e6;
let answers: (() => Response)[] = [];

beforeEach(() => {
  vi.stubGlobal('document', { hidden: false });
  vi.stubGlobal('HTMLMediaElement', { HAVE_METADATA: 1 });
  vi.stubGlobal('requestAnimationFrame', () => 0);
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
  vi.stubGlobal('fetch', async () => answers.shift()!());
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const gone = () => {
  throw new TypeError('Failed to fetch');
};
const frames = () => Response.json({ times_us: [0, S, 2 * S] });

/** A video element of which a browser says what happens to it. */
class Video extends EventTarget {
  readyState = 0;
  /** Where it was told to go. */
  sought: number[] = [];
  duration = 3;
  playbackRate = 1;
  paused = true;
  seeking = false;
  ended = false;
  error: { code: number } | null = null;

  get currentTime(): number {
    return this.sought.at(-1) ?? 0;
  }

  set currentTime(to: number) {
    this.sought.push(to);
  }

  load(): void {
    this.sought = [];
  }

  say(name: string, code?: number): void {
    this.error = code === undefined ? null : { code };
    this.dispatchEvent(new Event(name));
  }
}

function opened(start: number): { filmed: Filmed; again: () => Video } {
  const filmed = new Filmed('key', 'abc', 3 * S, start);
  return {
    filmed,
    again: () => {
      const video = new Video();
      filmed.open(video as unknown as HTMLVideoElement);
      video.say('loadedmetadata');
      return video;
    },
  };
}

test.each([
  ['the connection broke', 2, [gone], { is: 'broken', failure: { code: 'unreachable' } }],
  ['it is damaged', 3, [], { is: 'stopped' }],
  ['no codec', 4, [() => new Response('x', { status: 206 })], { is: 'unplayable' }],
  ['refused', 4, [() => new Response('', { status: 404 })], { failure: { code: 'http-404' } }],
] as const)('after a failure it is tried again at the same place: %s', async (...row) => {
  const [, code, asked, trouble] = row;
  answers = [...asked];
  const { filmed, again } = opened(0);
  const video = again();
  filmed.send({ type: 'seek', to: 2 * S });
  video.say('loadeddata');
  video.say('error', code);
  expect([filmed.now.phase, filmed.painted]).toEqual(['failed', false]);
  await vi.waitFor(() => expect(filmed.trouble).toMatchObject(trouble));

  filmed.retry();
  expect([filmed.now.phase, filmed.trouble]).toEqual(['loading', undefined]);
  expect(again().currentTime).toBe(2);
  expect(filmed.now.phase).toBe('paused');
});

test('what meets damage plays again at another place, in the same element', () => {
  const { filmed, again } = opened(0);
  const video = again();
  video.say('loadeddata');
  video.say('error', 3);
  expect([filmed.now.phase, filmed.trouble]).toEqual(['failed', { is: 'stopped' }]);
  filmed.send({ type: 'seek', to: 2 * S });
  expect([filmed.now.phase, filmed.trouble]).toEqual(['loading', undefined]);
  video.say('loadedmetadata');
  expect([filmed.now.phase, video.currentTime]).toEqual(['paused', 2]);
});

test('what was never shown is not loaded again by a seek', () => {
  const { filmed, again } = opened(0);
  again().say('error', 3);
  filmed.send({ type: 'seek', to: 2 * S });
  expect([filmed.now.phase, filmed.trouble]).toEqual(['failed', { is: 'unplayable' }]);
});

test.each<[string, string[], string]>([
  ['nothing comes at all', [], 'failed'],
  ['nothing comes after a seek', ['loadeddata', 'seeking'], 'failed'],
  ['nothing comes while it plays', ['loadeddata', 'waiting'], 'failed'],
  ['it is there', ['loadeddata'], 'paused'],
  ['a seek arrives', ['loadeddata', 'seeking', 'seeked'], 'paused'],
])('a connection of which a browser says nothing: %s', async (_name, events, phase) => {
  vi.useFakeTimers();
  answers = [gone];
  const { filmed, again } = opened(0);
  const video = again();
  for (const name of events) video.say(name);
  await vi.advanceTimersByTimeAsync(9_000);
  expect(filmed.now.phase).toBe('paused');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(filmed.now.phase).toBe(phase);
  expect(filmed.trouble?.is).toBe(phase === 'failed' ? 'broken' : undefined);
});

test.each([
  [0, []],
  [2 * S, [2]],
])('it goes to where it begins only if it is not there: %d', (start, expected) => {
  expect(opened(start).again().sought).toEqual(expected);
});

test('a slow connection is waited for', async () => {
  vi.useFakeTimers();
  const { filmed, again } = opened(0);
  const video = again();
  for (let seconds = 0; seconds < 60; seconds += 6) {
    await vi.advanceTimersByTimeAsync(6_000);
    video.say('progress');
  }
  expect([filmed.now.phase, filmed.late]).toEqual(['paused', true]);
});

test('a question for frames that failed is asked again, and one that was answered is not', async () => {
  answers = [gone, frames];
  const { filmed, again } = opened(0);
  again();
  const places: [number, boolean][] = [];
  for (let steps = 0; steps < 3; steps++) {
    await filmed.step(1);
    places.push([filmed.now.position / S, filmed.guessed]);
  }
  expect(places).toEqual([
    [0.1, true],
    [1, false],
    [2, false],
  ]);
});
