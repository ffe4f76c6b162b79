import type { Document, NestedModel } from "./types";

/** The fields, of a document and of a nested model, that say how a graph is drawn and nothing of what it is. */
export const PRESENTATION_FIELDS = ["direction", "layout", "routes", "notes"] as const;

type Presentation = Pick<Document, (typeof PRESENTATION_FIELDS)[number]>;

/** How a graph is drawn; what is not said is left out. */
export function presentationOf(of: Document | NestedModel): Presentation {
  return Object.fromEntries(
    PRESENTATION_FIELDS.flatMap((field) => (of[field] === undefined ? [] : [[field, of[field]]])),
  ) as Presentation;
}

/** The rest of a document or of a nested model. */
export function withoutPresentation<T extends Document | NestedModel>(of: T): T {
  const { direction: _leads, layout: _places, routes: _bends, notes: _written, ...rest } = of;
  return rest as T;
}

/** What of a document a check or a training can see: not how it is drawn, nor what is written beside it. */
export function semanticsOf(document: Document): Document {
  const { models, script: _text, ...rest } = withoutPresentation(document);
  if (models === undefined) return rest;
  const bare = Object.entries(models).map(([name, entry]) => [name, withoutPresentation(entry)]);
  return { ...rest, models: Object.fromEntries(bare) };
}
