// What is said along a session, in English? `along.ja.ts` says the same.

export const along = {
  title: 'Along the session',
  show: 'Lanes',
  lane: {
    activity: 'Activity',
    idle: 'Idle',
    commands: 'Commands',
    findings: 'Findings',
    hits: 'Hits',
    marks: 'Hidden',
    window: 'Access window',
    events: 'CloudTrail',
  },
  explain: {
    activity: 'Bytes of output in each slice of the session; bars grow with their root.',
    idle: 'Stretches of ten seconds and more in which no line was written.',
    commands: 'Commands as reconstructed from the screen, at the moment of Enter.',
    findings: 'What the rules found about this session, and where it begins to hold.',
    hits: 'Lines that hold the words you search for in this session.',
    marks: 'Masked secrets, and output that was not seen as it was written.',
    window: 'The approved window and the decisions on it. Hatched: the session outlived it.',
    events: 'What CloudTrail recorded of this session and its requests.',
  },
  /** Said in place of the words above where it is a video. */
  filmed: {
    lane: { activity: 'Activity', idle: 'Idle' },
    explain: {
      activity: 'How much of the picture changed in each slice, judged by the bytes of its frames.',
      idle: 'Stretches of ten seconds and more in which the picture did not change.',
      hits: 'Pictures in which a machine read the words you search for in the screen text.',
    },
  },
  activityText: (activity: string, at: string) => `${activity}: most of it around ${at}`,
  still: (length: string) => `${length} in which the picture did not change`,
  pause: (length: string) => `${length} without a line of output`,
  hit: (line: number) => `hit on line ${line}`,
  before: (length: string) => `${length} before the recording`,
  after: (length: string) => `${length} after the recording`,
  nth: (at: number, n: number) => `${at} of ${n}`,
  inOrder: 'in order of output – the log has no clock, so idle time and activity are not known',
  nothing: (names: string) => `Nothing here: ${names}`,
  loading: (names: string) => `Loading: ${names}`,
  unknown: (names: string, why: string) => `Cannot be told: ${names}, because ${why}`,
  failed: (names: string, why: string) => `Could not be loaded: ${names}. ${why}`,
};
