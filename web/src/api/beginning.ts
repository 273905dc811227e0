// How much of a text that may be endless is taken in?

export interface Beginning {
  text: string;
  /** Whether there is nothing after it. */
  whole: boolean;
}

/** Reads a text as it arrives, up to so many UTF-16 units; what comes after them is not fetched. */
export async function beginning(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  most: number,
): Promise<Beginning> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (text.length <= most) {
    const { done, value } = await reader.read();
    if (done) return { text, whole: true };
    text += value;
  }
  await reader.cancel();
  // A character must not be cut in two.
  return { text: text.slice(0, most).replace(/[\ud800-\udbff]$/, ''), whole: false };
}
