import type { Box } from "./boxes";

/** About as large as a card with the room around it. */
const CELL = 256;
/** Cells are numbered in one integer: a canvas is not larger than this many cells either way. */
const SPAN = 1 << 20;
/** What covers more cells than this is looked at everywhere instead. */
const MOST_CELLS = 1024;

/** Things on the canvas, found by where they lie: only what is near is looked at. */
export class Grid<T extends Box> {
  private readonly cells = new Map<number, T[]>();
  private readonly large: T[] = [];
  private readonly all: T[] = [];

  constructor(things: Iterable<T> = []) {
    for (const thing of things) this.add(thing);
  }

  add(thing: T): void {
    this.all.push(thing);
    const span = spanOf(thing);
    if (span === null) {
      this.large.push(thing);
      return;
    }
    for (let column = span.first; column <= span.last; column += 1) {
      for (let row = span.top; row <= span.bottom; row += 1) {
        const there = this.cells.get(column * SPAN + row);
        if (there === undefined) this.cells.set(column * SPAN + row, [thing]);
        else there.push(thing);
      }
    }
  }

  /** Whether something that touches a box passes a test. */
  some(box: Box, test: (thing: T) => boolean): boolean {
    const passes = (thing: T) => touches(thing, box) && test(thing);
    const span = spanOf(box);
    if (span === null) return this.all.some(passes);
    for (let column = span.first; column <= span.last; column += 1) {
      for (let row = span.top; row <= span.bottom; row += 1) {
        if (this.cells.get(column * SPAN + row)?.some(passes)) return true;
      }
    }
    return this.large.some(passes);
  }

  /** What touches a box, each once. */
  within(box: Box): Set<T> {
    const found = new Set<T>();
    this.some(box, (thing) => {
      found.add(thing);
      return false;
    });
    return found;
  }
}

/** The cells that a box lies in; `null` where they are too many. */
function spanOf({ left, top, right, bottom }: Box) {
  const span = {
    first: Math.floor(left / CELL),
    last: Math.floor(right / CELL),
    top: Math.floor(top / CELL),
    bottom: Math.floor(bottom / CELL),
  };
  return (span.last - span.first + 1) * (span.bottom - span.top + 1) > MOST_CELLS ? null : span;
}

function touches(a: Box, b: Box): boolean {
  return a.left <= b.right && a.right >= b.left && a.top <= b.bottom && a.bottom >= b.top;
}
