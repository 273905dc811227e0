// Do single keys stay silent while somebody types?
import { expect, test } from 'vitest';
import { commandOf, KEYS, type Focus, type KeyCommand, type Press } from './keys';

const IDLE: Focus = { typing: false, operable: false };

function press(key: string, more: Partial<Press> = {}): Press {
  const plain = { ctrlKey: false, metaKey: false, altKey: false, isComposing: false };
  return { key, ...plain, keyCode: 0, defaultPrevented: false, ...more };
}

test.each<[string, Partial<Press>, Partial<Focus>, KeyCommand | undefined]>([
  ['/', {}, {}, 'search'],
  [' ', {}, {}, 'play-pause'],
  ['ArrowLeft', {}, {}, 'back'],
  ['y', {}, {}, 'copy-link'],
  ['q', {}, {}, undefined],
  ['/', {}, { typing: true }, undefined],
  ['y', { isComposing: true }, {}, undefined],
  ['y', { keyCode: 229 }, {}, undefined],
  ['y', { ctrlKey: true }, {}, undefined],
  ['/', { defaultPrevented: true }, {}, undefined],
  [' ', {}, { operable: true }, undefined],
  ['ArrowRight', {}, { operable: true }, undefined],
  ['.', {}, { operable: true }, 'step'],
])('%j %o %o', (key, more, focus, expected) => {
  expect(commandOf(press(key, more), { ...IDLE, ...focus })).toBe(expected);
});

test('no key means two things', () => {
  expect(new Set(KEYS.map((entry) => entry.key)).size).toBe(KEYS.length);
});
