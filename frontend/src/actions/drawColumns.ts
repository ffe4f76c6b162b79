import { drawColumns as askForColumns } from "../api/recipes";
import { isServerError } from "../api/request";
import { useDocument, whileOpen } from "../state/document";
import { useProject } from "../state/project";
import { showToast } from "../state/toast";
import { editAndShow } from "./graphActions";

/** Draws columns of the data as inputs, and as outputs with the layer, loss and metric that fit. One undo step. */
export async function drawColumns(inputs: readonly string[], targets: readonly string[]): Promise<void> {
  if (useProject.getState().waiting !== null) return;
  const isOpen = whileOpen();
  const { document } = useDocument.getState();
  try {
    const { edits } = await askForColumns(document, [...inputs], [...targets]);
    // The edits continue the document that was asked about: after another change they might not fit.
    if (isOpen() && useDocument.getState().document === document) editAndShow(edits);
  } catch (error) {
    if (!isServerError(error)) throw error;
    showToast({ text: error.message, persistent: true });
  }
}
