import { findNode } from "../document/graph";
import { newRecipe } from "../document/recipes";
import type { Edit, NodeId } from "../document/types";
import { loadNamespaces } from "../i18n/languages";
import { useDatasets } from "../state/data/datasets";
import { openModel, useDocument } from "../state/document";
import { showToast } from "../state/toast";
import { select } from "../state/view";

/** Binds columns to an input or output of the model; several are stacked by a recipe first. One undo step. */
export function bindColumns(id: NodeId, columns: readonly string[]): void {
  const state = useDocument.getState();
  const node = findNode(state.openGraph, id);
  const inside = openModel(state) !== null;
  if (inside || (node?.kind !== "input" && node?.kind !== "output")) {
    void say("datasets:bind.noSlot", {});
    return;
  }
  const { document, editDocument } = state;
  const { datasets } = useDatasets.getState();
  const fields = datasets?.find(({ name }) => name === document.data?.dataset)?.fields ?? [];
  const prepared =
    columns.length > 1
      ? newRecipe(
          document,
          columns,
          fields.map(({ name }) => name),
        )
      : { name: columns[0], edits: [] };
  if (prepared.name === undefined) return;
  const kind = node.kind === "input" ? "inputs" : "targets";
  const bind: Edit = { type: "set_field", path: ["data", kind, node.name], value: prepared.name };
  editDocument([...prepared.edits, bind]);
  select([id]);
  void say("datasets:bind.done", { name: node.label || node.name, field: prepared.name });
}

async function say(key: string, values: Record<string, string>): Promise<void> {
  await loadNamespaces("datasets");
  showToast({ key, values });
}
