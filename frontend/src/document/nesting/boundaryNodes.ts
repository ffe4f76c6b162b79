import { sameEdge } from "../equal";
import { edgesOf, findNode, inputNodes, outputNodes } from "../graph";
import { modelAsDocument } from "../nestedModels";
import type { Document, Edge, Edit, ModelName, NodeId } from "../types";
import { callersOf, graphsOf } from "./modelEntries";

/** The wires at the calls when ends of the nested model go: theirs go too, and the outputs after them move up. */
export function endsRemoved(document: Document, model: ModelName, gone: ReadonlySet<NodeId>): Edit[] {
  const inside = modelAsDocument(document, model);
  const isEnd = (id: NodeId) =>
    inside !== null && ["input", "output"].includes(findNode(inside, id)?.kind ?? "");
  if (inside === null || ![...gone].some(isEnd)) return [];
  const inputs = new Set(inputNodes(inside).flatMap((node) => (gone.has(node.id) ? [node.name] : [])));
  const kept = outputNodes(inside).flatMap((node, index) => (gone.has(node.id) ? [] : [index]));
  return rewired(
    document,
    model,
    (name) => (inputs.has(name) ? null : name),
    (index) => (kept.includes(index) ? kept.indexOf(index) : null),
  );
}

/** `inputs` says what an input is called from now on, `outputs` which number an output has; `null`: it is gone. */
function rewired(
  document: Document,
  model: ModelName,
  inputs: (name: string) => string | null,
  outputs: (index: number) => number | null,
): Edit[] {
  const inside = modelAsDocument(document, model);
  const first = (inside === null ? undefined : inputNodes(inside)[0]?.name) ?? "inputs";
  const callers = callersOf(document, model);
  return graphsOf(document).flatMap(({ model: where, graph }) => {
    const calls = callers.filter((caller) => caller.model === where && caller.node.kind !== "layer");
    const ids = new Set(calls.map(({ node }) => node.id));
    return edgesOf(graph).flatMap((edge) => {
      const to = { ...edge };
      if (ids.has(edge.target)) {
        const input = inputs(edge.target_input ?? first);
        if (input === null) return replaced(edge, null, where);
        // A wire that names no port means the first one, whatever that is called.
        if (edge.target_input) to.target_input = input;
      }
      if (ids.has(edge.source)) {
        const output = outputs(edge.source_output ?? 0);
        if (output === null) return replaced(edge, null, where);
        if (output !== (edge.source_output ?? 0)) to.source_output = output;
      }
      return sameEdge(edge, to) ? [] : replaced(edge, to, where);
    });
  });
}

function replaced(edge: Edge, to: Edge | null, model: ModelName | null): Edit[] {
  const where = model === null ? {} : { model };
  const gone: Edit = { type: "disconnect", edge, ...where };
  return to === null ? [gone] : [gone, { type: "connect", edge: to, ...where }];
}
