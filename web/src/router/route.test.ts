// Does every address lead to one page, and back?
import { expect, test } from 'vitest';
import { href, readRoute, type Route } from './route';

const ROUTES: [string, Route][] = [
  ['/', { page: 'home' }],
  [
    '/search?q=who+accessed+prod-db+last+week',
    { page: 'search', q: 'who accessed prod-db last week' },
  ],
  ['/search?q=%E5%85%88%E9%80%B1+prod-db', { page: 'search', q: '先週 prod-db' }],
  [
    '/sessions/alice@example.com-0a1b',
    { page: 'session', key: 'alice@example.com-0a1b', place: {} },
  ],
  [
    '/sessions/alice@example.com-0a1b?at=b18231&t=12.3&q=cmd%3Apsql',
    {
      page: 'session',
      key: 'alice@example.com-0a1b',
      place: { offset: 18231, us: 12_300_000 },
      q: 'cmd:psql',
    },
  ],
  [
    '/sessions/alice@example.com-0a1b?t=12.3&view=play&size=100x40',
    {
      page: 'session',
      key: 'alice@example.com-0a1b',
      place: { us: 12_300_000 },
      view: 'play',
      size: { cols: 100, rows: 40 },
    },
  ],
  [
    '/sessions/alice@example.com-0a1b?at=b18231&raw=1&q=psql',
    {
      page: 'session',
      key: 'alice@example.com-0a1b',
      place: { offset: 18231 },
      raw: true,
      q: 'psql',
    },
  ],
  [
    '/sessions/alice@example.com-0a1b?t=2.5&screen=53a6eaca94d5&q=rdp',
    {
      page: 'session',
      key: 'alice@example.com-0a1b',
      place: { us: 2_500_000 },
      screen: '53a6eaca94d5',
      q: 'rdp',
    },
  ],
  ['/sessions/denied:12-34', { page: 'session', key: 'denied:12-34', place: {} }],
  ['/sessions/a%2Fb%3F', { page: 'session', key: 'a/b?', place: {} }],
  ['/requests', { page: 'requests' }],
  ['/requests/oi-0123456789ab', { page: 'request', id: 'oi-0123456789ab' }],
  ['/findings', { page: 'findings' }],
  ['/originals', { page: 'originals', state: 'unreadable' }],
  ['/originals?state=all', { page: 'originals', state: 'all' }],
  ['/trail', { page: 'trail' }],
  ['/coverage', { page: 'coverage' }],
  ['/coverage?from=2026-11-01', { page: 'coverage', from: '2026-11-01' }],
  [
    '/coverage?from=2026-11-01&to=2026-11-30',
    { page: 'coverage', from: '2026-11-01', to: '2026-11-30' },
  ],
  ['/nothing/here', { page: 'nowhere', path: '/nothing/here' }],
];

test.each(ROUTES)('%s', (address, route) => {
  const { pathname, search } = new URL(address, 'http://sekisho.test');
  expect(readRoute(pathname, search)).toEqual(route);
  expect(href(route)).toBe(address);
});

test('a broken escape is kept as it stands', () => {
  expect(readRoute('/sessions/%E5%85', '')).toMatchObject({ page: 'session', key: '%E5%85' });
});

test('the folder of the sessions is the search that finds all', () => {
  expect(readRoute('/sessions/', '')).toEqual({ page: 'search', q: '' });
});

test('a deeper path names nothing', () => {
  expect(readRoute('/sessions/a/b', '').page).toBe('nowhere');
});
