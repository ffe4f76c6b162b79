import { useEffect } from "react";
import { create } from "zustand";
import { i18n } from "../i18n/index";
import { loadNamespaces } from "../i18n/languages";

const NAMESPACE = "synonyms";

/** The other words by which commands and entries of the catalogue are searched, once they are loaded. */
export const useSynonymsLoaded = create<{ loaded: boolean }>(() => ({ loaded: false }));

/** Loads the synonyms with the first search that is shown; searches work without them. Returns whether they are there. */
export function useSynonyms(): boolean {
  useEffect(() => {
    loadNamespaces(NAMESPACE)
      .then(() => useSynonymsLoaded.setState({ loaded: true }))
      .catch(() => undefined);
  }, []);
  return useSynonymsLoaded((state) => state.loaded);
}

type Words = { [part: string]: Words | string | undefined };

/** The synonyms of a command (`file.open`) or an entry of the catalogue (`Dense`), in the spoken language and in English. */
export function synonymsOf(kind: "command" | "entry", name: string): string[] {
  return [...new Set([i18n.language, "en"])].flatMap((language) => {
    // Read directly: a search asks for hundreds with each key.
    let words: Words | string | undefined = i18n.getResourceBundle(language, NAMESPACE) ?? {};
    for (const part of [kind, ...name.split(".")])
      words = typeof words === "object" ? words[part] : undefined;
    return typeof words === "string" ? words.split(/[,、]\s*/) : [];
  });
}

export function synonymsOfEntry(name: string): string[] {
  return synonymsOf("entry", name);
}
