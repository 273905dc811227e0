// When is which position shown? It owns the clock of playback and paints nothing.
import { recordingUrl } from '../api/client';
import type { Size } from '../router/view';
import { Frames } from './frames';
import { transition, unloaded, type Playback, type PlaybackEvent } from './playback';
import type { Surface } from './surface';

/** A picture that takes longer than this is late: the clock stands until it is there. */
const LATE_AFTER_MS = 120;
/** A tab in the background gets no frames; without this limit, coming back would skip what nobody saw. */
const LONGEST_FRAME_US = 100_000;

/** Begins to load what draws; whoever knows early that it will be needed calls it early. */
export function loadSurface(): Promise<typeof import('./surface')> {
  return import('./surface');
}

export class Controller {
  now = $state.raw<Playback>(unloaded(0));
  /** Whether the picture is late, also while paused. */
  slow = $state(false);
  /** The position that is drawn. */
  drawn = $state(-1);

  #surface: Surface | undefined;
  #frames: Frames | undefined;
  #element: HTMLElement | undefined;
  #closed = new AbortController();
  #showing = false;
  #frame = 0;
  #lastFrame = 0;

  constructor(
    readonly key: string,
    duration: number,
    readonly size?: Size,
  ) {
    this.now = unloaded(duration);
  }

  get running(): boolean {
    return this.now.phase === 'playing' || this.now.phase === 'waiting' || this.now.wanted;
  }

  /** Loads the recording into an element; returns how to let it go. */
  open = (element: HTMLElement): (() => void) => {
    this.#closed = new AbortController();
    this.#element = element;
    void this.#load(this.#closed.signal);
    return () => this.#close();
  };

  retry = (): void => {
    if (!this.#element) return;
    this.#surface?.close();
    this.#surface = undefined;
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
      const frames = (this.#frames ??= await Frames.open(this.key, this.#closed.signal, this.size));
      const to = await (direction > 0 ? frames.after(position) : frames.before(position));
      this.send({ type: 'seek', to });
    } catch {
      this.send({ type: 'failed' });
    }
  }

  async #load(closed: AbortSignal): Promise<void> {
    try {
      const { openSurface } = await loadSurface();
      if (closed.aborted) return;
      this.#surface = openSurface(recordingUrl(this.key, this.size), this.#element!);
      this.drawn = -1;
      this.send({ type: 'loaded', duration: this.now.duration });
    } catch {
      if (!closed.aborted) this.send({ type: 'failed' });
    }
  }

  #close(): void {
    this.#closed.abort();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#surface?.close();
    this.#surface = undefined;
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
    while (this.#surface && this.drawn !== this.now.position) {
      const { position } = this.now;
      const late = setTimeout(this.#late, LATE_AFTER_MS);
      try {
        await this.#surface.show(position);
        this.drawn = position;
      } catch {
        this.now = transition(this.now, { type: 'failed' });
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
