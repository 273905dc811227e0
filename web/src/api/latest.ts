// How does only the newest of several overlapping questions get to answer?

/** A place in the queue: the newest ticket is current, every older one is aborted. */
export interface Ticket {
  signal: AbortSignal;
  current(): boolean;
}

/** Hands out tickets; a new one cancels the one before. */
export class Latest {
  #running: AbortController | undefined;

  next(): Ticket {
    this.#running?.abort();
    const mine = new AbortController();
    this.#running = mine;
    return { signal: mine.signal, current: () => this.#running === mine };
  }

  cancel(): void {
    this.#running?.abort();
    this.#running = undefined;
  }
}
