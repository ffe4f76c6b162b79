import type { NodeReport } from "@schema";
import { applyEdits } from "../../src/document/applyEdit";
import { nestEdits } from "../../src/document/nesting/nestNodes";
import type { Document, Node } from "../../src/document/types";

export const dense = (id: string, name: string, units = 4): Node => ({
  kind: "layer",
  id,
  name,
  layer: "Dense",
  config: { units },
});

/** input -> hidden -> scores -> answer, in a column. */
export const chain: Document = {
  format: 2,
  name: "Chain",
  graph: {
    nodes: [
      { kind: "input", id: "n1", name: "features", shape: [8] },
      dense("n2", "hidden"),
      dense("n3", "scores"),
      { kind: "output", id: "n4", name: "answer" },
    ],
    edges: [
      { source: "n1", target: "n2" },
      { source: "n2", target: "n3" },
      { source: "n3", target: "n4" },
    ],
  },
  layout: { n1: { x: 0, y: 0 }, n2: { x: 0, y: 120 }, n3: { x: 0, y: 240 }, n4: { x: 0, y: 360 } },
};

export const reports: Record<string, NodeReport> = {
  n1: { outputs: [{ shape: [null, 8], dtype: "float32" }], params: 0, call: 0, flops: 0, activations: 0 },
};

/** The id of the node with a name. */
export function idOf(document: Document | null, name: string): string {
  const found = document?.graph?.nodes?.find((node) => node.kind !== "shared" && node.name === name);
  if (found === undefined) throw new Error(`no node is called ${name}`);
  return found.id;
}

/** The document with some of its nodes made a nested model. */
export function nested(document: Document, ids: string[]): Document {
  const made = nestEdits(document, ids, reports, "down");
  if ("why" in made) throw new Error(made.why);
  return applyEdits(document, made.edits);
}
