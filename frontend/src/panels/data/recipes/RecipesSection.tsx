import type { DatasetInfo } from "@schema";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { newRecipe, recipesOf, removeRecipeEdits } from "../../../document/recipes";
import { useFieldProblems } from "../../../state/check";
import { useDocument } from "../../../state/document";
import { Button } from "../../../ui/Button";
import { lazyPart } from "../../../ui/lazyPart";
import css from "../DataPanel.module.css";
import { recipeText } from "./recipeText";

const RecipeDialog = lazyPart(async () => (await import("./RecipeDialog")).RecipeDialog, "datasets");

/** The recipes of the document: what makes a field of columns, step by step. Each is edited in a window of its own. */
export function RecipesSection({ dataset }: { dataset: DatasetInfo | undefined }) {
  const { t } = useTranslation("datasets");
  const recipes = useDocument(({ document }) => recipesOf(document));
  const editDocument = useDocument((state) => state.editDocument);
  const problem = useFieldProblems();
  const [open, setOpen] = useState<string | null>(null);
  const fields = dataset === undefined || dataset.follows_model ? [] : dataset.fields;
  const entries = Object.entries(recipes);
  if (entries.length === 0 && fields.length === 0) return null;
  const add = () => {
    const { document } = useDocument.getState();
    const names = fields.map(({ name }) => name);
    const { name, edits } = newRecipe(document, names.slice(0, 1), names);
    editDocument(edits);
    setOpen(name);
  };
  return (
    <section className={css.section} aria-label={t("recipes.title")}>
      <h3 className={css.heading}>{t("recipes.title")}</h3>
      {entries.length === 0 && <p className={css.text}>{t("recipes.none")}</p>}
      {entries.map(([name, recipe]) => {
        const wrong = problem(`data.recipes.${name}`, true);
        return (
          <div key={name} className={css.recipe}>
            <p className={css.text}>
              <strong>{name}</strong> ← {recipeText(recipe)}
            </p>
            {wrong !== undefined && (
              <p className={css.wrong} role="alert">
                {wrong.text}
              </p>
            )}
            <span className={css.buttons}>
              <Button small aria-label={t("recipes.editNamed", { name })} onClick={() => setOpen(name)}>
                {t("recipes.edit")}
              </Button>
              <Button
                small
                look="quiet"
                aria-label={t("recipes.removeNamed", { name })}
                onClick={() => editDocument(removeRecipeEdits(name))}
              >
                {t("recipes.remove")}
              </Button>
            </span>
          </div>
        );
      })}
      {fields.length > 0 && (
        <Button small onClick={add}>
          {t("recipes.add")}
        </Button>
      )}
      <Suspense fallback={null}>
        {open !== null && open in recipes && (
          <RecipeDialog name={open} dataset={dataset} onRename={setOpen} onClose={() => setOpen(null)} />
        )}
      </Suspense>
    </section>
  );
}
