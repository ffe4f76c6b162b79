import type { Catalog } from "@schema";
import { describe, expect, test } from "vitest";
import { applyEdits } from "../../src/document/applyEdit";
import { bridgeEdits } from "../../src/document/connect/bridge";
import { spliceEdits, spliceRefusal } from "../../src/document/connect/splice";
import { edgesOf, findNode } from "../../src/document/graph";
import { NODE_HEIGHT, NODE_WIDTH, positionsOf } from "../../src/document/layout/positions";
import type { Document, Edge, Node } from "../../src/document/types";
import { readJson } from "../files";
import { chain, dense } from "../support/chain";

const catalog = readJson<Catalog>("shared_schema/generated/catalog.json");

function withNode(document: Document, node: Node): Document {
  return applyEdits(document, [{ type: "add_node", node, at: { x: 600, y: 0 } }]);
}

function splice(document: Document, edge: Edge, node: Node, at = { x: 0, y: 60 }): Document {
  const drawn = withNode(document, node);
  return applyEdits(drawn, spliceEdits(drawn, edge, node, catalog, at, "down"));
}

const merge: Document = {
  format: 2,
  graph: {
    nodes: [
      { kind: "input", id: "n1", name: "left", shape: [8] },
      { kind: "input", id: "n2", name: "right", shape: [8] },
      { kind: "layer", id: "n3", name: "both", layer: "Concatenate" },
      { kind: "op", id: "n4", name: "parts", op: "split", config: { indices_or_sections: 2 } },
    ],
    edges: [
      { source: "n1", target: "n3", order: 0 },
      { source: "n2", target: "n4" },
      { source: "n4", source_output: 1, target: "n3", order: 1 },
    ],
  },
};

describe("a node let into a wire", () => {
  test("[C30] keeps the output that the wire came from, and the port and number that it went to", () => {
    const wire = { source: "n4", source_output: 1, target: "n3", order: 1 };
    const after = splice(merge, wire, dense("n9", "between"));
    expect(edgesOf(after)).toEqual([
      { source: "n1", target: "n3", order: 0 },
      { source: "n2", target: "n4" },
      { source: "n4", source_output: 1, target: "n9" },
      { source: "n9", target: "n3", order: 1 },
    ]);
  });

  test("[C30] a merge takes the wire as its first, and a named port stays named", () => {
    const named = { source: "n1", target: "n2", target_input: "x2" };
    const document: Document = {
      format: 2,
      graph: {
        nodes: [
          { kind: "input", id: "n1", name: "a", shape: [8] },
          { kind: "op", id: "n2", name: "sum", op: "add" },
        ],
        edges: [named],
      },
    };
    const add: Node = { kind: "layer", id: "n9", name: "merged", layer: "Add" };
    expect(edgesOf(splice(document, named, add))).toEqual([
      { source: "n1", target: "n9", order: 0 },
      { source: "n9", target: "n2", target_input: "x2" },
    ]);
  });

  test("[C30] what takes nothing, gives nothing or has wires is refused", () => {
    const drawn = withNode(chain, dense("n9", "free"));
    const refusal = (id: string) => spliceRefusal(drawn, findNode(drawn, id) as Node, catalog);
    expect(refusal("n9")).toBeNull();
    expect(refusal("n1")).toBe("noInput");
    expect(refusal("n4")).toBe("noOutput");
    expect(refusal("n2")).toBe("wired");
  });

  test("[C30] where there is no room in the way of the wire, what stands after it makes room", () => {
    const edge = { source: "n2", target: "n3" };
    const at = positionsOf(splice(chain, edge, dense("n9", "between"), { x: 10, y: 190 }));
    const between = at.get("n9");
    expect(between).toEqual({ x: 0, y: 120 + NODE_HEIGHT + 48 });
    expect(at.get("n2")).toEqual({ x: 0, y: 120 });
    expect(at.get("n3")?.y).toBe((between?.y ?? 0) + NODE_HEIGHT + 48);
    expect((at.get("n4")?.y ?? 0) - (at.get("n3")?.y ?? 0)).toBe(120);
  });

  test("[C30] where there is room nothing moves, and on a straight wire it stands straight", () => {
    const wide: Document = {
      ...chain,
      layout: { ...chain.layout, n3: { x: 0, y: 600 }, n4: { x: 0, y: 720 } },
    };
    const after = splice(wide, { source: "n2", target: "n3" }, dense("n9", "between"), { x: 4, y: 350 });
    expect(after.layout).toEqual({ ...wide.layout, n9: { x: 0, y: 350 } });
    const places = Object.values(after.layout ?? {});
    for (const [place, a] of places.entries()) {
      for (const b of places.slice(place + 1)) {
        expect(Math.abs(a.x - b.x) >= NODE_WIDTH || Math.abs(a.y - b.y) >= NODE_HEIGHT).toBe(true);
      }
    }
  });
});

describe("what is removed and joined", () => {
  const gone = (document: Document, ...ids: string[]) => {
    const { edits, unfed } = bridgeEdits(document, new Set(ids));
    return { edges: edgesOf(applyEdits(document, [...edits, { type: "remove_nodes", nodes: ids }])), unfed };
  };

  test("[C32] a chain of removed nodes is bridged by what came into it", () => {
    expect(gone(chain, "n2", "n3")).toEqual({ edges: [{ source: "n1", target: "n4" }], unfed: [] });
  });

  test("[C32] removed nodes that do not touch are bridged each", () => {
    const edges = [
      { source: "n1", target: "n2" },
      { source: "n2", target: "n3" },
      { source: "n3", target: "n4" },
      { source: "n4", target: "n5" },
    ];
    const nodes = ["n1", "n2", "n3", "n4", "n5"].map((id) => dense(id, id));
    expect(gone({ format: 2, graph: { nodes, edges } }, "n2", "n4").edges).toEqual([
      { source: "n1", target: "n3" },
      { source: "n3", target: "n5" },
    ]);
  });

  test("[C32] a merge keeps the number of the wire that is bridged, and those of its others", () => {
    expect(gone(merge, "n4").edges).toEqual([
      { source: "n1", target: "n3", order: 0 },
      { source: "n2", target: "n3", order: 1 },
    ]);
  });

  test("[C32] a branch that goes around and comes back is one tensor; two tensors are nobody's guess", () => {
    const block: Document = {
      format: 2,
      graph: {
        nodes: [...(chain.graph?.nodes ?? []), { kind: "layer", id: "n5", name: "sum", layer: "Add" }],
        edges: [
          { source: "n1", target: "n2" },
          { source: "n1", target: "n5", order: 0 },
          { source: "n2", target: "n5", order: 1 },
          { source: "n5", target: "n3" },
          { source: "n3", target: "n4" },
        ],
      },
    };
    expect(gone(block, "n2", "n5")).toEqual({
      edges: [
        { source: "n3", target: "n4" },
        { source: "n1", target: "n3" },
      ],
      unfed: [],
    });
    expect(gone(block, "n5").unfed).toEqual(["scores"]);
    expect(gone(block, "n5").edges).toHaveLength(2);
  });
});
