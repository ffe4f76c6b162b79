import { callsOf, classOf, declaringNode, titleOf } from "../graph";
import { modelsOf } from "../nestedModels";
import type { Document, Node } from "../types";
import { type Type, widthOf } from "./measureText";

/** The types of a card, as its style sheet has them. */
export const NAME: Type = { size: 13, bold: true };
export const CLASS: Type = { size: 11 };
/** Between a name and what is beside it. */
export const APART = 8;
/** From the left of a name to the right edge of what is beside it. */
const ROOM = 168;
/** About what ` · call 12` takes. */
const CALL_ROOM = 48;

/**
 * Whether the class of a node is on the line below its name, since the name leaves no room beside it. The height of a
 * card depends on it, so it is estimated, and the same everywhere. A nested model with a graph says how many layers it
 * has instead of a class, and an operation is its own name.
 */
export function isClassBelow(document: Document, node: Node): boolean {
  const className = cardClass(document, node);
  if (className === null) return false;
  const room = ROOM - (callsOf(document, node).length > 1 ? CALL_ROOM : 0);
  return textWidth(titleOf(document, node), NAME) + APART + textWidth(className, CLASS) > room;
}

function cardClass(document: Document, node: Node): string | null {
  const declaring = declaringNode(document, node);
  if (declaring === undefined || declaring.kind === "op") return null;
  if (declaring.kind === "model") return modelsOf(document)[declaring.model]?.application ?? null;
  return classOf(document, node);
}

const widths = new Map<string, number>();
const MAX_WIDTHS = 5000;

/** Remembered: it is asked of every node with every change of a graph. */
function textWidth(text: string, type: Type): number {
  const key = `${type.size} ${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  const width = widthOf(text, type);
  if (widths.size >= MAX_WIDTHS) widths.clear();
  widths.set(key, width);
  return width;
}
