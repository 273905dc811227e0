// What is said about what was done around a session, in English? `around.ja.ts` says the same.

export const around = {
  title: 'Around this session',
  show: 'Show',
  hint: (person: string, from: string, to: string) =>
    `The calls of this session and its request, and those of the other sessions and refused attempts of ${person} from ${from} to ${to}. Requests that led to no session are not among them.`,
  noTime:
    'No clock tells when this session began, so only the calls that it rests on are listed, and nothing of what else was done.',
  inPart:
    'CloudTrail of that time, account and region was not read whole. What is not listed may still have been done.',
  nothing: 'No record of CloudTrail tells of it.',
  at: 'At',
  call: 'Call',
  by: 'By',
  of: 'Belongs to',
  own: 'this session',
  other: (node: string) => `session on ${node}`,
  unnamed: 'not named',
  refused: (code: string) => `refused: ${code}`,
  others: 'Other sessions that may have lasted into that time, without a call in it:',
};
