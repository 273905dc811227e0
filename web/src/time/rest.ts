// When has the browser nothing more urgent to do?

/** A page that never rests, as while it plays, still gets what it waits for. */
const LATEST_MS = 200;

/** Does something then, and returns how to let it be. Safari does not tell, and does it in a task of its own. */
export function atRest(act: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const task = setTimeout(act);
    return () => clearTimeout(task);
  }
  const idle = requestIdleCallback(act, { timeout: LATEST_MS });
  return () => cancelIdleCallback(idle);
}

/** Does something once what was drawn by now is on the screen, and a reader who pressed a key by then has been heard. */
export function afterPaint(act: () => void): void {
  requestAnimationFrame(() => setTimeout(() => atRest(act)));
}
