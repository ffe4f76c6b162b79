import { nodesOf } from "../graph";
import { modelAsDocument, modelsOf } from "../nestedModels";
import type { Direction, Document, NestedModel, NodeId, Position } from "../types";
import { directionOf } from "./direction";
import { ACROSS, DOWN, layered } from "./layering";
import { positionsOf } from "./positions";

/** How far apart rows are where the graph runs to the right, and nodes beside each other. */
const ROW = 276;
const COLUMN = 104;

type Drawing = Pick<Document, "direction" | "layout">;

/**
 * The document with a direction, and a place for every node, for each of its graphs that has no places at all: what a
 * program wrote, or another tool. Those run as `usual` where nothing says how. Once they are there, an edit moves
 * nothing that it is not about.
 */
export function autoLayout(document: Document, usual: Direction): Document {
  const drawing = drawingFor(document, usual);
  const top = drawing === null ? document : { ...document, ...drawing };
  const around = directionOf(top) ?? usual;
  const models = Object.entries(modelsOf(document)).flatMap(([name, entry]): [string, NestedModel][] => {
    const inside = modelAsDocument(document, name);
    const own = inside && drawingFor(inside, around);
    return own ? [[name, { ...entry, ...own }]] : [];
  });
  if (models.length === 0) return top;
  return { ...top, models: { ...document.models, ...Object.fromEntries(models) } };
}

/** `null` where the graph has places, or nothing to place. */
function drawingFor(document: Document, usual: Direction): Drawing | null {
  if (nodesOf(document).length === 0 || Object.keys(document.layout ?? {}).length > 0) return null;
  const direction = document.direction ?? usual;
  return { direction, layout: Object.fromEntries(rows(document, direction)) };
}

/** The places of a graph in a direction: its own where it runs so already, else rows of their own. */
export function positionsAlong(document: Document, direction: Direction): ReadonlyMap<NodeId, Position> {
  return (directionOf(document) ?? direction) === direction
    ? positionsOf(document)
    : rows(document, direction);
}

function rows(document: Document, direction: Direction): ReadonlyMap<NodeId, Position> {
  const down = layered(document);
  return direction === "down" ? down : new Map([...down].map(([id, position]) => [id, turned(position)]));
}

/** From row by row to column by column. */
function turned({ x, y }: Position): Position {
  return { x: (y / DOWN) * ROW, y: (x / ACROSS) * COLUMN };
}
