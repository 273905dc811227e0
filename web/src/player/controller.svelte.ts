// When is which position shown? It owns the clock of playback and paints nothing.
import { untrack } from 'svelte';
import { ApiError } from '../api/client';
import type { Size } from '../router/view';
import { afterPaint } from '../time/rest';
import { Feed } from './feed';
import { frameAfter, frameBefore } from './frames';
import { transition, unloaded, type Playback, type PlaybackEvent } from './playback';
import { Segments } from './segments';
import type { Surface } from './surface';
import type { Clockwork } from './watched';

/** A picture that takes longer than this is late: the clock stands until it is there. */
const LATE_AFTER_MS = 100;
/** A tab in the background gets no frames; without this limit, coming back would skip what nobody saw. */
const LONGEST_FRAME_US = 100_000;
/** What is slower than this to come is waited for in sight. */
const TOGETHER_WITHIN_MS = 150;
/** A pointer that rests for so long may be about to press. */
const RESTS_AFTER_MS = 40;

/** What draws, once it is here: importing takes some tasks of the browser every time. */
let drawing: typeof import('./surface') | undefined;

/** Loads what draws; whoever knows early that it will be needed calls it early. */
export async function loadSurface(): Promise<typeof import('./surface')> {
  return (drawing ??= await import('./surface'));
}

export class Controller implements Clockwork {
  now = $state.raw<Playback>(unloaded(0));
  /** Whether the picture is late, also while paused. */
  slow = $state(false);
  /** The position that is drawn. */
  drawn = $state(-1);
  /** Whether a picture is on the screen. It is some milliseconds after the first one was drawn. */
  painted = $state(false);

  /** Why it failed, in the server's words, if it said anything. */
  why = $state.raw<ApiError>();

  #segments: Promise<Segments> | undefined;
  #surface: Surface | undefined;
  #feed: Feed | undefined;
  #element: HTMLElement | undefined;
  #closed = new AbortController();
  #resting = 0;
  #showing = false;
  #frame = 0;
  #lastFrame = 0;

  constructor(
    readonly key: string,
    duration: number,
    /** What the recording is shown at. */
    readonly shown: Size,
    /** What the reader chose instead of the recording's own. */
    readonly size?: Size,
    /** What is under way already. */
    begun?: Promise<Segments>,
  ) {
    this.#segments = begun;
    this.now = unloaded(duration);
  }

  /**
   * The position that the page tells. It changes together with the picture: what moved before would take a frame of its
   * own, and the picture would wait for the one after. While the picture is late, and where there is none, it is the
   * position that was asked for.
   */
  get told(): number {
    const { drawn, slow, now } = this;
    return drawn < 0 || slow || now.phase === 'failed' ? now.position : drawn;
  }

  get running(): boolean {
    return this.now.phase === 'playing' || this.now.phase === 'waiting' || this.now.wanted;
  }

  /**
   * Loads what the first picture needs, so that it can be painted in one frame with the page around it: every frame before
   * would delay it. Whoever knows early that the recording will be shown calls it early. It does not fail, and what takes
   * long is not waited for.
   */
  async prepare(): Promise<void> {
    const segment = this.#open().then((here) => here.get(here.numberAt(this.now.position)));
    const late = new Promise((resolve) => setTimeout(resolve, TOGETHER_WITHIN_MS));
    await Promise.race([Promise.allSettled([segment, loadSurface()]), late]);
  }

  /** Loads what will be needed if the reader goes where the pointer is. */
  expect(us: number | undefined): void {
    clearTimeout(this.#resting);
    if (us === undefined) return;
    this.#resting = window.setTimeout(() => {
      const segments = this.#segments;
      segments?.then((here) => here.expect(here.numberAt(us))).catch(() => undefined);
    }, RESTS_AFTER_MS);
  }

  /** Shows the recording in an element; returns how to let it go. */
  open = (element: HTMLElement): (() => void) => {
    this.#element = element;
    void this.#load(this.#closed.signal);
    return () => this.#close();
  };

  retry = (): void => {
    if (!this.#element) return;
    this.#letGo();
    this.send({ type: 'retry' });
    void this.#load(this.#closed.signal);
  };

  send(event: PlaybackEvent): void {
    this.now = transition(this.now, event);
    void this.#show();
    if (this.now.phase === 'playing' && !this.#frame) {
      this.#lastFrame = performance.now();
      this.#frame = requestAnimationFrame(this.#tick);
    }
  }

  playPause(): void {
    this.send({ type: this.running ? 'pause' : 'play' });
  }

  async step(direction: 1 | -1): Promise<void> {
    if (!this.#surface) return;
    this.send({ type: 'pause' });
    const { position } = this.now;
    try {
      const segments = await this.#open();
      const to = await (direction > 0 ? frameAfter : frameBefore)(segments, position);
      this.send({ type: 'seek', to });
    } catch (cause) {
      this.#fail(cause);
    }
  }

  #open(): Promise<Segments> {
    const { key, size } = this;
    // Where it stands then; whoever opens it does not follow it.
    const position = untrack(() => this.now.position);
    return (this.#segments ??= Segments.open(key, position, this.#closed.signal, size));
  }

  async #load(closed: AbortSignal): Promise<void> {
    try {
      const segments = this.#open();
      segments.catch(() => undefined);
      const { openSurface } = await loadSurface();
      if (closed.aborted) return;
      const surface = await openSurface(this.#element!, this.shown);
      if (closed.aborted) return surface.close();
      this.#surface = surface;
      this.#feed = new Feed(await segments, surface.terminal);
      if (!closed.aborted) this.send({ type: 'loaded', duration: this.now.duration });
    } catch (cause) {
      if (!closed.aborted) this.#fail(cause);
    }
  }

  #fail(cause: unknown): void {
    this.why = cause instanceof ApiError ? cause : undefined;
    this.now = transition(this.now, { type: 'failed' });
  }

  /** Forgets what was loaded, so that it is loaded again. */
  #letGo(): void {
    this.#surface?.close();
    this.#surface = undefined;
    this.#feed = undefined;
    this.#segments = undefined;
    this.drawn = -1;
    this.painted = false;
  }

  #close(): void {
    this.#closed.abort();
    this.#closed = new AbortController();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#letGo();
    this.now = { ...this.now, phase: 'loading', wanted: false };
  }

  #tick = (time: number): void => {
    this.#frame = 0;
    const us = Math.max(0, time - this.#lastFrame) * 1e3;
    this.#lastFrame = time;
    if (this.now.phase !== 'playing' && this.now.phase !== 'waiting') return;
    this.#frame = requestAnimationFrame(this.#tick);
    this.send({ type: 'elapsed', us: Math.min(us, LONGEST_FRAME_US) });
  };

  /** Draws the present position; while one is being drawn, only the newest of those asked for is drawn next. */
  async #show(): Promise<void> {
    if (this.#showing || this.now.phase === 'loading') return;
    this.#showing = true;
    while (this.#feed && this.drawn !== this.now.position) {
      const [feed, { position }] = [this.#feed, this.now];
      const late = setTimeout(this.#late, LATE_AFTER_MS);
      try {
        await feed.show(position);
        if (feed === this.#feed) this.drawn = position;
        if (!this.painted) afterPaint(() => (this.painted = feed === this.#feed));
      } catch (cause) {
        if (feed !== this.#feed) continue;
        this.#fail(cause);
        break;
      } finally {
        clearTimeout(late);
        this.slow = false;
      }
      this.now = transition(this.now, { type: 'shown' });
    }
    this.#showing = false;
  }

  #late = (): void => {
    this.slow = true;
    this.now = transition(this.now, { type: 'late' });
  };
}
