// How are the server's answers fetched, and what does a failure say?
import { encode } from '../router/route';
import { writeSize, type Size } from '../router/view';
import { beginning } from './beginning';
import type {
  Around,
  Attached,
  Command,
  Coverage,
  Finding,
  Footage,
  Hits,
  MarkList,
  OriginalRow,
  Page,
  QueryProblem,
  RequestRow,
  Revealed,
  ScreenFacts,
  ScreenText,
  SearchAnswer,
  SegmentIndex,
  SessionDetail,
  SessionPage,
  Status,
  Timeline,
  Trail,
  TranscriptLine,
  TranscriptPage,
  Unattached,
} from './types';

const ROOT = '/api/v1';

/** A program that fills the screen can write megabytes for one line. */
const RAW_AT_MOST = 16_384;

/** A refused or unreachable question. `code` is stable; `message` and `hint` are the server's words. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly hint?: string,
    /** What of the question was not understood. */
    readonly problems: readonly QueryProblem[] = [],
  ) {
    super(message);
  }
}

type Parameters = Record<string, string | number | undefined>;

export type TranscriptPlace = { line: number } | { offset: number } | { at_us: number };

export const api = {
  status: (signal: AbortSignal) => get<Status>('/status', {}, signal),

  search: (q: string, zone: string, cursor: string | undefined, signal: AbortSignal) =>
    get<SearchAnswer>('/search', { q, zone, limit: 50, cursor }, signal),

  latestSessions: (zone: string, limit: number, signal: AbortSignal) =>
    get<SessionPage>('/sessions', { zone, limit }, signal),

  session: (key: string, signal: AbortSignal) => get<SessionDetail>(session(key), {}, signal),

  /** Lines from one on, or the thousand around a place. */
  transcript: (key: string, from: TranscriptPlace, size: Size | undefined, signal: AbortSignal) =>
    get<TranscriptPage>(`${session(key)}/transcript`, { ...from, ...sized(size) }, signal),

  commands: (key: string, size: Size | undefined, signal: AbortSignal) =>
    get<{ commands: Command[] }>(`${session(key)}/commands`, sized(size), signal),

  timeline: (key: string, signal: AbortSignal) =>
    get<Timeline>(`${session(key)}/timeline`, {}, signal),

  /** What the same person did around a session, and what was done about its request. */
  around: (key: string, signal: AbortSignal) => get<Around>(`${session(key)}/around`, {}, signal),

  /** What lies along a video of a screen. */
  footage: (key: string, sha256: string, signal: AbortSignal) =>
    get<Footage>(`${session(key)}/screens/${sha256}/timeline`, {}, signal),

  /** What a machine read in the changed pictures of a video. */
  screenText: (key: string, sha256: string, signal: AbortSignal) =>
    get<ScreenText>(`${session(key)}/screens/${sha256}/text`, {}, signal),

  /** When each frame of a video is shown. */
  frames: (key: string, sha256: string, signal: AbortSignal) =>
    get<{ times_us: number[] }>(`${session(key)}/screens/${sha256}/frames`, {}, signal),

  /** Why a video does not come, if its first byte does not. The server is asked, and not what the browser has kept. */
  async screenRefusal(
    key: string,
    sha256: string,
    signal: AbortSignal,
  ): Promise<ApiError | undefined> {
    const first = { headers: { range: 'bytes=0-0' }, cache: 'no-store', signal } as const;
    try {
      const response = await answered(screenUrl(key, sha256), first);
      await response.body?.cancel();
      return undefined;
    } catch (cause) {
      if (cause instanceof ApiError) return cause;
      throw cause;
    }
  },

  unattached: (signal: AbortSignal) =>
    get<{ recordings: Unattached[] }>('/recordings/unattached', {}, signal),

  /** Says whose screen a recording shows. The word is sealed with its reason. */
  attach: (sha256: string, key: string, reason: string, signal: AbortSignal) =>
    post<Attached>(`/recordings/${sha256}/attach`, { session: key, reason }, signal),

  /** Takes back what was said of whose screen a recording shows. That is sealed with its reason as well. */
  detach: (sha256: string, reason: string, signal: AbortSignal) =>
    post<Attached>(`/recordings/${sha256}/detach`, { reason }, signal),

  marks: (key: string, signal: AbortSignal) => get<MarkList>(`${session(key)}/marks`, {}, signal),

  /** The lines with secrets as they were. Every time is an act of its own, with its reason in the ledger. */
  reveal: (key: string, reason: string, signal: AbortSignal) =>
    post<Revealed>(`${session(key)}/reveal`, { reason }, signal),

  /** The lines that hold some words. */
  find: (key: string, q: string, size: Size | undefined, signal: AbortSignal) =>
    get<Hits>(`${session(key)}/find`, { q, ...sized(size) }, signal),

  /** The beginning of what was written for a line. */
  async raw(key: string, line: TranscriptLine, size: Size | undefined, signal: AbortSignal) {
    const response = await answered(rawUrl(key, line, size), { signal });
    return beginning(response.body ?? new Blob().stream(), RAW_AT_MOST);
  },

  /** The index of a recording, together with the segment that shows a position: it is needed first. */
  segmentIndex: (key: string, at_us: number, size: Size | undefined, signal: AbortSignal) =>
    get<SegmentIndex>(`${session(key)}/recording`, { at_us, ...sized(size) }, signal),

  request: (id: string, signal: AbortSignal) =>
    get<RequestRow>(`/requests/${encodeURIComponent(id)}`, {}, signal),

  coverage: (
    days: { from?: string | undefined; to?: string | undefined },
    zone: string,
    signal: AbortSignal,
  ) => get<Coverage>('/coverage', { ...days, zone }, signal),

  trail: (signal: AbortSignal) => get<Trail>('/trail', {}, signal),

  async requests(cursor: string | undefined, signal: AbortSignal): Promise<Page<RequestRow>> {
    type Answer = { total: number; requests: RequestRow[]; next_cursor?: string | null };
    const { requests: rows, ...page } = await get<Answer>('/requests', { cursor }, signal);
    return { ...page, rows };
  },

  async findings(cursor: string | undefined, signal: AbortSignal): Promise<Page<Finding>> {
    type Answer = { total: number; findings: Finding[]; next_cursor?: string | null };
    const { findings: rows, ...page } = await get<Answer>('/findings', { cursor }, signal);
    return { ...page, rows };
  },

  async originals(
    state: 'unreadable' | 'all',
    cursor: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<OriginalRow>> {
    type Answer = { total: number; originals: OriginalRow[]; next_cursor?: string | null };
    const { originals: rows, ...page } = await get<Answer>('/originals', { state, cursor }, signal);
    return { ...page, rows };
  },
};

/** The file of exactly the list that `q` finds. */
export function exportUrl(format: 'csv' | 'jsonl', q: string, zone: string): string {
  return `${ROOT}/export?${queryString({ format, q, zone })}`;
}

/** Where a video of a remote desktop is; it answers for any part of it. */
export function screenUrl(key: string, sha256: string): string {
  return `${ROOT}${session(key)}/screens/${sha256}`;
}

/** What of a video is played. */
export function filmUrl(key: string, { sha256, about }: ScreenFacts): string {
  return playable(screenUrl(key, sha256), about);
}

/** A video that belongs to no session, or what of it is played. */
export function videoUrl(sha256: string, about?: ScreenFacts['about']): string {
  return playable(`${ROOT}/recordings/${sha256}/video`, about);
}

/** Of a video that is cut, all but the piece of a frame at which a browser would give up. */
function playable(url: string, about: ScreenFacts['about']): string {
  const whole = about?.whole_bytes;
  return url + (whole == null ? '' : `?bytes=${whole}`);
}

/** A sheet of small pictures of a video. */
export function sheetUrl(key: string, sha256: string, number: number): string {
  return `${screenUrl(key, sha256)}/sheets/${number}`;
}

/** A session's content as a file, as it is seen. */
export function downloadUrl(key: string, what: 'cast2' | 'cast3' | 'text', size?: Size): string {
  const [path, version] = what === 'text' ? ['text'] : ['cast', what.slice(-1)];
  const query = queryString({ version, ...sized(size) });
  return `${ROOT}${session(key)}/${path}${query && `?${query}`}`;
}

/** What was written for a line. */
export function rawUrl(key: string, { line }: TranscriptLine, size?: Size): string {
  const asked = queryString({ raw: 'true', line: line - 1, limit: 1, ...sized(size) });
  return `${ROOT}${session(key)}/text?${asked}`;
}

/** The screen at a position, as it is seen, as a picture that says what it shows, with its time in a zone. */
export function stillUrl(
  key: string,
  format: 'svg' | 'png',
  us: number,
  size: Size | undefined,
  zone: string,
): string {
  const moment = queryString({ at: `${us / 1e6}s`, ...sized(size), zone });
  return `${ROOT}${session(key)}/still.${format}?${moment}`;
}

/** Fetches JSON from an address the server itself handed out, such as a segment's. */
export async function getUrl<T>(url: string, signal: AbortSignal): Promise<T> {
  return (await (await answered(url, { signal })).json()) as T;
}

/** The answer from an address, unless it is a refusal. */
async function answered(
  url: string,
  asked: RequestInit & { signal: AbortSignal },
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, asked);
  } catch (cause) {
    if (asked.signal.aborted) throw cause;
    throw new ApiError(0, 'unreachable', 'the server does not answer');
  }
  if (!response.ok) throw await failure(response);
  return response;
}

/** As in the address of its page, from which the server tells the browser to ask ahead. */
function session(key: string): string {
  return `/sessions/${encode(key)}`;
}

/** The terminal size, where it is not the recording's own. */
function sized(size: Size | undefined): Parameters {
  return size ? { size: writeSize(size) } : {};
}

function get<T>(path: string, parameters: Parameters, signal: AbortSignal): Promise<T> {
  const query = queryString(parameters);
  return getUrl<T>(ROOT + path + (query && `?${query}`), signal);
}

async function post<T>(path: string, asked: object, signal: AbortSignal): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const request = { method: 'POST', headers, body: JSON.stringify(asked), signal };
  return (await (await answered(ROOT + path, request)).json()) as T;
}

function queryString(parameters: Parameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) query.set(name, String(value));
  }
  return query.toString();
}

async function failure(response: Response): Promise<ApiError> {
  // A proxy in between may answer with something that is not our envelope.
  const body = (await response.json().catch(() => null)) as {
    error?: { code: string; message: string; hint?: string; problems?: QueryProblem[] };
  } | null;
  const { code, message, hint, problems } = body?.error ?? {
    code: `http-${response.status}`,
    message: response.statusText,
  };
  return new ApiError(response.status, code, message, hint, problems);
}
