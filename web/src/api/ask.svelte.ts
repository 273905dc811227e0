// What does a page know while a question is open, answered, or refused?
import { ApiError } from './client';
import { Latest } from './latest';
import type { Page } from './types';

/** One question. The last answer stays on screen while a newer one is under way. */
export class Ask<Answer> {
  answer = $state.raw<Answer>();
  failure = $state.raw<ApiError>();
  busy = $state(false);
  #latest = new Latest();
  #question: ((signal: AbortSignal) => Promise<Answer>) | undefined;

  async run(question: (signal: AbortSignal) => Promise<Answer>): Promise<void> {
    this.#question = question;
    const ticket = this.#latest.next();
    this.busy = true;
    try {
      const answer = await question(ticket.signal);
      if (!ticket.current()) return;
      this.answer = answer;
      this.failure = undefined;
    } catch (cause) {
      if (!ticket.current()) return;
      this.failure = asApiError(cause);
    }
    this.busy = false;
  }

  retry = (): void => {
    if (this.#question) void this.run(this.#question);
  };

  forget(): void {
    this.#latest.cancel();
    this.answer = undefined;
    this.failure = undefined;
    this.busy = false;
  }
}

/** A list that grows by pages. */
export class Listing<Row> {
  rows = $state.raw<Row[]>([]);
  total = $state<number>();
  cursor = $state<string | null>();
  failure = $state.raw<ApiError>();
  busy = $state(false);
  #latest = new Latest();

  constructor(
    readonly page: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Row>>,
  ) {}

  /** Starts over. */
  begin = (): Promise<void> => this.#fetch(undefined, []);

  /** Adds the next page. */
  more = (): Promise<void> => this.#fetch(this.cursor ?? undefined, this.rows);

  async #fetch(cursor: string | undefined, before: Row[]): Promise<void> {
    const ticket = this.#latest.next();
    this.busy = true;
    try {
      const page = await this.page(cursor, ticket.signal);
      if (!ticket.current()) return;
      this.rows = [...before, ...page.rows];
      this.total = page.total;
      this.cursor = page.next_cursor ?? null;
      this.failure = undefined;
    } catch (cause) {
      if (!ticket.current()) return;
      this.failure = asApiError(cause);
    }
    this.busy = false;
  }
}

function asApiError(cause: unknown): ApiError {
  if (cause instanceof ApiError) return cause;
  return new ApiError(0, 'unreadable-answer', String(cause));
}
