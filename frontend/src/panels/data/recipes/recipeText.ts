import type { Recipe } from "@schema";

/** `rooms, area → fill → Normalization`, in the names that the document has. */
export function recipeText({ from = [], steps = [] }: Recipe): string {
  return [from.join(", "), ...steps.map(({ step, layer }) => layer ?? step ?? "?")].join(" → ");
}
