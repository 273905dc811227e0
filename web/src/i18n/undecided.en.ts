// What is said about sessions that may match or not, in English? `undecided.ja.ts` says the same.
import { count } from './count';

const sessions = (n: number) => count(n, 'session', 'sessions');
const desktops = (n: number) => count(n, 'remote desktop', 'remote desktops');

export const undecided = {
  label: 'What may match or not',
  unattached: (n: number) =>
    `${count(n, 'recording belongs', 'recordings belong')} to no session, so that no question finds ${n === 1 ? 'it' : 'them'}.`,
  watch: 'See whose screen it may be',
  title: (n: number) =>
    `${sessions(n)} may match or not, as what is asked for is not known of them.`,
  list: 'List them',
  unknown: (n: number) =>
    `${sessions(n)} of which nothing tells when, by whom or on which node: the page of each says what is known.`,
  waiting: (n: number) =>
    `${desktops(n)} still to be read: the ingest that runs, or the next one, does it.`,
  noEngine: (n: number) =>
    `${desktops(n)} with nothing here that reads text: install tesseract-ocr, tesseract-ocr-eng and tesseract-ocr-jpn, and run sekisho rebuild.`,
  inPart: (n: number) => `${desktops(n)} read in part, or not at all: the page of each says why.`,
  noVideo: (n: number) => `${desktops(n)} without a recording: the page of each says why.`,
};
