// Which cell of coverage stands where, and which of its states is shown?
import type { Coverage, CoverageCell } from '../../api/types';
import type { Messages } from '../../i18n/en';
import { writeDay, type Clockwork } from '../../time/instant';

/** One account and region with its cell for each day of the grid. */
export interface Row {
  account: string | undefined;
  region: string | undefined;
  cells: (CoverageCell | undefined)[];
}

export interface Grid {
  /** Oldest first; `undefined` is the column of sessions whose day is not known. */
  days: (string | undefined)[];
  rows: Row[];
}

/** Days run from left to right, places from top to bottom; what is not known comes last in both. */
export function gridOf(cells: CoverageCell[]): Grid {
  const known = new Set(cells.flatMap((cell) => cell.day ?? []));
  const days: (string | undefined)[] = [...known].sort();
  if (cells.some((cell) => !cell.day)) days.push(undefined);
  const rows = new Map<string, Row>();
  for (const cell of cells) {
    const [account, region] = [cell.account ?? undefined, cell.region ?? undefined];
    // U+FFFF sorts after every account and region.
    const key = `${account ?? '\uffff'} ${region ?? '\uffff'}`;
    const row = rows.get(key) ?? { account, region, cells: days.map(() => undefined) };
    rows.set(key, row);
    row.cells[days.indexOf(cell.day ?? undefined)] = cell;
  }
  return { days, rows: [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row) };
}

/** Consecutive days of one month, for a heading above them. */
export function monthsOf(days: Grid['days']): { month: string | undefined; days: number }[] {
  const months: { month: string | undefined; days: number }[] = [];
  for (const day of days) {
    const month = day?.slice(0, 7);
    const last = months.at(-1);
    if (last && last.month === month) last.days += 1;
    else months.push({ month, days: 1 });
  }
  return months;
}

/** The days of the same number before or after. */
export function shifted({ from, to }: { from: string; to: string }, times: -1 | 1) {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  const step = (last - first + DAY_MS) * times;
  return { from: day(first + step), to: day(last + step) };
}

/** Whether nothing can have happened after the last day. */
export function isLatest({ as_of, to, zone }: Coverage): boolean {
  // Swedish dates are those of ISO 8601.
  return to >= new Intl.DateTimeFormat('sv', { timeZone: zone }).format(new Date(as_of));
}

const DAY_MS = 86_400_000;

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Everything that a cell says, for those who cannot see it and those who point at it. */
export function describe(cell: CoverageCell, m: Messages, clock: Clockwork): string {
  const c = m.coverage;
  const when = cell.day ? writeDay(cell.day, clock) : c.unknownDay;
  const place = [cell.account, cell.region].map((name) => name ?? c.unknownPlace).join(' ');
  const states = cell.states.map(({ state, sessions }) => c.numbered(sessions, c.state[state]));
  const what = states.length > 0 ? states.join(', ') : c.empty;
  return `${when}, ${place}: ${what}`;
}

/** Whether nothing can be said of a day without sessions, because its sources were not read to its end. */
export function isUnread(cell: CoverageCell, { folders_only }: Coverage): boolean {
  return !folders_only && !cell.told_whole;
}
