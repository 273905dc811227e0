// Is every original of the recording that is not whole told of, once, and nothing else?
import { expect, test } from 'vitest';
import type { OriginalRef } from '../../api/types';
import { damageOf } from './damage';

function original(sha256: string, more: Partial<OriginalRef> = {}): OriginalRef {
  const whole = { kind: 'session-log', state: 'read' as const, conflict: false, rejected: [] };
  return { sha256, locator: '', size_bytes: 1, first_seen: '', ...whole, ...more };
}

const TRAIL = { kind: 'cloudtrail', state: 'partly', conflict: true } as const;

test.each<[string, OriginalRef[], string[]]>([
  ['nothing is wrong', [original('a')], []],
  ['only CloudTrail is damaged', [original('a'), original('b', TRAIL)], []],
  ['a cut log', [original('b', TRAIL), original('a', { state: 'partly' })], ['partly 1']],
  [
    'an unreadable stream',
    [original('a', { kind: 'cloudwatch-stream', state: 'quarantined' })],
    ['quarantined 0'],
  ],
  [
    'one damaged log at two places',
    Array(2).fill(original('a', { state: 'partly' })),
    ['partly 0'],
  ],
  ['another log at another place', [original('a'), original('b')], ['two-logs 1']],
  [
    'another log at the same place',
    [original('a', { conflict: true }), original('b', { conflict: true, state: 'partly' })],
    ['two-logs 1', 'partly 1'],
  ],
  ['a place that held something else', [original('a', { conflict: true })], ['conflict 0']],
  ['a log and its stream', [original('a'), original('b', { kind: 'cloudwatch-stream' })], []],
])('%s', (_, originals, expected) => {
  expect(damageOf(originals).map(({ what, row }) => `${what} ${row}`)).toEqual(expected);
});

test('how a video ends is told before where its bytes are damaged', () => {
  const codes = ['box-cut', 'truncated', 'gap'];
  const rejected = codes.map((code) => ({ code, at: '', reason: '' }));
  const [damage] = damageOf([original('a', { kind: 'video-mp4', state: 'partly', rejected })]);
  expect(damage!.rejected.map(({ code }) => code)).toEqual(['truncated', 'box-cut', 'gap']);
});
