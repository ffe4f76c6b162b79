import { withoutDrawing } from "./presentation";
import type { Document } from "./types";

/** What of a document a check or a training can see: not how it is drawn, nor what is written beside it. */
export function meaning(document: Document): Document {
  const { models, ...rest } = withoutDrawing(document);
  if (models === undefined) return rest;
  const bare = Object.entries(models).map(([name, entry]) => [name, withoutDrawing(entry)]);
  return { ...rest, models: Object.fromEntries(bare) };
}
