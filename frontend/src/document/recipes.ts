import type { CatalogEntry, Recipe, RecipeStep } from "@schema";
import { suggestedConfig } from "./add/addNode";
import type { Known } from "./catalog/ports";
import { freshName } from "./names";
import type { Document, Edit } from "./types";

const KINDS = ["inputs", "targets", "sample_weights"] as const;

/** One object for all: a store's selector must give the same one while nothing changes. */
const NO_RECIPES: Readonly<Record<string, Recipe>> = {};

/** What makes a field of some columns of the data, by its name. */
export function recipesOf({ data }: Document): Readonly<Record<string, Recipe>> {
  return data?.recipes ?? NO_RECIPES;
}

/** The recipe of a name; an empty one where there is none. */
export function recipeOf(document: Document, name: string): Required<Pick<Recipe, "from" | "steps">> {
  const { from = [], steps = [] } = recipesOf(document)[name] ?? {};
  return { from, steps };
}

/** A new recipe of columns that changes nothing yet, and its name. */
export function newRecipe(
  document: Document,
  columns: readonly string[],
  fields: readonly string[],
): { name: string; edits: Edit[] } {
  const taken = [...Object.keys(recipesOf(document)), ...fields];
  const name = freshName(document, `${columns[0] ?? "columns"}_prepared`, taken);
  const steps = columns.length > 1 ? [{ step: "stack" }] : [];
  return { name, edits: [setRecipe([name], { from: [...columns], steps })] };
}

export function setSteps(name: string, steps: readonly RecipeStep[]): Edit {
  return setRecipe([name, "steps"], steps);
}

export function setSources(name: string, columns: readonly string[]): Edit {
  return setRecipe([name, "from"], columns);
}

/** Another name for a recipe; what is bound to it follows. */
export function renameRecipeEdits(document: Document, name: string, to: string): Edit[] {
  const recipe = recipesOf(document)[name];
  if (recipe === undefined || to === name || to in recipesOf(document)) return [];
  const bound = KINDS.flatMap((kind) =>
    Object.entries(document.data?.[kind] ?? {}).flatMap(([slot, field]): Edit[] =>
      field === name ? [{ type: "set_field", path: ["data", kind, slot], value: to }] : [],
    ),
  );
  return [setRecipe([to], recipe), ...removeRecipeEdits(name), ...bound];
}

export function removeRecipeEdits(name: string): Edit[] {
  return [{ type: "set_field", path: ["data", "recipes", name], unset: true }];
}

/** A step by its name, a layer's or one of our own, with what it cannot do without. */
export function newStep(name: string, catalog: Known): RecipeStep {
  const entry = stepEntry({ step: name }, catalog) ?? stepEntry({ layer: name }, catalog);
  const config = suggestedConfig(entry?.parameters ?? []);
  if (catalog.recipe_steps?.[name] !== undefined) return { step: name, config };
  return catalog.layers[name]?.adapts ? { layer: name, config, adapt: true } : { layer: name, config };
}

/** What the catalogue knows of a step. */
export function stepEntry({ step, layer }: RecipeStep, catalog: Known): CatalogEntry | undefined {
  return layer ? catalog.layers[layer] : catalog.recipe_steps?.[step ?? ""];
}

function setRecipe(path: readonly string[], value: unknown): Edit {
  return { type: "set_field", path: ["data", "recipes", ...path], value };
}
