// What does the server answer with, in the words of the pages?
import type { components } from './schema';

/*
 * The shapes are the server's own. Where it promises one of a few words, its document only says "string"; the words are
 * written out here, so that a page which forgets one does not compile. Instants are RFC 3339 in UTC, `_us` are
 * microseconds, null is "not known".
 */
type Schema = components['schemas'];
type Narrow<Shape, Words> = Omit<Shape, keyof Words> & Words;

export type SessionKind = 'shell' | 'command' | 'port' | 'ssh' | 'rdp' | 'unknown';
export type ApprovalClass = 'independent' | 'auto' | 'self' | 'none' | 'undeterminable';
export type RecordingState =
  'present' | 'incomplete' | 'none-by-design' | 'pending' | 'missing' | 'unknown';
export type TimeBasis = 'exact' | 'anchored' | 'estimated' | 'order-only';
export type Severity = 'info' | 'low' | 'medium' | 'high';
export type MomentBasis = 'cloud-trail' | 'session-history' | 'stream' | 'log-generation';

export type Status = Schema['Status'];

export type Revealed = Schema['Revealed'];

export type Attached = Schema['Attached'];

/** Exactly one of `at`, `not_after` and `why` is set. */
export type Moment = Narrow<Schema['MomentShape'], { basis?: MomentBasis | null }>;

export type Approval = Narrow<Schema['ApprovalShape'], { class: ApprovalClass }>;

export type Finding = Narrow<Schema['FindingShape'], { severity: Severity }>;

export type Snippet = Narrow<
  Schema['Snippet'],
  {
    /** UTF-16 indexes into `text`, end exclusive. */
    marks: [number, number][];
    source: 'command' | 'output' | 'reason' | 'screen';
  }
>;

export type SessionRow = Narrow<
  Schema['SessionRow'],
  {
    kind: SessionKind;
    access: 'just-in-time' | 'standard' | 'unknown';
    started: Moment;
    ended: Moment;
    approval: Approval;
    request: Narrow<
      Schema['MatchShape'],
      { match: 'confirmed' | 'probable' | 'ambiguous' | 'none' | 'unknown' }
    >;
    recording: Narrow<
      Schema['RecordingStateShape'],
      { state: RecordingState; time_basis?: TimeBasis | null }
    >;
    findings: Finding[];
    snippets: Snippet[];
  }
>;

/** A recording of which nobody knows whose screen it shows. */
export type Unattached = Narrow<Schema['Unattached'], { offered: SessionRow[] }>;

export type Around = Narrow<Schema['AroundShape'], { others: SessionRow[] }>;

export type PersonSummary = Narrow<
  Schema['PersonSummary'],
  { approval: Partial<Record<ApprovalClass, number>> }
>;

/** Positions are in characters (code points), end exclusive. */
export type QueryProblem = Schema['ProblemShape'];

export type QueryReading = Narrow<
  Schema['ReadingShape'],
  { show: 'sessions' | 'people' | 'undecided' }
>;

/** Sessions of which nobody can say whether they match. */
export type Undecided = Schema['UndecidedShape'];

export type SearchAnswer = Narrow<
  Schema['SearchAnswer'],
  { reading: QueryReading; people?: PersonSummary[] | null; sessions: SessionRow[] }
>;

export type SessionPage = Narrow<Schema['SessionPage'], { sessions: SessionRow[] }>;

export type AccessRequest = Narrow<
  Schema['RequestShape'],
  {
    approvals: Narrow<Schema['DecisionShape'], { decision: 'approve' | 'reject' | 'revoke' }>[];
  }
>;

export type RequestRow = Narrow<
  Schema['RequestRow'],
  { request: AccessRequest; approval: Approval; findings: Finding[] }
>;

export type RecordingFacts = Narrow<
  Schema['RecordingShape'],
  {
    time_basis: TimeBasis;
    size: Narrow<Schema['SizeShape'], { basis: 'recorded' | 'inferred' | 'assumed' }>;
  }
>;

export type ReadState = 'read' | 'partly' | 'quarantined';

export type OriginalRef = Narrow<Schema['OriginalRef'], { state: ReadState }>;

export type SessionDetail = Narrow<
  Schema['SessionDetail'],
  {
    session: SessionRow;
    requests: AccessRequest[];
    recording?: RecordingFacts | null;
    screens: ScreenFacts[];
    originals: OriginalRef[];
  }
>;

export type TranscriptLine = Narrow<
  Schema['LineShape'],
  { seen: 'scrollback' | 'full-screen'; basis?: 'order-only' }
>;

export type TranscriptPage = Narrow<
  Schema['TranscriptPage'],
  { basis: TimeBasis; lines: TranscriptLine[] }
>;

export type Command = Narrow<
  Schema['CommandShape'],
  { confidence: 'high' | 'low'; basis?: 'order-only' }
>;

/** Activity and pauses are absent without a clock. */
export type Timeline = Narrow<
  Schema['TimelineShape'],
  { activity?: number[] | null; idle_us?: [from: number, to: number][] | null }
>;

/** Masked secrets and hidden output, as stretches without what they say. */
export type MarkList = Schema['MarkList'];

export type TrailEvent = Schema['EventShape'];

/** Line numbers and positions, in order; `total` counts all, also those that are too many to list. */
export type Hits = Narrow<Schema['Hits'], { lines: [line: number, us: number][] }>;

export type Segment = Narrow<
  Schema['SegmentShape'],
  { events: [seconds: number, code: string, data: string][] }
>;

/** The index of asciinema's segmented recording; seconds, not microseconds. */
export type SegmentIndex = Narrow<
  Schema['SegmentIndex'],
  { opening?: { number: number; segment: Segment } }
>;

export type OriginalRow = Narrow<Schema['OriginalRow'], { state: ReadState }>;

/** What became of the recording of a session; see `crates/correlate/src/coverage`. */
export type ArrivalState =
  'missing' | 'unknown' | 'unannounced' | 'late' | 'awaited' | 'arrived' | 'not-expected';

export type CoverageCell = Narrow<
  Schema['CellShape'],
  { states: Narrow<Schema['CellStateShape'], { state: ArrivalState }>[] }
>;

export type CoverageState = Narrow<Schema['StateShape'], { state: ArrivalState }>;

export type SourceState = Narrow<
  Schema['SourceStateShape'],
  {
    brings:
      | 'trail'
      | 'sessions'
      | 'requests'
      | 'session-logs'
      | 'cloudwatch-logs'
      | 'rdp-recordings'
      | 'preferences'
      | 'other';
  }
>;

export type Absent = Schema['AbsentShape'];

/** Days are `YYYY-MM-DD` in `zone`. */
export type Coverage = Narrow<
  Schema['CoverageShape'],
  { states: CoverageState[]; cells: CoverageCell[]; sources: SourceState[] }
>;

/** Not what CloudTrail wrote, not here, or what is held does not tell. */
export type TrailVerdict = 'invalid' | 'absent' | 'undeterminable';

export type Chain = Narrow<
  Schema['ChainShape'],
  { breaks: Narrow<Schema['BreakShape'], { verdict: TrailVerdict }>[] }
>;

/** What CloudTrail's digests prove. */
export type Trail = Narrow<Schema['TrailShape'], { chains: Chain[] }>;

export type ScreenFacts = Narrow<
  Schema['ScreenShape'],
  { joined: 'named' | 'told' | 'fits' | 'attached'; text: AboutText }
>;

/** A recording of which somebody says that it does not show the session that its metadata names. */
export type Disowned = Schema['Disowned'];

/** How far a machine read a screen. */
export type AboutText = Narrow<
  Schema['AboutTextShape'],
  { state: 'waiting' | 'reading' | 'read' | 'nothing-legible' | 'gave-up' | 'no-engine' | 'failed' }
>;

/** What it read, which may be wrong. */
export type ScreenText = AboutText & Pick<Schema['ScreenTextShape'], 'lines'>;

/** What lies along a video of a screen. */
export type Footage = Narrow<
  Schema['FootageShape'],
  {
    idle_us: [number, number][];
    pictures: Narrow<Schema['PicturesShape'], { state: 'ready' | 'none' }>;
  }
>;

/** One page of a list; `total` counts the whole list, not the page. */
export interface Page<Row> {
  total: number;
  rows: Row[];
  next_cursor?: string | null;
}
