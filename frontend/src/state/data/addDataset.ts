import type { ColumnRole, IngestOptions, TablePreview } from "@schema";
import { create } from "zustand";
import type { NodeId } from "../../document/types";

/** A file on its way to become a data set, from the moment it is chosen. */
export interface AddedFile {
  /** The id of its upload. */
  id: string;
  name: string;
  size: number;
  /** How many of its bytes have arrived. */
  received: number;
  options: IngestOptions;
  /** What columns are to the model, by name; one that is not named may be anything. */
  roles: Readonly<Record<string, ColumnRole>>;
  /** The node that it was dropped onto: an input takes the features, an output the targets. */
  node: NodeId | null;
  /** Whether inputs and outputs are drawn for its columns. */
  draws: boolean;
  /** Its first rows; `null` until they are here, or where it cannot be read. */
  preview: TablePreview | null;
  /** The share of the import that is done; `null` before it has started. */
  progress: number | null;
  /** Why it cannot be read or added. */
  failed: string | null;
}

interface AddDatasetState {
  file: AddedFile | null;
}

export const useAddDataset = create<AddDatasetState>(() => ({ file: null }));

/** Changes what is known of a file, unless it was cancelled or another one was chosen meanwhile. */
export function updateAddedFile(id: string, changes: Partial<AddedFile>): void {
  useAddDataset.setState(({ file }) => (file?.id === id ? { file: { ...file, ...changes } } : {}));
}
