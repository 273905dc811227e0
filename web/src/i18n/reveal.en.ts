// What is said about showing secrets, in English? `reveal.ja.ts` says the same.

import { count } from './count';

export const reveal = {
  masked: (n: number) => `${count(n, 'secret is', 'secrets are')} masked.`,
  ask: 'Show …',
  title: 'Show secrets?',
  why: (n: number) =>
    `${count(n, 'secret was', 'secrets were')} masked in this session. The ledger first gets a line that they were shown, when, to whom and why, and keeps it for good. They are then shown in the transcript until this page is closed or loaded again; the screen, raw output and downloads stay masked.`,
  reason: 'Why do you have to know?',
  example: 'INC-4821: which password was used?',
  missing: 'Say why: the reason stays in the ledger.',
  show: 'Write it down and show',
  busy: 'Showing …',
  cancel: 'Cancel',
  underWay:
    'It was asked for: if you close this nothing is shown, but the ledger may hold the line.',
  close: 'Close',
  left: 'Nothing is shown. The ledger may hold the line that it was asked for.',
  shown: (n: number) => `Secrets are shown in ${count(n, 'line', 'lines')}.`,
  because: 'In the ledger:',
  hide: 'Mask again',
};
