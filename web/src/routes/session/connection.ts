// Is it a connection to a remote desktop, by its key alone?

/** AWS names connections by a UUID, and sessions after whoever opened them. */
export function isConnection(key: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(key);
}
