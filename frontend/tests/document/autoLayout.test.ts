import { describe, expect, test } from "vitest";
import { autoLayout } from "../../src/document/layout/autoLayout";
import type { Document } from "../../src/document/types";

const graph: NonNullable<Document["graph"]> = {
  nodes: [
    { kind: "input", id: "a", name: "a", shape: [4] },
    { kind: "layer", id: "b", name: "b", layer: "Dense", config: { units: 2 } },
    { kind: "output", id: "c", name: "c" },
  ],
  edges: [
    { source: "a", target: "b" },
    { source: "b", target: "c" },
  ],
};
const bare: Document = { format: 2, name: "bare", graph };

describe("[C50] a graph without places", () => {
  test("stands row by row where the flow goes down, and column by column where it goes right", () => {
    const down = autoLayout(bare, "down").layout ?? {};
    expect([down.a?.x, down.b?.x, down.c?.x]).toEqual([0, 0, 0]);
    expect([down.a?.y, down.b?.y, down.c?.y]).toEqual([0, 120, 240]);
    const right = autoLayout(bare, "right").layout ?? {};
    expect([right.a?.y, right.b?.y, right.c?.y]).toEqual([0, 0, 0]);
    expect([right.a?.x, right.b?.x, right.c?.x]).toEqual([0, 276, 552]);
  });

  test("is found in nested models, too, and what has places keeps them", () => {
    const layout = { a: { x: 7, y: 7 } };
    const whole: Document = { ...bare, layout, models: { inner: { graph }, placed: { graph, layout } } };
    const after = autoLayout(whole, "down");
    expect(after.layout).toBe(layout);
    expect(Object.keys(after.models?.inner?.layout ?? {})).toEqual(["a", "b", "c"]);
    expect(after.models?.placed).toBe(whole.models?.placed);
  });

  test("gets them once: a document in which all is placed stays the same object", () => {
    const after = autoLayout(bare, "down");
    expect(autoLayout(after, "right")).toBe(after);
    const empty: Document = { format: 2, name: "empty" };
    expect(autoLayout(empty, "down")).toBe(empty);
  });
});
