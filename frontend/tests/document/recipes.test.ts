import { expect, test } from "vitest";
import { applyEdits } from "../../src/document/applyEdit";
import type { Known } from "../../src/document/catalog/ports";
import {
  newRecipe,
  newStep,
  recipeOf,
  recipesOf,
  removeRecipeEdits,
  renameRecipeEdits,
  setSources,
  setSteps,
  stepEntry,
} from "../../src/document/recipes";
import type { Document } from "../../src/document/types";
import { readJson } from "../files";

const catalog = readJson<Known>("shared_schema/generated/catalog.json");
const document: Document = {
  format: 2,
  name: "Homes",
  graph: { nodes: [], edges: [] },
  data: {
    dataset: "homes",
    recipes: { filled: { from: ["rooms"], steps: [{ step: "fill", config: { with: "median" } }] } },
    inputs: { size: "filled", area: "area" },
  },
};

test("[C144] a new recipe takes its columns under a free name, and stacks several", () => {
  const one = newRecipe(document, ["rooms"], ["rooms", "rooms_prepared"]);
  expect(one.name).toBe("rooms_prepared_1");
  expect(recipeOf(applyEdits(document, one.edits), one.name)).toEqual({ from: ["rooms"], steps: [] });
  const two = newRecipe(document, ["rooms", "area"], []);
  expect(recipeOf(applyEdits(document, two.edits), two.name).steps).toEqual([{ step: "stack" }]);
});

test("[C144] a step begins with what the catalogue suggests, and a layer that learns adapts", () => {
  expect(newStep("fill", catalog)).toEqual({ step: "fill", config: { with: "median" } });
  expect(newStep("Normalization", catalog)).toEqual({ layer: "Normalization", config: {}, adapt: true });
  expect(newStep("Rescaling", catalog).layer).toBe("Rescaling");
  expect(stepEntry({ step: "date" }, catalog)?.parameters[0]?.choices).toContain("weekday");
  for (const name of [...Object.keys(catalog.recipe_steps ?? {}), ...(catalog.recipe_layers ?? [])])
    expect(stepEntry(newStep(name, catalog), catalog)?.name).toBe(name);
});

test("[C144] steps and columns are set, and a recipe is renamed with what is bound to it, or removed", () => {
  const edited = applyEdits(document, [
    setSteps("filled", [{ step: "stack" }]),
    setSources("filled", ["area", "rooms"]),
  ]);
  expect(recipeOf(edited, "filled")).toEqual({ from: ["area", "rooms"], steps: [{ step: "stack" }] });
  const renamed = applyEdits(document, renameRecipeEdits(document, "filled", "rooms_filled"));
  expect(Object.keys(renamed.data?.recipes ?? {})).toEqual(["rooms_filled"]);
  expect(renamed.data?.inputs).toEqual({ size: "rooms_filled", area: "area" });
  expect(renameRecipeEdits(document, "filled", "filled")).toEqual([]);
  expect(applyEdits(document, removeRecipeEdits("filled")).data?.recipes ?? {}).toEqual({});
});

test("[C144] a document without recipes gives the same object each time, as the selector of a store must", () => {
  const { data: _, ...bare } = document;
  expect(recipesOf(bare)).toBe(recipesOf({ ...bare }));
});
