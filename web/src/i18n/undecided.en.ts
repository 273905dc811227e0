// What is said about remote desktops that may match or not, in English? `unread.ja.ts` says the same.
import { count } from './count';

const desktops = (n: number) => count(n, 'remote desktop', 'remote desktops');

export const unread = {
  title: (n: number) =>
    `${desktops(n)} may match or not: not all that was on screen was read by a machine.`,
  waiting: (n: number) =>
    `${desktops(n)} still to be read: the ingest that runs, or the next one, does it.`,
  noEngine: (n: number) =>
    `${desktops(n)} with nothing here that reads text: install tesseract-ocr, tesseract-ocr-eng and tesseract-ocr-jpn, and run sekisho rebuild.`,
  inPart: (n: number) => `${desktops(n)} read in part, or not at all: the page of each says why.`,
  noVideo: (n: number) => `${desktops(n)} without a recording: the page of each says why.`,
};
