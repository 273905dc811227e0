// When is a key press a command, and which one?

export type KeyCommand =
  | 'search'
  | 'help'
  | 'play-pause'
  | 'back'
  | 'forward'
  | 'step-back'
  | 'step'
  | 'far-back'
  | 'far-forward'
  | 'command-back'
  | 'command'
  | 'event-back'
  | 'event'
  | 'hit'
  | 'hit-back'
  | 'start'
  | 'end'
  | 'tenth'
  | 'slower'
  | 'faster'
  | 'skip-idle'
  | 'go-to'
  | 'copy-link'
  | 'view'
  | 'transcript'
  | 'raw'
  | 'full-screen'
  | 'larger'
  | 'smaller'
  | 'usual-size';

/** What makes a command: any of these keys, with Shift where it is not part of the character. */
export interface Shortcut {
  keys: readonly string[];
  shift?: true;
  shown: readonly string[];
  command: KeyCommand;
}

/** One table for behaviour and for the help page, so that the help cannot lie. */
export const ANYWHERE: readonly Shortcut[] = [
  { keys: ['/'], shown: ['/'], command: 'search' },
  { keys: ['?'], shown: ['?'], command: 'help' },
];

export const IN_SESSION: readonly Shortcut[] = [
  { keys: [' ', 'k'], shown: ['Space', 'k'], command: 'play-pause' },
  { keys: ['ArrowLeft'], shown: ['←'], command: 'back' },
  { keys: ['ArrowRight'], shown: ['→'], command: 'forward' },
  { keys: ['j'], shown: ['j'], command: 'far-back' },
  { keys: ['l'], shown: ['l'], command: 'far-forward' },
  { keys: [','], shown: [','], command: 'step-back' },
  { keys: ['.'], shown: ['.'], command: 'step' },
  { keys: ['['], shown: ['['], command: 'event-back' },
  { keys: [']'], shown: [']'], command: 'event' },
  { keys: ['n'], shown: ['n'], command: 'hit' },
  { keys: ['p'], shown: ['p'], command: 'hit-back' },
  { keys: ['Home'], shown: ['Home'], command: 'start' },
  { keys: ['End'], shown: ['End'], command: 'end' },
  { keys: [...'0123456789'], shown: ['0 – 9'], command: 'tenth' },
  { keys: ['<'], shown: ['<'], command: 'slower' },
  { keys: ['>'], shown: ['>'], command: 'faster' },
  { keys: ['i'], shown: ['i'], command: 'skip-idle' },
  { keys: ['g'], shown: ['g'], command: 'go-to' },
  { keys: ['y'], shown: ['y'], command: 'copy-link' },
  { keys: ['f'], shown: ['f'], command: 'full-screen' },
];

/** What only the recording of a terminal has, and no video. */
export const IN_TERMINAL: readonly Shortcut[] = [
  { keys: ['ArrowLeft'], shift: true, shown: ['⇧ ←'], command: 'command-back' },
  { keys: ['ArrowRight'], shift: true, shown: ['⇧ →'], command: 'command' },
  { keys: ['v'], shown: ['v'], command: 'view' },
  { keys: ['t'], shown: ['t'], command: 'transcript' },
  { keys: ['r'], shown: ['r'], command: 'raw' },
];

/** While a session is read, `0` is no tenth of it. */
export const WHILE_READING: readonly Shortcut[] = [
  { keys: ['+', '='], shown: ['+'], command: 'larger' },
  { keys: ['-'], shown: ['−'], command: 'smaller' },
  { keys: ['0'], shown: ['0'], command: 'usual-size' },
];

/** The parts of a KeyboardEvent that decide. */
export interface Press {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
  /** 229 is how browsers mark a key that the input method has taken. */
  keyCode: number;
  defaultPrevented: boolean;
}

/** Where the focus was. */
export interface Focus {
  /** Text is being typed there. */
  typing: boolean;
  /** The element uses Space, and perhaps arrows, itself: a button, a list of choices, a slider. */
  operable: boolean;
  /** The element has a start and an end of its own: a list of choices, a slider, lines of text. */
  hasEnds: boolean;
}

/** The command a press means, or none while typing, composing, or operating a control. */
export function commandOf(press: Press, focus: Focus, reading = false): KeyCommand | undefined {
  if (press.defaultPrevented || press.isComposing || press.keyCode === 229) return undefined;
  if (press.ctrlKey || press.metaKey || press.altKey || focus.typing) return undefined;
  if (focus.operable && (press.key === ' ' || press.key.startsWith('Arrow'))) return undefined;
  if (focus.hasEnds && (press.key === 'Home' || press.key === 'End')) return undefined;
  const table = [...ANYWHERE, ...(reading ? WHILE_READING : []), ...IN_SESSION, ...IN_TERMINAL];
  // Of characters Shift is a part already: where `?` lies differs from keyboard to keyboard.
  const shifted = press.key.length > 1 && press.shiftKey;
  const meant = ({ keys, shift }: Shortcut) => keys.includes(press.key) && shifted === !!shift;
  return table.find(meant)?.command;
}
