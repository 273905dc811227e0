// What do the bar, the lanes and the keys need of what is played, be it a terminal or a screen?
import type { Blank } from '../lanes/blank';
import type { Lane, LaneName } from '../lanes/lanes';
import type { Place } from '../router/place';
import type { Stretch } from './idle';
import type { Playback, PlaybackEvent } from './playback';

/** Decides when which position is shown. */
export interface Clockwork {
  readonly now: Playback;
  /** The position that the page tells. */
  readonly told: number;
  /** Whether it plays, or will as soon as it can. */
  readonly running: boolean;
  send(event: PlaybackEvent): void;
  step(direction: 1 | -1): Promise<void>;
  /** The pointer is there, and may be about to go there; nowhere once it has left. */
  expect(us: number | undefined): void;
}

export type LaneWords = Record<'lane' | 'explain', Record<LaneName, string>>;

export interface Watched {
  /** The name of its region on the page, after which what stands in it is named. */
  readonly id: string;
  readonly controller: Clockwork;
  /** Whether positions are times. */
  readonly clocked: boolean;
  /** Whether more was to come at its end, and is not there. */
  readonly breaksOff: boolean;
  /** Whether there is a picture to play, and not only text. */
  readonly watching: boolean;
  /** Whether the picture is there, or will not be: everything else comes after it. */
  readonly settled: boolean;
  /** What can be typed to go somewhere: positions and lines, or only one of these. */
  readonly goesTo: 'anything' | 'positions' | 'lines';
  /** Lines of text; 0 where there is none. */
  readonly lines: number;
  readonly positionText: string;
  readonly durationText: string;
  /** What a screen reader says for the position. */
  readonly valueText: string;
  readonly idle: readonly Stretch[];
  readonly skipIdle: boolean;
  readonly lanes: Lane[];
  /** What its lanes are called, and what they show. */
  readonly laneWords: LaneWords;
  /** What may lie along it at all. */
  readonly along: readonly LaneName[];
  /** What it means that a lane holds nothing; none where nothing is to be said of it. */
  blankAt(name: LaneName): Blank | undefined;
  playPause(): void;
  seek(us: number): void;
  /** To the next frame, or the one before. */
  step(direction: 1 | -1): Promise<void>;
  move(seconds: number): unknown;
  goTo(target: Place): Promise<void>;
  /** To the next hit of what is searched for in its text, or the one before, round and round. */
  toHit(direction: 1 | -1): unknown;
  /** Goes to what was typed; whether there is such a place. */
  goToTyped(target: Place): Promise<boolean>;
  /** What a position is called before anything more is known of it. */
  placeAt(us: number): string;
  /** What a place is called. */
  placeOf(target: Place): Promise<string>;
  toggleSkipIdle(): void;
  copyLink(): void;
}

/** What the page calls the controls and lanes below what is played. */
export const dockId = ({ id }: Watched) => `${id}-dock`;

/** The next event on the lanes, or the last one before; commands and hits have keys of their own. */
export function eventFrom({ lanes, controller }: Watched, direction: 1 | -1): number | undefined {
  const { position } = controller.now;
  const marks = lanes.filter(({ name }) => name !== 'commands' && name !== 'hits');
  const places = marks.flatMap((lane) => lane.marks.map(({ at }) => at)).sort((a, b) => a - b);
  return direction > 0
    ? places.find((at) => at > position)
    : places.findLast((at) => at < position);
}
