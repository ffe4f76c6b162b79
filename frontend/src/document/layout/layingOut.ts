import { nodesOf } from "../graph";
import { modelsOf, view } from "../nested";
import type { Document, NestedModel, NodeId, Position } from "../types";
import { ACROSS, DOWN, layered } from "./layering";

/** How far apart rows stand where the graph runs to the right, and nodes beside each other. */
const ROW = 276;
const COLUMN = 104;

type Flow = "down" | "right";

/**
 * The document with a place for every node of the graphs that have no places at all: what a program wrote, or another
 * tool. Once they are there, an edit moves nothing that it is not about.
 */
export function laidOut(document: Document, flow: Flow): Document {
  const layout = layoutOf(document, flow);
  const top = layout === null ? document : { ...document, layout };
  const models = Object.entries(modelsOf(document)).flatMap(([name, entry]): [string, NestedModel][] => {
    const inside = view(document, name);
    const places = inside && layoutOf(inside, flow);
    return places ? [[name, { ...entry, layout: places }]] : [];
  });
  if (models.length === 0) return top;
  return { ...top, models: { ...document.models, ...Object.fromEntries(models) } };
}

/** `null` where the graph has places, or nothing to place. */
function layoutOf(document: Document, flow: Flow): Record<NodeId, Position> | null {
  if (nodesOf(document).length === 0 || Object.keys(document.layout ?? {}).length > 0) return null;
  const places = layered(document);
  if (flow === "down") return Object.fromEntries(places);
  return Object.fromEntries([...places].map(([id, place]) => [id, turned(place)]));
}

/** From row by row to column by column. */
function turned({ x, y }: Position): Position {
  return { x: (y / DOWN) * ROW, y: (x / ACROSS) * COLUMN };
}
