// Which line belongs to the playback position, and what is the place called?
import { Ask } from '../api/ask.svelte';
import { Latest } from '../api/latest';
import type {
  Command,
  MarkList,
  RecordingFacts,
  SessionDetail,
  TimeBasis,
  Timeline,
  TranscriptLine,
} from '../api/types';
import { copy, notice } from '../frame/notice.svelte';
import { settings, t } from '../i18n/settings.svelte';
import { blankOf, type Blank } from '../lanes/blank';
import { LANES, lanesOf, lineHits, type Lane, type LaneName } from '../lanes/lanes';
import type { Place } from '../router/place';
import { navigation } from '../router/navigation.svelte';
import { href, type Seen } from '../router/route';
import { nextView, usualView, type Size, type View } from '../router/view';
import { positionAtTimeOfDay, writeSpan } from '../time/instant';
import { hasClock, writeClock, writeLinePlace, writePosition } from '../time/position';
import { Find } from '../transcript/find.svelte';
import { markedLines, type Marked } from '../transcript/marked';
import { TranscriptPages } from '../transcript/pages.svelte';
import { Reveal } from '../transcript/reveal.svelte';
import { Controller } from './controller.svelte';
import type { Stretch } from './idle';
import type { Segments } from './segments';
import type { LaneWords, Watched } from './watched';

/** A jump to a hit lands so much before it, so that one sees how it comes about. */
const BEFORE_HIT_US = 2_000_000;
const BEFORE_HIT_LINES = 3;

/** A recording with its transcript in step: the place is one, whether it is read or watched. */
export class Replay implements Watched {
  readonly key: string;
  readonly recording: RecordingFacts;
  readonly basis: TimeBasis;
  readonly id = 'replay';
  readonly along = LANES;
  readonly size: Size | undefined;
  readonly controller: Controller;
  readonly pages: TranscriptPages;
  readonly find: Find;
  readonly reveal: Reveal;
  readonly commands = new Ask<{ commands: Command[] }>();
  readonly timeline = new Ask<Timeline>();
  readonly marks = new Ask<MarkList>();
  /** The line the place stands in. */
  line = $state.raw<TranscriptLine>();
  view = $state<View>('read');
  /** How large the text is, as a factor. */
  zoom = $state(1);
  skipIdle = $state(false);
  /** Whether it can be shown without delaying its first picture. */
  prepared = $state(false);
  /** How often somebody went to a place. */
  gone = $state(0);
  /** Whether the bytes of the line are shown too. */
  raw = $state(false);
  tab = $state<'transcript' | 'commands'>('transcript');

  /** A line the reader chose: several lines can share one position, and theirs is meant. */
  #chosen: TranscriptLine | undefined;
  /** The place that was wished for last; what is found for an earlier wish comes too late. */
  #wish = new Latest();
  /** Whether the address is still that of another place. */
  #unnoted = false;
  /** The command that was gone to, while it is the place; its line begins before it. */
  #command: Command | undefined;

  constructor(
    readonly detail: SessionDetail & { recording: RecordingFacts },
    readonly seen: Seen,
    begun?: Promise<Segments>,
  ) {
    this.key = detail.session.key;
    this.recording = detail.recording;
    this.basis = this.recording.time_basis;
    this.size = seen.size;
    const shown = seen.size ?? this.recording.size;
    this.controller = new Controller(this.key, this.recording.duration_us, shown, seen.size, begun);
    this.pages = new TranscriptPages(this.key, seen.size);
    this.find = new Find(this.key, seen.size);
    this.reveal = new Reveal(this.key);
    this.view = seen.view ?? usualView(this.basis);
    this.raw = seen.raw ?? false;
    // The screen comes before everything else, so it is asked for before the page is drawn.
    if (seen.place.us !== undefined) this.seek(seen.place.us, false);
    if (this.watching) void this.controller.prepare().then(() => (this.prepared = true));
    else this.prepared = true;
  }

  get clocked(): boolean {
    return hasClock(this.basis);
  }

  /** Whether the screen is shown, or only the text. */
  get watching(): boolean {
    return this.view !== 'read';
  }

  /** Whether the screen shows the place, and not only the text. */
  get drawing(): boolean {
    return this.watching && this.controller.now.phase !== 'failed';
  }

  /** Whether the screen is there, or will not be: everything else comes after it. */
  get settled(): boolean {
    return !this.drawing || this.controller.painted;
  }

  get idle(): readonly Stretch[] {
    return this.timeline.answer?.idle_us ?? [];
  }

  get goesTo(): Watched['goesTo'] {
    return this.clocked ? 'anything' : 'lines';
  }

  get lines(): number {
    return this.pages.total ?? this.recording.lines;
  }

  get positionText(): string {
    return writePosition(this.controller.told, this.basis, this.line);
  }

  /** Nothing in the text of a terminal tells that. */
  readonly breaksOff = false;

  get durationText(): string {
    const { duration } = this.controller.now;
    if (this.basis === 'order-only') return `L${this.lines}`;
    return this.basis === 'exact' ? writeClock(duration) : `≈${writeClock(duration)}`;
  }

  get valueText(): string {
    const line = t().player.line(this.line?.line ?? 1);
    return t().player.valueText(this.positionText, t().timeBasis[this.basis], line);
  }

  /** What is hidden, by line; the lines of a terminal of another size are others. */
  marked = $derived.by((): Map<number, Marked> => {
    const { answer } = this.marks;
    return answer && !this.size ? markedLines(answer) : new Map<number, Marked>();
  });

  /** Everything along the session that can be gone to, on one axis. */
  lanes = $derived.by((): Lane[] => {
    const axis = { clocked: this.clocked, duration: this.recording.duration_us };
    const { answer: timeline } = this.timeline;
    const commands = this.commands.answer?.commands ?? [];
    const words = { m: t(), clock: settings.clock };
    const found = { hits: lineHits(this.find.lines, t()), marks: this.marks.answer };
    return lanesOf(axis, { ...this.detail, timeline, commands, ...found }, words);
  });

  get laneWords(): LaneWords {
    return t().along;
  }

  blankAt(name: LaneName): Blank | undefined {
    switch (name) {
      case 'activity':
      case 'idle':
        // Without a clock they are not nothing but unknown, which the axis says.
        return this.clocked ? blankOf(this.timeline) : undefined;
      case 'events':
        return blankOf(this.timeline);
      case 'commands':
        return blankOf(this.commands);
      case 'marks':
        return blankOf(this.marks);
      case 'hits':
        return this.find.needle === '' ? undefined : this.find.blank;
      default:
        return { is: 'nothing' };
    }
  }

  /**
   * Opens the place of a link. The offset wins, as it survives a better timing of the recording; a time that lies in its
   * line tells more. Tells whether nobody went elsewhere meanwhile.
   */
  async openAt(place: Place): Promise<boolean> {
    const { us } = place;
    const wish = this.#wish.next();
    const line = await this.#named(place);
    const timed = line && us !== undefined ? await this.pages.at('at_us', us) : undefined;
    if (!wish.current()) return false;
    if (line && line.offset !== timed?.offset) this.#choose(line);
    else if (us !== undefined) this.seek(us, false);
    return true;
  }

  /** Goes to a position; the address says so as soon as its line is known. */
  seek(us: number, note = true): void {
    if (note) this.gone += 1;
    this.#wish.cancel();
    this.#chosen = undefined;
    this.#unnoted = note;
    this.controller.send({ type: 'seek', to: us });
  }

  step(direction: 1 | -1): Promise<void> {
    this.#wish.cancel();
    this.#unnoted = true;
    return this.controller.step(direction);
  }

  /** Moves by seconds of playback, or by lines where seconds mean nothing. */
  async move(by: number): Promise<void> {
    if (this.clocked) return this.seek(this.controller.now.position + by * 1e6);
    await this.goTo({ line: (this.line?.line ?? 1) + by });
  }

  /** Goes to a line the reader pointed at. */
  toLine(line: TranscriptLine): void {
    this.#wish.cancel();
    this.#choose(line);
    this.#note();
  }

  async goTo(target: Place): Promise<void> {
    this.gone += 1;
    if (!(await this.openAt(target))) return;
    this.#command = this.#commandAt(target.offset);
    this.#note();
  }

  /** Goes to what the reader typed: a time beyond the end is a time of day. Whether there is such a place. */
  async goToTyped(target: Place): Promise<boolean> {
    const { line = 1 } = target;
    if (line < 1 || line > this.lines) return false;
    if (target.us === undefined) return this.goTo(target).then(() => true);
    if (!this.clocked) return false;
    const { duration } = this.controller.now;
    const { started } = this.timeline.answer ?? {};
    const us =
      target.us > duration && started
        ? positionAtTimeOfDay(target.us, started, settings.clock.zone)
        : target.us;
    if (us > duration) return false;
    this.seek(us);
    return true;
  }

  async toCommand(direction: 1 | -1): Promise<void> {
    const commands = this.commands.answer?.commands ?? [];
    const here = this.#command?.offset ?? this.line?.offset ?? -1;
    const next =
      direction > 0
        ? commands.find(({ offset }) => offset > here)
        : commands.findLast(({ offset }) => offset < here);
    if (next) await this.goTo({ offset: next.offset });
  }

  /** Steps to another hit, and goes to a place a little before it. */
  async toHit(direction: 1 | -1): Promise<void> {
    this.find.step(direction);
    const { hit } = this.find;
    if (!hit) return notice.say(t().transcript.noHits);
    if (this.clocked) this.seek(hit.us - BEFORE_HIT_US);
    else await this.goTo({ line: Math.max(1, hit.line - BEFORE_HIT_LINES) });
  }

  placeAt(us: number): string {
    return writePosition(us, this.basis, undefined);
  }

  /** What a place is called once its line is known. */
  async placeOf(target: Place): Promise<string> {
    const named = await this.#named(target);
    if (named) return writeLinePlace(named, this.basis);
    const { us } = target;
    return us === undefined ? '' : writePosition(us, this.basis, await this.pages.at('at_us', us));
  }

  /** Between which instants a line was written, where that is all that is known of its time. */
  rangeOf(line: TranscriptLine | undefined): string | undefined {
    const { started } = this.timeline.answer ?? {};
    if (!line || !started || this.basis === 'exact') return undefined;
    const at = (us: number) => new Date(Date.parse(started) + us / 1e3).toISOString();
    return writeSpan(at(line.not_before_us), at(line.not_after_us), settings.clock);
  }

  /** Finds the line of the present position; call it whenever the position changes. */
  async follow(): Promise<void> {
    const { position } = this.controller.now;
    if (this.#chosen?.at_us === position) return;
    this.#chosen = undefined;
    this.#command = undefined;
    const line = await this.pages.at('at_us', position);
    const isHere = position === this.controller.now.position;
    if (isHere || this.controller.running) this.line = line;
    if (isHere && this.#unnoted) this.#note();
  }

  copyLink(): void {
    const address = new URL(this.address(), location.href).href;
    void copy(address, t().player.copied, t().search.copyFailed);
  }

  playPause(): void {
    if (!this.watching) this.see('split');
    this.controller.playPause();
    if (this.controller.running) return;
    // Where one stops is a place of one's own choice, and what the address names.
    this.#unnoted = true;
    void this.follow().catch(() => undefined);
  }

  see(view: View = nextView(this.view)): void {
    this.view = view;
    this.#note();
  }

  showRaw(raw: boolean): void {
    this.raw = raw;
    this.#note();
  }

  /** Skips pauses from now on, or no longer. It is no part of the address: a link shows everything. */
  toggleSkipIdle(): void {
    this.skipIdle = !this.skipIdle;
    this.controller.send({ type: 'skip', idle: this.skipIdle ? this.idle : [] });
  }

  /** The address of the present place, as it is seen now or on a terminal of another size. */
  address(size: Size | null = this.size ?? null): string {
    const { q } = this.seen;
    const place: Place = { us: this.controller.now.position };
    if (this.line) place.offset = this.line.offset;
    const view = this.view === usualView(this.basis) ? {} : { view: this.view };
    const seen: Seen = { place, ...view, ...(size && { size }), ...(q !== undefined && { q }) };
    if (this.raw) seen.raw = true;
    return href({ page: 'session', key: this.key, ...seen });
  }

  /** The line that a place names by its number or by a byte; a position names none. */
  async #named({ line, offset }: Place): Promise<TranscriptLine | undefined> {
    if (line !== undefined) return this.pages.number(line);
    return offset === undefined ? undefined : this.pages.holding(offset);
  }

  #commandAt(offset: number | undefined): Command | undefined {
    return this.commands.answer?.commands.find((command) => command.offset === offset);
  }

  #choose(line: TranscriptLine | undefined): void {
    if (!line) return;
    this.#chosen = line;
    this.#command = undefined;
    this.line = line;
    this.controller.send({ type: 'seek', to: line.at_us });
  }

  #note(): void {
    this.#unnoted = false;
    navigation.note(this.address());
  }
}
