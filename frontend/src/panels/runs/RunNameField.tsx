import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { nameRun } from "../../actions/runActions";
import type { ShownRun } from "../../state/runs/shownRuns";
import { Field } from "../../ui/Field";
import control from "../../ui/Field.module.css";

/** The longest label that the server accepts. */
const MAX_LENGTH = 120;

/** The label of a run. It commits on blur and Enter; without one, the run is called by its number. */
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
            // During IME composition, Enter and Escape belong to it.
            if (event.nativeEvent.isComposing) return;
            if (event.key === "Enter") commit();
            else if (event.key === "Escape") setText(known);
          }}
        />
      )}
    </Field>
  );
}
