import type { PublishedModel } from "@schema";
import { create } from "zustand";
import { listPublished, publish, withdraw } from "../api/models";
import { serverMessage } from "../api/request";
import { sameJson } from "../document/equal";
import { modelsOf, reachable } from "../document/nestedModels";
import type { ModelName } from "../document/types";
import { binChanged, findDeleted, offerUndo } from "./bin";
import { useDocument } from "./document";
import { showToast } from "./toast";

/** The nested models that stand on the palette; none until they are here. */
export const usePublished = create<{ published: readonly PublishedModel[] }>(() => ({ published: [] }));

let reading = 0;

/** Reads them; where nobody answers, the palette goes without. Of several answers that of the last reading counts. */
export async function loadPublished(): Promise<void> {
  reading += 1;
  const mine = reading;
  try {
    const list = await listPublished();
    if (mine === reading) usePublished.setState(list);
  } catch (error) {
    serverMessage(error);
  }
}

/** Puts a nested model of the document on the palette, in the place of the one that had its name. */
export async function publishModel(name: ModelName): Promise<void> {
  const models = modelsOf(useDocument.getState().document);
  const entry = models[name];
  if (entry === undefined) return;
  const further = reachable(models, [name]).filter((each) => each !== name && models[each] !== undefined);
  const model = {
    name,
    entry,
    models: Object.fromEntries(further.map((each) => [each, models[each] ?? {}])),
  };
  const before = usePublished.getState().published.find((each) => each.name === name);
  const replaces = before !== undefined && !sameJson(before, model);
  try {
    await publish(model);
    await loadPublished();
    showToast({ key: replaces ? "nested.replaced" : "nested.published", values: { name } });
    if (replaces) binChanged();
  } catch (error) {
    showToast({ text: serverMessage(error) });
  }
}

/** Takes a model off the palette, into the bin, and offers to take that back; documents with a copy keep it. */
export async function withdrawModel(name: ModelName): Promise<void> {
  try {
    await withdraw(name);
    await loadPublished();
    const item = await findDeleted("published", name);
    if (item !== null) offerUndo({ item, wasOpen: false });
  } catch (error) {
    showToast({ text: serverMessage(error) });
  }
}
