// Which coverage do the tests look at?
import type { ArrivalState, Coverage, CoverageCell } from '../../api/types';

type Counts = Coverage['counts'];

const NONE: Counts = {
  expected: 0,
  arrived: 0,
  late: 0,
  awaited: 0,
  missing: 0,
  unknown: 0,
  unannounced: 0,
  not_expected: 0,
};

/** A cell with so many sessions in each state, the worst first. */
export function cell(
  [day, account, region]: (string | null)[],
  states: [ArrivalState, number][] = [],
  told_whole = true,
): CoverageCell {
  return {
    day: day ?? null,
    account: account ?? null,
    region: region ?? null,
    told_whole,
    counts: NONE,
    states: states.map(([state, sessions]) => ({
      state,
      sessions,
      query: `recording:${state}`,
      finds_others: false,
    })),
  };
}

/** Ten days of one account, read to their end. */
export function coverage(counts: Partial<Counts>, rest: Partial<Coverage> = {}): Coverage {
  return {
    as_of: '2026-11-24T05:00:00Z',
    zone: 'Asia/Tokyo',
    from: '2026-11-15',
    to: '2026-11-24',
    complete_up_to: '2026-11-24T04:00:00Z',
    folders_only: false,
    days: 10,
    unread_days: 0,
    incomplete: 0,
    unattached: 0,
    counts: { ...NONE, ...counts },
    states: [],
    cells: [],
    sources: [],
    absent: [],
    ...rest,
  };
}
