import type { Catalog } from "@schema";
import type { Edge as AnyFlowEdge, Node as AnyFlowNode } from "@xyflow/react";
import { slotOfEdge } from "../../document/connect/slots";
import { edgeKey, sameJson, sameParts } from "../../document/equal";
import { edgesOf, findNode, nodesOf } from "../../document/graph";
import { NODE_HEIGHT, NODE_WIDTH, positionOf } from "../../document/layout/positions";
import type { Course } from "../../document/routing/lines";
import type { Routing } from "../../document/routing/routeEdges";
import type { Direction, Document, Edge, NodeId } from "../../document/types";
import { nodeHandles } from "./nodeHandles";

export type FlowNode = AnyFlowNode<Record<string, never>, "call">;
/** An edge, and its route while its nodes are where the document has them. */
interface EdgeData extends Record<string, unknown> {
  edge: Edge;
  course: Course | undefined;
}

export type FlowEdge = AnyFlowEdge<EdgeData, "shape">;

const NO_DATA: Record<string, never> = {};
/** From this many nodes on, only the visible ones are mounted. */
export const VIRTUALIZE_FROM = 300;
/** The size until a node has been measured. */
const INITIAL_SIZE = { initialWidth: NODE_WIDTH, initialHeight: NODE_HEIGHT };

/**
 * The nodes of a graph for React Flow. A node that did not change keeps its object, and with it its measured size; if
 * none changed, the same array is returned. A node that is being dragged keeps its position.
 */
export function flowNodes(
  previous: FlowNode[],
  document: Document,
  selected: readonly NodeId[],
  label: (id: NodeId) => string,
  catalog: Catalog | null,
  direction: Direction,
): FlowNode[] {
  const known = new Map(previous.map((node) => [node.id, node]));
  const selectedIds = new Set(selected);
  const first = selected[0] ?? nodesOf(document)[0]?.id;
  const seen = new Set<NodeId>();
  const virtualized = nodesOf(document).length > VIRTUALIZE_FROM;
  const next = nodesOf(document).flatMap((node) => {
    // A duplicate id is a problem in the list; the canvas can show it only once.
    if (seen.has(node.id)) return [];
    seen.add(node.id);
    const old = known.get(node.id);
    const placed = positionOf(document, node.id);
    const position = old?.dragging ? old.position : placed;
    const ariaLabel = label(node.id);
    const isSelected = selectedIds.has(node.id);
    // One node can be reached by Tab; the arrow keys move on from there.
    const tabIndex = node.id === first ? 0 : -1;
    const handles = virtualized
      ? nodeHandles(document, node, catalog, direction, old?.measured ?? {})
      : undefined;
    const same =
      old !== undefined &&
      old.handles === handles &&
      old.position.x === position.x &&
      old.position.y === position.y &&
      (old.selected ?? false) === isSelected &&
      old.ariaLabel === ariaLabel &&
      old.domAttributes?.tabIndex === tabIndex;
    if (same) return [old];
    const base = old ?? { ...INITIAL_SIZE, id: node.id, type: "call" as const, data: NO_DATA, position };
    const { handles: _before, ...rest } = base;
    const handleProps = handles === undefined ? {} : { handles };
    return [
      { ...rest, ...handleProps, position, selected: isSelected, ariaLabel, domAttributes: { tabIndex } },
    ];
  });
  return sameParts(previous, next) ? previous : next;
}

/**
 * The edges of a graph for React Flow, without dangling ones; if none changed, the same array is returned. Equal edges
 * are drawn once.
 */
export function flowEdges(
  previous: FlowEdge[],
  document: Document,
  catalog: Catalog | null,
  selected: string | null,
  label: (edge: Edge) => string,
  { edges }: Routing,
): FlowEdge[] {
  const known = new Map(previous.map((edge) => [edge.id, edge]));
  const seen = new Set<string>();
  const next = edgesOf(document).flatMap((edge): FlowEdge[] => {
    const id = edgeKey(edge);
    if (seen.has(id) || !findNode(document, edge.source) || !findNode(document, edge.target)) return [];
    seen.add(id);
    const sourceHandle = `out|${edge.source_output ?? 0}`;
    const targetHandle = slotOfEdge(document, edge, catalog);
    const isSelected = id === selected;
    const ariaLabel = label(edge);
    const old = known.get(id);
    const course = old?.data?.course;
    const data = { edge, course: keepIfEqual(course, edges.get(id)) };
    const same =
      old !== undefined &&
      old.data?.edge === edge &&
      course === data.course &&
      old.targetHandle === targetHandle &&
      old.selected === isSelected &&
      old.ariaLabel === ariaLabel;
    if (same) return [old];
    return [
      {
        id,
        type: "shape" as const,
        source: edge.source,
        target: edge.target,
        sourceHandle,
        targetHandle,
        selected: isSelected,
        ariaLabel,
        data,
      },
    ];
  });
  return sameParts(previous, next) ? previous : next;
}

/** The previous value if it is equal, so that nothing is rendered again for it. */
function keepIfEqual(previous: Course | undefined, next: Course | undefined): Course | undefined {
  return sameJson(previous, next) ? previous : next;
}
