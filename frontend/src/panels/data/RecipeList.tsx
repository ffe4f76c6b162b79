import type { Recipe } from "@schema";
import { useTranslation } from "react-i18next";
import { useFieldProblems } from "../../state/check";
import { useDocument } from "../../state/document";
import { Button } from "../../ui/Button";
import { useSetField } from "../inspector/fields/useSetField";
import css from "./DataPanel.module.css";

/** The recipes of the document: what makes a field of columns, step by step; nothing where there are none. */
export function RecipeList() {
  const { t } = useTranslation("training");
  const recipes = useDocument(({ document }) => document.data?.recipes);
  const problem = useFieldProblems();
  const setField = useSetField();
  const entries = Object.entries(recipes ?? {});
  if (entries.length === 0) return null;
  return (
    <section className={css.section} aria-label={t("data.recipes")}>
      <h3 className={css.heading}>{t("data.recipes")}</h3>
      {entries.map(([name, recipe]) => (
        <div key={name} className={css.recipe}>
          <p className={css.text}>
            <strong>{name}</strong> ← {recipeText(recipe)}
          </p>
          <RecipeProblem text={problem(`data.recipes.${name}`, true)?.text} />
          <Button
            small
            aria-label={t("settings.removeNamed", { name })}
            onClick={() => setField(["data", "recipes", name], undefined)}
          >
            {t("settings.remove")}
          </Button>
        </div>
      ))}
    </section>
  );
}

function RecipeProblem({ text }: { text: string | undefined }) {
  return text === undefined ? null : (
    <p className={css.wrong} role="alert">
      {text}
    </p>
  );
}

/** `rooms, area → fill → Normalization`, in the names that the document has. */
function recipeText({ from = [], steps = [] }: Recipe): string {
  return [from.join(", "), ...steps.map(({ step, layer }) => layer ?? step ?? "?")].join(" → ");
}
