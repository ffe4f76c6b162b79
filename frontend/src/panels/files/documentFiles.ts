import type { ExportFormat } from "@schema";
import { newProject } from "../../actions/openProject";
import { exportDocument } from "../../api/documents";
import { readDocumentText } from "../../api/projects";
import type { NodeId } from "../../document/types";
import { importedText } from "../../i18n/problemText";
import { useDocument } from "../../state/document";
import { useProject } from "../../state/project";
import { hideToast, showToast } from "../../state/toast";
import { fileStem, saveFile } from "../../ui/saveFile";
import {
  DATA_ENDINGS,
  isDataFile,
  isModelFile,
  isScriptFile,
  isWeightsFile,
  MODEL_ENDINGS,
  SCRIPT_ENDINGS,
  WEIGHT_ENDINGS,
} from "./dataFiles";

const ENDINGS: Readonly<Record<ExportFormat, string>> = { json: "json", python: "py", notebook: "ipynb" };

/** Saves the document as a file on the user's machine. */
export async function exportFile(to: ExportFormat): Promise<void> {
  const { document, readOnly } = useDocument.getState();
  const { id } = useProject.getState();
  // The canvas shows only part of a document of a newer format.
  const asSaved = readOnly && to === "json" && id !== null ? readDocumentText(id) : null;
  const text = await (asSaved ?? exportDocument(document, to));
  const name = `${fileStem(document.name, "model")}.${ENDINGS[to]}`;
  saveFile(new Blob([text], { type: "text/plain" }), name);
}

/** Lets the user pick a file, and opens its document as a new project; a file of data becomes a data set. */
export async function importFile(): Promise<void> {
  const file = await pickFile(
    [DOCUMENT_TYPES, ...SCRIPT_ENDINGS, ...MODEL_ENDINGS, ...DATA_ENDINGS].join(","),
  );
  if (file !== null) await openFile(file);
}

/** Lets the user pick a file of data, and shows it before it is added. */
export async function addDataFile(): Promise<void> {
  const file = await pickFile(DATA_ENDINGS.join(","));
  if (file !== null) await showData(file);
}

/** Lets the user pick a weights file, and loads it into the model. */
export async function loadWeightsFile(): Promise<void> {
  const file = await pickFile(WEIGHT_ENDINGS.join(","));
  if (file !== null) await showWeights(file);
}

/** Opens a file by what its name says it is: weights, data, code, a saved model, or else a document. */
export async function openFile(file: File, node: NodeId | null = null): Promise<void> {
  if (isWeightsFile(file.name)) await showWeights(file);
  else if (isDataFile(file.name)) await showData(file, node);
  else if (isScriptFile(file.name)) await readScript(file);
  else if (isModelFile(file.name)) await readModel(file);
  else await importAsProject(file);
}

async function readScript(file: File): Promise<void> {
  const { openScript } = await import("../../actions/imports/importScript");
  await showingFailure(() => openScript(file));
}

async function readModel(file: File): Promise<void> {
  const { openModelFile } = await import("../../actions/imports/importModel");
  await showingFailure(() => openModelFile(file));
}

async function showWeights(file: File): Promise<void> {
  const { openWeightsFile } = await import("../../actions/imports/loadWeights");
  await openWeightsFile(file);
}

async function showData(file: File, node: NodeId | null = null): Promise<void> {
  const { openDataFile } = await import("../../actions/addDataset");
  await openDataFile(file, node);
}

/** Opens the document in a file as a new project, or shows why there is none. */
export async function importAsProject(file: File): Promise<void> {
  const { documentInFile } = await import("../../actions/imports/importDocument");
  await showingFailure(async () => {
    const reading = documentInFile(file);
    await newProject(reading.then(({ document: found }) => found));
    const text = importedText(await reading);
    if (text !== "") showToast({ text, persistent: true });
  });
}

/** Does what opens a file, and shows why it could not be opened. */
async function showingFailure(opening: () => Promise<void>): Promise<void> {
  hideToast();
  const { importErrorToast } = await import("../../actions/imports/importDocument");
  try {
    await opening();
  } catch (error) {
    const note = await importErrorToast(error);
    if (note === null) throw error;
    showToast(note);
  }
}

const DOCUMENT_TYPES = ".json,application/json,.png,image/png,.svg,image/svg+xml";

function pickFile(accept: string): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = accept;
    input.addEventListener("change", () => resolve(input.files?.[0] ?? null));
    input.addEventListener("cancel", () => resolve(null));
    input.click();
  });
}
