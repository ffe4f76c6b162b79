import type { Catalog, CatalogEntry } from "@schema";
import { create } from "zustand";
import { readCatalog } from "../api/catalog";
import { Unreachable } from "../api/request";
import type { Known } from "../document/catalog/ports";
import { i18n } from "../i18n/index";
import { DESCRIPTIONS, loadNamespaces } from "../i18n/languages";

interface CatalogState {
  /** What can be drawn, in the language of the page; `null` until it is here. */
  catalog: Known | null;
  load: () => Promise<void>;
}

const RETRY_MS = 2500;

/** A server that does not answer is asked again; one that refuses has its own say on the page. */
async function readWithRetry(): Promise<Catalog> {
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
    // The catalogue itself has the English texts; where others do not load, those remain.
    const [read] = await Promise.all([
      readWithRetry(),
      loadNamespaces("catalog", DESCRIPTIONS).catch(() => undefined),
    ]);
    english = read;
    set({ catalog: { ...read, ...translated(read) } });
  },
}));

i18n.on("languageChanged", () => {
  const { catalog } = useCatalog.getState();
  if (catalog !== null && english !== null)
    useCatalog.setState({ catalog: { ...catalog, ...translated(english) } });
});

type Texts = Partial<Record<string, Partial<Record<string, string>>>>;

/** Every entry with what it does in the language of the page, where that has words for it. */
function translated(read: Catalog): Partial<Catalog> {
  const texts: Texts = i18n.getResourceBundle(i18n.language, DESCRIPTIONS) ?? {};
  return {
    layers: withTexts(read.layers, texts.layers),
    applications: withTexts(read.applications, texts.applications),
    ops: withTexts(read.ops, texts.ops),
    losses: withTexts(read.losses, texts.losses),
    metrics: withTexts(read.metrics, texts.metrics),
    optimizers: withTexts(read.optimizers, texts.optimizers),
    schedules: withTexts(read.schedules, texts.schedules),
    initializers: withTexts(read.initializers, texts.initializers),
    regularizers: withTexts(read.regularizers, texts.regularizers),
    constraints: withTexts(read.constraints, texts.constraints),
    activations: withTexts(read.activations, texts.activations),
    callbacks: withTexts(read.callbacks, texts.callbacks),
    recipe_steps: withTexts(read.recipe_steps ?? {}, texts.recipe_steps),
  };
}

function withTexts<T extends CatalogEntry>(
  entries: Readonly<Record<string, T>>,
  words: Partial<Record<string, string>> | undefined,
): Record<string, T> {
  if (words === undefined) return { ...entries };
  return Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => [name, { ...entry, text: words[name] ?? entry.text }]),
  );
}
