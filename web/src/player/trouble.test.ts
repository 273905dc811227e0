// Is a broken connection told from a video that cannot be played?
import { expect, test } from 'vitest';
import { ApiError } from '../api/client';
import { troubleOf, troubleToldBy, type Trouble } from './trouble';

const failure = new ApiError(0, 'unreachable', 'the server does not answer');
const unplayable: Trouble = { is: 'unplayable' };

test.each<[string, number | undefined, ApiError | undefined, Trouble]>([
  ['aborted', 1, undefined, { is: 'broken', failure: undefined }],
  ['the connection broke', 2, failure, { is: 'broken', failure }],
  ['it broke and is there again', 2, undefined, { is: 'broken', failure: undefined }],
  ['a codec that is missing', 4, undefined, unplayable],
  ['it never came', 4, failure, { is: 'broken', failure }],
  ['a browser that does not say', undefined, undefined, { is: 'broken', failure: undefined }],
])('%s', async (_name, code, refused, trouble) => {
  expect(await troubleOf(code, async () => refused)).toEqual(trouble);
});

test('damage ends what was shown, and not what was never shown', () => {
  expect(troubleToldBy(3, true)).toEqual({ is: 'stopped' });
  expect(troubleToldBy(3, false)).toEqual(unplayable);
  expect(troubleToldBy(4, true)).toBe(undefined);
});
