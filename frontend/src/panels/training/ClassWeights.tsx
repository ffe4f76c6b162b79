import { X } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "../../document/types";
import { fieldText, typedValue } from "../../document/values/settings";
import { type ProblemOf, worse } from "../../state/check";
import { Button, IconButton } from "../../ui/Button";
import { TextInput } from "../../ui/Field";
import css from "./Settings.module.css";

interface ClassWeightsProps {
  weights: Readonly<Record<string, number>>;
  problem: ProblemOf;
  /** Called with `undefined` if no class is left. */
  onWeights: (weights: Record<string, Json> | undefined) => void;
}

/** The weights of classes. A class without one has weight 1. */
export function ClassWeights({ weights, problem, onWeights }: ClassWeightsProps) {
  const { t } = useTranslation("training");
  const note = useId();
  const rows = Object.entries(weights) as [string, Json][];
  const set = (next: [string, Json][]) => onWeights(next.length === 0 ? undefined : Object.fromEntries(next));
  const next = rows.reduce((most, [name]) => Math.max(most, Number(name) + 1 || 0), 0);
  const error = rows.map(([name]) => problem(name)).reduce(worse, problem(""));
  return (
    <fieldset className={css.rows} aria-label={t("settings.classWeights")} aria-describedby={note}>
      <span className={css.label}>{t("settings.classWeights")}</span>
      {rows.length > 0 && (
        <div className={css.row} aria-hidden>
          <span className={css.hint}>{t("settings.classColumn")}</span>
          <span className={css.hint}>{t("settings.weightColumn")}</span>
        </div>
      )}
      {rows.map(([name, weight], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: while its number is typed, a class is known by its place.
        <div key={index} className={css.row}>
          <TextInput
            aria-label={t("settings.classNumber", { number: index + 1 })}
            inputMode="numeric"
            value={name}
            onText={(text) => {
              const taken = rows.some(([other], at) => at !== index && other === text.trim());
              if (!taken && text.trim() !== "") set(rows.with(index, [text.trim(), weight]));
            }}
          />
          <TextInput
            aria-label={t("settings.weightOfClass", { name })}
            aria-invalid={problem(name)?.severity === "error"}
            inputMode="decimal"
            value={fieldText(weight)}
            onText={(text) => text.trim() !== "" && set(rows.with(index, [name, typedValue(text, "float")]))}
          />
          <IconButton
            small
            label={t("settings.removeNamed", { name: t("settings.class", { name }) })}
            onClick={() => set(rows.toSpliced(index, 1))}
          >
            <X size={14} aria-hidden />
          </IconButton>
        </div>
      ))}
      <span id={note} className={css[error?.severity ?? "hint"]}>
        {error?.text ?? t("settings.classWeightsHint")}
      </span>
      <Button small onClick={() => set([...rows, [String(next), 1]])}>
        {t("settings.addClass")}
      </Button>
    </fieldset>
  );
}
