// What has just happened that deserves a word, such as a copied link?

class Notice {
  text = $state('');
  #timer: ReturnType<typeof setTimeout> | undefined;

  say(text: string): void {
    clearTimeout(this.#timer);
    this.text = text;
    this.#timer = setTimeout(() => (this.text = ''), 4_000);
  }
}

export const notice = new Notice();

/** Copies text and says so; where the browser refuses, the text itself is shown to be copied by hand. */
export async function copy(text: string, done: string, refused: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notice.say(done);
  } catch {
    notice.say(`${refused} ${text}`);
  }
}
