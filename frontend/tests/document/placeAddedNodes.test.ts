import { expect, test } from "vitest";
import { applyEdits } from "../../src/document/applyEdit";
import { placeAddedNodes } from "../../src/document/layout/placeAddedNodes";
import type { Document, Edit } from "../../src/document/types";
import { readJson } from "../files";

const mistake = readJson<{ document: Document }>("backend/layerloom/templates/two_tensors.json").document;

/** As the check says it, which knows no places: f_2 and f_4 are joined before f_3. */
function join(model?: string): Edit[] {
  const where = model === undefined ? {} : { model };
  return [
    { type: "disconnect", edge: { source: "n3", target: "n5" }, ...where },
    { type: "disconnect", edge: { source: "n4", target: "n5" }, ...where },
    { type: "add_node", node: { kind: "layer", id: "m", name: "joined", layer: "Concatenate" }, ...where },
    { type: "connect", edge: { source: "n3", target: "m", order: 0 }, ...where },
    { type: "connect", edge: { source: "n4", target: "m", order: 1 }, ...where },
    { type: "connect", edge: { source: "m", target: "n5" }, ...where },
  ];
}

test("a node that a fix adds stands between what feeds it and what it feeds", () => {
  const mended = applyEdits(mistake, placeAddedNodes(mistake, join()));
  expect(mended.layout?.m).toEqual({ x: 150, y: 360 });
});

test("it stands there in a nested model too", () => {
  const { graph, layout } = mistake;
  const outer: Document = { format: 2, name: "Outer", graph: {}, models: { inner: { graph, layout } } };
  const mended = applyEdits(outer, placeAddedNodes(outer, join("inner")));
  expect(mended.models?.inner?.layout?.m).toEqual({ x: 150, y: 360 });
});

test("where there is no room between them it stands beside, and never on another node", () => {
  const near: Document = { ...mistake, layout: { ...mistake.layout, n5: { x: 150, y: 340 } } };
  const at = applyEdits(near, placeAddedNodes(near, join())).layout?.m ?? { x: 0, y: 0 };
  for (const place of Object.values(near.layout ?? {})) {
    expect(Math.abs(place.x - at.x) >= 220 || Math.abs(place.y - at.y) >= 80).toBe(true);
  }
});

test("a place that was said stays, and what adds no node is left alone", () => {
  const said = join().map((edit) => (edit.type === "add_node" ? { ...edit, at: { x: 7, y: 9 } } : edit));
  expect(applyEdits(mistake, placeAddedNodes(mistake, said)).layout?.m).toEqual({ x: 7, y: 9 });
  const others = join().filter((edit) => edit.type !== "add_node");
  expect(placeAddedNodes(mistake, others)).toEqual(others);
});

test("in a drawing that runs to the right it stands at the right of what feeds it", () => {
  const layout = Object.fromEntries(
    Object.entries(mistake.layout ?? {}).map(([id, { x, y }]) => [id, { x: 2.5 * y, y: x }]),
  );
  const right: Document = { ...mistake, direction: "right", layout };
  const fed = join().filter((edit) => edit.type !== "connect" || edit.edge.source !== "m");
  const mended = applyEdits(right, placeAddedNodes(right, fed));
  expect(mended.layout?.m).toEqual({ x: Math.max(layout.n3?.x ?? 0, layout.n4?.x ?? 0) + 276, y: 150 });
});
