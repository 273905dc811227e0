// When is a key press a command, and which one?

export type KeyCommand =
  | 'search'
  | 'help'
  | 'play-pause'
  | 'back'
  | 'forward'
  | 'step-back'
  | 'step'
  | 'slower'
  | 'faster'
  | 'copy-link';

/** One table for behaviour and for the help page, so that the help cannot lie. */
export const KEYS: readonly { key: string; shown: string; command: KeyCommand }[] = [
  { key: '/', shown: '/', command: 'search' },
  { key: '?', shown: '?', command: 'help' },
  { key: ' ', shown: 'Space', command: 'play-pause' },
  { key: 'ArrowLeft', shown: '←', command: 'back' },
  { key: 'ArrowRight', shown: '→', command: 'forward' },
  { key: ',', shown: ',', command: 'step-back' },
  { key: '.', shown: '.', command: 'step' },
  { key: '<', shown: '<', command: 'slower' },
  { key: '>', shown: '>', command: 'faster' },
  { key: 'y', shown: 'y', command: 'copy-link' },
];

/** The parts of a KeyboardEvent that decide. */
export interface Press {
  key: string;
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
}

/** The command a press means, or none while typing, composing, or operating a control. */
export function commandOf(press: Press, focus: Focus): KeyCommand | undefined {
  if (press.defaultPrevented || press.isComposing || press.keyCode === 229) return undefined;
  if (press.ctrlKey || press.metaKey || press.altKey || focus.typing) return undefined;
  const command = KEYS.find((entry) => entry.key === press.key)?.command;
  if (focus.operable && (press.key === ' ' || press.key.startsWith('Arrow'))) return undefined;
  return command;
}
