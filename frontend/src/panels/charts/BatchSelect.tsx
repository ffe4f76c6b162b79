import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { batchesOf, lastEpoch } from "../../run/epochBatches";
import { showBatches, useCharts } from "../../state/runs/charts";
import type { ShownRun } from "../../state/runs/shownRuns";
import { TextInput } from "../../ui/Field";
import css from "./ChartGrid.module.css";

/** Shows the batches of one epoch of a run, and says how many of them were reported. */
export function BatchSelect({ run }: { run: ShownRun }) {
  const { t } = useTranslation("charts");
  const { id, view } = run;
  const epoch = useCharts(({ batches }) => (batches?.run === id ? batches.epoch : null));
  const found = useMemo(() => (epoch === null ? null : batchesOf(view, epoch)), [view, epoch]);
  const last = lastEpoch(view);
  if (last === 0) return null;
  const pick = (text: string) => {
    const wanted = Number(text);
    if (Number.isInteger(wanted) && wanted >= 1 && wanted <= last) showBatches({ run: id, epoch: wanted });
  };
  return (
    <>
      <label className={css.control}>
        <input
          type="checkbox"
          checked={epoch !== null}
          onChange={({ target }) => showBatches(target.checked ? { run: id, epoch: last } : null)}
        />
        {t("batchesOf")}
      </label>
      {epoch !== null && (
        <TextInput
          className={css.epoch}
          type="number"
          aria-label={t("batchEpoch")}
          min={1}
          max={last}
          value={String(epoch)}
          onText={pick}
        />
      )}
      {found !== null && typeof found !== "string" && (
        <span title={t("recordedHint")}>{t("recorded", { count: found.at.length, steps: found.steps })}</span>
      )}
    </>
  );
}
