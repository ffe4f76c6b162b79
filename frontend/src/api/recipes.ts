import type { ColumnRole } from "@schema";
import type { Document } from "../document/types";
import { api } from "./client";
import { answer } from "./request";

/** What a recipe of a document makes of the first rows of its data, step by step. */
export const previewRecipe = (document: Document, recipe: string, signal: AbortSignal) =>
  answer(api.POST("/api/v1/recipes/preview", { body: { document, recipe, rows: 200 }, signal }));

/** The edits that draw columns of the data as inputs, and as outputs with what fits each target. */
export const drawColumns = (document: Document, inputs: string[], targets: string[]) =>
  answer(api.POST("/api/v1/columns/draw", { body: { document, inputs, targets } }));

/** The edits that choose a data set for a document and bind it by name or shape. */
export const bindDataset = (
  document: Document,
  dataset: string,
  roles: Readonly<Record<string, ColumnRole>>,
) => answer(api.POST("/api/v1/datasets/bind", { body: { document, dataset, roles: { ...roles } } }));
