// What is said about a recorded screen, in English? `screen.ja.ts` says the same.
import { count } from './count';

export const screen = {
  title: 'Remote desktop, recorded as a video',
  nth: (nth: number, all: number) => `Video ${nth} of ${all}`,
  several: (n: number) =>
    `${n} videos: no document tells in which order they were recorded, so they are numbered in no particular order.`,
  keyed: 'has the keys',
  elsewhere: 'This link leads into a video that is not among those of this session.',
  unplayable:
    'This browser cannot play the video: it may be damaged, or use a codec that is missing here. The file can be downloaded and played elsewhere.',
  stopped: (at: string) =>
    `The browser stops at ${at}: what follows is damaged. Go to another place to play on; what no place shows may still be on the contact sheet.`,
  broken: 'Nothing more of it comes.',
  guessed: 'The times of the frames could not be loaded, so this step was a tenth of a second.',
  download: 'Download the original',
  lacks: (what: string) => `It is not whole: ${what}.`,
  wholeBytes: (bytes: number) =>
    `The player gets its first ${count(bytes, 'byte', 'bytes')}; behind them is only a piece of a frame.`,
  endNotSaid: 'The file does not say where it ends: whether more was to come is not known.',
  notYet:
    'It was not looked through yet, so it is not known whether it is whole and when its picture changed. That is done when everything else is taken in: reload the page later.',
  begins: 'Positions are those of the file. At which instant it begins, no document tells.',
  onlyKeyFrames: 'every frame says the whole picture again, so none tells what changed',
  nothingPlays: 'no frame of it plays',
  still: 'Picture',
  stillWhy: 'Save what is shown as PNG, with its place and the hash of the video printed below',
  stillFailed: 'The picture could not be saved.',
  contact: 'Contact sheet',
  contactHint: (n: number) =>
    `${count(n, 'key frame', 'key frames')}: the first, and each that looks clearly different from the one before. A few typed words may be left out, and what was seen only between two of them is not here.`,
  noPictures: (why: string) => `Small pictures are missing: ${why}.`,
  pictureOf: (place: string) => `picture of ${place}`,
  goTo: (place: string) => `Go to ${place}`,
  printed: (place: string) => `at ${place} of the video`,
};
