// What must a viewer know about the originals of a recording before believing the replay?
import type { OriginalRef } from '../../api/types';

/** One thing that is wrong with an original of the recording. */
export interface Damage {
  what: 'two-logs' | 'conflict' | 'partly' | 'quarantined';
  of: RecordedKind;
  rejected: OriginalRef['rejected'];
  /** The place of the original in the list of originals. */
  row: number;
}

const RECORDED_KINDS = [
  'session-log',
  'powershell-transcript',
  'cloudwatch-stream',
  'asciicast-v1',
  'asciicast-v2',
  'asciicast-v3',
  'typescript',
  'script-timing',
  'ttyrec',
  'video-mp4',
  'video-matroska',
  'video-webm',
] as const;

export type RecordedKind = (typeof RECORDED_KINDS)[number];

const RECORDED: ReadonlySet<string> = new Set(RECORDED_KINDS);

/**
 * Everything that is wrong with the originals that hold what the session showed. Session Manager writes one log per
 * session, so a second one that differs comes first; that it also lay at the same place adds nothing to it.
 */
export function damageOf(originals: readonly OriginalRef[]): Damage[] {
  const second = secondLog(originals);
  const found: Damage[] = second === undefined ? [] : [about('two-logs', originals, second)];
  const told = new Set<string>();
  originals.forEach(({ kind, sha256, state, conflict }, row) => {
    if (!RECORDED.has(kind)) return;
    if (conflict && second === undefined) found.push(about('conflict', originals, row));
    // The same bytes at two places are damaged once.
    if (state !== 'read' && !told.has(sha256)) found.push(about(state, originals, row));
    told.add(sha256);
  });
  return found;
}

/** The name of an original's row on the session page, for links to it. */
export function rowId(row: number): string {
  return `original-${row + 1}`;
}

function secondLog(originals: readonly OriginalRef[]): number | undefined {
  const first = originals.find(({ kind }) => kind === 'session-log');
  const row = originals.findIndex(
    ({ kind, sha256 }) => kind === 'session-log' && sha256 !== first?.sha256,
  );
  return row < 0 ? undefined : row;
}

function about(what: Damage['what'], originals: readonly OriginalRef[], row: number): Damage {
  const { kind, rejected } = originals[row]!;
  return { what, of: kind as RecordedKind, rejected: rejected.toSorted(endingFirst), row };
}

/** How a video ends tells more than where its bytes are damaged. */
const ENDINGS: readonly string[] = ['truncated', 'shorter-than-claimed', 'index-missing'];

function endingFirst(one: Rejected, other: Rejected): number {
  return Number(ENDINGS.includes(other.code)) - Number(ENDINGS.includes(one.code));
}

type Rejected = OriginalRef['rejected'][number];
