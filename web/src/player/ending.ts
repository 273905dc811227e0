// Does a video lack something, or does only its kind of file not say where it ends?

/** As the server says it, behind everything else that is to be said. */
const NOT_SAID = 'this kind of file does not say whether there were to be more frames';

export interface Ending {
  /** What it lacks, in the server's words. */
  lacks?: string;
  /** Whether the file says where it ends. One that does not may be whole: nobody can tell. */
  said: boolean;
}

/** Reads the sentence that the server says of how a video ends; none if it ends as it should. */
export function endingOf(sentence: string | null | undefined): Ending {
  if (!sentence) return { said: true };
  if (sentence === NOT_SAID) return { said: false };
  const open = sentence.endsWith(`; ${NOT_SAID}`);
  return { lacks: open ? sentence.slice(0, -NOT_SAID.length - 2) : sentence, said: !open };
}
