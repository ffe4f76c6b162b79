import type { ColumnRole, IngestOptions } from "@schema";
import {
  addDataset,
  cancelIngestJob,
  deleteUpload,
  previewFile,
  readIngestJob,
  uploadFile,
} from "../api/datasets";
import { isServerError } from "../api/request";
import { findNode, inputNodes } from "../document/graph";
import type { NodeId } from "../document/types";
import { errorText } from "../i18n/problemText";
import { updateAddedFile, useAddDataset } from "../state/data/addDataset";
import { loadDatasets } from "../state/data/datasets";
import { useDocument } from "../state/document";
import { showToast } from "../state/toast";
import { bindColumns } from "./bindColumns";
import { chooseDataset } from "./chooseDataset";
import { drawColumns } from "./drawColumns";

const POLL_MILLISECONDS = 300;

let aborting = new AbortController();
/** The data set that is being made. */
let adding: Promise<void> = Promise.resolve();

/**
 * Sends a file to the server and reads its first rows; the dialog shows both. While another file is read whole it waits:
 * that one was confirmed.
 */
export async function openDataFile(file: File, node: NodeId | null = null): Promise<void> {
  while (isAdding()) await adding;
  const { file: before } = useAddDataset.getState();
  if (before?.failed) showToast({ text: before.failed, persistent: true });
  cancelAdding();
  aborting = new AbortController();
  const { signal } = aborting;
  const id = crypto.randomUUID();
  const { name, size } = file;
  useAddDataset.setState({
    file: {
      ...{ id, name, size, received: 0, options: {}, roles: {}, node },
      ...{ draws: inputNodes(useDocument.getState().document).length === 0 },
      ...{ preview: null, progress: null, failed: null },
    },
  });
  await reportingFailure(id, signal, async () => {
    await uploadFile(id, file, (received) => updateAddedFile(id, { received }), signal);
    await preview(id, {}, signal);
  });
}

/** Reads the first rows again with other options. */
export async function changeIngestOptions(changes: IngestOptions): Promise<void> {
  const { file } = useAddDataset.getState();
  if (file === null) return;
  const options = { ...file.options, ...changes };
  updateAddedFile(file.id, { options, failed: null });
  await reportingFailure(file.id, aborting.signal, () => preview(file.id, options, aborting.signal));
}

/** Makes a data set of the file, under a name or one that follows from the file's, and chooses it for the document. */
export async function confirmAdding(name: string | null): Promise<void> {
  const { file } = useAddDataset.getState();
  if (file === null) return;
  const { id, options, roles, node, draws, preview: seen } = file;
  const { signal } = aborting;
  updateAddedFile(id, { progress: 0, failed: null });
  adding = reportingFailure(id, signal, async () => {
    const made = await finished(await addDataset({ uploads: [id], name, options }), id, signal);
    if (made === null) return;
    useAddDataset.setState({ file: null });
    await loadDatasets();
    await chooseDataset(made, roles);
    const columns = seen?.columns.map((column) => column.name) ?? [];
    const [features, targets] = byRole(columns, roles);
    if (node !== null) bindDropped(node, features, targets);
    else if (draws) await drawColumns(features, targets);
  });
  await adding;
}

function isAdding(): boolean {
  const { file } = useAddDataset.getState();
  return file !== null && file.progress !== null;
}

/** Gives up what is being added: its upload, and its import where that has started. */
export function cancelAdding(): void {
  const { file } = useAddDataset.getState();
  aborting.abort(new DOMException("cancelled", "AbortError"));
  if (file === null) return;
  useAddDataset.setState({ file: null });
  deleteUpload(file.id).catch(() => undefined); // the server deletes it after a day, too
}

function byRole(
  columns: readonly string[],
  roles: Readonly<Record<string, ColumnRole>>,
): [features: string[], targets: string[]] {
  const having = (role: ColumnRole) => columns.filter((name) => (roles[name] ?? "feature") === role);
  return [having("feature"), having("target")];
}

/** The columns of a file that was dropped onto a node, bound to it. */
function bindDropped(id: NodeId, features: readonly string[], targets: readonly string[]): void {
  const node = findNode(useDocument.getState().document, id);
  const columns = node?.kind === "output" ? targets : features;
  if (columns.length > 0) bindColumns(id, columns);
}

async function preview(id: string, options: IngestOptions, signal: AbortSignal): Promise<void> {
  updateAddedFile(id, { preview: await previewFile(id, options, signal) });
}

/** The name of the data set when its import has ended well; `null` when it was cancelled or has failed. */
async function finished(
  started: { id: string },
  upload: string,
  signal: AbortSignal,
): Promise<string | null> {
  for (;;) {
    const job = await readIngestJob(started.id);
    if (signal.aborted) {
      await cancelIngestJob(started.id);
      return null;
    }
    if (job.state === "done") return job.name;
    if (job.state !== "running") {
      updateAddedFile(upload, { progress: null, failed: job.error && errorText(job.error) });
      return null;
    }
    updateAddedFile(upload, { progress: job.progress });
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
}

async function reportingFailure(id: string, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (signal.aborted) return;
    if (!isServerError(error)) throw error;
    updateAddedFile(id, { progress: null, failed: error.message });
  }
}
