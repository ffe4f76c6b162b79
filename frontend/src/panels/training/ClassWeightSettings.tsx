import { useTranslation } from "react-i18next";
import type { Json } from "../../document/types";
import type { ProblemOf } from "../../state/check";
import { Field, Select } from "../../ui/Field";
import { ClassWeights } from "./ClassWeights";

const BALANCED = "balanced";

interface ClassWeightSettingsProps {
  /** A word, or weights by class. */
  weights: string | Readonly<Record<string, number>>;
  problem: ProblemOf;
  onWeights: (weights: Json | undefined) => void;
}

/** How much the rows of a class weigh: by its number, or so that all classes count alike. */
export function ClassWeightSettings({ weights, problem, onWeights }: ClassWeightSettingsProps) {
  const { t } = useTranslation("training");
  const word = typeof weights === "string" ? weights : "";
  const known = word === "" || word === BALANCED;
  return (
    <>
      <Field
        label={t("settings.classBalance")}
        {...(word === BALANCED ? { hint: t("settings.balancedHint") } : {})}
        problem={word === "" ? undefined : problem("")}
      >
        {(control) => (
          <Select
            {...control}
            value={word}
            options={[
              { value: "", label: t("settings.byNumber") },
              { value: BALANCED, label: t("settings.balanced") },
              ...(known ? [] : [{ value: word, label: word }]),
            ]}
            onPick={(picked) => onWeights(picked === "" ? undefined : picked)}
          />
        )}
      </Field>
      {typeof weights !== "string" && (
        <ClassWeights weights={weights} problem={problem} onWeights={onWeights} />
      )}
    </>
  );
}
