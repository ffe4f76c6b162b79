import type { IngestOptions } from "@schema";
import {
  addDataset,
  cancelIngestJob,
  deleteUpload,
  previewFile,
  readIngestJob,
  uploadFile,
} from "../api/datasets";
import { isServerError } from "../api/request";
import { errorText } from "../i18n/problemText";
import { updateAddedFile, useAddDataset } from "../state/addDataset";
import { loadDatasets } from "../state/datasets";
import { chooseDataset } from "./chooseDataset";

const POLL_MILLISECONDS = 300;

let aborting = new AbortController();

/** Sends a file to the server and reads its first rows; the dialog shows both. */
export async function openDataFile(file: File): Promise<void> {
  cancelAdding();
  aborting = new AbortController();
  const { signal } = aborting;
  const id = crypto.randomUUID();
  const { name, size } = file;
  useAddDataset.setState({
    file: { id, name, size, received: 0, options: {}, preview: null, progress: null, failed: null },
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
  const { id, options } = file;
  const { signal } = aborting;
  updateAddedFile(id, { progress: 0, failed: null });
  await reportingFailure(id, signal, async () => {
    const made = await finished(await addDataset({ uploads: [id], name, options }), id, signal);
    if (made === null) return;
    useAddDataset.setState({ file: null });
    await loadDatasets();
    chooseDataset(made);
  });
}

/** Gives up what is being added: its upload, and its import where that has started. */
export function cancelAdding(): void {
  const { file } = useAddDataset.getState();
  aborting.abort(new DOMException("cancelled", "AbortError"));
  if (file === null) return;
  useAddDataset.setState({ file: null });
  deleteUpload(file.id).catch(() => undefined); // the server deletes it after a day, too
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
