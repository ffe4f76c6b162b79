import type { Scene } from "./scene";

/** The size of the minimap, and the margin inside it, in pixels. */
export const MINIMAP = { width: 168, height: 112 };
const MARGIN = 8;

interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** How canvas units are shown on the minimap: `zoom` times as large, moved by `x` and `y`. */
export interface MinimapView {
  x: number;
  y: number;
  zoom: number;
}

/** The rectangle around all nodes; `null` of an empty graph. */
export function boundsOf({ nodes }: Pick<Scene, "nodes">): Rect | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of nodes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return left > right ? null : { x: left, y: top, width: right - left, height: bottom - top };
}

/** The view that shows all of some rectangle in the middle of the minimap. */
export function minimapView(bounds: Rect): MinimapView {
  const across = (MINIMAP.width - 2 * MARGIN) / bounds.width;
  const down = (MINIMAP.height - 2 * MARGIN) / bounds.height;
  const zoom = Math.min(across, down);
  return {
    zoom,
    x: (MINIMAP.width - bounds.width * zoom) / 2 - bounds.x * zoom,
    y: (MINIMAP.height - bounds.height * zoom) / 2 - bounds.y * zoom,
  };
}

/** Whether all of a rectangle is seen. */
export function isInside(bounds: Rect, seen: Rect): boolean {
  return (
    bounds.x >= seen.x &&
    bounds.y >= seen.y &&
    bounds.x + bounds.width <= seen.x + seen.width &&
    bounds.y + bounds.height <= seen.y + seen.height
  );
}
