// What is said about coverage, in English? `coverage.ja.ts` says the same.

import { count } from './count';

const recordings = (n: number) => count(n, 'expected recording', 'expected recordings');

export const coverage = {
  title: 'Coverage',
  period: (from: string, to: string) => `Sessions that began from ${from} to ${to}`,
  earlier: 'Earlier',
  later: 'Later',
  verdict: {
    missing: (missing: number, n: number) =>
      `${missing.toLocaleString('en')} of ${recordings(n)} ${missing === 1 ? 'is' : 'are'} missing`,
    unknown: (unknown: number, n: number) =>
      `It is not known whether ${unknown.toLocaleString('en')} of ${recordings(n)} ${unknown === 1 ? 'is' : 'are'} missing`,
    incomplete: (incomplete: number, n: number) =>
      `${incomplete.toLocaleString('en')} of ${recordings(n)} ${incomplete === 1 ? 'is' : 'are'} incomplete`,
    awaited: (here: number, n: number) =>
      `${here.toLocaleString('en')} of ${recordings(n)} ${here === 1 ? 'is' : 'are'} here; nothing else is due yet`,
    all: (n: number) =>
      n === 1 ? 'The 1 expected recording is here' : `All ${recordings(n)} are here`,
    none: 'No recording was expected',
    unread: 'Nobody knows whether a recording was to be expected: not all was read',
  },
  alsoIncomplete: (n: number) => `${n.toLocaleString('en')} incomplete`,
  unattached: (n: number) =>
    `${count(n, 'recording belongs', 'recordings belong')} to no session (see Originals)`,
  alsoUnknown: (n: number) => `of ${n.toLocaleString('en')} it is not known`,
  alsoAwaited: (n: number) => `${n.toLocaleString('en')} may still come`,
  unreadDays: (unread: number, days: number) =>
    `${unread.toLocaleString('en')} of ${count(days, 'day', 'days')} not read whole`,
  silent: (n: number) => (n === 1 ? '1 source does not answer' : `${n} sources do not answer`),
  findsOthers: 'The search finds others of these days as well',
  completeUpTo: (at: string) => `complete up to ${at}`,
  neverAnswered:
    'no source tells of sessions, or one of sessions or recordings has not answered yet, so nothing is known to be complete',
  foldersOnly:
    'Only folders were read: what they hold counts as all there is, and nothing tells whether sessions are missing as well.',
  grid: 'Recordings by account, region and day',
  place: 'Account and region',
  unknownPlace: 'not known',
  unknownDay: 'day not known',
  empty: 'no session',
  unread: 'not read whole: there may have been sessions',
  expected: (n: number) => `${n.toLocaleString('en')} expected`,
  state: {
    missing: 'missing',
    unknown: 'not known whether missing',
    unannounced: 'unannounced',
    late: 'late',
    awaited: 'may still come',
    arrived: 'arrived',
    'not-expected': 'not expected',
  },
  numbered: (n: number, state: string) => `${n.toLocaleString('en')} ${state}`,
  problems: 'What is not as it should be',
  byReason: 'All sessions of these days, by what became of the recording',
  what: 'What became of it',
  means: 'What it means, and what to do',
  sessionCount: 'Sessions',
  meaning: {
    'not-given': 'The log is there, and its source does not give it.',
    unreadable: 'A log came, and nothing in it can be read.',
    failed: 'Session history says that the session failed, and no log came.',
    'logging-off':
      'No version of the session preferences that AWS still has for its account and region says where to record.',
    'node-stopped': 'Its node was stopped or terminated before the log was due, and no log came.',
    'no-log': 'The session ended and no log came.',
    'no-end':
      'No document tells of its end, the longest time a session can last is over, and no log came.',
    'source-behind': 'A source that may bring it has not been read that far.',
    'left-out':
      'A bucket that may hold it is read only in part, as its prefixes or key patterns leave out some of what lies there.',
    'no-source': 'A bucket or log group that it may be recorded to is not read, or none is.',
    'no-time': 'No document tells when the session was, so nobody knows until when to look.',
    unannounced:
      'A recording came, and neither CloudTrail nor session history tells of its session.',
    late: 'The recording came later than logs usually come, though its place was being read.',
    running: 'The session may still be running; its log is uploaded after its end.',
    uploading:
      'The session ended or its node was stopped a short while ago, and the log may be on the way.',
    arrived: 'The recording came.',
    port: 'Session Manager does not record port forwarding.',
    ssh: 'Session Manager does not record SSH.',
    denied: 'AWS refused the session.',
  } as Record<string, string>,
  hint: {
    'not-given': 'See what is absent below: each says what to do.',
    unreadable: 'See the originals that could not be read, and why.',
    failed: 'Ask whether anybody got in: a session that was never connected leaves no log.',
    'logging-off':
      'Switch logging on in the session preferences; what happened in these sessions cannot be had any more.',
    'node-stopped': 'Ask who stopped the node, and why: its session page names the call.',
    'no-log':
      'Check that its role may write to the bucket, that the node was not shut down from within before it could upload, and that the session preferences of its account and region name a bucket that is read here.',
    'no-end': 'Look for the node: one that was stopped or terminated does not upload the log.',
    'source-behind':
      'See the sources below: one in trouble says what to do; then run sekisho ingest.',
    'left-out': 'See prefixes and keys of the bucket in the configuration.',
    'no-source':
      'Add every bucket and log group that the session preferences of its account and region name to the configuration.',
    'no-time': 'Collect the CloudTrail of its account and region.',
    unannounced:
      'Collect the CloudTrail of its account and region: other sessions may be missing as well.',
    late: 'Ask why it was uploaded late – until then the log lay on the node – or whether Sekisho stood still.',
  } as Record<string, string>,
  sources: {
    title: 'Sources',
    name: 'Source',
    brings: 'Brings',
    bringsWord: {
      trail: 'CloudTrail',
      sessions: 'session history',
      requests: 'access requests',
      'session-logs': 'session logs',
      'cloudwatch-logs': 'session streams',
      'rdp-recordings': 'screen recordings',
      preferences: 'preferences, policies',
      nodes: 'names of nodes',
      keys: 'keys that prove the trail',
      news: 'news of new objects',
      other: 'other data',
    },
    reached: 'Complete up to',
    lag: 'Behind by',
    state: 'State',
    ok: 'answers',
    never: 'never answered',
    retired: 'not read any more',
    notAsked: 'not asked yet',
    stale: 'last asked more than two days ago: is sekisho ingest running?',
    onlySpeed: 'only hastens',
    none: 'No source has been asked yet; only folders were ingested',
    noneHint: 'Name the accounts and buckets in a configuration file, then run sekisho ingest.',
  },
  absent: {
    title: 'Absent originals',
    hint: 'Things that a source has and does not give.',
    tries: (n: number) => `asked for ${count(n, 'time', 'times')}`,
  },
  next: {
    denied: 'sekisho sources check prints the statement that is missing.',
    'key-denied': 'Allow the reading role kms:Decrypt with the key of the object.',
    'archived-storage': 'Restore the object in S3; it is then taken in like any other.',
    gone: 'Look for a lifecycle rule or a person that deletes before Sekisho has read.',
    overwritten: 'Switch versioning on for the bucket, so that nothing can be overwritten unread.',
    deleted: 'The versions below the marker are kept as far as they were read.',
    credentials:
      'Check the credentials this program was started with, and the role of the account.',
    'role-refused':
      'Let the trust policy of the role name who was refused, with the external_id of the configuration, and allow that one sts:AssumeRole: sekisho sources policy prints the one with --template and the other with --caller.',
    throttled: 'It goes on whenever sekisho ingest runs, more slowly.',
    unreachable:
      'Check the network and the endpoint; it is asked again whenever sekisho ingest runs.',
    'damaged-in-transfer':
      'It is asked for again whenever sekisho ingest runs; if it stays, compare the object with its checksum in S3.',
    'no-such-place': 'Check the name, the account and the region in the configuration.',
    'not-implemented': 'This is no server of AWS, and it lacks the call.',
    failed: 'It is asked again whenever sekisho ingest runs; if it stays, look up what was said.',
  } as Record<string, string>,
};
