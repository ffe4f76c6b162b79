import type { Catalog } from "@schema";
import { declaringNode } from "./graph";
import { freshId, freshName } from "./naming";
import { freePlace } from "./placing";
import { layerEntry } from "./ports";
import type { Document, Edit, Json, Node, NodeId, Position } from "./types";

/** What a person can add: the ends of a model, a layer by its name, or a further call of a layer that is there. */
export type Addition =
  | { kind: "input" }
  | { kind: "output" }
  | { kind: "layer"; layer: string }
  | { kind: "shared"; of: NodeId };

/** A new node at the free place nearest to `at`. Its id is `node.id`; the edits add it. */
export function addNode(
  document: Document,
  addition: Addition,
  at: Position,
  catalog: Catalog | null,
): { node: Node; edits: Edit[] } {
  const node = newNode(document, addition, catalog);
  return { node, edits: [{ type: "add_node", node, at: freePlace(document, at) }] };
}

function newNode(document: Document, addition: Addition, catalog: Catalog | null): Node {
  const id = freshId(document);
  switch (addition.kind) {
    case "input":
      return { kind: "input", id, name: freshName(document, "input"), shape: [8] };
    case "output":
      return { kind: "output", id, name: freshName(document, "output") };
    case "shared":
      return { kind: "shared", id, of: addition.of };
    case "layer": {
      const config: Record<string, Json> = {};
      for (const parameter of (catalog && layerEntry(catalog, addition.layer)?.parameters) ?? []) {
        if (parameter.suggested !== null) {
          config[parameter.name] = parameter.suggested as Json;
        }
      }
      return { kind: "layer", id, name: freshName(document, addition.layer), layer: addition.layer, config };
    }
  }
}

/** A layer of its own with the same settings: its weights are not shared. */
export function copyEdits(
  document: Document,
  node: Node,
  at: Position,
): { id: NodeId; edits: Edit[] } | null {
  const declaring = declaringNode(document, node);
  if (declaring === undefined) return null;
  const id = freshId(document);
  const copy: Node = { ...declaring, id, name: freshName(document, declaring.name.replace(/_\d+$/, "")) };
  return { id, edits: [{ type: "add_node", node: copy, at: freePlace(document, at) }] };
}
