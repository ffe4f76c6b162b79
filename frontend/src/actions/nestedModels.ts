import { expand } from "../api/models";
import { isServerError } from "../api/request";
import { applyEdits } from "../document/applyEdit";
import { autoLayout } from "../document/layout/autoLayout";
import { modelsOf } from "../document/nestedModels";
import { nestEdits } from "../document/nesting/nestNodes";
import { isSharedModel, unpackEdits } from "../document/nesting/unpackModel";
import type { Edit, Json, ModelName, NestedModel, NodeId } from "../document/types";
import { warningsText } from "../i18n/problemText";
import { useCatalog } from "../state/catalog";
import { nodeReports, useCheck } from "../state/check";
import { openDirection } from "../state/direction";
import { modelAt, openModel, useDocument, whileOpen } from "../state/document";
import { hideToast, showToast, useToast } from "../state/toast";
import { reveal, select, useView } from "../state/view";

/** What a person does with nested models: each is one undo step. It comes later than what enters and leaves them. */

/** Makes one model of the selected nodes and selects it. */
export function nestSelected(): void {
  const { openGraph, edit } = useDocument.getState();
  const { nodes, notes } = useView.getState();
  const reports = nodeReports(useCheck.getState().report, openModel(useDocument.getState())) ?? {};
  const made = nestEdits(openGraph, nodes, reports, openDirection(), notes);
  if ("why" in made) {
    showToast({ key: `nested.refused.${made.why}`, values: "node" in made ? { node: made.node } : {} });
    return;
  }
  hideToast();
  edit(made.edits);
  reveal(made.id);
}

/** Turns an application or a trained run into a graph, as one undo step, and shows it. */
export async function expandModel(name: ModelName): Promise<void> {
  const model = openModel(useDocument.getState());
  const edits = await expandEdits(name);
  if (edits === null) return;
  const { modelPath, edit, enter } = useDocument.getState();
  edit(edits);
  // Who has gone to another graph meanwhile stays there.
  if (openModel({ modelPath }) === model) enter([...modelPath, name]);
}

/**
 * The edits that give an entry a graph; `null`, and a sentence on the canvas, where it cannot have one. `null` too where
 * meanwhile another document was opened, or the entry became another.
 */
async function expandEdits(name: ModelName): Promise<Edit[] | null> {
  const { document } = useDocument.getState();
  const entry = modelsOf(document)[name];
  if (entry?.graph) return [];
  const isOpen = whileOpen();
  const isAsItWas = (each: ModelName) =>
    modelsOf(useDocument.getState().document)[each] === modelsOf(document)[each];
  const isThere = () => isOpen() && isAsItWas(name);
  const busy = { key: "nested.unfolding", values: { name } };
  showToast(busy);
  try {
    const { model, models, warnings } = await expand(document, name);
    if (useToast.getState().toast === busy) hideToast();
    if (!isThere() || !Object.keys(models).every(isAsItWas)) return null;
    if (warnings.length > 0) showToast({ text: warningsText(warnings), persistent: true });
    return [...Object.entries(models), [name, model] as const].map(([key, entry]) => ({
      type: "set_field",
      path: ["models", key],
      value: withPlaces(entry as NestedModel) as Json,
    }));
  } catch (error) {
    if (!isServerError(error)) throw error;
    if (useToast.getState().toast === busy) hideToast();
    if (isThere()) showToast({ text: error.message });
    return null;
  }
}

/** What the server unfolds has no places yet. */
function withPlaces(entry: NestedModel): NestedModel {
  if (!entry.graph || entry.layout !== undefined) return entry;
  const { direction, layout = {} } = autoLayout({ format: 2, graph: entry.graph }, openDirection());
  return { ...entry, layout, ...(direction ? { direction } : {}) };
}

/**
 * Puts the nodes of a nested model in the place of one call of it. Where other calls share its weights, this one's
 * would become weights of their own: the person is asked first.
 */
export async function unpack(id: NodeId, asked = false): Promise<void> {
  const name = modelAt(id);
  if (name === null) return;
  if (!asked && isSharedModel(useDocument.getState().document, name)) {
    showToast({
      key: "nested.sharedWeights",
      values: { name },
      action: { key: "nested.unpackOwn", onPick: () => void unpack(id, true) },
    });
    return;
  }
  hideToast();
  const model = openModel(useDocument.getState());
  const opened = await expandEdits(name);
  const { catalog } = useCatalog.getState();
  if (opened === null || catalog === null) return;
  const { document, editDocument, modelPath } = useDocument.getState();
  const made = unpackEdits(applyEdits(document, opened), model, id, catalog, openDirection());
  if (made === null) return;
  editDocument([...opened, ...made.edits]);
  if (openModel({ modelPath }) === model) select(made.ids);
}

/** Gives a nested model another name, wherever it is named. */
export function renameModel(name: ModelName, to: ModelName): void {
  const { document, modelPath, edit, enter } = useDocument.getState();
  const models = modelsOf(document);
  if (models[name] === undefined || models[to] !== undefined) return;
  edit([{ type: "rename_model", name, to }]);
  enter(modelPath.map((each) => (each === name ? to : each)));
}
