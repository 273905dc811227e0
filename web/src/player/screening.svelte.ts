// What belongs to the present position of a recorded screen, and what is the place called?
import { Ask } from '../api/ask.svelte';
import { api } from '../api/client';
import type { Footage, ScreenFacts, ScreenText, SessionDetail } from '../api/types';
import { copy, notice } from '../frame/notice.svelte';
import { settings, t } from '../i18n/settings.svelte';
import { blankOf, type Blank } from '../lanes/blank';
import { lanesOf, type Lane, type LaneName } from '../lanes/lanes';
import type { Place } from '../router/place';
import { navigation } from '../router/navigation.svelte';
import { href, type Seen } from '../router/route';
import { writeClock } from '../time/position';
import { Filmed } from './filmed.svelte';
import type { Stretch } from './idle';
import { meant, nameOf } from './meant';
import { ScreenFind } from './screenFind.svelte';
import { untold } from './untold';
import type { LaneWords, Watched } from './watched';

/** A screen has no commands, so these are all that can lie along it. */
const ALONG: readonly LaneName[] = ['activity', 'idle', 'findings', 'hits', 'window'];

/** Where a picture takes longer, whoever waits for it may read the rest of the page meanwhile. */
const PATIENCE_MS = 1_000;

/** The video of a remote desktop. Its positions are exact inside the file; no document tells at which instant it begins. */
export class Screening implements Watched {
  readonly controller: Filmed;
  readonly footage = new Ask<Footage>();
  readonly text = new Ask<ScreenText>();
  readonly find: ScreenFind;
  /** Whether it is the one that the address leads into. */
  readonly isMeant: boolean;
  readonly clocked = true;
  readonly watching = true;
  readonly lines = 0;
  readonly along = ALONG;
  readonly goesTo = 'positions';
  skipIdle = $state(false);
  #overdue = $state(false);

  constructor(
    readonly detail: SessionDetail,
    readonly screen: ScreenFacts,
    readonly seen: Seen,
  ) {
    const length = this.screen.about?.duration_us ?? undefined;
    const { screens } = detail;
    this.isMeant = screens[meant(screens, seen) ?? -1] === screen;
    const start = (this.isMeant && seen.place.us) || 0;
    this.controller = new Filmed(this.key, screen.sha256, length, start);
    this.find = new ScreenFind(this.text, () => this.controller.told, seen.q);
    setTimeout(() => (this.#overdue = true), PATIENCE_MS);
  }

  /** Asks for what lies along it, unless it has. */
  survey(): void {
    if (this.footage.answer || this.footage.busy) return;
    void this.footage.run((signal) => api.footage(this.key, this.screen.sha256, signal));
  }

  /** Asks for what a machine read in it, unless it has. */
  read(): void {
    if (this.text.answer || this.text.busy) return;
    void this.text.run((signal) => api.screenText(this.key, this.screen.sha256, signal));
  }

  get id(): string {
    return `screen-${nameOf(this.screen)}`;
  }

  get key(): string {
    return this.detail.session.key;
  }

  get settled(): boolean {
    return this.#overdue || this.controller.painted || this.controller.now.phase === 'failed';
  }

  get positionText(): string {
    return writeClock(this.controller.told);
  }

  get breaksOff(): boolean {
    return this.footage.answer?.whole === false;
  }

  get durationText(): string {
    return writeClock(this.controller.now.duration);
  }

  get valueText(): string {
    return t().player.of(this.positionText, this.durationText);
  }

  get idle(): readonly Stretch[] {
    return this.footage.answer?.idle_us ?? [];
  }

  /** Why nobody can tell when its picture changed. */
  #untold = $derived(this.footage.answer && untold(this.footage.answer, t()));

  lanes = $derived.by((): Lane[] => {
    const { answer } = this.footage;
    const axis = { clocked: true, duration: this.controller.now.duration };
    const told = this.#untold ? undefined : answer;
    const timeline = told && { activity: told.activity, idle_us: told.idle_us, events: [] };
    const words = { m: t(), clock: settings.clock };
    const nothing = { commands: [], marks: undefined, filmed: true };
    return lanesOf(axis, { ...this.detail, ...nothing, hits: this.find.lines, timeline }, words);
  });

  get laneWords(): LaneWords {
    const { lane, explain, filmed } = t().along;
    return { lane: { ...lane, ...filmed.lane }, explain: { ...explain, ...filmed.explain } };
  }

  blankAt(name: LaneName): Blank | undefined {
    if (name === 'hits') return this.find.blank;
    if (name !== 'activity' && name !== 'idle') return { is: 'nothing' };
    return this.#untold ? { is: 'unknown', because: this.#untold } : blankOf(this.footage);
  }

  playPause(): void {
    this.controller.playPause();
    if (!this.controller.running) this.#note();
  }

  seek(us: number): void {
    this.controller.send({ type: 'seek', to: us });
    this.#note();
  }

  async step(direction: 1 | -1): Promise<void> {
    await this.controller.step(direction);
    if (this.controller.guessed) notice.say(t().screen.guessed);
    this.#note();
  }

  move(seconds: number): void {
    this.seek(this.controller.now.position + seconds * 1e6);
  }

  async goTo(target: Place): Promise<void> {
    if (target.us !== undefined) this.seek(target.us);
  }

  toHit(direction: 1 | -1): void {
    const to = this.find.from(this.controller.now.position, direction);
    if (to === undefined) return notice.say(t().transcript.noHits);
    this.seek(to);
  }

  /** Whether there is such a place: a screen has no lines. */
  async goToTyped(target: Place): Promise<boolean> {
    if (target.us === undefined) return false;
    if (target.us > this.controller.now.duration) return false;
    this.seek(target.us);
    return true;
  }

  placeAt(us: number): string {
    return writeClock(us);
  }

  async placeOf(target: Place): Promise<string> {
    return target.us === undefined ? '' : this.placeAt(target.us);
  }

  /** It is no part of the address: a link shows everything. */
  toggleSkipIdle(): void {
    this.skipIdle = !this.skipIdle;
    this.controller.send({ type: 'skip', idle: this.skipIdle ? this.idle : [] });
  }

  copyLink(): void {
    const address = new URL(this.#here(), location.href).href;
    void copy(address, t().player.copied, t().search.copyFailed);
  }

  /** What leads to a position in this video. */
  addressOf(us: number): string {
    const { q } = this.seen;
    const place = { us };
    const seen: Seen = { place, ...(q !== undefined && { q }) };
    if (this.detail.screens.length > 1) seen.screen = nameOf(this.screen);
    return href({ page: 'session', key: this.key, ...seen });
  }

  #here(): string {
    return this.addressOf(this.controller.now.position);
  }

  #note(): void {
    navigation.note(this.#here());
  }
}
