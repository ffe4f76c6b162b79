/** Rows of a table of any length: which of them are drawn, and where. */
export interface RowWindow {
  /** The first row that is drawn. */
  first: number;
  /** How many are drawn. */
  count: number;
  /** The distance of the first one from the top of the scrolled content, in pixels. */
  top: number;
}

export const ROW_HEIGHT = 28;
/** Of rows with images. */
export const IMAGE_ROW_HEIGHT = 72;
/** Browsers cut taller content off, at 16 to 33 million pixels. */
const TALLEST = 8_000_000;
const BEYOND = 4;

/** The height of the scrolled content in pixels; beyond 8 million, several rows share one. */
export function contentHeight(total: number, rowHeight = ROW_HEIGHT): number {
  return Math.min(total * rowHeight, TALLEST);
}

/** The rows to draw at a scroll position, with a few above and below those in view. */
export function windowAt(
  scrollTop: number,
  viewHeight: number,
  total: number,
  rowHeight = ROW_HEIGHT,
): RowWindow {
  const height = contentHeight(total, rowHeight);
  const inView = Math.ceil(viewHeight / rowHeight);
  const scrollable = Math.max(1, height - viewHeight);
  const last = Math.max(0, total - viewHeight / rowHeight);
  // With fewer pixels than rows the share of the way says which row is at the top.
  const exact = height < TALLEST ? scrollTop / rowHeight : (scrollTop / scrollable) * last;
  const first = Math.max(0, Math.min(Math.floor(exact) - BEYOND, total - inView));
  const top = height < TALLEST ? first * rowHeight : scrollTop - (exact - first) * rowHeight;
  return { first, count: Math.min(inView + 2 * BEYOND, total - first), top };
}
