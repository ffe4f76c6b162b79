import type { RecipeStage, RecipeStep } from "@schema";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { applyFix } from "../../../actions/applyFix";
import { setSteps, stepEntry } from "../../../document/recipes";
import { fixTitle, problemText } from "../../../i18n/problemText";
import { useCatalog } from "../../../state/catalog";
import { problemsWithin, useCheck, useFieldProblems } from "../../../state/check";
import { useDocument } from "../../../state/document";
import { Button, IconButton } from "../../../ui/Button";
import { ParameterFields } from "../../inspector/fields/ParameterFields";
import { SwitchField } from "../../inspector/fields/SwitchField";
import { useSetField } from "../../inspector/fields/useSetField";
import css from "./Recipes.module.css";
import { StageTable } from "./StageTable";

interface StepCardProps {
  recipe: string;
  dataset: string | undefined;
  steps: readonly RecipeStep[];
  step: RecipeStep;
  place: number;
  /** The columns that come to it and those that it makes, as far as they are known. */
  before: RecipeStage | undefined;
  after: RecipeStage | undefined;
  /** What the data does not let it do. */
  refused: string | null;
}

/** One step of a recipe: its arguments, what is wrong with it, what it makes of some rows, and its Python. */
export function StepCard({ recipe, dataset, steps, step, place, before, after, refused }: StepCardProps) {
  const { t } = useTranslation("datasets");
  const catalog = useCatalog((state) => state.catalog);
  const entry = catalog === null ? undefined : stepEntry(step, catalog);
  const editDocument = useDocument((state) => state.editDocument);
  const setField = useSetField();
  const path = ["data", "recipes", recipe, "steps", String(place)];
  const problem = problemsWithin(useFieldProblems(), path.join("."));
  const title = step.layer ?? step.step ?? "?";
  const name = t("recipes.stepNumber", { number: place + 1, name: title });
  const change = (next: readonly RecipeStep[]) => editDocument([setSteps(recipe, next)]);
  const swap = (other: number) => change(steps.with(place, steps[other] ?? step).with(other, step));
  const adapts = step.layer ? catalog?.layers[step.layer]?.adapts : false;
  return (
    <li className={css.step} aria-label={name}>
      <div className={css.stepHead}>
        <strong>{title}</strong>
        <span className={css.note}>{entry?.text}</span>
        <span className={css.stepButtons}>
          <IconButton
            small
            label={t("recipes.earlier", { name })}
            disabled={place === 0}
            onClick={() => swap(place - 1)}
          >
            <ArrowUp size={13} aria-hidden />
          </IconButton>
          <IconButton
            small
            label={t("recipes.later", { name })}
            disabled={place === steps.length - 1}
            onClick={() => swap(place + 1)}
          >
            <ArrowDown size={13} aria-hidden />
          </IconButton>
          <IconButton
            small
            label={t("recipes.removeNamed", { name })}
            onClick={() => change(steps.filter((_, other) => other !== place))}
          >
            <X size={13} aria-hidden />
          </IconButton>
        </span>
      </div>
      <StepProblems path={path.join(".")} />
      {refused !== null && (
        <p className={css.wrong} role="alert">
          {refused}
        </p>
      )}
      <div className={css.arguments}>
        <ParameterFields
          parameters={entry?.parameters ?? []}
          config={step.config ?? {}}
          problem={problemsWithin(problem, "config")}
          onSet={(argument, value) => setField([...path, "config", argument], value)}
        />
        {(adapts || step.adapt) && (
          <SwitchField
            label="adapt"
            hint={t("recipes.adaptHint")}
            value={step.adapt ?? false}
            problem={problem("adapt")}
            onValue={(adapt) => setField([...path, "adapt"], adapt)}
          />
        )}
      </div>
      {after !== undefined && (
        <>
          <pre className={css.python}>{after.python.join("\n")}</pre>
          <div className={css.stages}>
            {before !== undefined && (
              <StageTable label={t("recipes.before")} columns={before.columns} dataset={dataset} />
            )}
            <span className={css.arrow} aria-hidden>
              →
            </span>
            <StageTable label={t("recipes.after")} columns={after.columns} />
          </div>
        </>
      )}
    </li>
  );
}

/** The problems of a step with their fixes. */
function StepProblems({ path }: { path: string }) {
  const report = useCheck((state) => state.report);
  const here = (report?.problems ?? []).filter(
    ({ where }) => where.field === path || where.field?.startsWith(`${path}.`),
  );
  return here.map((each) => (
    <div key={`${each.code} ${each.variant}`} className={css.wrong} role="alert">
      <p>{problemText(each)}</p>
      <span className={css.fixes}>
        {each.fixes.map((fix) => (
          <Button key={fix.title} small onClick={() => applyFix(each, fix)}>
            {fixTitle(fix)}
          </Button>
        ))}
      </span>
    </div>
  ));
}
