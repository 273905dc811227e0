// What is said about recordings that belong to no session, in English? `unattached.ja.ts` says the same.

export const unattached = {
  title: 'Recordings that belong to no session',
  hint: 'Nothing names their connection and they fit no desktop or several, or somebody said that they show none. Whoever knows whose screen they show can say so.',
  attach: 'Attach …',
  watch: 'Watch',
  unwatch: 'Close the video',
  watching: 'A recording that belongs to no session',
  unplayable:
    'This browser does not play the video, or not to its end: it may break off, or use a codec that is missing here.',
  alsoAt: 'The same bytes:',
  none: 'every desktop has a whole recording',
  session: 'Remote desktop without a whole recording',
  nobody: 'somebody unknown',
  noNode: 'unknown node',
  dialog: {
    title: 'Attach the recording?',
    why: 'Your word is sealed in the archive like every document, with its time and reason, and is shown beside the recording for good. Of several words about one recording the last counts.',
    reason: 'How do you know?',
    example: 'CHG-0915 is open in a window at the start',
    missing: 'Say how you know: the reason is shown beside the recording.',
    send: 'Seal and attach',
    busy: 'Attaching …',
    cancel: 'Cancel',
    underWay:
      'It was sent and cannot be called back. If you close this, the page says what came of it.',
    close: 'Close',
  },
  done: 'The recording is attached.',
  noWord: (why: string) =>
    `No word came that the recording was attached, and what holds now was asked for again (${why}).`,
  configuration: 'the configuration',
  detach: 'Not this session …',
  detached: 'The recording belongs to no session any more.',
  detaching: {
    title: 'Does it not show this session?',
    why: 'Your word is sealed in the archive with its time and reason, and what was said before stays there. The recording then belongs to no session, until somebody attaches it to one.',
    reason: 'How do you know?',
    example: 'it was CHG-0951, and not CHG-0915',
    missing: 'Say how you know: the reason is sealed with it.',
    send: 'Seal',
    busy: 'Sealing …',
    cancel: 'Cancel',
    underWay:
      'It was sent and cannot be called back. If you close this, reload the page to see what came of it.',
    close: 'Close',
  },
  disowned: {
    title: 'Metadata of a recording names this session, and somebody says otherwise',
    none: (by: string, at: string, reason: string) =>
      `${by} said at ${at} that it shows no session that is known: ${reason}`,
    other: (by: string, at: string, reason: string) =>
      `${by} said at ${at} that it shows another session: ${reason}`,
    open: 'Open that session',
  },
  joined: {
    fits: 'Names no session: it fits the node and time of this desktop and of no other',
    told: 'Its key names no session: metadata of the object names this one',
    attached: (by: string, at: string, reason: string) => `Attached by ${by} at ${at}: ${reason}`,
    instead: 'Its metadata names another session:',
  },
};
