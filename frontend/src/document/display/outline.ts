import type { CheckReport, NodeReport, TensorSpec } from "@schema";
import type { Known } from "../catalog/ports";
import { inputSlots, namesOf, outputSlots, readSlot, slotOfEdge } from "../connect/slots";
import { callsOf, classOf, edgesInto, findNode, nodesOf, titleOf } from "../graph";
import { calledModel, modelAsDocument, modelsOf } from "../nestedModels";
import type { Document, Edge, ModelName, Node, NodeId } from "../types";

/** What a wire brings to a node: from which call, and where it goes in. */
export interface Brought {
  from: string;
  /** Which call of its layer that is, where there are several. */
  call: number | null;
  /** The input's name where there are several, its number in a list, from 1. */
  port: string | null;
  number: number | null;
}

/** A node in the outline, for people who do not see the canvas. */
export interface OutlineNode {
  node: NodeId;
  model: ModelName | null;
  /** Unique in the outline. */
  key: string;
  /** As Keras names it: a nested model is a `Model`. */
  className: string;
  title: string;
  call: number | null;
  inputs: readonly Brought[];
  outputs: readonly (TensorSpec & { name: string | null })[];
  /** What is inside, where it calls a nested model that is drawn. */
  inside: ModelName | null;
}

/** The nodes of a graph (`null` is the document's own) in the order in which they are called, as far as it is known. */
export function outlineOf(
  document: Document,
  model: ModelName | null,
  report: CheckReport | null,
  catalog: Known | null,
): OutlineNode[] {
  const drawn = model === null ? document : modelAsDocument(document, model);
  if (drawn === null) return [];
  const reports = (model === null ? report?.nodes : report?.models[model]?.nodes) ?? {};
  const called = Object.keys(reports);
  const index = new Map(called.map((id, order) => [id, order]));
  const nodes = nodesOf(drawn).map((node, order) => ({
    node,
    at: index.get(node.id) ?? called.length + order,
  }));
  return nodes.sort((a, b) => a.at - b.at).map(({ node }) => tell(drawn, node, model, reports, catalog));
}

function tell(
  drawn: Document,
  node: Node,
  model: ModelName | null,
  reports: Readonly<Record<NodeId, NodeReport>>,
  catalog: Known | null,
): OutlineNode {
  const slots = outputSlots(drawn, node, catalog);
  const inside = calledModel(drawn, node)?.model ?? null;
  const entry = inside === null ? undefined : modelsOf(drawn)[inside];
  return {
    node: node.id,
    model,
    key: `${model ?? ""}/${node.id}`,
    className: entry === undefined ? classOf(drawn, node) : (entry.application ?? "Model"),
    title: titleOf(drawn, node),
    call: callNumber(drawn, node.id, reports),
    inputs: edgesInto(drawn, node.id)
      .map((edge) => bring(drawn, node, edge, reports, catalog))
      .sort(inOrder),
    outputs: (reports[node.id]?.outputs ?? []).map((spec, index) => ({
      ...spec,
      name: slots.length > 1 ? (slots[index]?.name ?? null) : null,
    })),
    inside: inside !== null && modelAsDocument(drawn, inside) !== null ? inside : null,
  };
}

function bring(
  drawn: Document,
  target: Node,
  edge: Edge,
  reports: Readonly<Record<NodeId, NodeReport>>,
  catalog: Known | null,
): Brought {
  const { port, index } = readSlot(slotOfEdge(drawn, edge, catalog));
  const ports = namesOf(inputSlots(drawn, target, catalog));
  const source = findNode(drawn, edge.source);
  return {
    from: source === undefined ? edge.source : titleOf(drawn, source),
    call: callNumber(drawn, edge.source, reports),
    port: ports.size > 1 ? port : null,
    number: index === null ? null : index + 1,
  };
}

function inOrder(a: Brought, b: Brought): number {
  return (a.number ?? 0) - (b.number ?? 0);
}

/** Which call of its layer a node is, from 0; `null` for the only one. */
function callNumber(
  drawn: Document,
  id: NodeId,
  reports: Readonly<Record<NodeId, NodeReport>>,
): number | null {
  const node = findNode(drawn, id);
  if (node === undefined) return null;
  const calls = callsOf(drawn, node);
  if (calls.length < 2) return null;
  return reports[id]?.call ?? calls.indexOf(node);
}
