// Which stretches of the typed question are problems?
import type { QueryProblem } from '../../api/types';

export interface Stretch {
  text: string;
  problem: boolean;
}

/** Cuts the question at the ends of its problems, which the server counts in characters, not UTF-16 units. */
export function underline(
  q: string,
  problems: readonly Pick<QueryProblem, 'start' | 'end'>[],
): Stretch[] {
  const stretches: Stretch[] = [];
  [...q].forEach((character, at) => {
    const problem = problems.some(({ start, end }) => start <= at && at < end);
    const last = stretches.at(-1);
    if (last?.problem === problem) last.text += character;
    else stretches.push({ text: character, problem });
  });
  return stretches;
}
