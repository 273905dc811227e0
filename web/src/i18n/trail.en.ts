// What is said about the completeness of a trail, in English? `trail.ja.ts` says the same.

import { count } from './count';

export const trail = {
  title: 'CloudTrail',
  hint: 'CloudTrail signs, hour by hour, the list of the files it delivered. What is proven from that was not altered, and nothing in it is left out.',
  whole: (digests: number, logs: number) =>
    `Proven complete and unaltered: ${count(digests, 'digest', 'digests')}, ${count(logs, 'log file', 'log files')}`,
  broken: (gaps: number) =>
    `Not proven complete: ${count(gaps, 'gap or altered file', 'gaps or altered files')}`,
  unlisted: (n: number) =>
    `Not proven complete: no proven digest lists ${count(n, 'log file', 'log files')}`,
  none: 'No CloudTrail file is held, so nothing proves that every session is known',
  noneHint:
    'Read the bucket of the trail, or ingest a copy of it, its CloudTrail-Digest folders included.',
  see: 'See which, and what to do',
  proofs: 'See the proofs',
  backfill: 'delivered belatedly',
  proven: (digests: number, logs: number) =>
    `${count(digests, 'digest', 'digests')} and ${count(logs, 'log file', 'log files')} proven`,
  older: 'CloudTrail wrote older digests, and none of them is held.',
  hours: 'Delivered',
  state: 'State',
  what: 'What it means, and what to do',
  verdict: {
    complete: 'complete',
    invalid: 'altered',
    absent: 'absent',
    undeterminable: 'not proven',
  },
  completeMeans: 'Every digest and every log file is held and unaltered.',
  unlistedTitle: 'Log files that no proven digest lists',
  files: 'Files',
  more: (n: number) => `and ${n.toLocaleString('en')} more`,
  keysTitle: 'Proven with these keys',
  keysHint:
    'Whoever can forge a trail can put a key beside it. Compare these with what AWS gives: aws cloudtrail list-public-keys.',
  fingerprint: 'Fingerprint',
  byHand: 'The same at the command line:',
  meaning: {
    'digest-absent':
      'A digest that CloudTrail wrote is not held, so the log files of its hours are not proven.',
    'digest-damaged': 'The file is not the gzip of a digest: it was cut, altered or replaced.',
    'digest-moved':
      'The digest says that it belongs elsewhere: it was moved, renamed or put in the place of another.',
    'digest-signature': 'The digest or its signature is not what CloudTrail wrote.',
    'digest-key-time': 'The digest is signed with a key that was not in use at the time.',
    'digest-key-damaged': 'The saved key that the digest names cannot be read.',
    'digest-key-unknown': 'The key that the digest names is not held.',
    'digest-unsigned':
      'The signature is not held: it stands in the metadata of the object in S3, which a copy loses.',
    'log-absent':
      'A log file that CloudTrail delivered is not held, so its records are missing here.',
    'log-altered':
      'The log file is not what CloudTrail delivered: records were changed, added or removed.',
    'log-damaged': 'The log file is not one whole gzip: it was cut, or something was added to it.',
    'not-recorded':
      'CloudTrail wrote no digests: the trail, or its log file validation, was switched off.',
    unknown:
      'No digest is held, and the next one, which would tell whether there was one, is not proven.',
    foreign:
      'No digest of their hours lists them: another trail delivered them, or somebody put them there.',
    'no-digest': 'No digest of the account and region is proven, so neither are they.',
    open: 'No proven digest covers their hours.',
    pending: 'They are newer than the newest digest, which CloudTrail writes after the hour.',
  } as Record<string, string>,
  next: {
    'digest-absent':
      'Copy it from the bucket with its metadata; if it is gone there too, look for who deleted it.',
    'digest-damaged': 'Compare it with the object in the bucket and with its earlier versions.',
    'digest-moved': 'Compare it with the object in the bucket and with its earlier versions.',
    'digest-signature':
      'Treat the hour as tampered with; look for an earlier version of the object.',
    'digest-key-time': 'Check that the saved keys are those that AWS gives for these dates.',
    'digest-key-damaged':
      'Save the keys again: aws cloudtrail list-public-keys --start-time … --end-time …',
    'digest-key-unknown':
      "Save it: aws cloudtrail list-public-keys --region <the digest's> --start-time … --end-time …",
    'digest-unsigned': 'Give the metadata (aws s3api head-object) in a file object-metadata.json.',
    'log-absent': 'Copy it from the bucket; if it is gone there too, look for who deleted it.',
    'log-altered': 'Treat its records as tampered with; look for an earlier version of the object.',
    'log-damaged': 'Compare it with the object in the bucket and with its earlier versions.',
    'not-recorded':
      'Look for StopLogging, DeleteTrail and UpdateTrail just before; nothing can prove these hours.',
    unknown: 'Mend the break after it first.',
    foreign:
      'Find out which trail wrote them, and collect its digests; until then do not rely on them.',
    'no-digest':
      'Switch log file validation on, and collect the digests with their metadata and the public keys.',
    open: 'Mend the breaks of the account and region, or collect older digests.',
    pending: 'Collect again in two hours.',
  } as Record<string, string>,
};
