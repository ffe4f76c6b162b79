import { api } from "./client";
import { answer } from "./request";

export const readCatalog = () => answer(api.GET("/api/v1/catalog"));

export const documentation = (kind: string, name: string) =>
  answer(api.GET("/api/v1/documentation/{kind}/{name}", { params: { path: { kind, name } } }));

export const listTemplates = () => answer(api.GET("/api/v1/templates"));

export const listDatasets = () => answer(api.GET("/api/v1/datasets"));
