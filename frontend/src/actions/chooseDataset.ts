import { type ColumnRole, chooseDatasetEdits } from "../document/bindings";
import { loadNamespaces } from "../i18n/languages";
import { useCheck } from "../state/check";
import { useDatasets } from "../state/datasets";
import { useDocument } from "../state/document";
import { useProject } from "../state/project";
import { showToast } from "../state/toast";

/** Chooses a data set for the open document, binds what fits by name or shape, and says what is left. One undo step. */
export function chooseDataset(name: string, roles: Readonly<Record<string, ColumnRole>> = {}): void {
  const dataset = useDatasets.getState().datasets?.find((each) => each.name === name);
  if (dataset === undefined || useProject.getState().waiting !== null) return;
  const { document, editDocument } = useDocument.getState();
  const nodes = useCheck.getState().report?.nodes ?? {};
  const shapes = Object.fromEntries(
    Object.entries(nodes).flatMap(([id, { outputs }]) =>
      outputs[0] === undefined ? [] : [[id, outputs[0].shape.slice(1)]],
    ),
  );
  const { edits, bound, open } = chooseDatasetEdits(document, dataset, shapes, roles);
  editDocument(edits);
  if (dataset.follows_model || bound.length + open.length === 0) return;
  void loadNamespaces("datasets").then(() =>
    showToast({
      key: open.length === 0 ? "datasets:boundAll" : "datasets:boundSome",
      values: { name: dataset.title, bound: bound.join(", "), open: open.join(", ") },
    }),
  );
}
