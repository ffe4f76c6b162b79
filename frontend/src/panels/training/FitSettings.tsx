import { useTranslation } from "react-i18next";
import { TRAINING_DEFAULTS, trainingOf } from "../../document/training";
import type { Json } from "../../document/types";
import { useFieldProblems } from "../../state/check";
import { useDocument } from "../../state/document";
import { Field, Select } from "../../ui/Field";
import { NumberField } from "../inspector/fields/NumberField";
import { useSetField } from "../inspector/fields/useSetField";
import css from "./Settings.module.css";

/** Full precision, or layers in half precision with weights in full precision. */
const POLICIES = [TRAINING_DEFAULTS.dtype_policy, "mixed_float16", "mixed_bfloat16"].map((name) => ({
  value: name,
  label: name,
}));

/** Epochs, batch size, seed, shuffling, determinism and precision. */
export function FitSettings() {
  const { t } = useTranslation("training");
  const training = useDocument((state) => trainingOf(state.openGraph));
  const problem = useFieldProblems();
  const setField = useSetField();
  const integerField = (name: "epochs" | "batch_size" | "seed") => (
    <NumberField
      label={t(`settings.${name}`)}
      type="int"
      value={training[name] as Json | undefined}
      fallback={TRAINING_DEFAULTS[name]}
      problem={problem(`training.${name}`)}
      onValue={(value) => setField(["training", name], value)}
    />
  );
  const booleanField = (name: "shuffle" | "deterministic", hint?: string) => (
    <Field
      label={t(`settings.${name}`)}
      {...(hint === undefined ? {} : { hint, className: css.wide })}
      problem={problem(`training.${name}`)}
    >
      {(control) => (
        <Select
          {...control}
          value={String(training[name] ?? TRAINING_DEFAULTS[name])}
          options={[
            { value: "true", label: t("settings.yes") },
            { value: "false", label: t("settings.no") },
          ]}
          onPick={(picked) => setField(["training", name], picked === "true")}
        />
      )}
    </Field>
  );
  return (
    <div className={css.pairs}>
      {integerField("epochs")}
      {integerField("batch_size")}
      {integerField("seed")}
      {booleanField("shuffle")}
      {booleanField("deterministic", t("settings.deterministicHint"))}
      <Field
        label={t("settings.precision")}
        className={css.wide}
        hint={t("settings.precisionHint")}
        problem={problem("training.dtype_policy")}
      >
        {(control) => (
          <Select
            {...control}
            value={training.dtype_policy ?? TRAINING_DEFAULTS.dtype_policy}
            options={POLICIES}
            onPick={(picked) =>
              setField(
                ["training", "dtype_policy"],
                picked === TRAINING_DEFAULTS.dtype_policy ? undefined : picked,
              )
            }
          />
        )}
      </Field>
    </div>
  );
}
