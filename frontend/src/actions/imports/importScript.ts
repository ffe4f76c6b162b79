import type { Imported, ScriptImport } from "@schema";
import { importScript } from "../../api/documents";
import { isServerError } from "../../api/request";
import { FILE_BYTES } from "../../document/sharing/limits";
import { importedText } from "../../i18n/problemText";
import { updateImportedScript, useImportedScript } from "../../state/importedScript";
import { showToast } from "../../state/toast";
import { newProject } from "../openProject";
import { decodeText, ImportError, importErrorToast } from "./importDocument";

/** The name of code that has no file. */
const PASTED = "pasted.py";

/**
 * Reads a script or notebook. Its model becomes a new project; where it has several models, or numbers that only running it
 * would give, the dialog asks first. Raises `ImportError`, or what the server says.
 */
export async function openScript(file: File): Promise<void> {
  const { name } = file;
  if (file.size > FILE_BYTES) throw new ImportError("tooLarge", name);
  await readText(name, decodeText(new Uint8Array(await file.arrayBuffer()), name));
}

/** Reads code that was pasted onto the canvas, as a script; says why where that cannot be. */
export async function openPastedCode(text: string): Promise<void> {
  try {
    await readText(PASTED, text);
  } catch (error) {
    const toast = await importErrorToast(error);
    if (toast === null) throw error;
    showToast(toast);
  }
}

async function readText(name: string, text: string): Promise<void> {
  const found = await importScript({ name, text, filled: {} });
  if (isPlain(found)) await openFound(found);
  else useImportedScript.setState({ script: { name, text, found, filled: {}, busy: false, failed: null } });
}

/** Reads the script again for another of its models, with the holes that this one has. */
export async function chooseScriptModel(model: string): Promise<void> {
  await readAgain(model, {}, (found) => updateImportedScript({ found }));
}

/** Writes down a value for a hole. */
export function fillHole(key: string, value: string): void {
  const { script } = useImportedScript.getState();
  if (script !== null) updateImportedScript({ filled: { ...script.filled, [key]: value }, failed: null });
}

/** Opens the chosen model as a new project, with the values that were filled in. */
export async function openScriptModel(): Promise<void> {
  const { script } = useImportedScript.getState();
  const model = script?.found.models?.find(({ chosen }) => chosen)?.name ?? null;
  await readAgain(model, numbersIn(script?.filled ?? {}), async (found) => {
    await openFound(found);
    closeScript();
  });
}

/** Opens nothing of the script. */
export function closeScript(): void {
  useImportedScript.setState({ script: null });
}

async function readAgain(
  model: string | null,
  filled: NonNullable<ScriptImport["filled"]>,
  then: (found: Imported) => unknown,
): Promise<void> {
  const { script } = useImportedScript.getState();
  if (script === null || script.busy) return;
  updateImportedScript({ busy: true, failed: null });
  try {
    const { name, text } = script;
    const found = await importScript({ name, text, model, filled });
    if (useImportedScript.getState().script?.text === text) await then(found);
  } catch (error) {
    if (!isServerError(error)) throw error;
    updateImportedScript({ failed: error.message });
  } finally {
    updateImportedScript({ busy: false });
  }
}

async function openFound(found: Imported): Promise<void> {
  await newProject(found.document);
  const text = importedText(found);
  if (text !== "") showToast({ text, persistent: true });
}

const isPlain = ({ models = [], holes = [] }: Imported) => models.length < 2 && holes.length === 0;

/** The values that are written: one number, or the lengths of a shape. Empty ones stay open. */
function numbersIn(filled: Readonly<Record<string, string>>): NonNullable<ScriptImport["filled"]> {
  const read: NonNullable<ScriptImport["filled"]> = {};
  for (const [key, value] of Object.entries(filled)) {
    const numbers = (value.match(/\d+/g) ?? []).map(Number);
    const [first] = numbers;
    if (first !== undefined) read[key] = isShape(key) ? numbers : first;
  }
  return read;
}

const isShape = (key: string) =>
  useImportedScript.getState().script?.found.holes?.some((hole) => hole.key === key && hole.kind === "shape");
