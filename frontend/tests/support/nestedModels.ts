import type { NestedModel } from "../../src/document/types";

/** Input, Dense layer and output, as the graph of a nested model. */
export const TOWER_GRAPH: NonNullable<NestedModel["graph"]> = {
  nodes: [
    { kind: "input", id: "n1", name: "x", shape: [8] },
    { kind: "layer", id: "n2", name: "hidden", layer: "Dense", config: { units: 4 } },
    { kind: "output", id: "n3", name: "y" },
  ],
  edges: [
    { source: "n1", target: "n2" },
    { source: "n2", target: "n3" },
  ],
};

/** A nested model with a graph, and an application without one. */
export const NESTED_MODELS: Record<string, NestedModel> = {
  tower: { graph: TOWER_GRAPH },
  base: { application: "MobileNet", config: {} },
};
