import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Best, bestOf } from "../../run/bestEpoch";
import { type ChartSeries, chartsOf, overlaid } from "../../run/chartSeries";
import { batchesOf } from "../../run/epochBatches";
import { useCharts } from "../../state/runs/charts";
import { useRuns } from "../../state/runs/runs";
import type { ShownRun } from "../../state/runs/shownRuns";
import css from "./ChartGrid.module.css";
import { CurveChart } from "./CurveChart";
import type { ChartData } from "./plotLines";

interface ChartGridProps {
  /** Several are overlaid. */
  runs: readonly ShownRun[];
  /** Their names, if there are several. */
  names?: readonly string[];
}

/** One chart for each loss and metric of one or more runs. */
export function ChartGrid({ runs, names }: ChartGridProps) {
  const { t } = useTranslation("charts");
  const charts = useChartData(runs, names ?? null);
  const batches = useBatches(runs);
  if (typeof batches === "string") return <p className={css.empty}>{t(`batches.${batches}`)}</p>;
  if (charts.length === 0) {
    return <p className={css.empty}>{runs.some((run) => run.active) ? t("waiting") : t("none")}</p>;
  }
  const key = runs.map((run) => run.id).join();
  return (
    <section className={css.grid} aria-label={t("curves")}>
      {charts.map((chartData) => (
        <CurveChart key={`${key} ${chartData.chart.id}`} chartData={chartData} />
      ))}
    </section>
  );
}

/** The batches to draw instead of epochs, for a single run; or why there are none; otherwise `null`. */
function useBatches(runs: readonly ShownRun[]): ReturnType<typeof batchesOf> | null {
  const batches = useCharts((state) => state.batches);
  return useMemo(() => {
    const [single, ...more] = runs;
    if (single === undefined || more.length > 0 || batches?.run !== single.id) return null;
    return batchesOf(single.view, batches.epoch);
  }, [runs, batches]);
}

/** The data of the charts of some runs, with the user's options. */
export function useChartData(runs: readonly ShownRun[], names: readonly string[] | null): ChartData[] {
  const smoothing = useCharts((state) => state.smoothing);
  const log = useCharts((state) => state.log);
  const snapshots = useRuns((state) => state.snapshots);
  const several = runs.length > 1;
  const batches = useBatches(runs);
  return useMemo(() => {
    const [single] = runs;
    if (single === undefined || typeof batches === "string") return [];
    if (batches !== null) {
      const { at, steps: end } = batches;
      return batches.charts.map((chart) => ({ chart, end, at, smoothing, log, runs: null, bests: [] }));
    }
    const charts = several ? overlaid(runs.map((run) => run.view)) : chartsOf(single.view);
    const bests = runs.flatMap((run, index) => {
      const best = bestOf(run.view, snapshots[run.id]?.training);
      return best === null ? [] : [{ ...best, run: index }];
    });
    const end = Math.max(1, ...runs.map(axisEnd));
    return charts.map((chart) => ({
      chart,
      end,
      at: null,
      smoothing,
      log,
      runs: several ? names : null,
      bests: several ? bestsOfChart(chart, bests) : bests,
    }));
  }, [runs, several, batches, names, smoothing, log, snapshots]);
}

/** The last value of the x axis: a run that has ended has no epochs to come. */
function axisEnd({ active, view, record }: ShownRun): number {
  return active ? (view.plan?.epochs ?? record.epochs) : view.epochs.length;
}

function bestsOfChart(chart: ChartSeries, bests: readonly (Best & { run: number })[]) {
  return bests.filter(({ name, run }) => chart.lines.some((line) => line.name === name && line.run === run));
}
