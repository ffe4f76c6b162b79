import { publish, withdraw } from "../api/models";
import { serverMessage } from "../api/request";
import { sameJson } from "../document/equal";
import { modelsOf, reachable } from "../document/nestedModels";
import type { ModelName } from "../document/types";
import { binChanged, findDeleted, offerUndo } from "../state/bin";
import { useDocument } from "../state/document";
import { loadPublished, usePublished } from "../state/runs/publishedModels";
import { showToast } from "../state/toast";

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
