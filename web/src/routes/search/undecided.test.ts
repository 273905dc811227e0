// Is every reason said with its next step?
import { expect, test } from 'vitest';
import { en } from '../../i18n/en';
import { ja } from '../../i18n/ja';
import { isDecided, reasons } from './undecided';

const none = {
  sessions: 0,
  unknown: 0,
  waiting: 0,
  no_engine: 0,
  in_part: 0,
  no_video: 0,
  unattached: 0,
};

test('every reason has its sentence', () => {
  const check = (some: Partial<typeof none>, expected: string[]) =>
    expect(reasons({ ...none, ...some }, en.undecided)).toEqual(expected);
  check({}, []);
  check({ sessions: 2, unknown: 1, waiting: 1 }, [
    '1 session of which nothing tells when, by whom or on which node: the page of each says what is known.',
    '1 remote desktop still to be read: the ingest that runs, or the next one, does it.',
  ]);
  check({ sessions: 3, in_part: 2, no_video: 1 }, [
    '2 remote desktops read in part, or not at all: the page of each says why.',
    '1 remote desktop without a recording: the page of each says why.',
  ]);
  expect(reasons({ ...none, no_engine: 1 }, en.undecided)[0]).toContain('install tesseract-ocr,');
  expect(reasons({ ...none, no_engine: 1 }, ja.undecided)[0]).toContain('インストール');
});

test('a recording of no session is told even where every session is decided', () => {
  expect(isDecided(none)).toBe(true);
  expect(isDecided({ ...none, sessions: 1 })).toBe(false);
  expect(isDecided({ ...none, unattached: 1 })).toBe(false);
});
