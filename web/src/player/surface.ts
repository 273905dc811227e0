// How is one position of a recording drawn? The only file that knows asciinema-player.
import * as AsciinemaPlayer from 'asciinema-player';
import 'asciinema-player/dist/bundle/asciinema-player.css';
import './surface.css';

/** Draws positions; it has no clock of its own. */
export interface Surface {
  /** Resolves when the screen shows everything that had been written by then. */
  show(us: number): Promise<void>;
  close(): void;
}

/** It also says when it fails, which its types do not. */
interface FailingPlayer {
  addEventListener(name: 'error', handler: (error: unknown) => void): void;
}

/*
 * Version 3.18.0 reads a segmented recording (an index, and segments that each begin with a screen), although neither
 * its README nor its types say so; the version is pinned and an end-to-end test plays across segments. Seeking while
 * paused feeds only what is new, or starts from the nearest segment: that is all we ask of it, so its own timers, keys
 * and speed (which cannot be changed while it plays) are never used.
 */
export function openSurface(url: string, element: HTMLElement): Surface {
  const source = { url, format: 'segmented' } as unknown as AsciinemaPlayer.Source;
  const player = AsciinemaPlayer.create(source, element, {
    controls: false,
    cursorMode: 'steady',
    fit: 'both',
    theme: 'sekisho',
    terminalFontFamily: 'var(--mono)',
  });
  let failure: unknown;
  (player as unknown as FailingPlayer).addEventListener('error', (error) => {
    failure = error ?? new Error('the player gives no reason');
  });
  return {
    async show(us) {
      await player.seek(us / 1e6);
      if (failure) throw failure;
    },
    close: () => player.dispose(),
  };
}
