// Does playback follow its table of states?
import { expect, test } from 'vitest';
import {
  otherSpeed,
  SPEEDS,
  transition,
  unloaded,
  type Playback,
  type PlaybackEvent,
} from './playback';

const S = 1_000_000;

function at(phase: Playback['phase'], position = 10 * S, more: Partial<Playback> = {}): Playback {
  return { phase, position, duration: 60 * S, speed: 1, wanted: false, skipped: [], ...more };
}

test.each<[string, Playback, PlaybackEvent, Partial<Playback>]>([
  [
    'a loaded recording waits',
    unloaded(60 * S),
    { type: 'loaded', duration: 5 * S },
    { phase: 'paused', duration: 5 * S },
  ],
  [
    'an early play is remembered',
    unloaded(60 * S),
    { type: 'play' },
    { phase: 'loading', wanted: true },
  ],
  [
    'and honoured',
    at('loading', 0, { wanted: true }),
    { type: 'loaded', duration: S },
    { phase: 'playing', wanted: false },
  ],
  ['a link past all', at('loading', 0), { type: 'seek', to: 99 * S }, { position: 60 * S }],
  ['a link opens in place', at('loading', 0), { type: 'seek', to: 7 * S }, { position: 7 * S }],
  ['a link past the end', at('loading', 90 * S), { type: 'loaded', duration: S }, { position: S }],
  ['play', at('paused'), { type: 'play' }, { phase: 'playing' }],
  ['pause', at('playing'), { type: 'pause' }, { phase: 'paused' }],
  ['time moves', at('playing'), { type: 'elapsed', us: S / 2 }, { position: 10.5 * S }],
  [
    'by the speed',
    at('playing', 10 * S, { speed: 4 }),
    { type: 'elapsed', us: S / 2 },
    { position: 12 * S },
  ],
  ['a pause stops time', at('paused'), { type: 'elapsed', us: S }, { position: 10 * S }],
  ['a late picture stops time', at('playing'), { type: 'late' }, { phase: 'waiting' }],
  ['for as long as it takes', at('waiting'), { type: 'elapsed', us: S }, { position: 10 * S }],
  ['until it is shown', at('waiting'), { type: 'shown' }, { phase: 'playing' }],
  ['waiting can be paused', at('waiting'), { type: 'pause' }, { phase: 'paused' }],
  ['a picture shown to nobody', at('paused'), { type: 'shown' }, { phase: 'paused' }],
  [
    'the end',
    at('playing', 59.9 * S),
    { type: 'elapsed', us: S },
    { phase: 'ended', position: 60 * S },
  ],
  ['play it again', at('ended', 60 * S), { type: 'play' }, { phase: 'playing', position: 0 }],
  [
    'back from the end',
    at('ended', 60 * S),
    { type: 'seek', to: S },
    { phase: 'paused', position: S },
  ],
  ['seeking keeps playing', at('playing'), { type: 'seek', to: 30 * S }, { phase: 'playing' }],
  [
    'up to the end',
    at('playing'),
    { type: 'seek', to: 99 * S },
    { phase: 'ended', position: 60 * S },
  ],
  [
    'not before the start',
    at('paused'),
    { type: 'seek', to: -S },
    { phase: 'paused', position: 0 },
  ],
  ['speed at any time', at('paused'), { type: 'speed', speed: 8 }, { phase: 'paused', speed: 8 }],
  [
    'pauses are skipped when asked',
    at('paused'),
    { type: 'skip', idle: [[0, 9 * S]] },
    { phase: 'paused', skipped: [[0, 9 * S]] },
  ],
  [
    'and pass faster',
    at('playing', 12 * S, { skipped: [[10 * S, 52 * S]] }),
    { type: 'elapsed', us: S / 2 },
    { position: 32 * S },
  ],
  ['failure', at('playing'), { type: 'failed' }, { phase: 'failed' }],
  ['nothing plays after it', at('failed'), { type: 'play' }, { phase: 'failed' }],
  [
    'a place for the second try',
    at('failed'),
    { type: 'seek', to: 99 * S },
    { phase: 'failed', position: 60 * S },
  ],
  ['a second try', at('failed'), { type: 'retry' }, { phase: 'loading', position: 10 * S }],
])('%s', (_name, before, event, expected) => {
  expect(transition(before, event)).toMatchObject(expected);
});

test('no order of events leaves the recording', () => {
  const events: PlaybackEvent[] = [
    { type: 'loaded', duration: 3 * S },
    { type: 'play' },
    { type: 'elapsed', us: 2 * S },
    { type: 'seek', to: -9 },
    { type: 'late' },
    { type: 'seek', to: 9e12 },
    { type: 'speed', speed: 16 },
    { type: 'shown' },
    { type: 'pause' },
  ];
  let now = unloaded(60 * S);
  for (let step = 0; step < 5_000; step++) {
    now = transition(now, events[(step * 7 + (step >> 3)) % events.length]!);
    expect(now.position).toBeGreaterThanOrEqual(0);
    if (now.phase !== 'loading') expect(now.position).toBeLessThanOrEqual(now.duration);
    expect(Number.isInteger(now.position)).toBe(true);
  }
});

test('speeds have two ends', () => {
  expect(otherSpeed(1, 1)).toBe(2);
  expect(otherSpeed(1, -1)).toBe(0.5);
  expect(otherSpeed(SPEEDS.at(-1)!, 1)).toBe(16);
  expect(otherSpeed(SPEEDS[0]!, -1)).toBe(0.25);
});
