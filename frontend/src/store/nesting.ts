import { applyEdits } from "../document/applyEdit";
import { laidOut } from "../document/layout/layingOut";
import { modelsOf } from "../document/nested";
import { renameEntryEdits } from "../document/nesting/entries";
import { nestEdits } from "../document/nesting/nesting";
import { isSharedModel, unpackEdits } from "../document/nesting/unpacking";
import type { Edit, Json, ModelName, NestedModel, NodeId } from "../document/types";
import { unfold } from "../net/models";
import { Refusal, Unreachable } from "../net/request";
import { useCatalog } from "./catalog";
import { openNodes, useCheck } from "./check";
import { modelAt, openModel, useDocument } from "./document";
import { hush, say } from "./notes";
import { reveal, select, useView } from "./view";

/** What a person does with nested models: each is one undo step. It comes later than what enters and leaves them. */

/** Makes one model of the selected nodes and selects it. */
export function nestSelected(): void {
  const { document, edit } = useDocument.getState();
  const { nodes, notes, flow } = useView.getState();
  const reports = openNodes(useCheck.getState().report, openModel(useDocument.getState())) ?? {};
  const made = nestEdits(document, nodes, reports, flow, notes);
  if ("why" in made) {
    say({ key: `nested.refused.${made.why}`, values: "node" in made ? { node: made.node } : {} });
    return;
  }
  hush();
  edit(made.edits);
  reveal(made.id);
}

/** Turns an application or a trained run into a graph, as one undo step, and shows it. */
export async function openUp(name: ModelName): Promise<void> {
  const edits = await unfolding(name);
  if (edits === null) return;
  const { way, edit, enter } = useDocument.getState();
  edit(edits);
  enter([...way, name]);
}

/** The edits that give an entry a graph; `null`, and a sentence on the canvas, where it cannot have one. */
async function unfolding(name: ModelName): Promise<Edit[] | null> {
  const { whole } = useDocument.getState();
  if (modelsOf(whole)[name]?.graph) return [];
  say({ key: "nested.unfolding", values: { name } });
  try {
    const { model, models, lost } = await unfold(whole, name);
    if (lost.length > 0) say({ text: lost.join(" "), stays: true });
    else hush();
    return [...Object.entries(models), [name, model] as const].map(([key, entry]) => ({
      type: "set_field",
      path: ["models", key],
      value: withPlaces(entry as NestedModel) as Json,
    }));
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof Unreachable)) throw error;
    say({ text: error.message });
    return null;
  }
}

/** What the server unfolds has no places yet. */
function withPlaces(entry: NestedModel): NestedModel {
  if (!entry.graph || entry.layout !== undefined) return entry;
  const { layout = {} } = laidOut({ format: 1, graph: entry.graph }, useView.getState().flow);
  return { ...entry, layout };
}

/**
 * Puts the nodes of a nested model in the place of one call of it. Where other calls share its weights, this one's
 * would become weights of their own: the person is asked first.
 */
export async function unpack(id: NodeId, asked = false): Promise<void> {
  const name = modelAt(id);
  if (name === null) return;
  if (!asked && isSharedModel(useDocument.getState().whole, name)) {
    say({
      key: "nested.sharedWeights",
      values: { name },
      ask: { key: "nested.unpackOwn", onPick: () => void unpack(id, true) },
    });
    return;
  }
  hush();
  const opened = await unfolding(name);
  const { catalog } = useCatalog.getState();
  if (opened === null || catalog === null) return;
  const { whole, mend } = useDocument.getState();
  const place = openModel(useDocument.getState());
  const made = unpackEdits(applyEdits(whole, opened), place, id, catalog, useView.getState().flow);
  if (made === null) return;
  mend([...opened, ...made.edits]);
  select(made.ids);
}

/** Gives a nested model another name, wherever it is named. */
export function renameModel(name: ModelName, to: ModelName): void {
  const { whole, way, edit, enter } = useDocument.getState();
  const edits = renameEntryEdits(whole, name, to);
  if (edits.length === 0) return;
  edit(edits);
  enter(way.map((each) => (each === name ? to : each)));
}
