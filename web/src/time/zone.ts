// Which time zones can a reader choose, and what are they called?

export type ZoneChoice = 'local' | 'Asia/Tokyo' | 'UTC';

export const ZONE_CHOICES: readonly ZoneChoice[] = ['local', 'Asia/Tokyo', 'UTC'];

/** The browser's own zone; finding it out takes milliseconds, and every time that is printed asks. */
let local: string | undefined;

/** The IANA name behind a choice. */
export function ianaZone(choice: ZoneChoice): string {
  if (choice !== 'local') return choice;
  return (local ??= Intl.DateTimeFormat().resolvedOptions().timeZone);
}

/**
 * The short name printed after every time. Intl calls Tokyo "GMT+9" outside Japanese locales; readers of audit lists
 * know it as JST.
 */
export function zoneName(zone: string, instant: Date): string {
  if (zone === 'Asia/Tokyo') return 'JST';
  if (zone === 'UTC' || zone === 'Etc/UTC') return 'UTC';
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    timeZoneName: 'short',
  }).formatToParts(instant);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}
