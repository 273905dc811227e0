// Is it true what the page says of each source that brings neither sessions nor recordings?
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bringsOf, type Brings } from './brings';

const PLACE = '111122223333/ap-northeast-1';

test.each<[string, Parameters<typeof bringsOf>[0]['brings'], Brings]>([
  [`ssm ${PLACE} nodes`, 'other', 'nodes'],
  [`cloudtrail ${PLACE} public keys`, 'other', 'keys'],
  ['sqs audit-objects', 'other', 'news'],
  [`ssm ${PLACE} policies`, 'preferences', 'preferences'],
  [`cloudtrail ${PLACE} lookup`, 'trail', 'trail'],
  ['s3 example-session-logs', 'session-logs', 'session-logs'],
  ['s3 public keys', 'other', 'other'],
  ['a source of next year', 'other', 'other'],
])('%s, said to bring %s', (name, brings, expected) => {
  expect(bringsOf({ name, brings })).toBe(expected);
});

test.each([
  ['systems_manager/mod.rs', 'format!("{NAME} {}/{} {what}"'],
  ['systems_manager/mod.rs', 'const NAME: &str = "ssm"'],
  ['systems_manager/mod.rs', 'source!(Nodes, "nodes"'],
  ['public_keys.rs', 'const NAME: &str = "cloudtrail"'],
  ['public_keys.rs', 'format!("{NAME} {}/{} public keys"'],
  ['queue.rs', 'format!("sqs {}/{}/{named}"'],
])('sources are still named so in %s: %s', (file, written) => {
  const source = new URL(`../../../../crates/ingest/src/source/${file}`, import.meta.url);
  expect(readFileSync(source, 'utf8')).toContain(written);
});
