import { useState } from "react";
import type { Json } from "../../../document/types";
import { fieldText, typedValue } from "../../../document/values/settings";
import type { FieldProblem } from "../../../state/fieldProblems";
import { Field, TextInput } from "../../../ui/Field";

interface NumberFieldProps {
  label: string;
  hint?: string;
  type: "int" | "float";
  /** What was set; `undefined` shows what holds without it. */
  value: Json | undefined;
  fallback: number;
  problem: FieldProblem | undefined;
  onValue: (value: Json | undefined) => void;
}

/** A number as it is typed: what is no number is sent as well, and the checker says so. */
export function NumberField(props: NumberFieldProps) {
  const { label, hint, type, value, fallback, problem, onValue } = props;
  // An emptied field stays empty while it is typed in, though what holds then is the default.
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
