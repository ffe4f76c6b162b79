import type { Document, ExportFormat, ScriptImport, ScriptPut } from "@schema";
import { api } from "./client";
import { answer } from "./request";

export const check = (document: Document, signal: AbortSignal) =>
  answer(api.POST("/api/v1/check", { body: document, signal }));

/** Where a wire begins: in the graph of a nested model, or, with `null`, in the document's own. */
export interface CandidateQuery {
  source: string;
  source_output: number;
  model: string | null;
  /** Whether to try all that the palette has, too. */
  palette: boolean;
}

/** What may take a loose wire. */
export const candidates = (document: Document, query: CandidateQuery, signal: AbortSignal) =>
  answer(api.POST("/api/v1/candidates", { body: { document, ...query }, signal }));

export const summary = (document: Document, signal: AbortSignal) =>
  answer(api.POST("/api/v1/summary", { body: document, signal }));

/** The script as far as the drawing is sound, and whose lines are whose. */
export const code = (document: Document, signal: AbortSignal) =>
  answer(api.POST("/api/v1/code", { body: document, signal }));

/** The script of the layers alone, without data and training. */
export const modelCode = ({ data: _data, training: _training, ...drawn }: Document, signal: AbortSignal) =>
  code(drawn, signal);

/** A file of another format, as text. */
export const exportDocument = (document: Document, to: ExportFormat, signal?: AbortSignal): Promise<string> =>
  answer(api.POST("/api/v1/export", { params: { query: { to } }, body: document, parseAs: "text", signal }));

/** The content of a file as a document; the server says whether it is one. */
export const importJson = (content: unknown, name: string) =>
  answer(
    api.POST("/api/v1/import", {
      params: { query: name === "" ? {} : { name } },
      body: content as Document,
    }),
  );

/** A saved model, which was uploaded, as a document; `parity` compares it with its file, which takes longer. */
export const importModel = (upload: string, parity: boolean) =>
  answer(api.POST("/api/v1/import/model", { body: { upload, parity } }));

/** The text of a Python script or notebook as a document: the server reads it, and never runs it. */
export const importScript = (script: ScriptImport) =>
  answer(api.POST("/api/v1/import/script", { body: script }));

/** The document as its own script says it. */
export const followScript = (document: Document, signal: AbortSignal) =>
  answer(api.POST("/api/v1/script/follow", { body: document, signal }));

/** The script of a document after a change of its graph. */
export const putScript = (change: ScriptPut, signal: AbortSignal) =>
  answer(api.POST("/api/v1/script/put", { body: change, signal }));
