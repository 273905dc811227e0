// Which small picture shows a moment of a video, and where does it lie on its sheet?
import type { Footage } from '../api/types';

type Pictures = Footage['pictures'];

/** A picture on a sheet, in pixels of the sheet. */
export interface Cut {
  sheet: number;
  left: number;
  top: number;
  width: number;
  height: number;
  at: number;
}

/** The last picture at or before a moment; the first one before all. */
export function pictureAt(pictures: Pictures, us: number): Cut | undefined {
  const after = pictures.at_us.findIndex((at) => at > us);
  return cut(pictures, Math.max(0, (after < 0 ? pictures.at_us.length : after) - 1));
}

/** The pictures that differ from the scene before. */
export function scenes(pictures: Pictures): Cut[] {
  return pictures.scenes.flatMap((number) => cut(pictures, number) ?? []);
}

function cut(pictures: Pictures, number: number): Cut | undefined {
  const at = pictures.at_us[number];
  const { state, per_sheet, columns, width, height } = pictures;
  if (state !== 'ready' || at === undefined) return undefined;
  const place = number % per_sheet;
  return {
    sheet: Math.floor(number / per_sheet),
    left: (place % columns) * width,
    top: Math.floor(place / columns) * height,
    width,
    height,
    at,
  };
}
