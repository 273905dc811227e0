// Are the words known that a search looked for?
import { expect, test } from 'vitest';
import { soughtIn } from './sought';

test.each([
  ['', ''],
  ['services', ''],
  ['screen:services', 'services'],
  ['node:web-1 screen:"stop the" user:bob', 'stop the'],
  ['(screen:serv*)', 'serv'],
  ['ｓｃｒｅｅｎ：手順', '手順'],
  ['-screen:services', ''],
  ['screen:', ''],
])('%s looks on screens for %j', (q, words) => {
  expect(soughtIn(q, 'screen')).toBe(words);
});

test.each([
  ['psql', ''],
  ['node:prod-db cmd:psql started:last-week', 'psql'],
  ['output:"create index"', 'create index'],
  ['-output:secret cmd:id', 'id'],
])('%s looks in terminals for %j', (q, words) => {
  expect(soughtIn(q, 'cmd', 'output')).toBe(words);
});
