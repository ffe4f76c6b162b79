import { describe, expect, test } from "vitest";
import { applyEdits } from "../../src/document/applyEdit";
import { autoLayout } from "../../src/document/layout/autoLayout";
import { directionOf, withDirections } from "../../src/document/layout/direction";
import type { Document, Edit, Position } from "../../src/document/types";
import { drawings } from "../support/templates";

/** A stem that forks into two branches and a sum. */
const fork = (layout?: Record<string, Position>): Document => ({
  format: 2,
  graph: {
    nodes: [
      { kind: "input", id: "a", name: "a", shape: [4] },
      { kind: "layer", id: "b", name: "b", layer: "Dense", config: { units: 4 } },
      { kind: "layer", id: "c", name: "c", layer: "Dense", config: { units: 4 } },
      { kind: "layer", id: "d", name: "d", layer: "Add", config: {} },
    ],
    edges: [
      { source: "a", target: "b" },
      { source: "a", target: "c" },
      { source: "b", target: "d", order: 0 },
      { source: "c", target: "d", order: 1 },
    ],
  },
  ...(layout === undefined ? {} : { layout }),
});

const DOWN = { a: { x: 122, y: 0 }, b: { x: 0, y: 120 }, c: { x: 244, y: 120 }, d: { x: 122, y: 240 } };
const RIGHT = Object.fromEntries(
  Object.entries(DOWN).map(([id, { x, y }]) => [id, { x: 2.3 * y, y: 0.4 * x }]),
);

describe("[C113] a graph runs as its document says, or as its nodes stand", () => {
  test("a document that says nothing is read by its nodes", () => {
    expect(directionOf(fork(DOWN))).toBe("down");
    expect(directionOf(fork(RIGHT))).toBe("right");
    const wide = { ...DOWN, b: { x: -900, y: 120 }, c: { x: 900, y: 120 } };
    expect(directionOf(fork(wide))).toBe("down");
    const high = { ...RIGHT, b: { x: 276, y: -900 }, c: { x: 276, y: 900 } };
    expect(directionOf(fork(high))).toBe("right");
  });

  test("what it says comes before how its nodes stand", () => {
    expect(directionOf({ ...fork(DOWN), direction: "right" })).toBe("right");
    expect(directionOf({ ...fork(DOWN), direction: null })).toBe("down");
  });

  test("without places, or without edges between them, nothing tells", () => {
    expect(directionOf(fork())).toBeNull();
    expect(directionOf(fork({ a: { x: 0, y: 0 } }))).toBeNull();
    const heap = Object.fromEntries(["a", "b", "c", "d"].map((id, at) => [id, { x: 20 * at, y: 0 }]));
    expect(directionOf(fork(heap))).toBeNull();
  });

  test("all shipped templates say that they lead down", () => {
    for (const [name, document] of drawings()) expect([name, document.direction]).toEqual([name, "down"]);
  });

  test("opened, each graph without places gets the direction of what is around it", () => {
    const { graph } = fork();
    const whole: Document = {
      ...fork(RIGHT),
      models: { down: { graph, layout: DOWN }, bare: { graph }, said: { graph, direction: "down" } },
    };
    const opened = autoLayout(whole, "down");
    expect(opened.direction).toBeUndefined();
    expect(opened.layout).toBe(whole.layout);
    expect(opened.models?.down).toBe(whole.models?.down);
    expect(opened.models?.bare?.direction).toBe("right");
    expect(directionOf({ ...opened, ...opened.models?.bare } as Document)).toBe("right");
    expect(directionOf({ format: 2, graph, layout: opened.models?.bare?.layout ?? {} })).toBe("right");
    expect(directionOf({ format: 2, graph, layout: opened.models?.said?.layout ?? {} })).toBe("down");
    expect(autoLayout(opened, "down")).toBe(opened);
  });

  test("an edit does not turn a drawing that says nothing: it says from then on what it was", () => {
    const { graph } = fork();
    const whole: Document = { ...fork(RIGHT), models: { inner: { graph, layout: DOWN } } };
    const move: Edit = { type: "move", positions: RIGHT };
    const after = withDirections(whole, applyEdits(whole, [{ ...move, model: "inner" }]));
    expect(after.direction).toBeUndefined();
    expect(after.models?.inner?.direction).toBe("down");
    expect(withDirections(whole, applyEdits(whole, [{ ...move, positions: DOWN }])).direction).toBe("right");
    const named = applyEdits(whole, [{ type: "set_field", path: ["name"], value: "other" }]);
    expect(withDirections(whole, named)).toBe(named);
  });

  test("a document without places runs as was chosen last", () => {
    for (const usual of ["down", "right"] as const) {
      const { direction, layout } = autoLayout(fork(), usual);
      expect(direction).toBe(usual);
      expect(directionOf(fork(layout))).toBe(usual);
    }
  });
});
