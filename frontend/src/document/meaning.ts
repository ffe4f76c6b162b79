import type { Document } from "./types";

/** What of a document a check or a training can see: not where its nodes stand, nor what is written beside them. */
export function meaning({ layout: _places, notes: _written, models, ...rest }: Document): Document {
  if (models === undefined) return rest;
  const bare = Object.entries(models).map(([name, { layout: _own, notes: _beside, ...entry }]) => [
    name,
    entry,
  ]);
  return { ...rest, models: Object.fromEntries(bare) };
}
