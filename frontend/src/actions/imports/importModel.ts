import { deleteUpload, uploadFile } from "../../api/datasets";
import { importModel } from "../../api/documents";
import { importedText } from "../../i18n/problemText";
import { showToast } from "../../state/toast";
import { newProject } from "../openProject";

/**
 * Sends a model that Keras has saved and opens it as a new project; then says how the document compares with the file.
 * Raises what the server says.
 */
export async function openModelFile(file: File): Promise<void> {
  const id = crypto.randomUUID();
  try {
    await uploadFile(id, file, () => undefined, new AbortController().signal);
    const read = importModel(id, false);
    await newProject(read.then(({ document }) => document));
    showToast({ text: importedText(await importModel(id, true)), persistent: true });
  } finally {
    await deleteUpload(id).catch(() => undefined); // the server deletes it after a day, too
  }
}
