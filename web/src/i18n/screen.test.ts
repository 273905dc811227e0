// Is no more said of a recorded screen than is known?
import { expect, test } from 'vitest';
import { en } from './en';
import { ja } from './ja';

test('the contact sheet shows key frames, and not every change', () => {
  const [english, japanese] = [en, ja].map(({ screen }) => screen.contactHint(3));
  expect(english).toMatch(/^3 key frames: .* between two of them is not here\.$/);
  expect(japanese).toMatch(/^キーフレーム 3 枚: .*間にだけ映ったものは含まれません。$/);
});
