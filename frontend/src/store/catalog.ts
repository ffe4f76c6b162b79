import { create } from "zustand";
import type { Known } from "../document/ports";
import { readCatalog } from "../net/editor";

interface CatalogState {
  /** What can be drawn; `null` until it is here. */
  catalog: Known | null;
  load: () => Promise<void>;
}

export const useCatalog = create<CatalogState>((set) => ({
  catalog: null,
  load: async () => set({ catalog: await readCatalog() }),
}));
