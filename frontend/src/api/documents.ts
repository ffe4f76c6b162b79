import type { Document, ExportFormat, JsonValue } from "@schema";
import { api } from "./client";
import { answer } from "./request";

/** What the editor asks of the server. A document is sent as it stands, valid or not. */
export const readCatalog = () => answer(api.GET("/api/v1/catalog"));

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
export const candidates = (document: Document, begun: CandidateQuery, signal: AbortSignal) =>
  answer(api.POST("/api/v1/candidates", { body: { document, ...begun }, signal }));

export const documentation = (kind: string, name: string) =>
  answer(api.GET("/api/v1/documentation/{kind}/{name}", { params: { path: { kind, name } } }));

export const summary = (document: Document, signal: AbortSignal) =>
  answer(api.POST("/api/v1/summary", { body: document, signal }));

/** The script as far as the drawing is sound, and whose lines are whose. */
export const code = (document: Document, signal: AbortSignal) =>
  answer(api.POST("/api/v1/code", { body: document, signal }));

export const listProjects = () => answer(api.GET("/api/v1/projects"));

/** The document stands in its own notation, though a program may have saved it with names as Keras writes them. */
export const readProject = (id: string) =>
  answer(api.GET("/api/v1/projects/{id}", { params: { path: { id }, query: { own_notation: true } } }));

/** A document as the text that it came as, to be kept byte for byte. */
export class DocumentText {
  constructor(readonly text: string) {}
}

/** The server keeps any JSON object as a draft, and refuses all else. */
export const createProject = (document: unknown) =>
  answer(
    api.POST("/api/v1/projects", {
      body: { document: document as Record<string, JsonValue> },
      bodySerializer: (body) =>
        document instanceof DocumentText ? `{"document":${document.text}}` : JSON.stringify(body),
    }),
  );

/** The document of a project as it was saved, byte for byte. */
export const readDocumentText = (id: string): Promise<string> =>
  answer(api.GET("/api/v1/projects/{id}/document", { params: { path: { id } }, parseAs: "text" }));

export const saveProject = (id: string, revision: number, document: Record<string, JsonValue>) =>
  answer(api.PUT("/api/v1/projects/{id}", { params: { path: { id } }, body: { revision, document } }));

export const deleteProject = (id: string) =>
  answer(api.DELETE("/api/v1/projects/{id}", { params: { path: { id } } }));

export const listTemplates = () => answer(api.GET("/api/v1/templates"));

export const listDatasets = () => answer(api.GET("/api/v1/datasets"));

/** A file of another format, as text. */
export const exportDocument = (document: Document, to: ExportFormat, signal?: AbortSignal): Promise<string> =>
  answer(api.POST("/api/v1/export", { params: { query: { to } }, body: document, parseAs: "text", signal }));

export const exportPython = (document: Document, signal?: AbortSignal) =>
  exportDocument(document, "python", signal);

export const exportJson = (document: Document, signal?: AbortSignal) =>
  exportDocument(document, "json", signal);

/** The content of a file as a document; the server says whether it is one. */
export const importJson = (content: unknown) =>
  answer(api.POST("/api/v1/import", { body: content as Document }));
