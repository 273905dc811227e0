// What does a source bring?
import type { SourceState } from '../../api/types';

/** What the server says, or what the name of a source tells where it says only that it is something else. */
export type Brings = SourceState['brings'] | 'nodes' | 'keys' | 'news';

/** How the names of sources are written that tell of neither sessions nor recordings. */
const NAMED: readonly [RegExp, Brings][] = [
  [/^ssm \S+ nodes$/, 'nodes'],
  [/^cloudtrail \S+ public keys$/, 'keys'],
  [/^sqs /, 'news'],
];

export function bringsOf({ name, brings }: Pick<SourceState, 'name' | 'brings'>): Brings {
  if (brings !== 'other') return brings;
  return NAMED.find(([pattern]) => pattern.test(name))?.[1] ?? brings;
}
