import type { Known } from "../catalog/ports";
import { endFace } from "../display/boundaryFace";
import { isClassBelow } from "../display/cardText";
import { configLine } from "../display/nodeFace";
import { declaringNode } from "../graph";
import { modelsOf } from "../nestedModels";
import type { Document, NestedModel, Node } from "../types";
import { NODE_WIDTH } from "./positions";

/** As the style sheet of a node has them. */
const HEIGHT = 40;
const HEIGHT_WITH_LINE = 50;
const OP_HEIGHT = 32;
/** An operation is narrower than its place by so much on either side. */
export const OP_INSET = 24;

export interface Size {
  width: number;
  height: number;
}

/** How large a node is drawn. */
export function sizeOf(document: Document, node: Node, catalog: Known | null): Size {
  const declaring = declaringNode(document, node);
  if (declaring?.kind === "op") return { width: NODE_WIDTH, height: OP_HEIGHT };
  const line = hasLine(document, node, catalog) || isClassBelow(document, node);
  return { width: NODE_WIDTH, height: line ? HEIGHT_WITH_LINE : HEIGHT };
}

const lines = new WeakMap<Node, { entry: unknown; catalog: unknown; line: string }>();

/** What `configLine` says, kept by the node: it is asked for with every change of a graph. */
function keptLine(node: Node, entry: NestedModel | undefined, catalog: Known | null): string {
  const known = lines.get(node);
  if (known !== undefined && known.entry === entry && known.catalog === catalog) return known.line;
  const line = configLine(node, entry, catalog);
  lines.set(node, { entry, catalog, line });
  return line;
}

/** Whether there is a second line on the card of a layer, a model or an end. */
function hasLine(document: Document, node: Node, catalog: Known | null): boolean {
  if (node.kind === "shared" || node.kind === "input") return true;
  if (node.kind === "output") {
    const { line, rest } = isInside(document) ? { line: "", rest: "" } : endFace(document, node, catalog);
    return line + rest !== "";
  }
  const entry = node.kind === "model" ? modelsOf(document)[node.model] : undefined;
  return keptLine(node, entry, catalog) !== "";
}

/** Whether a document is the view of one of its nested models: its ends have no data and no loss. */
function isInside(document: Document): boolean {
  return Object.values(modelsOf(document)).some(({ graph }) => graph && graph === document.graph);
}
