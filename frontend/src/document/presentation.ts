import type { Document, NestedModel } from "./types";

/** The fields, of a document and of a nested model, that say how a graph is drawn and nothing of what it is. */
export const DRAWING = ["direction", "layout", "routes", "notes"] as const;

type Drawn = Pick<Document, (typeof DRAWING)[number]>;

/** How a graph is drawn; what is not said is left out. */
export function drawingOf(of: Document | NestedModel): Drawn {
  return Object.fromEntries(
    DRAWING.flatMap((field) => (of[field] === undefined ? [] : [[field, of[field]]])),
  ) as Drawn;
}

/** The rest of a document or of a nested model. */
export function withoutDrawing<T extends Document | NestedModel>(of: T): T {
  const { direction: _leads, layout: _places, routes: _bends, notes: _written, ...rest } = of;
  return rest as T;
}
