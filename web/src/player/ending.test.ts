// Is a video that does not say where it ends told from one that is not whole?
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { endingOf } from './ending';

const NOT_SAID = 'this kind of file does not say whether there were to be more frames';
const CUT = 'plays until 5.600 s; 20 known frames are missing';

test.each([
  [undefined, { said: true }],
  [null, { said: true }],
  [CUT, { lacks: CUT, said: true }],
  [NOT_SAID, { said: false }],
  [
    `there is sound and no picture; ${NOT_SAID}`,
    { lacks: 'there is sound and no picture', said: false },
  ],
])('%s', (sentence, ending) => {
  expect(endingOf(sentence)).toEqual(ending);
});

test('these are still the words of the server', () => {
  const ends = new URL('../../../crates/recording/src/video/ends.rs', import.meta.url);
  expect(readFileSync(ends, 'utf8')).toContain(`"${NOT_SAID}"`);
});
