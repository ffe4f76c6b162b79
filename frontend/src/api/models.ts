import type { Document, PublishedModel } from "@schema";
import { api } from "./client";
import { answer } from "./request";

/** An application or a trained run of a document as a graph of its own. */
export const expand = (document: Document, model: string) =>
  answer(api.POST("/api/v1/expand", { body: { document, model } }));

/** What of an uploaded weights file fits a document; what fits is kept, where not everything does only `partly`. */
export const loadWeights = (document: Document, upload: string, partly: boolean, signal: AbortSignal) =>
  answer(api.POST("/api/v1/weights", { params: { query: { upload, partly } }, body: document, signal }));

export const listPublished = () => answer(api.GET("/api/v1/published"));

export const publish = (model: PublishedModel) =>
  answer(api.PUT("/api/v1/published/{name}", { params: { path: { name: model.name } }, body: model }));

export const withdraw = (name: string) =>
  answer(api.DELETE("/api/v1/published/{name}", { params: { path: { name } } }));
