// Where in a line does a word stand, whatever its case and width?

/** UTF-16 ranges of a word in a text, without overlap. Full-width and half-width, upper and lower case are one. */
export function occurrences(text: string, needle: string): [number, number][] {
  const wanted = fold(needle);
  if (wanted === '') return [];
  const { folded, starts } = foldWithPositions(text);
  const found: [number, number][] = [];
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
    found.push([starts[at]!, starts[at + wanted.length]!]);
  }
  return found;
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Folds character by character and remembers where each folded unit came from; folding can change lengths. */
function foldWithPositions(text: string): { folded: string; starts: number[] } {
  let folded = '';
  const starts: number[] = [];
  let at = 0;
  for (const character of text) {
    const piece = fold(character);
    for (let i = 0; i < piece.length; i++) starts.push(at);
    folded += piece;
    at += character.length;
  }
  starts.push(at);
  return { folded, starts };
}
