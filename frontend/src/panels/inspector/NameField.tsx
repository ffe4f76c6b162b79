import { useEffect, useState } from "react";
import { Field } from "../../ui/Field";
import control from "../../ui/Field.module.css";

interface NameFieldProps {
  label: string;
  name: string;
  problem: string | undefined;
  onName: (name: string) => void;
}

/** A name takes effect when it is finished, not letter by letter: other things are keyed by it. */
export function NameField({ label, name, problem, onName }: NameFieldProps) {
  const [text, setText] = useState(name);
  useEffect(() => setText(name), [name]);
  const finish = () => {
    if (text !== name) onName(text);
  };
  return (
    <Field label={label} error={problem}>
      {(attributes) => (
        <input
          {...attributes}
          className={control.control}
          data-field="name"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={finish}
          onKeyDown={(event) => {
            if (event.key === "Enter") {
              event.preventDefault();
              finish();
            } else if (event.key === "Escape") setText(name);
          }}
        />
      )}
    </Field>
  );
}
