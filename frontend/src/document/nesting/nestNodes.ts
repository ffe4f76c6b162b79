import type { NodeReport } from "@schema";
import { callsOf, edgesOf, edgesOutOf, findNode, nodesOf, titleOf } from "../graph";
import { NODE_HEIGHT, NODE_WIDTH, positionsOf } from "../layout/positions";
import { freshId, freshName } from "../names";
import { modelsOf, wrappedNodes } from "../nestedModels";
import { type NoteId, noteRemovals, notesOf } from "../notes";
import type { Document, Edit, Json, Node, NodeId, Position } from "../types";
import { crossingOf, innerEdges, outerEdges } from "./boundaryEdges";
import { freshModelName } from "./modelEntries";
import { nestable } from "./nestable";

/** How far the ends of a new nested model are from its layers. */
const APART = 120;
const BASE = "block";

/** Why some nodes cannot become one model of their own, with the name of a node to say it with. */
export type Refusal =
  | { why: "nothing" }
  /** It lies on a way from the nodes back to them. */
  | { why: "between"; node: string }
  /** Its weights would be used inside and outside. */
  | { why: "shared"; node: string };

export type Nesting = { id: NodeId; edits: Edit[] } | Refusal;

/**
 * Makes a nested model of some nodes, called in their place. The wires that come in become its inputs, as the reports
 * know them, those that go out its outputs; ends of the graph stay where they are. The notes that are chosen with the
 * nodes go along, others stay.
 */
export function nestEdits(
  document: Document,
  chosen: readonly NodeId[],
  reports: Readonly<Record<NodeId, NodeReport>>,
  flow: "down" | "right",
  written: readonly NoteId[] = [],
): Nesting {
  const nodes = nestable(document, chosen);
  const inside = new Set(nodes.map((node) => node.id));
  const refusal = nodes.length === 0 ? { why: "nothing" as const } : refused(document, nodes, inside);
  if (refusal !== null) return refusal;

  const crossing = crossingOf(document, nodes, reports);
  const at = positionsOf(document);
  const positionOf = (node: Node) => at.get(node.id) ?? { x: 0, y: 0 };
  const box = boundsOf(nodes.map(positionOf));
  const { inputs, outputs } = crossing;
  const [heads, tails] = [inputs.map((tensor) => tensor.end), outputs.map((tensor) => tensor.end)];
  const graph = { nodes: [...heads, ...nodes, ...tails], edges: innerEdges(document, inside, crossing) };
  const layout = Object.fromEntries([
    ...nodes.map((node) => [node.id, positionOf(node)] as const),
    ...beside(heads, -1, box, flow),
    ...beside(tails, 1, box, flow),
  ]);
  const notes = Object.entries(notesOf(document)).filter(([key]) => written.includes(key));
  const entry = {
    graph,
    direction: flow,
    layout,
    ...(notes.length === 0 ? {} : { notes: Object.fromEntries(notes) }),
  };
  const name = freshModelName(modelsOf(document), BASE);
  const rest = { ...document, graph: { nodes: nodesOf(document).filter((node) => !inside.has(node.id)) } };
  const id = freshId(document);
  const node: Node = { kind: "model", id, name: freshName(rest, name), model: name };
  return {
    id,
    edits: [
      { type: "set_field", path: ["models", name], value: entry as unknown as Json },
      { type: "remove_nodes", nodes: nodes.map((each) => each.id) },
      ...noteRemovals(notes.map(([key]) => key)),
      { type: "add_node", node, at: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 } },
      ...outerEdges(id, crossing).map((edge): Edit => ({ type: "connect", edge })),
    ],
  };
}

function refused(document: Document, nodes: readonly Node[], inside: ReadonlySet<NodeId>): Refusal | null {
  for (const node of nodes) {
    const outside = callsOf(document, node).some((call) => !inside.has(call.id));
    if (outside) return { why: "shared", node: titleOf(document, node) };
  }
  for (const node of nodesOf(document)) {
    const wrapped = wrappedNodes(node).find((id) => inside.has(id) !== inside.has(node.id));
    const other = wrapped === undefined ? undefined : findNode(document, wrapped);
    if (other !== undefined) return { why: "shared", node: titleOf(document, other) };
  }
  const between = liesBetween(document, inside);
  return between === null ? null : { why: "between", node: titleOf(document, between) };
}

/** A node outside that some of the nodes feed and that feeds some of them: around it the model would be a circle. */
function liesBetween(document: Document, inside: ReadonlySet<NodeId>): Node | null {
  const after = new Set(inside);
  for (const id of after) for (const edge of edgesOutOf(document, id)) after.add(edge.target);
  const back = edgesOf(document).find(
    (edge) => inside.has(edge.target) && !inside.has(edge.source) && after.has(edge.source),
  );
  return back === undefined ? null : (findNode(document, back.source) ?? null);
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export function boundsOf(at: readonly Position[]): Box {
  const xs = at.map(({ x }) => x);
  const ys = at.map(({ y }) => y);
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
}

/** Ends in a row before or after what they feed or name. */
function beside(
  ends: readonly Node[],
  side: 1 | -1,
  box: Box,
  flow: "down" | "right",
): (readonly [NodeId, Position])[] {
  const middle = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
  return ends.map((end, index) => {
    const across = index - (ends.length - 1) / 2;
    const at =
      flow === "down"
        ? { x: middle.x + across * (NODE_WIDTH + 48), y: side < 0 ? box.top - APART : box.bottom + APART }
        : {
            x: side < 0 ? box.left - NODE_WIDTH - 80 : box.right + NODE_WIDTH + 80,
            y: middle.y + across * (NODE_HEIGHT + 48),
          };
    return [end.id, { x: Math.round(at.x), y: Math.round(at.y) }] as const;
  });
}
