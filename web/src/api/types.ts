// What shapes does the server answer with? Instants are RFC 3339 in UTC, `_us` are microseconds, null is "not known".

export interface Status {
  version: string;
  as_of: string;
  as_of_fixed: boolean;
  zone: string;
  sessions: number;
  requests: number;
  findings: number;
  originals: number;
  unreadable: number;
  conflicts: number;
}

/** Exactly one of `at`, `not_after` and `why` is present. */
export interface Moment {
  at?: string | null;
  not_after?: string | null;
  basis?: MomentBasis | null;
  why?: string | null;
}
export type MomentBasis = 'cloud-trail' | 'session-history' | 'stream' | 'log-generation';

export interface Identity {
  name: string;
  basis: string;
  principal?: string | null;
}

export type SessionKind = 'shell' | 'command' | 'port' | 'ssh' | 'rdp' | 'unknown';
export type ApprovalClass = 'independent' | 'auto' | 'self' | 'none' | 'undeterminable';
export type RecordingState = 'present' | 'none-by-design' | 'pending' | 'missing';
export type TimeBasis = 'exact' | 'anchored' | 'estimated' | 'order-only';
export type Severity = 'info' | 'low' | 'medium' | 'high';

export interface Approval {
  class: ApprovalClass;
  because?: string | null;
  approvers: string[];
}

export interface RequestMatch {
  match: 'confirmed' | 'probable' | 'ambiguous' | 'none';
  basis?: string | null;
  against: string[];
  because?: string | null;
  ids: string[];
}

export interface Snippet {
  /** Absent for a reason, which stands in no recording. */
  offset?: number | null;
  text: string;
  /** UTF-16 indexes into `text`, end exclusive. */
  marks: [number, number][];
  source: 'command' | 'output' | 'reason';
}

export interface Finding {
  rule: string;
  version: number;
  severity: Severity;
  title: string;
  statement: string;
  values: Record<string, string>;
  subject: { session?: string | null; request?: string | null };
  evidence: { sha256: string; at: string }[];
}

export interface SessionRow {
  key: string;
  kind: SessionKind;
  outcome: { started: boolean; code?: string | null; message?: string | null };
  person?: Identity | null;
  node?: { id: string; name?: string | null } | null;
  account?: string | null;
  region?: string | null;
  started: Moment;
  ended: Moment;
  duration_us?: number | null;
  access: 'just-in-time' | 'standard' | 'unknown';
  document?: string | null;
  reason?: string | null;
  tunnel?: { host?: string | null; port?: string | null } | null;
  run_as?: string | null;
  source_ip?: string | null;
  request: RequestMatch;
  approval: Approval;
  recording: { state: RecordingState; because?: string | null; time_basis?: TimeBasis | null };
  findings: Finding[];
  snippets: Snippet[];
}

export interface PersonSummary {
  name: string;
  sessions: number;
  denied: number;
  last_started?: string | null;
  approved_by: string[];
  approval: Partial<Record<ApprovalClass, number>>;
  recorded: number;
  expected: number;
}

export interface QueryProblem {
  /** Positions in characters (code points), end exclusive. */
  start: number;
  end: number;
  code: string;
  message: string;
}

export interface QueryReading {
  syntax: string;
  show: 'sessions' | 'people';
  chips: { field: string; excluded: boolean; text: string; resolved?: string | null }[];
  problems: QueryProblem[];
}

export interface SearchAnswer {
  as_of: string;
  zone: string;
  reading: QueryReading;
  total: number;
  people?: PersonSummary[] | null;
  sessions: SessionRow[];
  next_cursor?: string | null;
}

export interface AccessRequest {
  id: string;
  requester?: Identity | null;
  reason?: string | null;
  status: string;
  targets: { id: string; name?: string | null }[];
  created?: string | null;
  window?: { start: string; end: string } | null;
  duration_us?: number | null;
  policy?: { name: string; version?: string | null } | null;
  execution?: string | null;
  approvals: Decision[];
  eligible: string[];
  account?: string | null;
  region?: string | null;
}

export interface Decision {
  approver: Identity;
  decision: 'approve' | 'reject' | 'revoke';
  at: string;
  comment?: string | null;
}

export interface RequestRow {
  request: AccessRequest;
  approval: Approval;
  sessions: string[];
  findings: Finding[];
}

export interface RecordingFacts {
  generation: string;
  time_basis: TimeBasis;
  size: {
    cols: number;
    rows: number;
    basis: 'recorded' | 'inferred' | 'assumed';
    from?: string | null;
  };
  duration_us: number;
  lines: number;
  commands: number;
  segments: number;
  sources: { kind: 'cast' | 'session-log' | 'stream'; sha256: string; locator?: string | null }[];
}

export interface SessionOriginal {
  sha256: string;
  locator: string;
  size_bytes: number;
  first_seen: string;
  kind: string;
}

export interface SessionDetail {
  session: SessionRow;
  requests: AccessRequest[];
  recording?: RecordingFacts | null;
  originals: SessionOriginal[];
}

export interface TranscriptLine {
  /** Counted from 1. */
  line: number;
  offset: number;
  /** Playback position at which the line stood complete. */
  at_us: number;
  not_before_us: number;
  not_after_us: number;
  text: string;
  seen: 'scrollback' | 'full-screen';
}

export interface TranscriptPage {
  total: number;
  basis: TimeBasis;
  lines: TranscriptLine[];
}

export interface Command {
  text: string;
  offset: number;
  at_us: number;
  context: string;
  confidence: 'high' | 'low';
}

/** The index of asciinema's segmented recording; seconds, not microseconds. */
export interface SegmentIndex {
  duration: number;
  term: { cols: number; rows: number };
  segments: { start: number; url: string }[];
}

export interface OriginalRow {
  sha256: string;
  locator: string;
  source: string;
  size_bytes: number;
  first_seen: string;
  kind: string;
  state: 'read' | 'partly' | 'quarantined';
  conflict: boolean;
  rejected: { at: string; code: string; reason: string }[];
}

/** One page of a list; `total` counts the whole list, not the page. */
export interface Page<Row> {
  total: number;
  rows: Row[];
  next_cursor?: string | null;
}
