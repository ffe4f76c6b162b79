import { useEffect, useState } from "react";
import { isLabel } from "../../../document/names";
import type { FieldProblem } from "../../../state/fieldProblems";
import { Field } from "../../../ui/Field";
import control from "../../../ui/Field.module.css";

interface NameFieldProps {
  label: string;
  name: string;
  problem: FieldProblem | undefined;
  onName: (name: string) => void;
  /** Called in its place with what no name can be, as `编码器`: it is shown, and the name stays. */
  onLabel: (label: string) => void;
}

/** A name takes effect when it is finished, not letter by letter: other things are keyed by it. */
export function NameField({ label, name, problem, onName, onLabel }: NameFieldProps) {
  const [text, setText] = useState(name);
  useEffect(() => setText(name), [name]);
  const commit = () => {
    if (text === name) return;
    if (!isLabel(text)) return onName(text);
    setText(name);
    onLabel(text);
  };
  return (
    <Field label={label} problem={problem}>
      {(attributes) => (
        <input
          {...attributes}
          className={control.control}
          data-field="name"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            // Enter and Escape belong to the word that is still being put together.
            if (event.nativeEvent.isComposing) return;
            if (event.key === "Enter") {
              event.preventDefault();
              commit();
            } else if (event.key === "Escape") setText(name);
          }}
        />
      )}
    </Field>
  );
}
