// What is said about raw output, in English? `raw.ja.ts` says the same.

export const raw = {
  show: 'Raw output',
  of: (line: number) => `Written for line ${line}, controls by name`,
  none: 'Nothing was written for this line alone: it was complete together with the line above, where its bytes stand.',
  cut: (n: number) => `Only the first ${n.toLocaleString('en')} characters are shown.`,
  whole: 'Download all of it',
};
