// Does the page of the trail say what is proven and what is not, from real digests of CloudTrail?
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demo } from './demo';

const DIGESTS = new URL('../../crates/trail/test_data/digests', import.meta.url).pathname;
const copy = await mkdtemp(join(tmpdir(), 'sekisho-digests-'));

describe('an intact trail', () => {
  const { open } = demo(DIGESTS);

  test('is proven, and says with which keys', async () => {
    const page = await open('/coverage');
    await page.getByRole('link', { name: 'See the proofs' }).click();
    await page.waitForURL('**/trail');
    const proven = 'Proven complete and unaltered: 4 digests, 16 log files';
    await page.getByRole('status').filter({ hasText: proven }).waitFor();
    await page.getByRole('cell', { name: 'complete', exact: true }).waitFor();
    await page.getByRole('cell', { name: '8869ca3132d2d6887b98030b6c8b87c2' }).waitFor();
    expect(await page.title()).toContain('CloudTrail');
  });
});

describe('a trail without one of its log files', () => {
  beforeAll(async () => {
    await cp(DIGESTS, copy, { recursive: true });
    const files = await readdir(copy, { recursive: true });
    const log = files.filter((file) => /_CloudTrail_.*\.json\.gz$/.test(file)).sort()[0]!;
    await rm(join(copy, log));
  });
  afterAll(() => rm(copy, { recursive: true }));
  const { open } = demo(copy);

  test('names it, with what it means and what to do', async () => {
    for (const [language, state, next] of [
      ['en', 'absent', 'Copy it from the bucket'],
      ['ja', '欠落', 'バケットからコピーしてください'],
    ] as const) {
      const page = await open('/trail', { language });
      const row = page.getByRole('row').filter({ hasText: state });
      await row.getByText(next).waitFor();
      expect(await row.textContent()).toMatch(/s3:\/\/.*_CloudTrail_.*\.json\.gz/);
    }
  });
});
