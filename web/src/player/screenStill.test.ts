// Is everything that is printed below a picture inside it?
import { expect, test } from 'vitest';
import { bandHeight, fitting } from './screenStill';

test.each([
  [10, 1000, 15],
  [64, 640, 10],
  [64, 480, 7],
  [64, 100, 6],
  [0, 100, 15],
])('%i letters in %i pixels', (letters, room, size) => {
  expect(fitting('x'.repeat(letters), room, (px) => letters * px)).toBe(size);
});

test('the band holds every line', () => {
  expect(bandHeight(['a', 'b', 'c'])).toBe(24 + 66);
});
