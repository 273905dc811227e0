// What does a key do in a session?
import type { KeyCommand } from '../keys/keys';
import { otherSpeed } from './playback';
import type { Replay } from './replay.svelte';
import { eventFrom, type Watched } from './watched';

/** Where the keys lead that leave the player; the page gives these elements their names. */
export const TRANSCRIPT_ID = 'transcript';
export const goToId = ({ id }: Watched) => `${id}-go-to`;

const ZOOMS = [0.75, 0.875, 1, 1.25, 1.5, 2] as const;

/** Does what a key means; `key` tells which tenth. Whether it was one for what is played at all. */
export function act(command: KeyCommand, key: string, watched: Watched): boolean {
  const { controller } = watched;
  const { speed, duration } = controller.now;
  const faster = (direction: 1 | -1) =>
    controller.send({ type: 'speed', speed: otherSpeed(speed, direction) });
  const actions: Partial<Record<KeyCommand, () => unknown>> = {
    'play-pause': () => watched.playPause(),
    back: () => watched.move(-5),
    forward: () => watched.move(5),
    'far-back': () => watched.move(-10),
    'far-forward': () => watched.move(10),
    'step-back': () => watched.step(-1),
    step: () => watched.step(1),
    'event-back': () => toEvent(watched, -1),
    event: () => toEvent(watched, 1),
    hit: () => watched.toHit(1),
    'hit-back': () => watched.toHit(-1),
    start: () => watched.seek(0),
    end: () => watched.seek(duration),
    tenth: () => watched.seek((Number(key) / 10) * duration),
    slower: () => faster(-1),
    faster: () => faster(1),
    'skip-idle': () => watched.toggleSkipIdle(),
    'go-to': () => document.getElementById(goToId(watched))?.focus(),
    'copy-link': () => watched.copyLink(),
    'full-screen': () => toggleFullScreen(watched),
  };
  return done(actions[command]);
}

/** As `act`, with what only a terminal and its text have. */
export function actInText(command: KeyCommand, key: string, replay: Replay): boolean {
  const actions: Partial<Record<KeyCommand, () => unknown>> = {
    'command-back': () => replay.toCommand(-1),
    command: () => replay.toCommand(1),
    view: () => replay.see(),
    transcript: () => toTranscript(replay),
    raw: () => toggleRaw(replay),
    larger: () => zoom(replay, 1),
    smaller: () => zoom(replay, -1),
    'usual-size': () => (replay.zoom = 1),
  };
  return done(actions[command]) || act(command, key, replay);
}

function done(action: (() => unknown) | undefined): boolean {
  action?.();
  return action !== undefined;
}

function toEvent(watched: Watched, direction: 1 | -1): void {
  const at = eventFrom(watched, direction);
  if (at !== undefined) watched.seek(at);
}

/** The next larger (`+1`) or smaller (`-1`) text; the ends hold. */
export function zoom(replay: Replay, direction: 1 | -1): void {
  const next = ZOOMS.findIndex((each) => each === replay.zoom) + direction;
  replay.zoom = ZOOMS[next] ?? replay.zoom;
}

export function toggleFullScreen({ id }: Watched): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void document.getElementById(id)?.requestFullscreen();
}

/** The transcript takes the focus. */
function toTranscript(replay: Replay): void {
  showTranscript(replay);
  setTimeout(() => document.getElementById(TRANSCRIPT_ID)?.focus());
}

/** Raw output goes only if it was in sight. */
function toggleRaw(replay: Replay): void {
  const inSight = replay.raw && replay.view !== 'play' && replay.tab === 'transcript';
  showTranscript(replay);
  replay.showRaw(!inSight);
}

/** Where only the screen is shown, the transcript comes beside it. */
function showTranscript(replay: Replay): void {
  if (replay.view === 'play') replay.see('split');
  replay.tab = 'transcript';
}
