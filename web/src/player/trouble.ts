// Why does a video not play: is it the video, or the way to it?
import type { ApiError } from '../api/client';

/**
 * The video cannot be played, or not from here on, or it did not come, as the server says if it says anything.
 */
export type Trouble =
  { is: 'unplayable' } | { is: 'stopped' } | { is: 'broken'; failure: ApiError | undefined };

/*
 * code of the MediaError       what it is
 * MEDIA_ERR_ABORTED (1)        broken: nothing was found wrong with the video
 * MEDIA_ERR_NETWORK (2)        broken: it began to come and did not come further
 * MEDIA_ERR_DECODE (3)         stopped if a picture of it was shown before: another place may play; else unplayable
 * MEDIA_ERR_SRC_NOT_SUPPORTED  unplayable if the server gives its first byte: browsers say this as well of a server
 * (4)                          that refuses or does not answer
 */
/** What the code alone tells, at once; nothing where the server must be asked. */
export function troubleToldBy(code: number | undefined, shown: boolean): Trouble | undefined {
  return code === 3 ? { is: shown ? 'stopped' : 'unplayable' } : undefined;
}

/** What else it is. `refusal` asks the server for the first byte, and answers why it does not come, if so. */
export async function troubleOf(
  code: number | undefined,
  refusal: () => Promise<ApiError | undefined>,
): Promise<Trouble> {
  const failure = await refusal();
  return code === 4 && !failure ? { is: 'unplayable' } : { is: 'broken', failure };
}
