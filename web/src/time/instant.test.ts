// Is every instant printed in the chosen zone, with the zone's name?
import { expect, test } from 'vitest';
import {
  positionAtTimeOfDay,
  writeInstant,
  writeShortInstant,
  writeSpan,
  type Clockwork,
} from './instant';

const AT = '2026-11-18T01:03:12Z';
const TOKYO: Clockwork = { zone: 'Asia/Tokyo', language: 'en' };
const TOKYO_JA: Clockwork = { zone: 'Asia/Tokyo', language: 'ja' };
const UTC: Clockwork = { zone: 'UTC', language: 'en' };
const PARIS: Clockwork = { zone: 'Europe/Paris', language: 'en' };

test.each([
  [writeInstant(AT, TOKYO), 'Wed 2026-11-18 10:03:12 JST'],
  [writeInstant(AT, TOKYO_JA), '2026-11-18 (水) 10:03:12 JST'],
  [writeInstant(AT, UTC), 'Wed 2026-11-18 01:03:12 UTC'],
  [writeInstant(AT, PARIS), 'Wed 2026-11-18 02:03:12 GMT+1'],
  [writeInstant('2026-11-18T15:00:00Z', TOKYO), 'Thu 2026-11-19 00:00:00 JST'],
  [writeShortInstant(AT, TOKYO_JA), '2026-11-18 10:03 JST'],
  [writeSpan(AT, '2026-11-18T01:48:38Z', TOKYO), 'Wed 2026-11-18 10:03:12 – 10:48:38 JST'],
  [
    writeSpan(AT, '2026-11-18T16:00:00Z', TOKYO_JA),
    '2026-11-18 (水) 10:03:12 – 2026-11-19 (木) 01:00:00 JST',
  ],
])('%s', (written, expected) => expect(written).toBe(expected));

test.each([
  ['10:16', '2026-11-17T01:15:00Z', 60],
  ['10:15', '2026-11-17T01:15:00.250Z', 86_399.75],
  ['0:05', '2026-11-17T14:55:00Z', 600],
])('%s comes first after %s', (typed, started, seconds) => {
  const [hours, minutes] = typed.split(':').map(Number);
  const us = (hours! * 3600 + minutes! * 60) * 1e6;
  expect(positionAtTimeOfDay(us, started, 'Asia/Tokyo')).toBe(seconds * 1e6);
});
