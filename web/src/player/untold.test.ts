// Is a still picture told from one of which nobody knows whether it changed?
import { expect, test } from 'vitest';
import { en } from '../i18n/en';
import { untold } from './untold';

const { onlyKeyFrames, nothingPlays } = en.screen;

test.each([
  ['it moves', [0, 7], 30, 2, undefined],
  ['it stands still', [0, 0], 30, 2, undefined],
  ['every frame is a key frame', [], 30, 30, onlyKeyFrames],
  ['there is no frame', [], 0, 0, nothingPlays],
])('%s', (_name, activity, frames, key_frames, why) => {
  expect(untold({ activity, frames, key_frames }, en)).toBe(why);
});
