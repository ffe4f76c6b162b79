import type { BoundDataset, ColumnRole } from "@schema";
import { bindDataset } from "../api/recipes";
import { isServerError } from "../api/request";
import { loadNamespaces } from "../i18n/languages";
import { useDatasets } from "../state/data/datasets";
import { useDocument, whileOpen } from "../state/document";
import { useProject } from "../state/project";
import { showToast } from "../state/toast";

/**
 * Chooses a data set for the open document. The server binds what fits by name or shape; what is left is said. One undo
 * step.
 *
 * @param roles What columns are to the model, by name: what is no feature is bound to no input.
 */
export async function chooseDataset(
  name: string,
  roles: Readonly<Record<string, ColumnRole>> = {},
): Promise<void> {
  const dataset = useDatasets.getState().datasets?.find((each) => each.name === name);
  if (dataset === undefined || useProject.getState().waiting !== null) return;
  const isOpen = whileOpen();
  const found = await boundDataset(name, roles, isOpen);
  if (found === null) return;
  const { edits, bound, left } = found;
  useDocument.getState().editDocument(edits);
  if (dataset.follows_model || bound.length + left.length === 0) return;
  await loadNamespaces("datasets");
  showToast({
    key: left.length === 0 ? "datasets:boundAll" : "datasets:boundSome",
    values: { name: dataset.title, bound: bound.join(", "), open: left.join(", ") },
  });
}

/** What the server says of the document as it is when the answer is here; `null` where another one is open by then. */
async function boundDataset(
  name: string,
  roles: Readonly<Record<string, ColumnRole>>,
  isOpen: () => boolean,
): Promise<BoundDataset | null> {
  for (;;) {
    const { document } = useDocument.getState();
    try {
      const found = await bindDataset(document, name, roles);
      if (!isOpen()) return null;
      if (useDocument.getState().document === document) return found;
    } catch (error) {
      if (!isServerError(error)) throw error;
      if (!isOpen()) return null;
      // The data set is chosen all the same: only what would be bound is not known.
      showToast({ text: error.message, persistent: true });
      return { edits: [{ type: "set_field", path: ["data", "dataset"], value: name }], bound: [], left: [] };
    }
  }
}
