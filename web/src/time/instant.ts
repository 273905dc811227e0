// How is an instant printed, always with its zone?
import { zoneName } from './zone';

export type Language = 'en' | 'ja';

const DAY_US = 86_400_000_000;

/** Where and for whom a time is printed. */
export interface Clockwork {
  zone: string;
  language: Language;
}

/** `Wed 2026-11-18 10:03:12 JST`, or `2026-11-18 (水) 10:03:12 JST`. */
export function writeInstant(rfc3339: string, { zone, language }: Clockwork): string {
  const part = parts(rfc3339, zone, language);
  return `${day(part, language)} ${time(part)} ${zoneName(zone, new Date(rfc3339))}`;
}

/** `2026-11-18 10:03 JST`: for table cells, where seconds and weekday would be noise. */
export function writeShortInstant(rfc3339: string, { zone, language }: Clockwork): string {
  const part = parts(rfc3339, zone, language);
  const date = `${part.year}-${part.month}-${part.day}`;
  return `${date} ${part.hour}:${part.minute} ${zoneName(zone, new Date(rfc3339))}`;
}

/** `Wed 2026-11-18`, or `2026-11-18 (水)`: a day of a calendar, in whichever zone it was cut. */
export function writeDay(date: string, { language }: Pick<Clockwork, 'language'>): string {
  return day(parts(`${date}T00:00:00Z`, 'UTC', language), language);
}

/** A stretch; the day is written once when both ends share it. */
export function writeSpan(start: string, end: string, { zone, language }: Clockwork): string {
  const [from, to] = [parts(start, zone, language), parts(end, zone, language)];
  const [fromDay, toDay] = [day(from, language), day(to, language)];
  const last = fromDay === toDay ? time(to) : `${toDay} ${time(to)}`;
  return `${fromDay} ${time(from)} – ${last} ${zoneName(zone, new Date(end))}`;
}

type Parts = Record<string, string>;

/** Making one takes longer than printing a hundred times with it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string, language: Language): Intl.DateTimeFormat {
  const name = `${language} ${zone}`;
  const known = formats.get(name);
  if (known) return known;
  const format = new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(name, format);
  return format;
}

function parts(rfc3339: string, zone: string, language: Language): Parts {
  const format = formatOf(zone, language);
  const named = format.formatToParts(new Date(rfc3339)).map((p) => [p.type, p.value] as const);
  return Object.fromEntries(named);
}

function day(part: Parts, language: Language): string {
  const date = `${part.year}-${part.month}-${part.day}`;
  return language === 'ja' ? `${date} (${part.weekday})` : `${part.weekday} ${date}`;
}

function time(part: Parts): string {
  return `${part.hour}:${part.minute}:${part.second}`;
}

/**
 * The position, in microseconds from `started`, at which the clock of a zone first shows a time of day, given as
 * microseconds since midnight.
 */
export function positionAtTimeOfDay(us: number, started: string, zone: string): number {
  const { hour, minute, second } = parts(started, zone, 'en');
  const fraction = (Date.parse(started) % 1_000) * 1e3;
  const began = (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1e6 + fraction;
  return (us - began + DAY_US) % DAY_US;
}
