// Is every reason why an original could not be read, or not all of it, said in Japanese?
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { writeClause } from './clauses';

const CRATES = new URL('../../../crates/', import.meta.url);
const JA = { zone: 'UTC', language: 'ja' } as const;
const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** The sources of the server in a folder. */
function sources(folder: string): string[] {
  const files = readdirSync(new URL(folder, CRATES), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.rs')).map((file) => `${folder}/${file}`);
}

const DOCUMENTS = sources('trail/src');
const READERS = [
  ...sources('recording/src/read'),
  ...['attachment', 'intake', 'placed', 'read', 'unpack'].map((file) => `ingest/src/${file}.rs`),
  ...['problem', 'split'].map((file) => `trail/src/${file}.rs`),
];
const ARCHIVE = ['archive/src/blob.rs', 'archive/src/error.rs'];
const IDS = ['domain/src/id.rs', 'domain/src/evidence.rs'];

/** What stands in the gaps of a reason that is no number. */
const GAPS: Record<string, string> = {
  '{what}': 'the record',
  '{at}': 'line 7',
  '{reason}': 'the file holds no bytes',
  '{error}': 'expected value at line 7 column 7',
  '{name}': 'code page 932 (Japanese)',
  '{name:?}': '"7"',
  '{code:?}': '"7"',
  'should be {}': 'should be an event id',
  '{how}': 'its bytes hash to 7',
};

/** Every text between two quotes that the pattern finds in a file of the server. */
function found(file: string, pattern: RegExp): string[] {
  const [source = ''] = readFileSync(new URL(file, CRATES), 'utf8').split('#[cfg(test)]');
  const found = source.replaceAll(/\\\n\s*/g, '').matchAll(pattern);
  return [...found].map(([, text]) => text!);
}

/** What stands behind the code of a reason, or is made to be one. */
const REASON =
  /(?:"[a-z]+(?:-[a-z0-9]+)*",|[A-Z_]{4,},|(?:reason|why) =|reason:|not_json\(|const NO_[A-Z]+: &str =)\s*(?:format!\(\s*)?"([^"]+ [^"]+)"/g;

/** Why the archive gives no bytes. */
const REFUSAL =
  /(?:error|altered)\(\s*(?:format!\()?"((?:the blob of original|original|its|it) [^"]+)"/g;

const ID = /^ {4,12}(?:expected: )?"(an? [^"]+)",$/gm;

/** A part of a document that is read as JSON. */
const PART = /(?:Problem::json\(|\bparse\(|const TYPE: &str = )"([^"]+)"/g;

test.each<[string, number, string[]]>([
  ['reason', 70, READERS.flatMap((file) => found(file, REASON))],
  ['refusal', 7, ARCHIVE.flatMap((file) => found(file, REFUSAL))],
  [
    'id that is none',
    9,
    IDS.flatMap((file) => found(file, ID)).map((id) => `\`eventID\` should be ${id}`),
  ],
  [
    'part that is not what it should be',
    15,
    DOCUMENTS.flatMap((file) => found(file, PART)).map((part) => `${part}: expected a string`),
  ],
])('every %s has its Japanese', (_, atLeast, reasons) => {
  const filled = reasons.map((reason) =>
    reason.replaceAll(/(?:should be )?\{[^}]*\}/g, (gap) => GAPS[gap] ?? '7'),
  );
  expect(filled.length).toBeGreaterThanOrEqual(atLeast);
  expect(filled.filter((reason) => !JAPANESE.test(writeClause(reason, JA)))).toEqual([]);
});

test.each([
  ['record 1', 'レコード 1'],
  [
    'record: expected a CloudTrail record',
    '`record` が正しい形式ではありません(想定: CloudTrail record)',
  ],
  ['OpsItem: missing field `Id`', '`OpsItem` に `Id` がありません'],
  ['Content: trailing characters', '`Content` を読み取れません(trailing characters)'],
  [
    'line 4 could not be read: EOF while parsing a string at line 1 column 9',
    '4 行目を読み取れません: JSON が 1 行 9 列で途切れています',
  ],
  [
    'in the log that was put into stream "a: b", line 1: no `Script started on` line: node and session are unknown',
    'ストリーム a: b に書き込まれたログの 1 行目: `Script started on` の行がなく、ノードとセッションが分かりません',
  ],
  [
    'original 0a was altered after it was sealed: its blob does not unpack (bad: x; y); restore it from a backup',
    '原本 0a は封印後に変更されています: 実体を展開できません(bad: x; y); バックアップから復元してください',
  ],
  ['line 4: a reason of next year', 'line 4: a reason of next year'],
])('%s', (reason, expected) => {
  expect(writeClause(reason, JA)).toBe(expected);
  expect(writeClause(reason, { ...JA, language: 'en' })).toBe(reason);
});
