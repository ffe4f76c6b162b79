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
  for (const place of there) {
    const key = cell(place).join();
    cells.set(key, [...(cells.get(key) ?? []), place]);
  }
  const near = (place: Position) => {
    const [across, down] = cell(place);
    return [-1, 0, 1].flatMap((x) =>
      [-1, 0, 1].flatMap((y) => cells.get([across + x, down + y].join()) ?? []),
    );
  };
  for (const { x, y } of around(wanted)) {
    const moved = group.map((place) => ({ x: place.x + x, y: place.y + y }));
    if (moved.every((place) => isFree(near(place), place))) return { x, y };
  }
  const right = Math.max(...there.map((place) => place.x)) + WIDE;
  return { x: Math.round(right - Math.min(...group.map((place) => place.x))), y: Math.round(wanted.y) };
}
