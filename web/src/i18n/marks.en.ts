// What is said about masked secrets and hidden output, in English? `marks.ja.ts` says the same.

/** The ways in which output is not seen as it was written. */
const ways: Partial<Record<string, string>> = {
  unterminated: 'a control string that never ends',
  swallowed: 'lines inside a control string',
  concealed: 'concealed text',
  'same-colour': 'text in the colour of its background',
  overwritten: 'text that was written over',
  bidi: 'characters that change the direction of text',
  'zero-width': 'characters without width',
};

export const marks = {
  masked: (kind: string) => `Masked: ${kind}`,
  hidden: (kind: string) => `Not seen as written: ${ways[kind] ?? kind}`,
  shown: (kind: string) => `Shown: ${kind}`,
  sealed: 'The original is sealed; it is shown to whoever says why.',
};
