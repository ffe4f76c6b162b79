import type { Catalog, CatalogEntry } from "@schema";
import { create } from "zustand";
import { readCatalog } from "../api/documents";
import { Unreachable } from "../api/request";
import type { Known } from "../document/catalog/ports";
import { i18n } from "../i18n/index";
import { needTexts } from "../i18n/languages";

interface CatalogState {
  /** What can be drawn, in the language of the page; `null` until it is here. */
  catalog: Known | null;
  load: () => Promise<void>;
}

const RETRY_MS = 2500;

/** A server that does not answer is asked again; one that refuses has its own say on the page. */
async function readWhenThere(): Promise<Catalog> {
  for (;;) {
    try {
      return await readCatalog();
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

/** As the server tells it. */
let english: Catalog | null = null;

export const useCatalog = create<CatalogState>((set) => ({
  catalog: null,
  load: async () => {
    // The texts of English stand in the catalogue itself; where others do not come, those remain.
    const [read] = await Promise.all([readWhenThere(), needTexts("catalog").catch(() => undefined)]);
    english = read;
    set({ catalog: { ...read, ...told(read) } });
  },
}));

i18n.on("languageChanged", () => {
  const { catalog } = useCatalog.getState();
  if (catalog !== null && english !== null)
    useCatalog.setState({ catalog: { ...catalog, ...told(english) } });
});

type Texts = Partial<Record<string, Partial<Record<string, string>>>>;

/** Every entry with what it does in the language of the page, where that has words for it. */
function told(read: Catalog): Partial<Catalog> {
  const texts: Texts = i18n.getResourceBundle(i18n.language, "catalog") ?? {};
  return {
    layers: inWords(read.layers, texts.layers),
    applications: inWords(read.applications, texts.applications),
    ops: inWords(read.ops, texts.ops),
    losses: inWords(read.losses, texts.losses),
    metrics: inWords(read.metrics, texts.metrics),
    optimizers: inWords(read.optimizers, texts.optimizers),
    callbacks: inWords(read.callbacks, texts.callbacks),
  };
}

function inWords<T extends CatalogEntry>(
  entries: Readonly<Record<string, T>>,
  words: Partial<Record<string, string>> | undefined,
): Record<string, T> {
  if (words === undefined) return { ...entries };
  return Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => [name, { ...entry, text: words[name] ?? entry.text }]),
  );
}
