// What do the tests of the player play?
import { vi } from 'vitest';
import { Segments } from './segments';

/** Two segments; a resize is no output, and the middle one of three equal times is one step. */
const ANSWERS: Record<string, object> = {
  '/api/v1/sessions/alice/recording': {
    duration: 9.5,
    term: { cols: 80, rows: 24 },
    segments: [
      { start: 0, url: '/api/v1/sessions/alice/recording/g1/0' },
      { start: 5, url: '/api/v1/sessions/alice/recording/g1/1' },
    ],
  },
  '/api/v1/sessions/alice/recording/g1/0': {
    snapshot: { cols: 80, rows: 24, init: '' },
    events: [
      [0, 'o', '$ '],
      [1.25, 'o', 'l'],
      [1.25, 'o', 's'],
      [3, 'r', '100x30'],
    ],
  },
  '/api/v1/sessions/alice/recording/g1/1': {
    snapshot: { cols: 100, rows: 30, init: '$ ls' },
    events: [
      [5, 'o', '\r\n'],
      [9.5, 'o', '$ '],
    ],
  },
};

/** Answers as the server would, and notes what was asked for; `failing` says which addresses fail. */
export function serve(failing: (path: string) => boolean = () => false): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string) => {
    const { pathname, searchParams } = new URL(url, 'http://sekisho.test');
    asked.push(pathname.split('/').slice(5).join('/'));
    const answer = failing(pathname) ? undefined : withOpening(pathname, searchParams);
    return new Response(JSON.stringify(answer ?? {}), { status: answer ? 200 : 404 });
  });
  return asked;
}

/** The answer, of an index with the segment of the position that was asked for. */
function withOpening(pathname: string, asked: URLSearchParams): object | undefined {
  const answer = ANSWERS[pathname];
  if (!asked.has('at_us')) return answer;
  const number = Number(asked.get('at_us')) < 5e6 ? 0 : 1;
  return { ...answer, opening: { number, segment: ANSWERS[`${pathname}/g1/${number}`] } };
}

export function openSample(us = 0): Promise<Segments> {
  return Segments.open('alice', us, new AbortController().signal);
}
