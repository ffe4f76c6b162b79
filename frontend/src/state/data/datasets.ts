import type { DatasetInfo } from "@schema";
import { create } from "zustand";
import { listDatasets } from "../../api/catalog";
import { isServerError } from "../../api/request";

interface DatasetsState {
  /** `null` until they are here. */
  datasets: readonly DatasetInfo[] | null;
  /** Why they are not. */
  failed: string | null;
}

export const useDatasets = create<DatasetsState>(() => ({ datasets: null, failed: null }));

/** Reads the data sets at hand. */
export async function loadDatasets(): Promise<void> {
  try {
    const { datasets } = await listDatasets();
    useDatasets.setState({ datasets, failed: null });
  } catch (error) {
    if (!isServerError(error)) throw error;
    useDatasets.setState({ failed: error.message });
  }
}
