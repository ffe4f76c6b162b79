import type { WeightsReport } from "@schema";
import { deleteUpload, uploadFile } from "../../api/datasets";
import { loadWeights } from "../../api/models";
import { isServerError } from "../../api/request";
import { useDocument } from "../../state/document";
import { updateLoadedWeights, useLoadedWeights } from "../../state/loadedWeights";

let aborting = new AbortController();

/** Sends a weights file to the server. What fits the model whole is loaded; else the dialog shows what does not. */
export async function openWeightsFile(file: File): Promise<void> {
  cancelWeights();
  aborting = new AbortController();
  const { signal } = aborting;
  const id = crypto.randomUUID();
  const { name, size } = file;
  useLoadedWeights.setState({
    file: { id, name, size, received: 0, report: null, busy: true, failed: null },
  });
  await reportingFailure(id, signal, async () => {
    await uploadFile(id, file, (received) => updateLoadedWeights(id, { received }), signal);
    await load(id, name, false, signal);
  });
}

/** Loads the weights that fit, where not all do. */
export async function loadPartly(): Promise<void> {
  const { file } = useLoadedWeights.getState();
  if (file === null || file.busy) return;
  updateLoadedWeights(file.id, { busy: true, failed: null });
  await reportingFailure(file.id, aborting.signal, async () => {
    await load(file.id, file.name, true, aborting.signal);
    closeWeights();
  });
}

/** Closes the dialog, and gives up a file whose weights were not loaded. */
export function cancelWeights(): void {
  const { file } = useLoadedWeights.getState();
  aborting.abort(new DOMException("cancelled", "AbortError"));
  closeWeights();
  const kept = file?.report?.file ?? null;
  if (file !== null && kept === null) {
    deleteUpload(file.id).catch(() => undefined); // the server deletes it after a day, too
  }
}

function closeWeights(): void {
  useLoadedWeights.setState({ file: null });
}

async function load(id: string, name: string, partly: boolean, signal: AbortSignal): Promise<void> {
  const { document } = useDocument.getState();
  const report = await loadWeights(document, id, partly, signal);
  if (report.file !== null) startFrom(report.file, report.match, name);
  updateLoadedWeights(id, { report, busy: false });
}

/** The open model starts from kept weights. */
export function startFrom(file: string, match: WeightsReport["match"], name: string): void {
  useDocument
    .getState()
    .editDocument([{ type: "set_field", path: ["weights"], value: [{ file, match, name }] }]);
}

async function reportingFailure(id: string, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (signal.aborted) return;
    if (!isServerError(error)) throw error;
    updateLoadedWeights(id, { busy: false, failed: error.message });
  }
}
