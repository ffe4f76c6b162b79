import { describe, expect, test } from "vitest";
import { blocksOf, clearOfNodes } from "../../src/canvas/layout/noteBlocks";
import type { Document } from "../../src/document/types";

const SIZE = { width: 196, height: 50 };
const document: Document = {
  format: 2,
  name: "noted",
  graph: {
    nodes: [
      { kind: "input", id: "a", name: "a", shape: [4] },
      { kind: "output", id: "b", name: "b" },
    ],
    edges: [{ source: "a", target: "b" }],
  },
  layout: { a: { x: 0, y: 0 }, b: { x: 0, y: 300 } },
  notes: {
    left: { text: "by a", x: -150, y: -20, width: 100, height: 40 },
    alone: { text: "by none", x: 900, y: 900, width: 100, height: 40 },
  },
};
const sizes = new Map([
  ["a", SIZE],
  ["b", SIZE],
]);

describe("[C49] a note", () => {
  test("near a node is one block with it, and the node stands in the block where it stands by the note", () => {
    const blocks = blocksOf(document, sizes);
    expect(blocks.get("a")).toEqual({ width: 346, height: 70, dx: 150, dy: 20, notes: ["left"] });
    expect(blocks.get("b")).toEqual({ ...SIZE, dx: 0, dy: 0, notes: [] });
  });

  test("near none stays, unless a node would lie on it: then it stands at the right of all", () => {
    const note = { text: "free", x: 10, y: 10, width: 50, height: 50 };
    const far = { ...note, x: 5000 };
    const moved = clearOfNodes(
      [
        ["under", note],
        ["far", far],
      ],
      [{ x: 0, y: 0, ...SIZE }],
    );
    expect([...moved]).toEqual([["under", { x: 228, y: 10 }]]);
  });
});
