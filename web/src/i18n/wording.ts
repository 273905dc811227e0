// How are lengths, instants with a basis, and sizes put into words?
import type { ApiError } from '../api/client';
import type { Moment, SessionRow } from '../api/types';
import { writeInstant, writeShortInstant, type Clockwork } from '../time/instant';
import { writeClause } from './clauses';
import type { Messages } from './en';

/** `45 min 26 s`; the two largest units, because no audit needs more. */
export function writeLength(us: number, { length }: Messages): string {
  const seconds = Math.floor(Math.max(0, us) / 1e6);
  if (seconds >= 3600)
    return length.hours(Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60);
  if (seconds >= 60) return length.minutes(Math.floor(seconds / 60), seconds % 60);
  return length.seconds(seconds);
}

/** A moment in words. A bound is called a bound, and an unknown says why: neither is ever printed as a bare time. */
export function writeMoment(moment: Moment, clock: Clockwork, m: Messages, short = false): string {
  const write = short ? writeShortInstant : writeInstant;
  if (moment.at) return write(moment.at, clock);
  if (moment.not_after) return m.moment.notAfter(write(moment.not_after, clock));
  return moment.why ? m.state.notKnown(writeClause(moment.why, clock)) : m.state.unknown;
}

/** The name people call the node by, else its id; a tunnel leads further. */
export function writeNode(session: SessionRow, m: Messages): string {
  return session.node?.name ?? session.node?.id ?? m.state.unknown;
}

/** Where a port-forwarding session led, such as `prod-db.internal.example:5432`. */
export function writeTunnel(session: SessionRow): string | undefined {
  const { host, port } = session.tunnel ?? {};
  return [host, port].filter(Boolean).join(':') || undefined;
}

/** Bytes in the unit a reader would choose; single bytes are spelled out, as `0 byte` would be no English. */
export function writeSize(bytes: number, { language }: Clockwork): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = Math.min(3, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[step]!,
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(bytes / 1000 ** step);
}

/** What a refused or unanswered question says, in one line. */
export function writeFailure(failure: ApiError, { state }: Messages, clock: Clockwork): string {
  const { code, message, hint } = failure;
  // A full stop is another one in every language.
  if (code === 'unreachable') return `${state.unreachable} – ${state.unreachableHint}`;
  const said = [message, hint].flatMap((each) => (each ? writeClause(each, clock) : []));
  return said.join(clock.language === 'ja' ? '。' : '. ');
}

/** The words for how request and session are joined. The server says them in English or by their code. */
export function writeBasis(basis: string, m: Messages): string {
  const code = BASIS_CODES[basis] ?? basis;
  return m.match.basis[code] ?? basis;
}

const BASIS_CODES: Record<string, string> = {
  'same access key': 'same-access-key',
  'request id in event': 'request-id-in-event',
  'person + node + token taken within 15 minutes': 'person-node-token',
  'person + node + window': 'person-node-window',
};
