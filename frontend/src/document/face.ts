import { layerEntry } from "./layerEntry";
import type { Known } from "./ports";
import type { Colour } from "./search";
import { settingsLine } from "./settings";
import { tupleText } from "./shape";
import type { Document, NestedModel, Node } from "./types";

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

/** The ends of a model show what stands outside the graph: an input its data, an output its loss. */
export function outsideLine(document: Document, node: Node): string {
  if (node.kind === "input") return endLine(node, document.data?.inputs?.[node.name]);
  if (node.kind === "output") {
    const loss = document.training?.outputs?.[node.name]?.loss;
    const name = typeof loss === "string" ? loss : loss?.name;
    return name === undefined ? "" : name.replaceAll("_", " ");
  }
  return "";
}

/** The shape and dtype of an input, with the field of the data that feeds it. */
export function endLine(node: Node | undefined, field: string | undefined): string {
  if (node?.kind !== "input") return "";
  const shape = `${tupleText(node.shape)} ${node.dtype ?? "float32"}`;
  return field === undefined ? shape : `${shape} · ${field}`;
}

/** How many layers the graph of a nested model has. */
export function layersIn(entry: NestedModel): number {
  return (entry.graph?.nodes ?? []).filter((node) => node.kind === "layer" || node.kind === "model").length;
}

/** A name that somebody gave an operation; else its class, where the expression does not say it. */
export function besideExpression(expression: string, title: string, className: string): string {
  if (title.replace(/_\d+$/, "") !== className) return title;
  return expression.includes(className) || /\w/.test(expression) ? "" : className;
}
