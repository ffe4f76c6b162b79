import type { Catalog } from "@schema";
import { create } from "zustand";
import { readCatalog } from "../net/editor";

interface CatalogState {
  /** What can be drawn; `null` until it is here. */
  catalog: Catalog | null;
  load: () => Promise<void>;
}

export const useCatalog = create<CatalogState>((set) => ({
  catalog: null,
  load: async () => set({ catalog: await readCatalog() }),
}));
