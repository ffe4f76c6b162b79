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
/** Browsers cut taller content off, at 16 to 33 million pixels. */
const TALLEST = 8_000_000;
const BEYOND = 4;

/** The height of the scrolled content in pixels; beyond 8 million, several rows share one. */
export function contentHeight(total: number): number {
  return Math.min(total * ROW_HEIGHT, TALLEST);
}

/** The rows to draw at a scroll position, with a few above and below those in view. */
export function windowAt(scrollTop: number, viewHeight: number, total: number): RowWindow {
  const height = contentHeight(total);
  const inView = Math.ceil(viewHeight / ROW_HEIGHT);
  const scrollable = Math.max(1, height - viewHeight);
  const last = Math.max(0, total - viewHeight / ROW_HEIGHT);
  // With fewer pixels than rows the share of the way says which row is at the top.
  const exact = height < TALLEST ? scrollTop / ROW_HEIGHT : (scrollTop / scrollable) * last;
  const first = Math.max(0, Math.min(Math.floor(exact) - BEYOND, total - inView));
  const top = height < TALLEST ? first * ROW_HEIGHT : scrollTop - (exact - first) * ROW_HEIGHT;
  return { first, count: Math.min(inView + 2 * BEYOND, total - first), top };
}
