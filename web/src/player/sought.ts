// Which words did the search look for that led to a session?

/**
 * The first words that a search looks for in one of these fields, such as `services` of
 * `node:web-1 screen:services*`. Words without a field may be those of a node or a person.
 */
export function soughtIn(q: string, ...fields: ('screen' | 'cmd' | 'output')[]): string {
  const field = `(?:^|[\\s(])(?:${fields.join('|')}):(?:"([^"]*)"|([^\\s()"]+))`;
  const [, quoted, plain] = new RegExp(field, 'i').exec(q.normalize('NFKC')) ?? [];
  return (quoted ?? plain ?? '').replace(/\*$/, '').trim();
}
