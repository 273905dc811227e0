// Do single keys stay silent while somebody types?
import { expect, test } from 'vitest';
import {
  ANYWHERE,
  commandOf,
  IN_SESSION,
  IN_TERMINAL,
  WHILE_READING,
  type Focus,
  type KeyCommand,
  type Press,
} from './keys';

const IDLE: Focus = { typing: false, operable: false, hasEnds: false };

function press(key: string, more: Partial<Press> = {}): Press {
  const plain = {
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    isComposing: false,
  };
  return { key, ...plain, keyCode: 0, defaultPrevented: false, ...more };
}

test.each<[string, Partial<Press>, Partial<Focus>, KeyCommand | undefined]>([
  ['/', {}, {}, 'search'],
  [' ', {}, {}, 'play-pause'],
  ['ArrowLeft', {}, {}, 'back'],
  ['ArrowLeft', { shiftKey: true }, {}, 'command-back'],
  ['?', { shiftKey: true }, {}, 'help'],
  ['>', { shiftKey: true }, {}, 'faster'],
  ['k', {}, {}, 'play-pause'],
  ['7', {}, {}, 'tenth'],
  ['0', {}, {}, 'tenth'],
  ['+', {}, {}, undefined],
  ['y', {}, {}, 'copy-link'],
  ['r', {}, {}, 'raw'],
  ['r', { ctrlKey: true }, {}, undefined],
  ['q', {}, {}, undefined],
  ['/', {}, { typing: true }, undefined],
  ['y', { isComposing: true }, {}, undefined],
  ['y', { keyCode: 229 }, {}, undefined],
  ['y', { ctrlKey: true }, {}, undefined],
  ['/', { defaultPrevented: true }, {}, undefined],
  [' ', {}, { operable: true }, undefined],
  ['ArrowRight', {}, { operable: true }, undefined],
  ['ArrowRight', { shiftKey: true }, { operable: true }, undefined],
  ['.', {}, { operable: true }, 'step'],
  ['Home', {}, { operable: true }, 'start'],
  ['End', {}, {}, 'end'],
  ['End', { ctrlKey: true }, {}, undefined],
  ['Home', {}, { operable: true, hasEnds: true }, undefined],
])('%j %o %o', (key, more, focus, expected) => {
  expect(commandOf(press(key, more), { ...IDLE, ...focus })).toBe(expected);
});

test('while reading, some keys change the size of the text', () => {
  const commands = ['+', '=', '-', '0', '1', 'v'].map((key) => commandOf(press(key), IDLE, true));
  expect(commands).toEqual(['larger', 'larger', 'smaller', 'usual-size', 'tenth', 'view']);
});

test.each([
  ['in a session', [...ANYWHERE, ...IN_SESSION, ...IN_TERMINAL]],
  ['while reading', [...ANYWHERE, ...WHILE_READING]],
])('no key means two things %s', (_, table) => {
  const presses = table.flatMap(({ keys, shift }) => keys.map((key) => `${shift ?? ''} ${key}`));
  expect(new Set(presses).size).toBe(presses.length);
});
