import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ChartSeries } from "../../run/chartSeries";
import { useTheme } from "../../state/preferences";
import { setCursorEpoch, useCharts } from "../../state/runs/charts";
import { metricText } from "../run/numberText";
import { ChartTooltip } from "./ChartTooltip";
import css from "./CurveChart.module.css";
import type { Plot } from "./plot";
import { type ChartData, countNonPositive, labelOf, plotKey, xOf } from "./plotLines";
import { usePlotText } from "./usePlotText";

/** A chart of one loss or metric over the epochs. Its content is also available as text. */
export function CurveChart({ chartData }: { chartData: ChartData }) {
  const { t } = useTranslation("charts");
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot | null>(null);
  const latest = useRef(chartData);
  const texts = usePlotText();
  const reading = useCharts((state) => state.cursorEpoch);
  const batches = useCharts((state) => state.batches);
  const theme = useTheme((state) => state.shown);
  const [left, setLeft] = useState<number | null>(null);
  const { chart } = chartData;
  latest.current = chartData;

  // Another set of curves needs another plot; more points do not.
  const kind = plotKey(chartData);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `kind` stands for what the plot is made of.
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    let disposed = false;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) plot.current?.resize(entry.contentRect.width, entry.contentRect.height);
    });
    void import("./plot").then(({ drawPlot }) => {
      if (disposed) return;
      plot.current = drawPlot(element, latest.current, texts, setCursorEpoch);
      observer.observe(element);
    });
    return () => {
      disposed = true;
      observer.disconnect();
      plot.current?.destroy();
      plot.current = null;
    };
  }, [kind, texts]);

  useEffect(() => {
    const frame = requestAnimationFrame(() => plot.current?.show(chartData));
    return () => cancelAnimationFrame(frame);
  }, [chartData]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is read from the page, this says when.
  useEffect(() => plot.current?.recolour(), [theme]);

  useEffect(() => setLeft(plot.current?.point(reading) ?? null), [reading]);

  const title = titleOf(chart);
  const hiddenPoints = chartData.log ? countNonPositive(chart) : 0;
  const at = reading ?? chart.length;
  const valueText = (point: number) => ({
    epoch: point,
    batch: xOf(chartData, point),
    numbers: summaryOf(chartData, point),
  });
  return (
    <figure className={css.figure}>
      <figcaption className={css.caption}>
        <span className={css.title}>{title}</span>
        <span className={css.note}>
          {hiddenPoints > 0 && t("leftOut", { count: hiddenPoints })}
          {reading !== null &&
            t(chartData.at === null ? "epoch" : "batch", { number: xOf(chartData, reading) })}
        </span>
      </figcaption>
      <div
        ref={host}
        className={css.plot}
        role="slider"
        tabIndex={0}
        aria-label={t(chartData.at === null ? "label" : "labelBatches", {
          title,
          epoch: batches?.epoch,
          summary: summaryOf(chartData, chart.length),
        })}
        aria-valuemin={Math.min(1, chart.length)}
        aria-valuemax={chart.length}
        aria-valuenow={at}
        aria-valuetext={t(chartData.at === null ? "reading" : "readingBatch", valueText(at))}
        onKeyDown={(event) => moveCursor(event, chart.length)}
        onBlur={() => setCursorEpoch(null)}
      >
        {reading !== null && left !== null && (
          <ChartTooltip chartData={chartData} epoch={reading} left={left} />
        )}
      </div>
    </figure>
  );
}

export function titleOf({ output, measure }: ChartSeries): string {
  return output === null ? measure : `${output} · ${measure}`;
}

/** The value of each curve at an epoch: `loss 0.58, val_loss 0.71`. */
function summaryOf({ chart, runs }: ChartData, epoch: number): string {
  const at = epoch === 0 ? chart.batchCurves : chart.lines;
  return at
    .map(({ name, run, values }) => {
      const value = epoch === 0 ? values.at(-1) : values[epoch - 1];
      const line = chart.lines.find((each) => each.name === name && each.run === run);
      return `${line === undefined ? name : labelOf(line, runs)} ${value == null ? "?" : metricText(value)}`;
    })
    .join(", ");
}

/** Moves the cursor by an epoch, or by a tenth of them; Escape removes it. */
function moveCursor(event: KeyboardEvent, length: number): void {
  const { cursorEpoch } = useCharts.getState();
  const at = cursorEpoch ?? length;
  const tenth = Math.max(1, Math.round(length / 10));
  const targets: Partial<Record<string, number | null>> = {
    ArrowLeft: at - (cursorEpoch === null ? 0 : 1),
    ArrowRight: at + 1,
    PageDown: at - tenth,
    PageUp: at + tenth,
    Home: 1,
    End: length,
    Escape: null,
  };
  const to = targets[event.key];
  if (to === undefined || length === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  setCursorEpoch(to === null ? null : Math.min(Math.max(to, 1), length));
}
