import { applyNodeChanges, type NodeChange } from "@xyflow/react";
import { useCallback, useLayoutEffect, useState } from "react";
import { findNode } from "../../document/graph";
import type { Edit, NodeId, Position } from "../../document/types";
import { useCatalog } from "../../state/catalog";
import { openDirection, useDirection } from "../../state/direction";
import { useDocument } from "../../state/document";
import { useView } from "../../state/view";
import { type FlowNode, flowNodes } from "./flowNodes";
import { nodeHandles } from "./nodeHandles";

/**
 * The nodes of the canvas. Their positions come from the document; while nodes are dragged they differ from it, and the
 * whole drag becomes one edit when it ends.
 */
export function useFlowNodes(label: (id: NodeId) => string) {
  const openGraph = useDocument((state) => state.openGraph);
  const selected = useView((view) => view.nodes);
  const catalog = useCatalog((state) => state.catalog);
  const direction = useDirection();
  const [nodes, setNodes] = useState<FlowNode[]>([]);

  useLayoutEffect(() => {
    setNodes((previous) => flowNodes(previous, openGraph, selected, label, catalog, direction));
  }, [openGraph, selected, label, catalog, direction]);

  const onNodesChange = useCallback((changes: NodeChange<FlowNode>[]) => {
    const selectedIds = new Set(useView.getState().nodes);
    const size = selectedIds.size;
    let selectionChanged = false;
    for (const change of changes) {
      if (change.type !== "select") continue;
      selectionChanged = true;
      if (change.selected) selectedIds.add(change.id);
      else selectedIds.delete(change.id);
    }
    if (selectionChanged && (selectedIds.size > 0 || size > 0)) useView.setState({ nodes: [...selectedIds] });
    const rest = changes.filter((change) => change.type !== "select" && change.type !== "remove");
    if (rest.length > 0) setNodes((previous) => withMeasuredHandles(applyNodeChanges(rest, previous), rest));
  }, []);

  /** Ends a drag: positions come from the document again. Returns the edits that move the nodes. */
  const commitDrag = useCallback((dragged: readonly FlowNode[]): Edit[] => {
    const { openGraph: graph } = useDocument.getState();
    const positions: Record<NodeId, Position> = {};
    for (const { id, position } of dragged) {
      const rounded = { x: Math.round(position.x), y: Math.round(position.y) };
      const old = graph.layout?.[id];
      if (old?.x !== rounded.x || old?.y !== rounded.y) positions[id] = rounded;
    }
    setNodes((previous) => previous.map((node) => (node.dragging ? { ...node, dragging: false } : node)));
    return Object.keys(positions).length > 0 ? [{ type: "move", positions }] : [];
  }, []);

  return { nodes, onNodesChange, commitDrag };
}

/** Updates the handles of nodes that were measured to their new size. */
function withMeasuredHandles(nodes: FlowNode[], changes: readonly NodeChange<FlowNode>[]): FlowNode[] {
  const measured = new Set(changes.flatMap((change) => (change.type === "dimensions" ? [change.id] : [])));
  if (measured.size === 0) return nodes;
  const { openGraph } = useDocument.getState();
  const { catalog } = useCatalog.getState();
  const direction = openDirection();
  return nodes.map((node) => {
    const graphNode = node.handles && measured.has(node.id) ? findNode(openGraph, node.id) : undefined;
    if (graphNode === undefined) return node;
    return { ...node, handles: nodeHandles(openGraph, graphNode, catalog, direction, node.measured ?? {}) };
  });
}
