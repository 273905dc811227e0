// Does a reader learn that a line hides something, and how it was done?
import { expect, test } from 'vitest';
import { demo } from './demo';

/** A session of bash whose `printf` hides what it prints, each time in another way. */
const { open } = demo('crates/sekisho/tests/program/hidden');
const SESSION = '/sessions/bob-0e34861185201706f';

test.each([
  ['en', 'Not seen as written', 'Hidden'],
  ['ja', '書かれたとおりには見えない出力', '隠れた内容'],
] as const)(
  'every way is told in its line and along the session: %s',
  async (language, words, lane) => {
    const page = await open(SESSION, { language });
    const marked = page.locator('#transcript .line').filter({ hasText: words });
    await page.getByRole('slider', { name: lane }).waitFor();
    await expect.poll(() => marked.count()).toBe(5);
  },
);

test.each([
  [2, 'concealed text', /CRcount: ESC\[8m4112 rows deleted/],
  [4, 'colour of its background', /ESC\[30;40mscp dump\.sql evil:ESC\[0m/],
  [6, 'written over', /CRuploading customers\.csvCRnothing to do/],
  [8, 'direction of text', /CRinvoice_<U\+202E>fdp\.sh/],
  [10, 'inside a control string', /ESC\]0;jobswallowed/],
])('how it was done stands in the raw output of line %i', async (number, way, written) => {
  const page = await open(`${SESSION}?raw=1`);
  const line = page.locator(`#line-${number}`);
  await line.getByText(way).waitFor();
  await line.click();
  const raw = page.getByRole('region', { name: `Written for line ${number},` });
  await raw.filter({ hasText: written }).waitFor();
});
