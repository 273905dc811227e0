// Do both languages say everything, and does Japanese say it in Japanese?
import { expect, test } from 'vitest';
import { en } from './en';
import { ja } from './ja';

/** Names and formats that are the same in every language. */
const SHARED = new Set([
  'frame.name',
  'search.csv',
  'search.jsonl',
  'home.exampleQueries.1',
  'home.exampleQueries.2',
  'home.exampleQueries.3',
  'session.to',
  'player.of',
  'player.valueText',
  'along.lane.events',
]);

type Leaf = string | ((...values: never[]) => string);

/** `search.total` → its message, for every message. */
function leaves(messages: object, path = ''): Map<string, Leaf> {
  const found = new Map<string, Leaf>();
  for (const [name, value] of Object.entries(messages)) {
    const here = path ? `${path}.${name}` : name;
    if (typeof value === 'object') leaves(value, here).forEach((leaf, key) => found.set(key, leaf));
    else found.set(here, value);
  }
  return found;
}

function say(leaf: Leaf): string {
  if (typeof leaf === 'string') return leaf;
  return leaf(...(Array.from({ length: leaf.length }, (_, i) => i + 2) as never[]));
}

const [english, japanese] = [leaves(en), leaves(ja)];

test('both languages hold the same messages', () => {
  expect([...japanese.keys()].sort()).toEqual([...english.keys()].sort());
});

test.each([...english.keys()])('%s', (key) => {
  const [here, there] = [english.get(key)!, japanese.get(key)!];
  expect(say(here).trim()).not.toBe('');
  if (!SHARED.has(key))
    expect(say(there)).toMatch(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u);
  expect(say(here)).not.toMatch(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u);
  if (typeof here === 'function') {
    // Both print every value they are given; the digits stand for the values that `say` passed in.
    for (let i = 0; i < here.length; i++) {
      expect(say(here)).toContain(String(i + 2));
      expect(say(there)).toContain(String(i + 2));
    }
  }
});
