// Is every reason about a video that the server can give said in Japanese?
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { writeClause } from './clauses';

const SOURCES = new URL('../../../crates/recording/src/video/', import.meta.url);

/** What stands in the gaps of a reason that is no number. */
const GAPS: Record<string, string> = {
  '{until}': 'plays until 7 s',
  '{lasts}': '7 s',
  '{claimed}': '7 s',
  '{name}': 'moov',
  '{lost}': '7 known frames are missing',
  '{what}': 'a piece at another speed',
};

/** What stands in the source behind the code of a reason, or is made to be one. */
function reasons(): string[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
  return files.flatMap((file) => {
    // What a machine reads on a screen is told by other words.
    if (!file.endsWith('.rs') || file.startsWith('legible')) return [];
    const [source = ''] = readFileSync(new URL(file, SOURCES), 'utf8').split('#[cfg(test)]');
    const given = /(?:"[a-z]+(?:-[a-z]+)*",|reason =)\s*(?:format!\(\s*)?"([^"]+ [^"]+)"/g;
    return [...source.matchAll(given)].map(([, reason]) =>
      reason!.replaceAll(/\{[^}]*\}/g, (gap) => GAPS[gap] ?? '7'),
    );
  });
}

test('every reason has its Japanese', () => {
  const found = reasons();
  expect(found.length).toBeGreaterThan(25);
  const english = found.filter(
    (reason) => writeClause(reason, { zone: 'UTC', language: 'ja' }) === reason,
  );
  expect(english).toEqual([]);
});
