// Where does what belongs to a place of the bar stand, so that it covers nothing that is used?

/** In pixels of the window. */
interface Room {
  left: number;
  right: number;
  /** The edge that it stands above. */
  below: number;
}

/** It stays this far from every edge. */
const GAP = 6;

/** Above `x`, and as far from there as the room makes it. */
export function placed(
  x: number,
  { width, height }: { width: number; height: number },
  { left, right, below }: Room,
): { left: number; top: number } {
  const furthest = Math.max(left + GAP, right - GAP - width);
  return {
    left: Math.round(Math.min(Math.max(x - width / 2, left + GAP), furthest)),
    top: Math.round(Math.max(GAP, below - GAP - height)),
  };
}
