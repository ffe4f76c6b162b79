import type { Colour } from "../add/paletteSearch";
import { layerEntry } from "../catalog/layerEntry";
import type { Known } from "../catalog/ports";
import type { NestedModel, Node } from "../types";
import { settingsLine } from "../values/settings";
import { tupleText } from "../values/shape";

/** The family that gives the node that declares a call its colour. */
export function familyOf(declaring: Node | undefined, catalog: Known | null): Colour {
  switch (declaring?.kind) {
    case "input":
    case "output":
    case "model":
    case "op":
      return declaring.kind;
    case "layer":
      return (catalog && layerEntry(catalog, declaring.layer)?.family) ?? "core";
    default:
      return "core";
  }
}

/** What differs from the default, of a layer or of an application of Keras. */
export function configLine(node: Node, entry: NestedModel | undefined, catalog: Known | null): string {
  if (node.kind === "layer") {
    return settingsLine(node.config ?? {}, (catalog && layerEntry(catalog, node.layer)?.parameters) ?? []);
  }
  if (node.kind !== "model" || !entry?.application) return "";
  return settingsLine(entry.config ?? {}, catalog?.applications[entry.application]?.parameters ?? []);
}

/** Whether a call is of a layer or nested model that keeps its weights in training. */
export function isFrozenCall(declaring: Node | undefined): boolean {
  return (declaring?.kind === "layer" || declaring?.kind === "model") && declaring.trainable === false;
}

/** The shape and dtype of an input. */
export function endLine(node: Node | undefined): string {
  return node?.kind === "input" ? `${tupleText(node.shape)} ${node.dtype ?? "float32"}` : "";
}

/** How many layers the graph of a nested model has. */
export function layersIn(entry: NestedModel): number {
  return (entry.graph?.nodes ?? []).filter((node) => node.kind === "layer" || node.kind === "model").length;
}

/** A long name and the number at its end, which tells it from its like: `batch_normalization` and `_12`. */
export function splitName(title: string): { stem: string; number: string } {
  const [, stem = title, number = ""] = /^(.{12,}?)(_?\d+)$/u.exec(title) ?? [];
  return { stem, number };
}

/** A name that somebody gave an operation; else its class, where the expression does not say it. */
export function besideExpression(expression: string, title: string, className: string): string {
  if (title.replace(/_\d+$/, "") !== className) return title;
  return expression.includes(className) || /\w/.test(expression) ? "" : className;
}
