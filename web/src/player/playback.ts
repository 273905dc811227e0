// When does playback move, wait, and stop?
import { skipping, type Stretch } from './idle';

/** Positions and lengths are whole microseconds of playback. */
export interface Playback {
  phase: 'loading' | 'paused' | 'playing' | 'waiting' | 'ended' | 'failed';
  position: number;
  duration: number;
  speed: number;
  /** Whether to play as soon as the recording is there. */
  wanted: boolean;
  /** The pauses that are skipped; none unless the reader asks for it. */
  skipped: readonly Stretch[];
}

export type PlaybackEvent =
  | { type: 'loaded'; duration: number }
  | { type: 'failed' }
  | { type: 'retry' }
  | { type: 'play' }
  | { type: 'pause' }
  | { type: 'seek'; to: number }
  | { type: 'speed'; speed: number }
  | { type: 'skip'; idle: readonly Stretch[] }
  /** Wall time went by since the last frame. */
  | { type: 'elapsed'; us: number }
  /** The picture for the present position is not there yet. */
  | { type: 'late' }
  /** The picture is there. */
  | { type: 'shown' };

export const SPEEDS: readonly number[] = [0.25, 0.5, 1, 2, 4, 8, 16];

/** A recording that is known to be so long and not loaded yet. */
export function unloaded(duration: number): Playback {
  return { phase: 'loading', position: 0, duration, speed: 1, wanted: false, skipped: [] };
}

/*
 * from              event      to        because
 * loading           loaded     paused    or playing, when play was asked for meanwhile
 * loading           play       loading   remembered
 * loading           pause      loading   forgotten again
 * paused            play       playing
 * playing           pause      paused
 * playing           elapsed    playing   the position moves by wall time × speed, and faster through skipped pauses
 * playing           elapsed    ended     at the end
 * playing           late       waiting   the clock stands while a segment loads: nothing is ever skipped unseen
 * waiting           shown      playing
 * waiting           pause      paused
 * ended             play       playing   from the start
 * ended             seek       paused
 * playing, waiting  seek       the same  seeking does not stop playback, unless it reaches the end
 * any but failed    failed     failed
 * failed            seek       failed    it is where the next try begins
 * failed            retry      loading   at the same position
 * Every other pair changes nothing.
 */
export function transition(now: Playback, event: PlaybackEvent): Playback {
  if (event.type === 'failed') return { ...now, phase: 'failed' };
  if (event.type === 'speed') return { ...now, speed: event.speed };
  if (event.type === 'skip') return { ...now, skipped: event.idle };
  switch (now.phase) {
    case 'loading':
      return whileLoading(now, event);
    case 'failed':
      if (event.type === 'seek') return seek(now, event.to, 'failed', 'failed');
      return event.type === 'retry' ? { ...now, phase: 'loading', wanted: false } : now;
    case 'paused':
      if (event.type === 'play') return { ...now, phase: 'playing' };
      return event.type === 'seek' ? seek(now, event.to, 'paused') : now;
    case 'ended':
      if (event.type === 'play') return { ...now, phase: 'playing', position: 0 };
      return event.type === 'seek' ? seek(now, event.to, 'paused') : now;
    case 'playing':
    case 'waiting':
      return whileRunning(now, event);
  }
}

/** The next faster (`+1`) or slower (`-1`) speed; the ends hold. */
export function otherSpeed(speed: number, direction: 1 | -1): number {
  return SPEEDS[SPEEDS.indexOf(speed) + direction] ?? speed;
}

function whileLoading(now: Playback, event: PlaybackEvent): Playback {
  switch (event.type) {
    case 'loaded': {
      const position = Math.min(now.position, event.duration);
      const phase = now.wanted ? 'playing' : 'paused';
      return { ...now, duration: event.duration, position, phase, wanted: false };
    }
    case 'play':
    case 'pause':
      return { ...now, wanted: event.type === 'play' };
    case 'seek':
      return { ...now, position: Math.round(clamp(event.to, now.duration)) };
    default:
      return now;
  }
}

function whileRunning(now: Playback, event: PlaybackEvent): Playback {
  switch (event.type) {
    case 'pause':
      return { ...now, phase: 'paused' };
    case 'seek':
      return seek(now, event.to, now.phase);
    case 'late':
      return { ...now, phase: 'waiting' };
    case 'shown':
      return { ...now, phase: 'playing' };
    case 'elapsed':
      if (now.phase === 'waiting') return now;
      return seek(
        now,
        skipping(now.position, event.us, now.speed, now.skipped),
        'playing',
        'ended',
      );
    default:
      return now;
  }
}

function clamp(to: number, duration: number): number {
  return Math.min(Math.max(0, to), duration);
}

/** Moves inside the recording; playback that arrives at the end has ended. */
function seek(
  now: Playback,
  to: number,
  phase: Playback['phase'],
  atEnd: Playback['phase'] = phase === 'paused' ? 'paused' : 'ended',
): Playback {
  const position = Math.round(clamp(to, now.duration));
  return { ...now, position, phase: position === now.duration ? atEnd : phase };
}
