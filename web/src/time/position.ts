// How may a place in a recording be called, given how its times are known?
import type { TimeBasis, TranscriptLine } from '../api/types';

/** `03:12`, `1:03:12`: whole seconds of playback. */
export function writeClock(us: number): string {
  const seconds = Math.floor(Math.max(0, us) / 1e6);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const tail = `${String(m).padStart(2, '0')}:${String(s).padStart(2, '0')}`;
  return h > 0 ? `${h}:${tail}` : tail;
}

/** `03:12.345`: for what is taken away, as several frames share a second. */
export function writeFineClock(us: number): string {
  const rest = Math.floor((Math.max(0, us) % 1e6) / 1e3);
  return `${writeClock(us)}.${String(rest).padStart(3, '0')}`;
}

/** `±2 s`: how far the true time can lie from the one printed, rounded up so that it never claims too much. */
export function writeMargin(
  line: Pick<TranscriptLine, 'at_us' | 'not_before_us' | 'not_after_us'>,
): string {
  const { at_us, not_before_us, not_after_us } = line;
  const furthest = Math.max(at_us - not_before_us, not_after_us - at_us);
  return `±${Math.max(1, Math.ceil(furthest / 1e6))} s`;
}

/**
 * A playback position as the player may print it. Only a recorded clock gives a bare time; an estimate carries a
 * tilde, and where only the order is known there is no time at all. A line may know less than its recording.
 */
export function writePosition(
  us: number,
  basis: TimeBasis,
  line: TranscriptLine | undefined,
): string {
  switch (line?.basis ?? basis) {
    case 'exact':
      return writeClock(us);
    case 'anchored':
      return line ? `${writeClock(us)} ${writeMargin(line)}` : `≈${writeClock(us)}`;
    case 'estimated':
      return `≈${writeClock(us)}`;
    case 'order-only':
      return line ? `L${line.line}` : 'L1';
  }
}

/**
 * What stands before a transcript line. An estimated line falls anywhere between start and end of the session, so its
 * number says more than any time would.
 */
export function writeLinePlace(
  line: Pick<TranscriptLine, 'at_us' | 'not_before_us' | 'not_after_us' | 'basis'> & {
    line?: number | null;
  },
  basis: TimeBasis,
): string {
  const known = line.basis ?? basis;
  if (known === 'exact') return writeClock(line.at_us);
  if (known === 'anchored') return `${writeClock(line.at_us)} ${writeMargin(line)}`;
  return line.line == null ? '' : `L${line.line}`;
}

/** Whether playback follows a clock at all; otherwise the pace is an assumption and reading comes first. */
export function hasClock(basis: TimeBasis): boolean {
  return basis === 'exact' || basis === 'anchored';
}
