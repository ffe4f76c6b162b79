import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { nameRun } from "../../state/runs";
import type { ShownRun } from "../../state/shownRuns";
import { Field } from "../../ui/Field";
import control from "../../ui/Field.module.css";

/** As long as the server takes it. */
const MAX_LENGTH = 120;

/** What a person calls a run. It is sent when it is finished; an empty one gives the run its number back. */
export function RunNameField({ run }: { run: ShownRun }) {
  const { t } = useTranslation("training");
  const known = run.record.label ?? "";
  const [text, setText] = useState(known);
  useEffect(() => setText(known), [known]);
  const commit = () => {
    if (text.trim().replace(/\s+/g, " ") !== known) void nameRun(run.id, text);
    else setText(known);
  };
  return (
    <Field label={t("compare:name")}>
      {(attributes) => (
        <input
          {...attributes}
          className={control.control}
          autoComplete="off"
          spellCheck={false}
          maxLength={MAX_LENGTH}
          placeholder={t("run", { number: run.number })}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            // Enter and Escape belong to the word that is still being put together.
            if (event.nativeEvent.isComposing) return;
            if (event.key === "Enter") commit();
            else if (event.key === "Escape") setText(known);
          }}
        />
      )}
    </Field>
  );
}
