import type { Position } from "../types";
import type { Box } from "./box";

/** Grows with what is put into it; holds what a picture must show. */
export class Frame {
  private left = Number.POSITIVE_INFINITY;
  private top = Number.POSITIVE_INFINITY;
  private right = Number.NEGATIVE_INFINITY;
  private bottom = Number.NEGATIVE_INFINITY;

  add({ x, y }: Position, width = 0, height = 0): void {
    this.left = Math.min(this.left, x);
    this.top = Math.min(this.top, y);
    this.right = Math.max(this.right, x + width);
    this.bottom = Math.max(this.bottom, y + height);
  }

  /** With so much room around it; of an empty picture that room alone. */
  padded(room: number): Box {
    if (this.left > this.right) return { x: -room, y: -room, width: 2 * room, height: 2 * room };
    return {
      x: Math.floor(this.left - room),
      y: Math.floor(this.top - room),
      width: Math.ceil(this.right - this.left + 2 * room),
      height: Math.ceil(this.bottom - this.top + 2 * room),
    };
  }
}
