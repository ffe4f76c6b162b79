import type { RecipePreview } from "@schema";
import { useEffect, useState } from "react";
import { previewRecipe } from "../../../api/recipes";
import { isServerError } from "../../../api/request";
import type { Document } from "../../../document/types";

const PAUSE_MILLISECONDS = 120;

/** What a recipe makes of the first rows, asked for again after each change of the data of the document. */
export function useRecipePreview(
  document: Document,
  name: string,
): { preview: RecipePreview | null; failed: string | null } {
  const [preview, setPreview] = useState<RecipePreview | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const { data } = document;
  // biome-ignore lint/correctness/useExhaustiveDependencies: of a document only its data matters here
  useEffect(() => {
    const asking = new AbortController();
    const timer = setTimeout(() => {
      const asked: Document = {
        format: document.format,
        name: document.name,
        graph: { nodes: [], edges: [] },
        data,
      };
      previewRecipe(asked, name, asking.signal).then(
        (found) => {
          setPreview(found);
          setFailed(null);
        },
        (error) => {
          if (asking.signal.aborted) return;
          if (!isServerError(error)) throw error;
          setFailed(error.message);
        },
      );
    }, PAUSE_MILLISECONDS);
    return () => {
      clearTimeout(timer);
      asking.abort(new DOMException("another preview", "AbortError"));
    };
  }, [data, name]);
  return { preview, failed };
}
