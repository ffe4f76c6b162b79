import { fieldText, typedValue } from "../../document/settings";
import type { Json } from "../../document/types";
import { Field, TextInput } from "../../ui/Field";

interface NumberSettingProps {
  label: string;
  hint?: string;
  type: "int" | "float";
  /** What was set; `undefined` shows what holds without it. */
  value: Json | undefined;
  otherwise: number;
  problem: string | undefined;
  onValue: (value: Json | undefined) => void;
}

/** A number as it is typed: what is no number is sent as well, and the checker says so. */
export function NumberSetting(props: NumberSettingProps) {
  const { label, hint, type, value, otherwise, problem, onValue } = props;
  return (
    <Field label={label} hint={hint} error={problem}>
      {(control) => (
        <TextInput
          {...control}
          inputMode={type === "int" ? "numeric" : "decimal"}
          value={fieldText(value ?? otherwise)}
          onText={(text) => onValue(text.trim() === "" ? undefined : typedValue(text, type))}
        />
      )}
    </Field>
  );
}
