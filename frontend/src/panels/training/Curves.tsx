import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { chartsOf } from "../../run/series";
import type { ShownRun } from "../../store/currentRun";
import { CurveChart } from "./CurveChart";
import css from "./Curves.module.css";

/** A chart for every loss and metric of a run. */
export function Curves({ run }: { run: ShownRun }) {
  const { t } = useTranslation("training");
  const charts = useMemo(() => chartsOf(run.view), [run.view]);
  const epochs = run.view.plan?.epochs ?? run.record.epochs;
  if (charts.length === 0) {
    return <p className={css.empty}>{run.active ? t("chart.waiting") : t("chart.none")}</p>;
  }
  return (
    <section className={css.grid} aria-label={t("chart.curves")}>
      {charts.map((series) => (
        <CurveChart key={`${run.id} ${series.id}`} series={series} epochs={epochs} />
      ))}
    </section>
  );
}
