// How is a resolved period, which the server writes in English, said in Japanese?
import type { Clockwork } from '../time/instant';

/** `Mon 16 – Sun 22 Nov 2026 JST` as it is, or as `2026-11-16 (月) – 2026-11-22 (日) JST`. */
export function writePeriod(resolved: string, { language }: Clockwork): string {
  if (language !== 'ja') return resolved;
  const match = PERIOD.exec(resolved);
  if (!match?.groups) return resolved;
  const { word, first, last, zone } = match.groups;
  const until = date(last!, {});
  if (!until) return resolved;
  if (word) return `${until.text} ${zone} ${word === 'from' ? '以降' : 'より前'}`;
  // What both ends share is written once, at the end.
  const from = first ? date(first, until) : undefined;
  if (first && !from) return resolved;
  return from ? `${from.text} – ${until.text} ${zone}` : `${until.text} ${zone}`;
}

const PERIOD = /^(?:(?<word>from|before) )?(?:(?<first>.+) – )?(?<last>.+) (?<zone>\S+)$/;
const DATE = /^(\w{3}) (\d{1,2})(?: (\w{3}))?(?: (\d{4}))?(?: (\d\d:\d\d(?::\d\d)?))?$/;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const DAYS: Record<string, string> = {
  Mon: '月',
  Tue: '火',
  Wed: '水',
  Thu: '木',
  Fri: '金',
  Sat: '土',
  Sun: '日',
};

function date(
  english: string,
  shared: { month?: string; year?: string },
): { text: string; month: string; year: string } | undefined {
  const [, weekday, day, month = shared.month, year = shared.year, time] = DATE.exec(english) ?? [];
  const number = MONTHS.indexOf(month ?? '') + 1;
  if (!weekday || !day || !month || !year || number === 0 || !DAYS[weekday]) return undefined;
  const text = `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')} (${DAYS[weekday]})`;
  return { text: time ? `${text} ${time}` : text, month, year };
}
