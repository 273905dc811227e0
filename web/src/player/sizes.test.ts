// Is a chosen size remembered for its session, and nonsense forgotten?
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { rememberedSize, rememberSize } from './sizes';

beforeEach(() => {
  const stored = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
});
afterEach(() => vi.unstubAllGlobals());

test('each session has its own', () => {
  rememberSize('alice', { cols: 100, rows: 40 });
  rememberSize('bob', { cols: 80, rows: 24 });
  rememberSize('alice', { cols: 90, rows: 30 });
  expect(rememberedSize('alice')).toEqual({ cols: 90, rows: 30 });
  expect(rememberedSize('bob')).toEqual({ cols: 80, rows: 24 });
  rememberSize('alice', undefined);
  expect(rememberedSize('alice')).toBeUndefined();
});

test('only the latest are kept', () => {
  for (let i = 0; i < 300; i++) rememberSize(`session ${i}`, { cols: 80, rows: 24 });
  expect(rememberedSize('session 0')).toBeUndefined();
  expect(rememberedSize('session 299')).toEqual({ cols: 80, rows: 24 });
});

test.each(['nonsense', '{"alice": "80x24"}', '[["alice", 7], "alice", ["alice", "0x0"]]'])(
  'what cannot be read counts for nothing: %s',
  (stored) => {
    localStorage.setItem('sekisho.sizes', stored);
    expect(rememberedSize('alice')).toBeUndefined();
  },
);
