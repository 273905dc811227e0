// What lies along a session, kind by kind, on the axis that all of it shares?
import type {
  AccessRequest,
  Command,
  Finding,
  Hits,
  MarkList,
  SessionDetail,
  SessionRow,
  Timeline,
} from '../api/types';
import { SEVERITY_LOOK } from '../components/states';
import type { Messages } from '../i18n/en';
import { writeTitle } from '../i18n/findings';
import { writeLength } from '../i18n/wording';
import type { Place } from '../router/place';
import { writeInstant, writeSpan, type Clockwork } from '../time/instant';
import { compareWithWindow } from '../time/window';

/** In the order in which they are shown. */
export const LANES = [
  'activity',
  'idle',
  'commands',
  'findings',
  'hits',
  'marks',
  'window',
  'events',
] as const;
export type LaneName = (typeof LANES)[number];

/** A point of the axis, or a stretch of it, in microseconds of playback. */
export interface Mark {
  at: number;
  to?: number;
  /** What it is; text from a session may be part of it. */
  text: string;
  /** Where it leads. */
  target: Place;
  tone: 'plain' | 'soft' | 'good' | 'warn' | 'alarm';
  /** Time that lies outside of what was allowed, or in which nothing happened. */
  hatched?: true;
}

export interface Lane {
  name: LaneName;
  marks: Mark[];
  /** Output bytes in equal slices of the axis. */
  bars?: number[];
  /** What is known, where it cannot be placed on the axis. */
  words?: string[];
}

export interface Axis {
  duration: number;
  /** Whether the axis is one of time. */
  clocked: boolean;
}

export interface Along extends Pick<SessionDetail, 'session' | 'requests'> {
  /** Without a start, nothing that is known by its time can be placed. */
  timeline: Pick<Timeline, 'activity' | 'idle_us' | 'events' | 'started'> | undefined;
  commands: Command[];
  hits: Mark[];
  marks: MarkList | undefined;
  /** Whether it is a screen that was filmed, and no terminal. */
  filmed?: boolean;
}

interface Words {
  m: Messages;
  clock: Clockwork;
}

/** The lanes that hold something. Without a clock nothing that is known by its time can be placed, only told. */
export function lanesOf(axis: Axis, along: Along, words: Words): Lane[] {
  const { timeline, commands, hits, session } = along;
  const bars = timeline?.activity ?? undefined;
  const lanes: Lane[] = [
    { name: 'activity', marks: [], ...(bars && { bars }) },
    { name: 'idle', marks: pauses(along, words) },
    { name: 'commands', marks: commands.map(commandMark) },
    {
      name: 'findings',
      marks: session.findings.map((each) => findingMark(each, axis, along, words)),
    },
    { name: 'hits', marks: hits },
    { name: 'marks', marks: along.marks ? markMarks(along.marks, words) : [] },
    windowLane(axis, along, words),
    eventLane(axis, timeline, words),
  ];
  return lanes.filter(({ marks, bars, words }) => marks.length > 0 || bars || words);
}

function pauses({ timeline, filmed }: Along, { m }: Words): Mark[] {
  const say = filmed ? m.along.still : m.along.pause;
  return (timeline?.idle_us ?? []).map(([at, to]) => ({
    at,
    to,
    text: say(writeLength(to - at, m)),
    target: { us: at },
    tone: 'soft',
    hatched: true,
  }));
}

function commandMark({ at_us, offset, text }: Command): Mark {
  return { at: at_us, text, target: { offset }, tone: 'plain' };
}

/** What stands where lines hold what is searched for. */
export function lineHits(lines: Hits['lines'], { along }: Messages): Mark[] {
  return lines.map(([line, at]) => ({ at, text: along.hit(line), target: { line }, tone: 'warn' }));
}

/** Masked secrets and hidden output, in the order of the session. */
function markMarks({ secrets, hidden }: MarkList, { m }: Words): Mark[] {
  const masked = secrets.map(({ kind, at_us, offset }): Mark => {
    return { at: at_us, text: m.marks.masked(kind), target: { offset }, tone: 'soft' };
  });
  const unseen = hidden.map(({ kind, at_us, offset }): Mark => {
    return { at: at_us, text: m.marks.hidden(kind), target: { offset }, tone: 'warn' };
  });
  return [...masked, ...unseen].sort((a, b) => a.at - b.at);
}

/** Nearly every finding is about the session as a whole; one about the window begins where it ends. */
function findingMark(finding: Finding, axis: Axis, along: Along, { clock }: Words): Mark {
  const until = along.requests.find(({ window }) => window)?.window?.end;
  const begins = finding.rule === 'outlived-window' && until && place(until, axis, along.timeline);
  return {
    at: begins ? clamp(begins, axis) : 0,
    to: axis.duration,
    text: writeTitle(finding, clock),
    target: { us: begins ? clamp(begins, axis) : 0 },
    tone: SEVERITY_LOOK[finding.severity].tone,
  };
}

function windowLane(axis: Axis, { session, requests, timeline }: Along, words: Words): Lane {
  const { m, clock } = words;
  const marks: Mark[] = [];
  const told: string[] = [];
  for (const request of requests) {
    const { window } = request;
    for (const { decision, approver, at } of request.approvals) {
      const text = `${m.approvalStory.decision[decision]}: ${approver.name}, ${writeInstant(at, clock)}`;
      const us = place(at, axis, timeline);
      if (us === undefined) told.push(text);
      else marks.push(point(us, axis, text, decision === 'approve' ? 'good' : 'alarm', words));
    }
    if (!window) continue;
    const text = `${m.approvalStory.window}: ${writeSpan(window.start, window.end, clock)}`;
    const [start, end] = [window.start, window.end].map((at) => place(at, axis, timeline));
    if (start === undefined || end === undefined) {
      told.push(`${text}, ${afterwards(session, window, words)}`);
      continue;
    }
    if (end > 0 && start < axis.duration) {
      const [at, to] = [clamp(start, axis), clamp(end, axis)];
      marks.push({ at, to, text, target: { us: at }, tone: 'good' });
    }
    if (end < axis.duration) {
      const at = clamp(end, axis);
      const over = `${m.approvalStory.session}: ${afterwards(session, window, words)}`;
      marks.push({
        at,
        to: axis.duration,
        text: over,
        target: { us: at },
        tone: 'alarm',
        hatched: true,
      });
    }
  }
  marks.sort((a, b) => a.at - b.at);
  return { name: 'window', marks, ...(marks.length === 0 && told.length > 0 && { words: told }) };
}

function afterwards(session: SessionRow, window: Window, { m }: Words): string {
  const { relation, us } = compareWithWindow(session, window);
  const words = m.approvalStory[relation];
  return typeof words === 'string' ? words : words(writeLength(us, m));
}

type Window = NonNullable<AccessRequest['window']>;

function eventLane(axis: Axis, timeline: Along['timeline'], words: Words): Lane {
  const marks: Mark[] = [];
  const told: string[] = [];
  for (const { name, at, who, error } of timeline?.events ?? []) {
    const text = [name, who, error, writeInstant(at, words.clock)].filter(Boolean).join(', ');
    const us = place(at, axis, timeline);
    if (us === undefined) told.push(text);
    else marks.push(point(us, axis, text, error ? 'alarm' : 'plain', words));
  }
  return { name: 'events', marks, ...(marks.length === 0 && told.length > 0 && { words: told }) };
}

/** What happened before or after the recording stands at its edge, and says so. */
function point(us: number, axis: Axis, text: string, tone: Mark['tone'], { m }: Words): Mark {
  const at = clamp(us, axis);
  const outside = us < 0 ? m.along.before : us > axis.duration ? m.along.after : undefined;
  const length = writeLength(us < 0 ? -us : us - axis.duration, m);
  return { at, text: outside ? `${text} (${outside(length)})` : text, target: { us: at }, tone };
}

/** Where an instant lies on an axis of time; it may lie outside. */
function place(instant: string, axis: Axis, timeline: Along['timeline']): number | undefined {
  if (!axis.clocked || !timeline?.started) return undefined;
  return (Date.parse(instant) - Date.parse(timeline.started)) * 1e3;
}

function clamp(us: number, { duration }: Axis): number {
  return Math.min(Math.max(0, us), duration);
}
