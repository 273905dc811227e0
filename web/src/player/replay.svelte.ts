// Which line belongs to the playback position, and what is the place called?
import type { SessionDetail, TimeBasis, TranscriptLine } from '../api/types';
import { copy } from '../frame/notice.svelte';
import { t } from '../i18n/settings.svelte';
import type { Place, Target } from '../router/place';
import { navigation } from '../router/navigation.svelte';
import { href } from '../router/route';
import { hasClock, writeClock, writePosition } from '../time/position';
import { TranscriptPages } from '../transcript/pages.svelte';
import { Controller } from './controller.svelte';

/** A recording with its transcript in step: the place is one, whether it is read or watched. */
export class Replay {
  readonly controller: Controller;
  readonly pages: TranscriptPages;
  readonly basis: TimeBasis;
  /** The line the place stands in. */
  line = $state.raw<TranscriptLine>();
  /** Whether the screen is shown, or only the text. */
  watching = $state(false);

  #lines: number;
  /** A line the reader chose: several lines can share one position, and theirs is meant. */
  #chosen: TranscriptLine | undefined;

  constructor(
    readonly key: string,
    recording: NonNullable<SessionDetail['recording']>,
    readonly q: string | undefined,
  ) {
    this.basis = recording.time_basis;
    this.#lines = recording.lines;
    this.controller = new Controller(key, recording.duration_us);
    this.pages = new TranscriptPages(key);
    // Without a clock the pace would be an invention, so such a session opens as text.
    this.watching = hasClock(this.basis);
  }

  get positionText(): string {
    return writePosition(this.controller.now.position, this.basis, this.line);
  }

  get durationText(): string {
    const { duration } = this.controller.now;
    if (this.basis === 'order-only') return `L${this.#lines}`;
    return this.basis === 'exact' ? writeClock(duration) : `≈${writeClock(duration)}`;
  }

  get valueText(): string {
    const line = t().player.line(this.line?.line ?? 1);
    return t().player.valueText(this.positionText, t().timeBasis[this.basis], line);
  }

  /** Opens the place of a link. The offset wins: it survives a better timing of the recording. */
  async openAt(place: Place): Promise<void> {
    if (place.offset !== undefined) this.#choose(await this.pages.holding(place.offset));
    else if (place.us !== undefined) this.seek(place.us, false);
  }

  seek(us: number, note = true): void {
    this.#chosen = undefined;
    this.controller.send({ type: 'seek', to: us });
    if (note) void this.follow().then(() => this.#note());
  }

  /** Goes to a line the reader pointed at. */
  toLine(line: TranscriptLine): void {
    this.#choose(line);
    this.#note();
  }

  async goTo(target: Target): Promise<void> {
    if ('line' in target) this.#choose(await this.pages.number(target.line));
    else await this.openAt(target);
    this.#note();
  }

  /** Finds the line of the present position; call it whenever the position changes. */
  async follow(): Promise<void> {
    const { position } = this.controller.now;
    if (this.#chosen?.at_us === position) return;
    this.#chosen = undefined;
    const line = await this.pages.at('at_us', position);
    if (position === this.controller.now.position || this.controller.running) this.line = line;
  }

  copyLink(): void {
    const address = new URL(this.#address(), location.href).href;
    void copy(address, t().player.copied, t().search.copyFailed);
  }

  playPause(): void {
    this.watching = true;
    this.controller.playPause();
  }

  #choose(line: TranscriptLine | undefined): void {
    if (!line) return;
    this.#chosen = line;
    this.line = line;
    this.controller.send({ type: 'seek', to: line.at_us });
  }

  #note(): void {
    navigation.note(this.#address());
  }

  #address(): string {
    const place: Place = { us: this.controller.now.position };
    if (this.line) place.offset = this.line.offset;
    const q = this.q === undefined ? {} : { q: this.q };
    return href({ page: 'session', key: this.key, place, ...q });
  }
}
