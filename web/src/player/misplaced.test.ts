// Is it said when a link leads to no place, and no longer once one has gone on?
import { expect, test } from 'vitest';
import type { Place } from '../router/place';
import { misplaced, type Misplaced } from './misplaced';

const S = 1_000_000;

test.each<[string, Place, number, number, Misplaced | undefined]>([
  ['no place', { unread: 't=abc' }, 12 * S, 0, { is: 'no-place', given: 't=abc' }],
  ['no place, and gone on', { unread: 't=abc' }, 12 * S, 5 * S, undefined],
  ['behind the end', { us: 9999 * S }, 12 * S, 12 * S, { is: 'behind-the-end' }],
  ['behind the end, and gone back', { us: 9999 * S }, 12 * S, 3 * S, undefined],
  ['not loaded yet', { us: 9999 * S }, 0, 9999 * S, undefined],
  ['the end itself', { us: 12 * S }, 12 * S, 12 * S, undefined],
  ['an offset wins', { offset: 7, us: 9999 * S }, 12 * S, 12 * S, undefined],
  ['none was given', {}, 12 * S, 0, undefined],
])('%s', (_name, place, duration, position, expected) => {
  expect(misplaced(place, { duration, position })).toEqual(expected);
});
