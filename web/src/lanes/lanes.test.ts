// Does every lane hold what is known, where it is known, and nothing invented?
import { expect, test } from 'vitest';
import type { AccessRequest, MarkList, SessionRow, Timeline } from '../api/types';
import { en } from '../i18n/en';
import { lanesOf, lineHits, type Along, type Axis } from './lanes';

const S = 1_000_000;
const WORDS = { m: en, clock: { zone: 'UTC', language: 'en' as const } };
const TIME: Axis = { clocked: true, duration: 600 * S };
const ORDER: Axis = { clocked: false, duration: 600 * S };

const SESSION = {
  started: { at: '2026-11-17T01:00:00Z' },
  ended: { at: '2026-11-17T01:10:00Z' },
  findings: [{ rule: 'outlived-window', severity: 'medium', title: 'Session outlived its window' }],
} as unknown as SessionRow;

const REQUEST = {
  approvals: [{ decision: 'approve', approver: { name: 'bob' }, at: '2026-11-17T00:58:00Z' }],
  window: { start: '2026-11-17T00:58:00Z', end: '2026-11-17T01:07:00Z' },
} as unknown as AccessRequest;

const TIMELINE: Timeline = {
  started: '2026-11-17T01:00:00Z',
  activity: [0, 7],
  idle_us: [[10 * S, 70 * S]],
  events: [{ at: '2026-11-17T01:00:00Z', name: 'StartSession', id: 'e', who: 'alice' }],
};

const COMMANDS = [
  {
    at_us: 5 * S,
    not_before_us: 5 * S,
    not_after_us: 5 * S,
    offset: 77,
    output_from: 78,
    output_to: 90,
    text: 'id',
    context: 'shell',
    confidence: 'high' as const,
  },
];

const MARKS: MarkList = {
  basis: 'exact',
  secrets: [{ kind: 'jwt', offset: 90, length: 60, at_us: 7 * S }],
  hidden: [{ kind: 'concealed', offset: 20, length: 9, at_us: 2 * S }],
};

function told(axis: Axis, along: Partial<Along> = {}): string[] {
  const all: Along = {
    session: SESSION,
    requests: [REQUEST],
    timeline: TIMELINE,
    commands: COMMANDS,
    hits: lineHits([[9, 6 * S]], en),
    marks: MARKS,
    ...along,
  };
  return lanesOf(axis, all, WORDS).map(({ name, marks, bars, words }) => {
    const placed = marks.map(
      ({ at, to, tone, hatched, text }) =>
        `${at / S}${to === undefined ? '' : `–${to / S}`} ${tone}${hatched ? ' hatched' : ''}: ${text}`,
    );
    return [name, ...(bars ? [String(bars)] : []), ...placed, ...(words ?? [])].join(' | ');
  });
}

test('on an axis of time everything has its place', () => {
  expect(told(TIME)).toEqual([
    'activity | 0,7',
    'idle | 10–70 soft hatched: 1 min without a line of output',
    'commands | 5 plain: id',
    'findings | 420–600 warn: Session outlived its window',
    'hits | 6 warn: hit on line 9',
    'marks | 2 warn: Not seen as written: concealed text | 7 soft: Masked: jwt',
    'window' +
      ' | 0 good: Approved: bob, Tue 2026-11-17 00:58:00 UTC (2 min before the recording)' +
      ' | 0–420 good: Access window: Tue 2026-11-17 00:58:00 – 01:07:00 UTC' +
      ' | 420–600 alarm hatched: Session: ended 3 min after the window',
    'events | 0 plain: StartSession, alice, Tue 2026-11-17 01:00:00 UTC',
  ]);
});

test('without a clock what is known by its time is told, not placed', () => {
  expect(told(ORDER, { timeline: { ...TIMELINE, activity: null, idle_us: null } })).toEqual([
    'commands | 5 plain: id',
    'findings | 0–600 warn: Session outlived its window',
    'hits | 6 warn: hit on line 9',
    'marks | 2 warn: Not seen as written: concealed text | 7 soft: Masked: jwt',
    'window' +
      ' | Approved: bob, Tue 2026-11-17 00:58:00 UTC' +
      ' | Access window: Tue 2026-11-17 00:58:00 – 01:07:00 UTC, ended 3 min after the window',
    'events | StartSession, alice, Tue 2026-11-17 01:00:00 UTC',
  ]);
});

test('a lane that holds nothing is no lane', () => {
  const session = { ...SESSION, findings: [] };
  expect(
    told(TIME, {
      session,
      requests: [],
      timeline: undefined,
      commands: [],
      hits: [],
      marks: undefined,
    }),
  ).toEqual([]);
});
