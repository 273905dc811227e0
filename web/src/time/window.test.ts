// Is a session only called inside or outside its window when that is certain?
import { expect, test } from 'vitest';
import type { Moment } from '../api/types';
import { compareWithWindow, type Comparison } from './window';

const WINDOW = { start: '2026-11-18T01:00:00Z', end: '2026-11-18T02:00:00Z' };
const MINUTE = 60_000_000;
const at = (time: string): Moment => ({ at: `2026-11-18T${time}Z` });
const UNKNOWN: Moment = { why: 'no document tells' };

test.each<[string, Moment, Moment, Comparison['relation'], number]>([
  ['in time', at('01:05:00'), at('01:50:00'), 'inside', 0],
  ['to the second', at('01:00:00'), at('02:00:00'), 'inside', 0],
  ['over', at('01:05:00'), at('02:17:00'), 'after', 17 * MINUTE],
  ['too early', at('00:58:00'), at('01:10:00'), 'before', 2 * MINUTE],
  ['too late', at('02:00:00'), at('02:10:00'), 'later', 0],
  ['no end', at('01:05:00'), UNKNOWN, 'incomparable', 0],
  ['a bound inside', at('01:05:00'), { not_after: '2026-11-18T01:55:00Z' }, 'inside', 0],
  ['a bound outside', at('01:05:00'), { not_after: '2026-11-18T03:00:00Z' }, 'incomparable', 0],
  ['only an end', UNKNOWN, at('02:30:00'), 'after', 30 * MINUTE],
])('%s', (_name, started, ended, relation, us) => {
  expect(compareWithWindow({ started, ended }, WINDOW)).toEqual({ relation, us });
});
