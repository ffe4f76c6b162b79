import type { DatasetInfo } from "@schema";
import { useTranslation } from "react-i18next";
import { newStep, recipeOf, renameRecipeEdits, setSteps } from "../../../document/recipes";
import { errorText } from "../../../i18n/problemText";
import { useCatalog } from "../../../state/catalog";
import { useFieldProblems } from "../../../state/check";
import { useDocument } from "../../../state/document";
import { Select } from "../../../ui/Field";
import { countText } from "../../../ui/numbers";
import { Dialog } from "../../../ui/overlays/Dialog";
import { NameField } from "../../inspector/fields/NameField";
import css from "./Recipes.module.css";
import { SourceColumns } from "./SourceColumns";
import { StageTable } from "./StageTable";
import { StepCard } from "./StepCard";
import { useRecipePreview } from "./useRecipePreview";

interface RecipeDialogProps {
  name: string;
  dataset: DatasetInfo | undefined;
  onRename: (name: string) => void;
  onClose: () => void;
}

/** A recipe with its columns and its steps; each step shows some rows before and after it, and its Python. */
export function RecipeDialog({ name, dataset, onRename, onClose }: RecipeDialogProps) {
  const { t } = useTranslation("datasets");
  return (
    <Dialog
      title={t("recipes.dialog", { name })}
      close={t("recipes.close")}
      wide
      open
      onOpen={(open) => {
        if (!open) onClose();
      }}
    >
      <RecipeForm name={name} dataset={dataset} onRename={onRename} />
    </Dialog>
  );
}

function RecipeForm({ name, dataset, onRename }: Omit<RecipeDialogProps, "onClose">) {
  const { t } = useTranslation("datasets");
  const document = useDocument((state) => state.document);
  const editDocument = useDocument((state) => state.editDocument);
  const catalog = useCatalog((state) => state.catalog);
  const problem = useFieldProblems();
  const { preview, failed } = useRecipePreview(document, name);
  const { from, steps } = recipeOf(document, name);
  const path = `data.recipes.${name}`;
  const stages = preview?.stages ?? [];
  const rename = (to: string) => {
    const edits = renameRecipeEdits(document, name, to);
    if (edits.length === 0) return;
    editDocument(edits);
    onRename(to);
  };
  return (
    <div className={css.form}>
      <div className={css.head}>
        <NameField
          label={t("recipes.name")}
          name={name}
          problem={problem(path)}
          onName={rename}
          onLabel={rename}
        />
        <SourceColumns
          name={name}
          columns={from}
          fields={dataset?.fields ?? []}
          problem={problem(`${path}.from`)}
        />
      </div>
      {failed !== null && (
        <p className={css.wrong} role="alert">
          {failed}
        </p>
      )}
      <ol className={css.steps}>
        {steps.length === 0 && stages[0] !== undefined && (
          <li className={css.step}>
            <strong>{t("recipes.columns")}</strong>
            <StageTable label={t("recipes.before")} columns={stages[0].columns} dataset={dataset?.name} />
          </li>
        )}
        {steps.map((step, place) => (
          <StepCard
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place; two may be alike.
            key={place}
            recipe={name}
            dataset={dataset?.name}
            steps={steps}
            step={step}
            place={place}
            before={stages[place]}
            after={stages[place + 1]}
            refused={place === stages.length - 1 && preview?.error ? errorText(preview.error) : null}
          />
        ))}
      </ol>
      {problem(`${path}.steps`) !== undefined && (
        <p className={css.wrong} role="alert">
          {problem(`${path}.steps`)?.text}
        </p>
      )}
      <footer className={css.footer}>
        <Select
          aria-label={t("recipes.addStep")}
          value=""
          options={[
            { value: "", label: t("recipes.addStep") },
            ...Object.keys(catalog?.recipe_steps ?? {}).map((value) => ({
              value,
              label: value,
              group: t("recipes.ownSteps"),
            })),
            ...(catalog?.recipe_layers ?? []).map((value) => ({
              value,
              label: value,
              group: t("recipes.layers"),
            })),
          ]}
          onPick={(picked) => {
            if (catalog !== null && picked !== "")
              editDocument([setSteps(name, [...steps, newStep(picked, catalog)])]);
          }}
        />
        {preview !== null && preview.learned_from > 0 && (
          <span className={css.note}>
            {t("recipes.learnedFrom", { rows: countText(preview.learned_from) })}
          </span>
        )}
      </footer>
    </div>
  );
}
