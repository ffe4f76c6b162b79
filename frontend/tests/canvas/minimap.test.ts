import { expect, it } from "vitest";
import { boundsOf, isInside, MINIMAP, minimapView } from "../../src/canvas/overview/minimapView";

const node = (x: number, y: number) => ({
  id: `${x} ${y}`,
  x,
  y,
  width: 196,
  height: 46,
  family: "core" as const,
  model: null,
  further: false,
  frozen: false,
  problem: null,
});

it("[C328] the minimap shows the whole graph in its middle, whatever its form", () => {
  for (const nodes of [[node(0, 0), node(0, 9000)], [node(-500, 3), node(4000, 3)], [node(7, 7)]]) {
    const bounds = boundsOf({ nodes });
    if (bounds === null) throw new Error("no bounds");
    const { x, y, zoom } = minimapView(bounds);
    const [left, top] = [bounds.x * zoom + x, bounds.y * zoom + y];
    expect(left).toBeGreaterThanOrEqual(0);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(left * 2 + bounds.width * zoom).toBeCloseTo(MINIMAP.width);
    expect(top * 2 + bounds.height * zoom).toBeCloseTo(MINIMAP.height);
  }
  expect(boundsOf({ nodes: [] })).toBeNull();
});

it("[C328] it is shown while not all of the graph is seen", () => {
  const bounds = { x: 0, y: 0, width: 200, height: 900 };
  expect(isInside(bounds, { x: -10, y: -10, width: 400, height: 1000 })).toBe(true);
  expect(isInside(bounds, { x: -10, y: 0, width: 400, height: 899 })).toBe(false);
});
