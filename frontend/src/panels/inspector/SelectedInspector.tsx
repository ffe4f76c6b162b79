import type { Edge, Node } from "../../document/types";
import { EdgeInspector } from "./EdgeInspector";
import { NodeInspector } from "./NodeInspector";
import { SelectionInspector } from "./SelectionInspector";

interface SelectedInspectorProps {
  /** How many nodes and notes are selected. */
  nodes: number;
  notes: number;
  /** The node or the edge that is selected alone. */
  node: Node | undefined;
  edge: Edge | undefined;
}

/** The settings of the selection: of one node, of one edge, or the actions for several. */
export function SelectedInspector({ nodes, notes, node, edge }: SelectedInspectorProps) {
  if (nodes + notes > 1) return <SelectionInspector nodes={nodes} notes={notes} />;
  if (node !== undefined) return <NodeInspector key={node.id} node={node} />;
  return edge !== undefined && <EdgeInspector edge={edge} />;
}
