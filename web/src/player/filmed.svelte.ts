// When is which position of a video shown? The playback's clock leads, and the video follows it.
import { api } from '../api/client';
import { transition, unloaded, type Playback, type PlaybackEvent } from './playback';
import { troubleOf, troubleToldBy, type Trouble } from './trouble';
import type { Clockwork } from './watched';

/** Further than this from the playback's clock, the video is set right. */
const ASTRAY_S = 0.3;
/** A tab in the background gets no frames; without this limit, coming back would skip what nobody saw. */
const LONGEST_FRAME_US = 100_000;
/** A browser says nothing of a connection that breaks after the beginning: when so long nothing comes, it has. */
const SILENT_AFTER_MS = 10_000;
/** A step, where the times of the frames are not known. */
const STEP_US = 100_000;

export class Filmed implements Clockwork {
  now = $state.raw<Playback>(unloaded(0));
  /** Whether a picture was shown. */
  painted = $state(false);
  /** Whether the picture of the position is still to come. */
  late = $state(false);
  /** Why it failed, once that is known. */
  trouble = $state.raw<Trouble>();
  /** Whether the last step was a guess, as the times of the frames could not be had. */
  guessed = false;

  #video: HTMLVideoElement | undefined;
  #times: Promise<readonly number[]> | undefined;
  #frame = 0;
  #lastFrame = 0;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly key: string,
    readonly sha256: string,
    /** How long it is, as far as its frames tell. */
    readonly length: number | undefined,
    /** Where to begin. */
    start: number,
  ) {
    this.now = { ...unloaded(length ?? 0), position: start };
  }

  get told(): number {
    return this.now.position;
  }

  get running(): boolean {
    return this.now.phase === 'playing' || this.now.phase === 'waiting' || this.now.wanted;
  }

  /** Shows it in an element; returns how to let it go. */
  open = (video: HTMLVideoElement): (() => void) => {
    const heard = new AbortController();
    const on = (name: string, act: () => unknown) =>
      video.addEventListener(name, act, { signal: heard.signal });
    const arrived = () => video.seeking || this.#arrived();
    this.#video = video;
    this.#await();
    for (const name of ['seeking', 'waiting']) on(name, this.#await);
    for (const name of ['loadeddata', 'seeked', 'canplay']) on(name, arrived);
    on('progress', () => this.late && this.#await());
    on('loadedmetadata', () => this.#load(video));
    // One that begins elsewhere may have its first data before it is opened, and tells of the place only.
    for (const name of ['loadeddata', 'seeked']) on(name, () => (this.painted = true));
    on('waiting', () => this.send({ type: 'late' }));
    on('canplay', () => this.send({ type: 'shown' }));
    on('error', () => void this.#fail(video.error?.code));
    // It may have begun before the page.
    if (video.readyState >= HTMLMediaElement.HAVE_METADATA) this.#load(video);
    if (!video.seeking && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
      this.painted = true;
      this.#arrived();
    }
    if (video.error) void this.#fail(video.error.code);
    return () => {
      heard.abort();
      this.#arrived();
      cancelAnimationFrame(this.#frame);
      this.#frame = 0;
      this.#video = undefined;
    };
  };

  /** Loads it once more, at the same place: in its element where it has one still, else in the next. */
  retry = (): void => {
    this.trouble = undefined;
    this.send({ type: 'retry' });
    if (!this.#video) return;
    this.#await();
    this.#video.load();
  };

  send(event: PlaybackEvent): void {
    const before = this.now;
    this.now = transition(before, event);
    this.#steer(event.type === 'seek');
    // An element that met damage plays nothing more; loaded again, it plays another place.
    if (event.type === 'seek' && this.trouble?.is === 'stopped') return this.retry();
    if (this.now.phase === 'playing' && !this.#frame) {
      this.#lastFrame = performance.now();
      this.#frame = requestAnimationFrame(this.#tick);
    }
  }

  playPause(): void {
    this.send({ type: this.running ? 'pause' : 'play' });
  }

  async step(direction: 1 | -1): Promise<void> {
    this.send({ type: 'pause' });
    const { position, duration } = this.now;
    const times = await this.#frames();
    this.guessed = times.length === 0;
    const to =
      direction > 0 ? times.find((at) => at > position) : times.findLast((at) => at < position);
    const usual = position + direction * STEP_US;
    const end = direction > 0 ? duration : 0;
    this.send({ type: 'seek', to: times.length > 0 ? (to ?? end) : usual });
  }

  /** A browser loads what it shows, and nothing ahead of a pointer. */
  expect(): void {}

  /** The times of the frames; none where they cannot be had, and the next step asks again. */
  async #frames(): Promise<readonly number[]> {
    const { signal } = new AbortController();
    this.#times ??= api.frames(this.key, this.sha256, signal).then(({ times_us }) => times_us);
    try {
      return await this.#times;
    } catch {
      this.#times = undefined;
      return [];
    }
  }

  #await = (): void => {
    this.#arrived();
    this.late = true;
    this.#silence = setTimeout(() => {
      // A tab that nobody looks at may load nothing.
      if (document.hidden) this.#await();
      else void this.#fail(undefined);
    }, SILENT_AFTER_MS);
  };

  #arrived(): void {
    clearTimeout(this.#silence);
    this.late = false;
  }

  async #fail(code: number | undefined): Promise<void> {
    // Known at once, so that the last picture stays.
    this.trouble = troubleToldBy(code, this.painted);
    this.painted = false;
    this.#arrived();
    this.send({ type: 'failed' });
    if (this.trouble) return;
    const { signal } = new AbortController();
    this.trouble = await troubleOf(code, () => api.screenRefusal(this.key, this.sha256, signal));
  }

  #load(video: HTMLVideoElement): void {
    const seconds = Number.isFinite(video.duration) ? video.duration : 0;
    this.send({ type: 'loaded', duration: this.length ?? Math.round(seconds * 1e6) });
    this.#steer(true);
  }

  /** Has the video do what the playback does. */
  #steer(set: boolean): void {
    const video = this.#video;
    if (!video || this.now.phase === 'loading' || this.now.phase === 'failed') return;
    const { phase, speed, position } = this.now;
    if (video.playbackRate !== speed) video.playbackRate = speed;
    const at = position / 1e6;
    // A browser seeks even to where it is, and the first picture would come later by that.
    const astray = set ? 0 : ASTRAY_S * Math.max(1, speed);
    if (Math.abs(video.currentTime - at) > astray) video.currentTime = at;
    const plays = phase === 'playing' || phase === 'waiting';
    // A browser may refuse to play what nobody asked for by hand; the pictures then follow the clock one by one.
    if (plays && video.paused && !video.ended) video.play().catch(() => undefined);
    if (!plays && !video.paused) video.pause();
  }

  #tick = (time: number): void => {
    this.#frame = 0;
    const us = Math.max(0, time - this.#lastFrame) * 1e3;
    this.#lastFrame = time;
    if (!this.#video || (this.now.phase !== 'playing' && this.now.phase !== 'waiting')) return;
    this.#frame = requestAnimationFrame(this.#tick);
    this.send({ type: 'elapsed', us: Math.min(us, LONGEST_FRAME_US) });
  };
}
