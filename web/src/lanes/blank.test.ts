// Is a lane only called empty once an answer says so?
import { expect, test } from 'vitest';
import { ApiError } from '../api/client';
import { blankOf, blanks, type Blank } from './blank';
import type { LaneName } from './lanes';

const failure = new ApiError(500, 'internal', 'the index is gone');
const retry = () => undefined;

test.each<[string, object, Blank]>([
  ['not asked yet', {}, { is: 'loading' }],
  ['asked', { busy: true }, { is: 'loading' }],
  ['answered', { answer: [] }, { is: 'nothing' }],
  ['asked once more after an answer', { answer: [], busy: true }, { is: 'nothing' }],
  ['refused', { failure }, { is: 'failed', failure, retry }],
  ['asked once more after a refusal', { failure, busy: true }, { is: 'loading' }],
])('%s', (_name, asked, blank) => {
  const none = { answer: undefined, failure: undefined, busy: false, retry };
  expect(blankOf({ ...none, ...asked })).toEqual(blank);
});

test('what is said of several lanes is said once', () => {
  const keys: Blank = { is: 'unknown', because: 'only key frames' };
  const of: Partial<Record<LaneName, Blank>> = {
    activity: keys,
    idle: { ...keys },
    commands: { is: 'failed', failure, retry },
    findings: { is: 'nothing' },
    marks: { is: 'unknown', because: 'no frame' },
    window: { is: 'nothing' },
  };
  const names: LaneName[] = ['activity', 'idle', 'commands', 'findings', 'hits', 'marks', 'window'];
  const said = blanks(names, (name) => of[name]);
  expect(said.map(({ names, blank }) => `${blank.is}: ${names.join(', ')}`)).toEqual([
    'unknown: activity, idle',
    'failed: commands',
    'nothing: findings, window',
    'unknown: marks',
  ]);
});
