import type { Catalog } from "@schema";
import { describe, expect, test } from "vitest";
import { applyEdits } from "../../src/document/applyEdit";
import type { Known } from "../../src/document/catalog/ports";
import { NODE_HEIGHT, NODE_WIDTH, positionsOf } from "../../src/document/layout/positions";
import { unpackEdits } from "../../src/document/nesting/unpackModel";
import type { Document, Edit } from "../../src/document/types";
import { readJson } from "../files";
import { chain, dense, idOf, nested } from "../support/chain";

const catalog: Known = readJson<Catalog>("shared_schema/generated/catalog.json");

describe("a graph that nobody laid out", () => {
  const wire = (source: string, target: string) => ({ source, target });
  const forked: Document = {
    format: 2,
    graph: {
      nodes: ["a", "b", "c", "d", "e"].map((id) => dense(id, id)),
      edges: [wire("a", "b"), wire("b", "d"), wire("a", "c"), wire("c", "d"), wire("d", "e")],
    },
  };

  test("stands row by row, each node below all that feeds it", () => {
    const at = Object.fromEntries(positionsOf(forked));
    expect(Object.entries(at).map(([id, { x, y }]) => [id, x / 244, y / 120])).toEqual([
      ["a", 0, 0],
      ["b", 0, 1],
      ["c", 1, 1],
      ["d", 0, 2],
      ["e", 0, 3],
    ]);
  });

  test("a wire that goes past rows has the column to itself", () => {
    const skipping = applyEdits(forked, [
      { type: "remove_nodes", nodes: ["c"] },
      { type: "connect", edge: wire("a", "d") },
    ]);
    expect([...positionsOf(skipping)].map(([id, { x, y }]) => [id, x / 244, y / 120])).toEqual([
      ["a", 0, 0],
      ["b", 1, 1],
      ["d", 0, 2],
      ["e", 0, 3],
    ]);
  });

  test("has a place for every node of a circle, and for wires that end nowhere", () => {
    const odd = applyEdits(forked, [
      { type: "connect", edge: wire("e", "b") },
      { type: "connect", edge: wire("e", "lost") },
    ]);
    const taken = [...positionsOf(odd).values()].map(({ x, y }) => `${x} ${y}`);
    expect(new Set(taken).size).toBe(5);
  });

  test("a place that a person gave stands", () => {
    const laid = { ...forked, layout: { d: { x: 7, y: 8 } } };
    expect(positionsOf(laid).get("d")).toEqual({ x: 7, y: 8 });
  });
});

test("unpacked nodes lie on no other", () => {
  const packed = nested(chain, ["n2", "n3"]);
  const beside: Edit = { type: "add_node", node: dense("n9", "other"), at: { x: 150, y: 180 } };
  const crowded = applyEdits(packed, [beside]);
  const made = unpackEdits(crowded, null, idOf(packed, "block"), catalog, "down");
  const at = [...positionsOf(applyEdits(crowded, made?.edits ?? [])).values()];
  for (const [place, a] of at.entries()) {
    for (const b of at.slice(place + 1)) {
      expect(Math.abs(a.x - b.x) >= NODE_WIDTH || Math.abs(a.y - b.y) >= NODE_HEIGHT).toBe(true);
    }
  }
});
