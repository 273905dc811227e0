// What does the server hold, and what time is it there?
import { Ask } from '../api/ask.svelte';
import { api } from '../api/client';
import type { Status } from '../api/types';

/** Asked once when the interface opens; the home page asks again. */
export const status = new Ask<Status>();

export function askStatus(): void {
  void status.run((signal) => api.status(signal));
}
