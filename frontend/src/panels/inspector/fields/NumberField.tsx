import { useState } from "react";
import type { Json } from "../../../document/types";
import { fieldText, typedValue } from "../../../document/values/settings";
import type { FieldProblem } from "../../../state/check";
import { Field, TextInput } from "../../../ui/Field";

interface NumberFieldProps {
  label: string;
  hint?: string;
  type: "int" | "float";
  /** The value; `undefined` shows the fallback. */
  value: Json | undefined;
  fallback: number;
  problem: FieldProblem | undefined;
  onValue: (value: Json | undefined) => void;
}

/** A number field. A text that is no number is sent as well, so that the checker reports it. */
export function NumberField(props: NumberFieldProps) {
  const { label, hint, type, value, fallback, problem, onValue } = props;
  // A cleared field stays empty while it is focused, though the default applies.
  const [emptied, setEmptied] = useState(false);
  const send = (text: string) => {
    const empty = text.trim() === "";
    setEmptied(empty);
    onValue(empty ? undefined : typedValue(text, type));
  };
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(control) => (
        <TextInput
          {...control}
          inputMode={type === "int" ? "numeric" : "decimal"}
          value={emptied ? "" : fieldText(value ?? fallback)}
          onText={send}
          onBlur={() => setEmptied(false)}
        />
      )}
    </Field>
  );
}
