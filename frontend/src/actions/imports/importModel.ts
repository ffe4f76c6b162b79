import type { Imported } from "@schema";
import { deleteUpload, uploadFile } from "../../api/datasets";
import { importModel } from "../../api/documents";
import { loadWeights } from "../../api/models";
import { i18n } from "../../i18n/index";
import { loadNamespaces } from "../../i18n/languages";
import { importedText } from "../../i18n/problemText";
import { useDocument } from "../../state/document";
import { useProject } from "../../state/project";
import { showToast } from "../../state/toast";
import { newProject } from "../openProject";
import { startFrom } from "./loadWeights";

const WEIGHTS_LEFT_OUT = "import.file_weights";

/**
 * Sends a model that Keras has saved and opens it as a new project; then says how the document compares with the file, and
 * lets the model start from the file's weights where all of them fit. Raises what the server says.
 */
export async function openModelFile(file: File): Promise<void> {
  const id = crypto.randomUUID();
  const { signal } = new AbortController();
  try {
    await uploadFile(id, file, () => undefined, signal);
    const read = importModel(id, false);
    await newProject(read.then(({ document }) => document));
    const found = await importModel(id, true);
    showToast({ text: await withWeights(found, id, file.name, signal), persistent: true });
  } finally {
    await deleteUpload(id).catch(() => undefined); // the server deletes it after a day, too
  }
}

/** What is said of an import, after its weights were loaded into the open document where there are some and all fit. */
async function withWeights(
  found: Imported,
  upload: string,
  name: string,
  signal: AbortSignal,
): Promise<string> {
  const { warnings, parity } = found;
  const others = warnings.filter(({ code }) => code !== WEIGHTS_LEFT_OUT);
  if (others.length === warnings.length || parity?.weights.state !== "equal") return importedText(found);
  const project = useProject.getState().id;
  const report = await loadWeights(useDocument.getState().document, upload, false, signal);
  if (report.file === null || useProject.getState().id !== project) return importedText(found);
  startFrom(report.file, report.match, name);
  await loadNamespaces("weights");
  return `${importedText({ warnings: others, parity })} ${i18n.t("weights:loaded", { count: report.matched.length })}`;
}
