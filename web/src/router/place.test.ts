// Do links to a place read as they were written?
import { expect, test } from 'vitest';
import { readClock, readPlace, readTarget, writePlace, type Place } from './place';

test.each<[string, Place]>([
  ['at=b18231&t=12.3', { offset: 18231, us: 12_300_000 }],
  ['at=b0', { offset: 0 }],
  ['t=3:12', { us: 192_000_000 }],
  ['at=L214', { line: 214 }],
  ['at=@18231', { offset: 18231 }],
  ['at=7.5s', { us: 7_500_000 }],
  ['at=18231', { unread: 'at=18231' }],
  ['at=18231&t=3', { us: 3_000_000 }],
  ['at=there', { unread: 'at=there' }],
  ['at=there&t=3', { us: 3_000_000 }],
  ['at=b-1&t=abc', { unread: 'at=b-1' }],
  ['t=', { unread: 't=' }],
  [`t=${'9'.repeat(90)}`, { unread: `t=${'9'.repeat(38)}` }],
  ['', {}],
])('reads %s', (query, expected) => {
  expect(readPlace(new URLSearchParams(query))).toEqual(expected);
});

test.each<Place>([{ offset: 5, us: 12_300_000 }, { offset: 0 }, { us: 0 }, {}])(
  'a written place %o reads the same',
  (place) => {
    const query = new URLSearchParams();
    writePlace(place, query);
    expect(readPlace(query)).toEqual(place);
  },
);

test.each([
  ['192', 192_000_000],
  ['0:07.25', 7_250_000],
  ['1:03:12', 3_792_000_000],
  ['-1', undefined],
  ['3:', undefined],
  ['', undefined],
])('clock %s', (text, expected) => expect(readClock(text)).toBe(expected));

test.each([
  ['L214', { line: 214 }],
  ['l214', { line: 214 }],
  ['Ｌ２１４', { line: 214 }],
  ['b18231', { offset: 18231 }],
  ['3:12', { us: 192_000_000 }],
  ['there', undefined],
])('target %s', (text, expected) => expect(readTarget(text)).toEqual(expected));
