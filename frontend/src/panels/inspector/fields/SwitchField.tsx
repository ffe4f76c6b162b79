import { useTranslation } from "react-i18next";
import type { FieldProblem } from "../../../state/check";
import { Field, Select } from "../../../ui/Field";

interface SwitchFieldProps {
  label: string;
  hint?: string;
  value: boolean;
  className?: string | undefined;
  problem: FieldProblem | undefined;
  onValue: (value: boolean) => void;
}

/** A select of yes and no. */
export function SwitchField({ label, hint, value, className, problem, onValue }: SwitchFieldProps) {
  const { t } = useTranslation("editor");
  return (
    <Field label={label} hint={hint} className={className} problem={problem}>
      {(control) => (
        <Select
          {...control}
          value={String(value)}
          options={[
            { value: "true", label: t("inspector.yes") },
            { value: "false", label: t("inspector.no") },
          ]}
          onPick={(picked) => onValue(picked === "true")}
        />
      )}
    </Field>
  );
}
