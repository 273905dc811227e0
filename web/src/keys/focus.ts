// Where is the focus when a key is pressed, and does that leave the key to us?
import { settings } from '../i18n/settings.svelte';
import { commandOf, type Focus, type KeyCommand } from './keys';

/** The command of a key press in the document, honouring the reader's choice about single keys. */
export function commandOfEvent(event: KeyboardEvent, reading = false): KeyCommand | undefined {
  if (!settings.singleKeys || document.querySelector('dialog[open]')) return undefined;
  return commandOf(event, focusOf(event.target), reading);
}

function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof Element)) return { typing: false, operable: false, hasEnds: false };
  const field = target.closest('input, textarea, [contenteditable]');
  const box = field instanceof HTMLInputElement && ['checkbox', 'radio'].includes(field.type);
  return {
    typing: field !== null && !box,
    operable:
      box || target.closest('button, a, select, summary, [role=slider], [role=tab]') !== null,
    hasEnds: target.closest('select, [role=slider], [role=tab], [role=listbox]') !== null,
  };
}
