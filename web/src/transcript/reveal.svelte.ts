// Which lines are shown as they were, secrets and all, and for which reason?
import { Ask } from '../api/ask.svelte';
import { api, type ApiError } from '../api/client';
import type { Revealed } from '../api/types';

/**
 * What one reader was shown for a reason. It lives in this page only: an address, the storage of the browser or a page
 * that is loaded again must never show it, because nobody gave a reason for that.
 */
export class Reveal {
  #shown = new Ask<Revealed>();
  #texts = $derived(new Map(this.#shown.answer?.lines.map(({ line, text }) => [line, text])));

  constructor(readonly key: string) {}

  get busy(): boolean {
    return this.#shown.busy;
  }

  get failure(): ApiError | undefined {
    return this.#shown.failure;
  }

  /** The reason as it stands in the ledger, while secrets are shown. */
  get reason(): string | undefined {
    return this.#shown.answer?.reason;
  }

  /** How many lines are shown as they were. */
  get lines(): number {
    return this.#texts.size;
  }

  /** A line as it was, if it is shown. */
  text(line: number): string | undefined {
    return this.#texts.get(line);
  }

  /** Asks for the lines; the server writes the reason into its ledger before it reads them. Whether they are here. */
  async ask(reason: string): Promise<boolean> {
    await this.#shown.run((signal) => api.reveal(this.key, reason, signal));
    return this.#shown.answer !== undefined && this.#shown.failure === undefined;
  }

  /** Masks them again, and forgets them. */
  hide = (): void => this.#shown.forget();
}
