import { useTranslation } from "react-i18next";
import { setPriority } from "../../actions/runActions";
import type { ShownRun } from "../../state/runs/shownRuns";
import { Field } from "../../ui/Field";
import control from "../../ui/Field.module.css";

const PRIORITIES = { high: 1, normal: 0, low: -1 } as const;
const NAMES = ["high", "normal", "low"] as const;

/** The priority of a queued run. Programs may have given it any number: what matters here is its sign. */
export function PrioritySelect({ run: { id, active, view, record } }: { run: ShownRun }) {
  const { t } = useTranslation("charts");
  if (!active || view.phase.at !== "queued") return null;
  const known = NAMES.find((name) => PRIORITIES[name] === Math.sign(record.priority)) ?? "normal";
  return (
    <Field label={t("priority.label")} hint={t("priority.hint")}>
      {(attributes) => (
        <select
          {...attributes}
          className={control.control}
          value={known}
          onChange={({ target }) => {
            const chosen = NAMES.find((name) => name === target.value);
            if (chosen !== undefined) void setPriority(id, PRIORITIES[chosen]);
          }}
        >
          {NAMES.map((name) => (
            <option key={name} value={name}>
              {t(`priority.${name}`)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
