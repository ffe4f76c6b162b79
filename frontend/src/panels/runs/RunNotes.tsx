import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { tagRun, writeRunNote } from "../../actions/runActions";
import type { ShownRun } from "../../state/runs/shownRuns";
import { Field } from "../../ui/Field";
import control from "../../ui/Field.module.css";
import css from "./RunsPanel.module.css";

/** The tags of a run, separated by commas, and the note about it. Each commits when it is left. */
export function RunNotes({ run: { id, record } }: { run: ShownRun }) {
  const { t } = useTranslation("compare");
  const known = { tags: record.tags.join(", "), note: record.note ?? "" };
  const [tags, setTags] = useState(known.tags);
  const [note, setNote] = useState(known.note);
  useEffect(() => setTags(known.tags), [known.tags]);
  useEffect(() => setNote(known.note), [known.note]);
  const commitTags = () => {
    if (tags !== known.tags)
      void tagRun(
        id,
        tags.split(/[,，、]/u).flatMap((tag) => tag.trim() || []),
      );
  };
  return (
    <>
      <Field label={t("tags")}>
        {(attributes) => (
          <input
            {...attributes}
            className={control.control}
            autoComplete="off"
            value={tags}
            onChange={({ target }) => setTags(target.value)}
            onBlur={commitTags}
            onKeyDown={({ key, nativeEvent }) => {
              if (key === "Enter" && !nativeEvent.isComposing) commitTags();
            }}
          />
        )}
      </Field>
      <Field label={t("note")}>
        {(attributes) => (
          <textarea
            {...attributes}
            rows={2}
            className={`${control.control} ${control.area} ${css.note}`}
            value={note}
            onChange={({ target }) => setNote(target.value)}
            onBlur={() => {
              if (note !== known.note) void writeRunNote(id, note);
            }}
          />
        )}
      </Field>
    </>
  );
}
