import type { Position } from "../types";
import type { Box } from "./boxes";
import { Heap } from "./heap";
import type { Segment } from "./segments";

/** What a bend costs, in the length of a detour. */
const BEND = 48;
/** How far lanes are apart, and what it costs to lie on another edge for as long. */
const APART = 8;
const ON_ANOTHER = 3;
/** What it costs to cross another edge. */
const CROSSING = 12;

/** The two ways that a lane can run. */
const ACROSS = 0;
const DOWN = 1;

/**
 * The lines on which a lane can run, past the sides of the cards and beside other edges, and what each step between two
 * of their crossings costs beyond its length.
 */
export class Board {
  private readonly xs: Float64Array;
  private readonly ys: Float64Array;
  /** Of the step to the right of a crossing, and of the step down from it. */
  private readonly across: Float64Array;
  private readonly down: Float64Array;

  constructor(
    private readonly start: Position,
    private readonly end: Position,
    cards: readonly Box[],
    edges: readonly Segment[],
    margin: number,
  ) {
    const xs = [start.x, end.x];
    const ys = [start.y, end.y];
    for (const { left, right, top, bottom } of cards) {
      xs.push(left - margin, right + margin);
      ys.push(top - margin, bottom + margin);
    }
    for (const { ax, ay, bx, by } of edges) {
      if (ax === bx) xs.push(ax - APART, ax + APART);
      else if (ay === by) ys.push(ay - APART, ay + APART);
    }
    this.xs = inOrder(xs);
    this.ys = inOrder(ys);
    const size = this.xs.length * this.ys.length;
    this.across = new Float64Array(size);
    this.down = new Float64Array(size);
    for (const card of cards) this.block(card, margin);
    for (const edge of edges) this.burden(edge);
  }

  /** The crossings on the cheapest way from the start to the end, with both; `null` where there is none. */
  search(): Position[] | null {
    const { xs, ys } = this;
    const width = xs.length;
    const [startAt, endAt] = [this.at(this.start), this.at(this.end)];
    const cost = new Float64Array(2 * width * ys.length).fill(Number.POSITIVE_INFINITY);
    const before = new Int32Array(cost.length).fill(-1);
    const heap = new Heap();
    cost[2 * startAt + DOWN] = 0;
    heap.push(2 * startAt + DOWN, 0);
    const isDone = new Uint8Array(cost.length);
    const step = (from: number, at: number, axis: 0 | 1, extra: number) => {
      if (extra === Number.POSITIVE_INFINITY) return;
      const [x, y] = [xs[at % width] ?? 0, ys[Math.floor(at / width)] ?? 0];
      const [fromX, fromY] = [xs[(from >> 1) % width] ?? 0, ys[Math.floor((from >> 1) / width)] ?? 0];
      const bend = (from & 1) === axis ? 0 : BEND;
      const sum = (cost[from] ?? 0) + Math.abs(x - fromX) + Math.abs(y - fromY) + bend + extra;
      const state = 2 * at + axis;
      if (sum >= (cost[state] ?? 0)) return;
      cost[state] = sum;
      before[state] = from;
      heap.push(state, sum + this.atLeast(x, y, axis));
    };
    while (heap.size > 0) {
      const state = heap.pop();
      if (isDone[state]) continue;
      isDone[state] = 1;
      const at = state >> 1;
      if (state === 2 * endAt + DOWN) return this.wayTo(state, before);
      const column = at % width;
      if (column + 1 < width) step(state, at + 1, ACROSS, this.across[at] ?? 0);
      if (column > 0) step(state, at - 1, ACROSS, this.across[at - 1] ?? 0);
      if (at + width < width * ys.length) step(state, at + width, DOWN, this.down[at] ?? 0);
      // The first step never goes back into the card.
      if (at >= width && at !== startAt) step(state, at - width, DOWN, this.down[at - width] ?? 0);
    }
    return null;
  }

  /** What the rest of the way costs at least. */
  private atLeast(x: number, y: number, axis: 0 | 1): number {
    const aside = Math.abs(x - this.end.x);
    const bends = aside > 0 ? (axis === DOWN ? 2 : 1) : axis === DOWN ? 0 : 1;
    return aside + Math.abs(y - this.end.y) + bends * BEND;
  }

  private wayTo(last: number, before: Int32Array): Position[] {
    const path: Position[] = [];
    for (let state = last; state >= 0; state = before[state] ?? -1) {
      const at = state >> 1;
      const width = this.xs.length;
      path.push({ x: this.xs[at % width] ?? 0, y: this.ys[Math.floor(at / width)] ?? 0 });
    }
    return path.reverse();
  }

  private at({ x, y }: Position): number {
    return firstFrom(this.ys, y) * this.xs.length + firstFrom(this.xs, x);
  }

  /** No step through the inside of a card and the room around it. */
  private block({ left, right, top, bottom }: Box, margin: number): void {
    const [first, last] = [firstFrom(this.xs, left - margin), firstFrom(this.xs, right + margin)];
    const [highest, lowest] = [firstFrom(this.ys, top - margin), firstFrom(this.ys, bottom + margin)];
    for (let row = highest; row <= lowest; row += 1) {
      for (let column = first; column <= last; column += 1) {
        const at = row * this.xs.length + column;
        if (row > highest && row < lowest && column < last) this.across[at] = Number.POSITIVE_INFINITY;
        if (column > first && column < last && row < lowest) this.down[at] = Number.POSITIVE_INFINITY;
      }
    }
  }

  /** To lie on another edge costs, and to cross it. */
  private burden(edge: Segment): void {
    const { xs, ys } = this;
    const width = xs.length;
    if (edge.ax === edge.bx) {
      onLine(xs, ys, edge.left, edge.top, edge.bottom, (line, index, more) =>
        raise(this.down, index * width + line, more),
      );
      crossed(xs, ys, edge.left, edge.top, edge.bottom, (line, index) =>
        raise(this.across, index * width + line, CROSSING),
      );
    } else if (edge.ay === edge.by) {
      onLine(ys, xs, edge.top, edge.left, edge.right, (line, index, more) =>
        raise(this.across, line * width + index, more),
      );
      crossed(ys, xs, edge.top, edge.left, edge.right, (line, index) =>
        raise(this.down, line * width + index, CROSSING),
      );
    }
  }
}

function raise(costs: Float64Array, at: number, more: number): void {
  costs[at] = (costs[at] ?? 0) + more;
}

/** The steps along the lines nearer to `at` than lanes are apart, between `low` and `high`. */
function onLine(
  lines: Float64Array,
  along: Float64Array,
  at: number,
  low: number,
  high: number,
  each: (line: number, index: number, more: number) => void,
): void {
  for (let line = firstFrom(lines, at - APART + 1); line < lines.length; line += 1) {
    if ((lines[line] ?? 0) >= at + APART) return;
    for (let index = Math.max(0, firstFrom(along, low) - 1); index + 1 < along.length; index += 1) {
      const [begin, end] = [along[index] ?? 0, along[index + 1] ?? 0];
      if (begin >= high) break;
      const length = Math.min(end, high) - Math.max(begin, low);
      if (length > 0) each(line, index, ON_ANOTHER * length + APART);
    }
  }
}

/** The steps from line to line over `at`, between `low` and `high`. */
function crossed(
  lines: Float64Array,
  along: Float64Array,
  at: number,
  low: number,
  high: number,
  each: (line: number, index: number) => void,
): void {
  const line = firstFrom(lines, at) - 1;
  if (line < 0) return;
  for (let index = firstFrom(along, low); index < along.length; index += 1) {
    if ((along[index] ?? 0) > high) return;
    each(line, index);
  }
}

/** Each number once, the least first. */
function inOrder(numbers: readonly number[]): Float64Array {
  const all = Float64Array.from(numbers).sort();
  return all.filter((number, index) => index === 0 || number !== all[index - 1]);
}

/** The place of the first number that is not less than another. */
function firstFrom(numbers: Float64Array, least: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
