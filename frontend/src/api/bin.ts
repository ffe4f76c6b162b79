import type { BinItem } from "@schema";
import { api } from "./client";
import { answer } from "./request";

/** What is in the bin, last deleted first. */
export const listBin = () => answer(api.GET("/api/v1/bin"));

/** Deletes one thing in the bin for good. */
export const purgeItem = ({ kind, id }: BinItem) =>
  answer(api.DELETE("/api/v1/bin/{kind}/{id}", { params: { path: { kind, id } } }));

export const emptyBin = () => answer(api.DELETE("/api/v1/bin"));

/** Brings a thing back from the bin. */
export async function restoreItem({ kind, id, name }: Pick<BinItem, "kind" | "id" | "name">): Promise<void> {
  if (kind === "project")
    await answer(api.POST("/api/v1/projects/{id}/restore", { params: { path: { id } } }));
  else if (kind === "run") await answer(api.POST("/api/v1/runs/{id}/restore", { params: { path: { id } } }));
  else {
    const params = { path: { name }, query: { item: id } };
    await answer(api.POST("/api/v1/published/{name}/restore", { params }));
  }
}
