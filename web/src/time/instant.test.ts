// Is every instant printed in the chosen zone, with the zone's name?
import { expect, test } from 'vitest';
import { writeInstant, writeShortInstant, writeSpan, type Clockwork } from './instant';

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
