import type { Document, Edit, Json, Node } from "./types";

/** Renames a node. What the name of an input or output keys (data, losses, weights, metrics) goes along. */
export function renameEdits(document: Document, node: Node, name: string): Edit[] {
  if (node.kind === "shared" || node.name === name) return [];
  const edits: Edit[] = [{ type: "set_node", node: node.id, field: "name", value: name }];
  if (node.kind === "input") edits.push(...moved(document.data?.inputs, ["data", "inputs"], node.name, name));
  if (node.kind === "output") {
    edits.push(...moved(document.training?.outputs, ["training", "outputs"], node.name, name));
    edits.push(...moved(document.data?.targets, ["data", "targets"], node.name, name));
    edits.push(...moved(document.data?.sample_weights, ["data", "sample_weights"], node.name, name));
  }
  return edits;
}

/** What stands under the new name already belongs to another node, and stays. */
function moved(there: Record<string, unknown> | undefined, path: string[], from: string, to: string): Edit[] {
  if (there === undefined || !Object.hasOwn(there, from) || Object.hasOwn(there, to)) return [];
  return [
    { type: "set_field", path: [...path, from], unset: true },
    { type: "set_field", path: [...path, to], value: there[from] as Json },
  ];
}
