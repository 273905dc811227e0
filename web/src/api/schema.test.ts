// Are the types of the server's answers those of the server's own description? `npm run schema` brings them up to date.
import { readFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import { expect, test } from 'vitest';

const DOCUMENT = new URL('../../../crates/sekisho/openapi.json', import.meta.url);

test('schema.ts describes what the server answers', async () => {
  const document = JSON.parse(await readFile(DOCUMENT, 'utf8'));
  // Only the shapes: the addresses are in client.ts, where a reader looks for them.
  const shapes = astToString(await openapiTS({ ...document, paths: {} }));
  const head = '// Which shapes does the server describe? Generated from its OpenAPI document.\n';
  await expect(head + shapes).toMatchFileSnapshot('./schema.ts');
});
