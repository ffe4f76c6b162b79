import type { Parameter } from "@schema";
import { layerEntry } from "../catalog/layerEntry";
import type { Known } from "../catalog/ports";
import { declaringNode } from "../graph";
import { freePosition } from "../layout/positions";
import { freshId, freshName } from "../names";
import { modelsOf } from "../nestedModels";
import { copyEntries, freshModelName } from "../nesting/modelEntries";
import {
  assertNever,
  type Document,
  type Edit,
  type Json,
  type ModelName,
  type ModelNode,
  type NestedModel,
  type Node,
  type NodeId,
  type Position,
} from "../types";

/** What a person can add. */
export type Addition =
  | { kind: "input" }
  | { kind: "output" }
  | { kind: "layer"; layer: string }
  | { kind: "op"; op: string }
  /** A model of Keras, with weights of its own. */
  | { kind: "application"; application: string }
  /** A trained run with its weights, under a name in the style of Keras. */
  | { kind: "run"; run: string; name: string }
  /** A further call of a nested model of the document. */
  | { kind: "model"; model: ModelName }
  /** A copy of a published model. */
  | { kind: "published"; name: ModelName }
  /** A further call of what a node of this graph calls. */
  | { kind: "shared"; of: NodeId };

/** A published nested model on the palette, with those that it names. */
export interface Published {
  name: ModelName;
  entry: NestedModel;
  models?: Readonly<Record<ModelName, NestedModel>> | undefined;
}

/** A new node at the free place nearest to `at`. Its id is `node.id`; the edits add it, and what it calls. */
export function addNode(
  document: Document,
  addition: Addition,
  at: Position,
  catalog: Known | null,
  published: readonly Published[] = [],
): { node: Node; edits: Edit[] } {
  const { node, edits } = newNode(document, addition, catalog, published);
  return { node, edits: [...edits, { type: "add_node", node, at: freePosition(document, at) }] };
}

function newNode(
  document: Document,
  addition: Addition,
  catalog: Known | null,
  published: readonly Published[],
): { node: Node; edits: Edit[] } {
  const id = freshId(document);
  const alone = (node: Node) => ({ node, edits: [] });
  switch (addition.kind) {
    case "input":
      return alone({ kind: "input", id, name: freshName(document, "input"), shape: [8] });
    case "output":
      return alone({ kind: "output", id, name: freshName(document, "output") });
    case "shared":
      return alone({ kind: "shared", id, of: addition.of });
    case "layer": {
      const { layer } = addition;
      const config = suggestedConfig((catalog && layerEntry(catalog, layer)?.parameters) ?? []);
      return alone({ kind: "layer", id, name: freshName(document, layer), layer, config });
    }
    case "op": {
      const { op } = addition;
      const config = suggestedConfig(catalog?.ops[op]?.parameters ?? []);
      return alone({ kind: "op", id, name: freshName(document, op), op, config });
    }
    case "model":
      return alone(modelNode(document, id, addition.model));
    case "application": {
      const { application } = addition;
      const config = suggestedConfig(catalog?.applications[application]?.parameters ?? []);
      return withEntry(document, id, application, { application, config });
    }
    case "run":
      return withEntry(document, id, addition.name, { run: addition.run });
    case "published": {
      const found = published.find((each) => each.name === addition.name);
      if (found === undefined) return withEntry(document, id, addition.name, { graph: {} });
      const source = { ...found.models, [found.name]: found.entry };
      const { names, edits } = copyEntries(document, source, [found.name]);
      return { node: modelNode(document, id, names.get(found.name) ?? found.name), edits };
    }
    default:
      return assertNever(addition);
  }
}

function withEntry(
  document: Document,
  id: NodeId,
  base: string,
  entry: NestedModel,
): { node: Node; edits: Edit[] } {
  const name = freshModelName(modelsOf(document), base);
  const edits: Edit[] = [{ type: "set_field", path: ["models", name], value: entry as Json }];
  // As Keras names its applications: resnet50, not res_net50.
  const called = entry.application ? name.toLowerCase() : name;
  return { node: { ...modelNode(document, id, name), name: freshName(document, called) }, edits };
}

function modelNode(document: Document, id: NodeId, model: ModelName): ModelNode {
  return { kind: "model", id, name: freshName(document, model), model };
}

/** What a new node cannot do without. */
export function suggestedConfig(parameters: readonly Parameter[]): Record<string, Json> {
  const config: Record<string, Json> = {};
  for (const parameter of parameters) {
    if (parameter.suggested !== null) config[parameter.name] = parameter.suggested as Json;
  }
  return config;
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
  return { id, edits: [{ type: "add_node", node: copy, at: freePosition(document, at) }] };
}
