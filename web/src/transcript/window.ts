// Which lines of a long transcript must exist in the document right now?

/** Rows `first` (inclusive) to `end` (exclusive), and how far down the first one stands. */
export interface RowWindow {
  first: number;
  end: number;
  top: number;
  height: number;
}

export interface Viewport {
  scrollTop: number;
  height: number;
}

/** Rows kept beyond each edge, so that a fast scroll does not show blank space. */
const OVERSCAN = 12;

/** All rows have one height: that is what makes 100,000 lines as cheap as 40. */
export function rowWindow(total: number, rowHeight: number, view: Viewport): RowWindow {
  const visible = Math.ceil(view.height / rowHeight);
  const top = Math.floor(view.scrollTop / rowHeight);
  const first = clamp(top - OVERSCAN, 0, Math.max(0, total - visible));
  const end = clamp(top + visible + OVERSCAN, first, total);
  return { first, end, top: first * rowHeight, height: total * rowHeight };
}

/** The scroll position that shows a row a third from the top: what led to it stays in sight. */
export function scrollToShow(
  row: number,
  total: number,
  rowHeight: number,
  height: number,
): number {
  return clamp(row * rowHeight - height / 3, 0, Math.max(0, total * rowHeight - height));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
