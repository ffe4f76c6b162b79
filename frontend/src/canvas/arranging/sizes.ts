import type { Catalog } from "@schema";
import { declaringNode } from "../../document/graph";
import { NODE_WIDTH } from "../../document/layout/size";
import { modelsOf } from "../../document/nested";
import { configLine } from "../../document/shown/face";
import type { Document, Node } from "../../document/types";

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
export function sizeOf(document: Document, node: Node, catalog: Catalog | null): Size {
  const declaring = declaringNode(document, node);
  if (declaring?.kind === "op") return { width: NODE_WIDTH, height: OP_HEIGHT };
  const entry = declaring?.kind === "model" ? modelsOf(document)[declaring.model] : undefined;
  const plain =
    node.kind !== "shared" &&
    node.kind !== "input" &&
    node.kind !== "output" &&
    configLine(node, entry, catalog) === "";
  return { width: NODE_WIDTH, height: plain ? HEIGHT : HEIGHT_WITH_LINE };
}
