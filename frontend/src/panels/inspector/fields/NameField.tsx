import { useEffect, useState } from "react";
import { isLabel } from "../../../document/names";
import type { FieldProblem } from "../../../state/check";
import { Field } from "../../../ui/Field";
import control from "../../../ui/Field.module.css";
import { hasModifier } from "../../../ui/modifiers";

interface NameFieldProps {
  label: string;
  name: string;
  problem: FieldProblem | undefined;
  onName: (name: string) => void;
  /** Called instead of `onName` with a text that is no valid Keras name, as `编码器`: it becomes the label. */
  onLabel: (label: string) => void;
}

/** A name field. It commits on blur and Enter, not by letter, since other parts of the document refer to the name. */
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
            // During IME composition, Enter and Escape belong to it.
            if (event.nativeEvent.isComposing) return;
            if (event.key === "Enter") {
              // Ctrl-Enter trains, with the new name.
              if (!hasModifier(event)) event.preventDefault();
              commit();
            } else if (event.key === "Escape") setText(name);
          }}
        />
      )}
    </Field>
  );
}
