import type { NodeReport } from "@schema";
import { edgeKey } from "../equal";
import { edgesInto, edgesOf } from "../graph";
import type { Document, NodeId } from "../types";
import { shapeText } from "../values/shape";

type Reports = Readonly<Record<NodeId, NodeReport>> | null | undefined;

/** The dtype of what an output gives, where it is another than came in; else nothing. */
export function dtypeText(document: Document, nodes: Reports, source: NodeId, output: number): string {
  const now = nodes?.[source]?.outputs[output]?.dtype;
  if (now === undefined) return "";
  const [before] = edgesInto(document, source);
  const then = before && nodes?.[before.source]?.outputs[before.source_output ?? 0]?.dtype;
  return now === (then ?? "float32") ? "" : now;
}

/** The label of an edge: the shape of what it carries, and its dtype where that changes. */
export function edgeText(document: Document, nodes: Reports, source: NodeId, output: number): string {
  const spec = nodes?.[source]?.outputs[output];
  if (spec === undefined) return "";
  return [shapeText(spec), dtypeText(document, nodes, source, output)].filter(Boolean).join(" ");
}

/** The label of each edge of a graph, by `edgeKey`. */
export function edgeTexts(document: Document, nodes: Reports): Map<string, string> {
  return new Map(
    edgesOf(document).map((edge) => [
      edgeKey(edge),
      edgeText(document, nodes, edge.source, edge.source_output ?? 0),
    ]),
  );
}

/** What a wire carries, as far as its look goes. */
export type DtypeFamily = "float" | "int" | "bool" | "string";

export function dtypeFamily(dtype: string): DtypeFamily {
  if (dtype === "bool" || dtype === "string") return dtype;
  return dtype.includes("int") ? "int" : "float";
}

/** From this many axes of a row on, all wires are equally heavy. */
export const HEAVIEST = 3;

/** How heavy a wire is drawn: by the axes of a row of what it carries. */
export function edgeWidth(axes: number): number {
  return Math.min(axes, HEAVIEST);
}
