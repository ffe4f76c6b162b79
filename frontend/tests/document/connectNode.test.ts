import type { Catalog } from "@schema";
import { expect, test } from "vitest";
import { addNode } from "../../src/document/add/addNode";
import { applyEdits } from "../../src/document/applyEdit";
import { feedEdits, sourcesAmong } from "../../src/document/connect/connectNode";
import { edgesInto } from "../../src/document/graph";
import { positionAfter } from "../../src/document/layout/placeAfter";
import type { Document, NodeId } from "../../src/document/types";
import { readJson } from "../files";
import { chain, dense } from "../support/chain";

const catalog = readJson<Catalog>("shared_schema/generated/catalog.json");

/** What is wired into a layer that is added while some nodes are selected. */
function fed(document: Document, selected: readonly NodeId[], layer: string): string[] {
  const { node, edits } = addNode(document, { kind: "layer", layer }, { x: 0, y: 900 }, catalog);
  const drawn = applyEdits(document, edits);
  const grown = applyEdits(drawn, feedEdits(drawn, sourcesAmong(drawn, selected, catalog), node, catalog));
  return edgesInto(grown, node.id).map(({ source }) => source);
}

test("[C150] a node feeds what is added after it", () => {
  expect(fed(chain, ["n2"], "Dense")).toEqual(["n2"]);
});

test("[C150] several nodes feed a layer that takes them all, in the order in which they were selected, and no other", () => {
  expect(fed(chain, ["n3", "n2"], "Concatenate")).toEqual(["n3", "n2"]);
  expect(fed(chain, ["n2", "n3"], "Dense")).toEqual([]);
});

test("[C150] an output feeds nothing, and an input is fed by nothing", () => {
  expect(fed(chain, ["n4"], "Dense")).toEqual([]);
  const { node, edits } = addNode(chain, { kind: "input" }, { x: 0, y: 900 }, catalog);
  expect(feedEdits(applyEdits(chain, edits), ["n2"], node, catalog)).toEqual([]);
});

test("[C150] it is placed after what feeds it, beside what that feeds already", () => {
  const ends: Document = { ...chain, graph: { nodes: [dense("n1", "only")], edges: [] } };
  expect(positionAfter(ends, ["n1"], "down")).toEqual({ x: 0, y: 120 });
  expect(positionAfter(ends, ["n1"], "right")).toEqual({ x: 276, y: 0 });
  expect(positionAfter(chain, ["n2"], "down")).toEqual({ x: 276, y: 240 });
  expect(positionAfter(chain, [], "down")).toBeNull();
});
