// What is said about the text that a machine read on a screen, in English? `screenText.ja.ts` says the same.
import { count } from './count';

export const screenText = {
  title: 'Screen text',
  find: 'Find in the screen text',
  machine:
    'Read by a machine, may be wrong. What it did not read may have been there all the same.',
  unsure: '“…” stands for words of which it was not sure.',
  waiting: 'Not read yet: the ingest that runs, or the next one, reads it.',
  reading: (read: number, scenes: number) =>
    `${read} of ${count(scenes, 'picture', 'pictures')} read so far.`,
  gaveUp: (read: number, scenes: number) =>
    `${read} of ${count(scenes, 'picture', 'pictures')} read. Reading the others would take more than the hour that one video gets.`,
  nothing: (n: number) => `Nothing legible in ${count(n, 'picture', 'pictures')}.`,
  missing: (failed: number, scenes: number, why: string) =>
    `${failed} of ${count(scenes, 'picture', 'pictures')} could not be read: ${why}.`,
  unmasked: 'The video shows them.',
  notRead: (why: string) => `Not read: ${why}.`,
  engine: (name: string) => `Engine: ${name}`,
};
