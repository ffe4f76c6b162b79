import type { Position } from "../types";
import { around, HIGH, isFree, WIDE } from "./positions";

/** The step nearest to the wanted one by which some places come to lie on none that are there. */
export function freeShift(
  there: readonly Position[],
  group: readonly Position[],
  wanted: Position,
): Position {
  const cells = new Map<string, Position[]>();
  const cell = ({ x, y }: Position) => [Math.floor(x / WIDE), Math.floor(y / HIGH)] as const;
  for (const position of there) {
    const key = cell(position).join();
    cells.set(key, [...(cells.get(key) ?? []), position]);
  }
  const near = (position: Position) => {
    const [across, down] = cell(position);
    return [-1, 0, 1].flatMap((x) =>
      [-1, 0, 1].flatMap((y) => cells.get([across + x, down + y].join()) ?? []),
    );
  };
  for (const { x, y } of around(wanted)) {
    const moved = group.map((position) => ({ x: position.x + x, y: position.y + y }));
    if (moved.every((position) => isFree(near(position), position))) return { x, y };
  }
  const right = Math.max(...there.map((position) => position.x)) + WIDE;
  return { x: Math.round(right - Math.min(...group.map((position) => position.x))), y: Math.round(wanted.y) };
}
