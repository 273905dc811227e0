// Which page does an address name, and which address names a page?
import { readPlace, writePlace, type Place } from './place';
import { readSize, readView, writeSize, type Size, type View } from './view';

/** How a session is looked at. What is not given is as the recording suggests. */
export interface Seen {
  place: Place;
  view?: View;
  size?: Size;
  /** Whether the bytes of the line are shown. */
  raw?: true;
  /** The first digits of the hash of the video that the place lies in, where there are several. */
  screen?: string;
  /** The search that led here. */
  q?: string;
}

export type Route =
  | { page: 'home' }
  | { page: 'search'; q: string }
  | ({ page: 'session'; key: string } & Seen)
  | { page: 'requests' }
  | { page: 'request'; id: string }
  | { page: 'findings' }
  | { page: 'trail' }
  | { page: 'originals'; state: 'unreadable' | 'all' }
  | { page: 'coverage'; from?: string; to?: string }
  | { page: 'nowhere'; path: string };

/** Reads an address; an address nobody knows is a page too, so that a mistyped link explains itself. */
export function readRoute(path: string, search: string): Route {
  const query = new URLSearchParams(search);
  const q = query.get('q') ?? undefined;
  const [first = '', second, ...rest] = path
    .replace(/^\/|\/$/g, '')
    .split('/')
    .map(decode);
  if (rest.length > 0) return { page: 'nowhere', path };
  if (second !== undefined) {
    if (first === 'sessions') {
      return { page: 'session', key: second, ...readSeen(query) };
    }
    if (first === 'requests') return { page: 'request', id: second };
    return { page: 'nowhere', path };
  }
  switch (first) {
    case '':
      return { page: 'home' };
    case 'search':
    case 'sessions':
      return { page: 'search', q: q ?? '' };
    case 'requests':
    case 'findings':
    case 'trail':
      return { page: first };
    case 'originals':
      return { page: 'originals', state: query.get('state') === 'all' ? 'all' : 'unreadable' };
    case 'coverage':
      return { page: 'coverage', ...readDays(query) };
    default:
      return { page: 'nowhere', path };
  }
}

/** Writes the address that `readRoute` reads. */
export function href(route: Route): string {
  const query = new URLSearchParams();
  switch (route.page) {
    case 'home':
      return '/';
    case 'search':
      query.set('q', route.q);
      return `/search?${query}`;
    case 'session': {
      writePlace(route.place, query);
      if (route.view) query.set('view', route.view);
      if (route.size) query.set('size', writeSize(route.size));
      if (route.raw) query.set('raw', '1');
      if (route.screen) query.set('screen', route.screen);
      if (route.q !== undefined) query.set('q', route.q);
      const search = query.toString();
      return `/sessions/${encode(route.key)}${search && `?${search}`}`;
    }
    case 'request':
      return `/requests/${encode(route.id)}`;
    case 'requests':
    case 'findings':
    case 'trail':
      return `/${route.page}`;
    case 'originals':
      return route.state === 'all' ? '/originals?state=all' : '/originals';
    case 'coverage': {
      if (route.from) query.set('from', route.from);
      if (route.to) query.set('to', route.to);
      const days = query.toString();
      return `/coverage${days && `?${days}`}`;
    }
    case 'nowhere':
      return route.path;
  }
}

/** A day that is none is left out, as if it had not been given. */
function readDays(query: URLSearchParams): { from?: string; to?: string } {
  const days: { from?: string; to?: string } = {};
  for (const end of ['from', 'to'] as const) {
    const day = query.get(end);
    if (day && /^\d{4}-\d\d-\d\d$/.test(day)) days[end] = day;
  }
  return days;
}

function readSeen(query: URLSearchParams): Seen {
  const [view, size, q] = [readView(query), readSize(query.get('size') ?? ''), query.get('q')];
  const seen: Seen = { place: readPlace(query) };
  if (view) seen.view = view;
  if (size) seen.size = size;
  if (query.get('raw') === '1') seen.raw = true;
  const screen = query.get('screen');
  if (screen) seen.screen = screen;
  if (q !== null) seen.q = q;
  return seen;
}

/** Keeps `@` and `:` legible: session keys hold both, and both are allowed in a path. */
export function encode(part: string): string {
  return encodeURIComponent(part).replaceAll('%40', '@').replaceAll('%3A', ':');
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
