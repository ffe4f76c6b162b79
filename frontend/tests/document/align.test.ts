import { describe, expect, test } from "vitest";
import { type Alignment, aligned, type Box } from "../../src/document/layout/align";

const boxes: Box[] = [
  { id: "a", x: 0, y: 10, width: 196, height: 40 },
  { id: "b", x: 50, y: 100, width: 196, height: 56 },
  { id: "c", x: 400, y: 30, width: 80, height: 100 },
];

/** Every box after it, moved or not. */
function stand(how: Alignment): Record<string, Box> {
  const moved = aligned(boxes, how);
  return Object.fromEntries(boxes.map((box) => [box.id, { ...box, ...moved.get(box.id) }]));
}

describe("aligning", () => {
  test.each<[Alignment, (box: Box) => number, number]>([
    ["alignLeft", ({ x }) => x, 0],
    ["alignRight", ({ x, width }) => x + width, 480],
    ["alignCenter", ({ x, width }) => x + width / 2, 240],
    ["alignTop", ({ y }) => y, 10],
    ["alignBottom", ({ y, height }) => y + height, 156],
    ["alignMiddle", ({ y, height }) => y + height / 2, 83],
  ])("[C37] %s puts every box on one line", (how, side, line) => {
    expect(Object.values(stand(how)).map(side)).toEqual([line, line, line]);
  });

  test("[C37] the other axis stays", () => {
    expect(Object.values(stand("alignLeft")).map(({ y }) => y)).toEqual(boxes.map(({ y }) => y));
  });

  test("[C37] distributed boxes have equal gaps, and the outer two stay", () => {
    const { a, b, c } = stand("distributeAcross");
    expect([a?.x, c?.x]).toEqual([0, 400]);
    expect((b?.x ?? 0) - 196).toBe(400 - ((b?.x ?? 0) + 196));
    const down = stand("distributeDown");
    expect(down.a?.y).toBe(10);
    expect(down.c?.y).toBe(10 + 40 + (146 - 40 - 100 - 56) / 2);
  });

  test("[C37] fewer than it takes stay where they are", () => {
    expect(aligned(boxes.slice(0, 1), "alignLeft").size).toBe(0);
    expect(aligned(boxes.slice(0, 2), "distributeAcross").size).toBe(0);
  });
});
