import type { JsonValue } from "@schema";
import { api } from "./client";
import { answer } from "./request";

export const listProjects = () => answer(api.GET("/api/v1/projects"));

/** A project; its document in its own notation, though a program may have saved it with names as Keras writes them. */
export const readProject = (id: string) =>
  answer(api.GET("/api/v1/projects/{id}", { params: { path: { id }, query: { own_notation: true } } }));

/** A project as it was at one of the revisions that the server keeps. */
export const readRevision = (id: string, revision: number) =>
  answer(
    api.GET("/api/v1/projects/{id}", { params: { path: { id }, query: { own_notation: true, revision } } }),
  );

export const listRevisions = (id: string) =>
  answer(api.GET("/api/v1/projects/{id}/revisions", { params: { path: { id } } }));

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
