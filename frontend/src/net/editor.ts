import type {
  Candidates,
  Catalog,
  CheckReport,
  ProjectDetail,
  ProjectList,
  ProjectRecord,
  TemplateList,
} from "@schema";
import { request, requestText } from "./request";

/** What the editor asks of the server. A document is sent as it stands, valid or not. */
export const readCatalog = () => request<Catalog>("/catalog");

export const check = (document: unknown, signal: AbortSignal) =>
  request<CheckReport>("/check", { method: "POST", body: document, signal });

export const candidates = (document: unknown, source: string, sourceOutput: number, signal: AbortSignal) =>
  request<Candidates>("/candidates", {
    method: "POST",
    body: { document, source, source_output: sourceOutput },
    signal,
  });

export const documentation = (kind: string, name: string) =>
  request<{ text: string }>(`/documentation/${encodeURIComponent(kind)}/${encodeURIComponent(name)}`);

export const listProjects = () => request<ProjectList>("/projects");

export const readProject = (id: string) => request<ProjectDetail>(`/projects/${encodeURIComponent(id)}`);

export const createProject = (document: unknown) =>
  request<ProjectRecord>("/projects", { method: "POST", body: { document } });

export const saveProject = (id: string, revision: number, document: unknown) =>
  request<ProjectRecord>(`/projects/${encodeURIComponent(id)}`, {
    method: "PUT",
    body: { revision, document },
  });

export const deleteProject = (id: string) =>
  request<null>(`/projects/${encodeURIComponent(id)}`, { method: "DELETE" });

export const listTemplates = () => request<TemplateList>("/templates");

export const exportPython = (document: unknown) =>
  requestText("/export?to=python", { method: "POST", body: document });

export const exportJson = (document: unknown) =>
  requestText("/export?to=json", { method: "POST", body: document });

export const importJson = (document: unknown) =>
  request<{ document: unknown; lost: string[] }>("/import", { method: "POST", body: document });
