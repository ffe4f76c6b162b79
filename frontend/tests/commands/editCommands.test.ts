import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { registerEditCommands } from "../../src/commands/editCommands";
import { canRun, isOffered, runCommand } from "../../src/commands/handlers";
import { commandItems } from "../../src/commands/menuItems";
import { edgeKey } from "../../src/document/equal";
import type { Document } from "../../src/document/types";
import { useDocument } from "../../src/state/document";
import { useToast } from "../../src/state/toast";
import { select } from "../../src/state/view";

const DOCUMENT: Document = {
  format: 2,
  graph: {
    nodes: [
      { kind: "input", id: "n1", name: "x", shape: [4] },
      { kind: "layer", id: "n2", name: "hidden", layer: "Dense", config: { units: 8 } },
      { kind: "layer", id: "n3", name: "alone", layer: "Dense", config: { units: 8 } },
      { kind: "output", id: "n4", name: "y" },
    ],
    edges: [
      { source: "n1", target: "n2" },
      { source: "n2", target: "n4" },
    ],
  },
  notes: { note1: { text: "Why", x: 0, y: 0, width: 100, height: 50 } },
};
const WIRE = edgeKey({ source: "n1", target: "n2" });

let stop: () => void;
beforeEach(() => {
  useDocument.getState().open(DOCUMENT);
  useToast.setState({ toast: null });
  stop = registerEditCommands();
});
afterEach(() => stop());

const SELECTIONS: [string, string[], { join: boolean; nest: boolean }, string[]?][] = [
  ["a layer between two others", ["n2"], { join: true, nest: true }],
  ["a layer that nothing feeds", ["n3"], { join: false, nest: true }],
  ["the ends of the graph", ["n1", "n4"], { join: false, nest: false }],
  ["all of it", ["n1", "n2", "n3", "n4"], { join: false, nest: true }],
  ["a note", [], { join: false, nest: false }, ["note1"]],
  ["a note and a layer", ["n2"], { join: true, nest: true }, ["note1"]],
  ["nothing", [], { join: false, nest: false }],
];

describe("[C88] a command is offered where there is something that it can do", () => {
  it.each(SELECTIONS)("with %s selected", (_name, nodes, { join, nest }, notes = []) => {
    select(nodes, null, notes);
    expect({ join: isOffered("edit.deleteAndJoin"), nest: isOffered("graph.nest") }).toEqual({ join, nest });
    const items = commandItems(["edit.deleteAndJoin", "graph.nest"]);
    expect(items.map(({ disabled }) => disabled)).toEqual([!join, !nest]);
  });

  it("joining is not offered for a wire", () => {
    select([], WIRE);
    expect(isOffered("edit.deleteAndJoin")).toBe(false);
  });

  it("its key still removes what has nothing to be joined", () => {
    select(["n3"], null, ["note1"]);
    expect(canRun("edit.deleteAndJoin")).toBe(true);
    runCommand("edit.deleteAndJoin");
    expect(useDocument.getState().openGraph.graph?.nodes?.map(({ id }) => id)).toEqual(["n1", "n2", "n4"]);
    expect(useDocument.getState().openGraph.notes ?? {}).toEqual({});
  });

  it("its key still says why nothing can be made a nested model", () => {
    select([], null, ["note1"]);
    runCommand("graph.nest");
    expect(useToast.getState().toast).toMatchObject({ key: "nested.refused.nothing" });
  });
});
