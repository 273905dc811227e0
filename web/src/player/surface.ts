// How is what a terminal is fed drawn? The only file that knows asciinema-player.
import * as AsciinemaPlayer from 'asciinema-player';
import 'asciinema-player/dist/bundle/asciinema-player.css';
import type { Terminal } from './feed';
import type { Size } from '../router/view';
import './surface.css';

/** A terminal on the page. */
export interface Surface {
  terminal: Terminal;
  close(): void;
}

/** What a source of the player's may say to it, which its types leave open. */
type Dispatch = (
  event: 'reset' | 'output' | 'resize',
  data: string[] | { cols: number; rows: number } | Reset,
) => void;

interface Reset {
  size: { cols: number; rows: number };
  init: string;
  theme: null;
}

/** A source that never plays: the player shows what it is told, and its clock stands. */
const IDLE = { play: () => undefined, getTiming: () => ({ time: 0, rate: 0 }) };

/*
 * Version 3.18.0 takes a function as its source and gives it what it tells its own terminal by, although neither its
 * README nor its types say so; the version is pinned and end-to-end tests play across segments. Its own readers, timers,
 * keys and speed (which cannot be changed while it plays) are never used.
 */
export async function openSurface(element: HTMLElement, size: Size): Promise<Surface> {
  let connected: (dispatch: Dispatch) => void;
  const connection = new Promise<Dispatch>((resolve) => (connected = resolve));
  const source = ({ dispatch }: { dispatch: Dispatch }) => {
    connected(dispatch);
    return IDLE;
  };
  const player = AsciinemaPlayer.create(source as unknown as AsciinemaPlayer.Source, element, {
    ...size,
    controls: false,
    cursorMode: 'steady',
    fit: 'both',
    theme: 'sekisho',
    terminalFontFamily: 'var(--mono)',
  });
  const dispatch = await connection;
  return {
    terminal: {
      reset: (cols, rows, init) => dispatch('reset', { size: { cols, rows }, init, theme: null }),
      output: (texts) => dispatch('output', texts),
      resize: (cols, rows) => dispatch('resize', { cols, rows }),
    },
    close: () => player.dispose(),
  };
}
