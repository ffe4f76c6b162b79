import { api } from "./client";
import { answer } from "./request";

/** What the editor asks of the server. A document is sent as it stands, valid or not. */
export const readCatalog = () => answer(api.GET("/api/v1/catalog"));

export const documentation = (kind: string, name: string) =>
  answer(api.GET("/api/v1/documentation/{kind}/{name}", { params: { path: { kind, name } } }));

export const listTemplates = () => answer(api.GET("/api/v1/templates"));

export const listDatasets = () => answer(api.GET("/api/v1/datasets"));
