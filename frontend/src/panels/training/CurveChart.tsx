import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ChartSeries } from "../../run/series";
import { useTheme } from "../../store/theme";
import css from "./CurveChart.module.css";
import { shortNumber } from "./numbers";
import type { Plot } from "./plot";

interface CurveChartProps {
  series: ChartSeries;
  /** How many epochs were planned. */
  epochs: number;
}

/** One loss or metric over the epochs. What the canvas shows is said in words as well. */
export function CurveChart({ series, epochs }: CurveChartProps) {
  const { t } = useTranslation("training");
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot | null>(null);
  const latest = useRef({ series, epochs });
  const [cursor, setCursor] = useState<number | null>(null);
  const shown = useTheme((state) => state.shown);
  const lines = series.lines.map((line) => line.name).join(" ");
  latest.current = { series, epochs };

  // Another set of curves is another plot; another point is not.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `lines` stands for the curves' names.
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    let gone = false;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) plot.current?.resize(entry.contentRect.width, entry.contentRect.height);
    });
    void import("./plot").then(({ drawPlot }) => {
      if (gone) return;
      const words = {
        epoch: (number: number) => t("chart.epoch", { number }),
        notFinite: (name: string, was: string) => t("chart.notFinite", { name, was: t(`chart.was.${was}`) }),
      };
      plot.current = drawPlot(element, latest.current.series, latest.current.epochs, words, setCursor);
      observer.observe(element);
    });
    return () => {
      gone = true;
      observer.disconnect();
      plot.current?.destroy();
      plot.current = null;
    };
  }, [lines, t]);

  useEffect(() => {
    const frame = requestAnimationFrame(() => plot.current?.show(series, epochs));
    return () => cancelAnimationFrame(frame);
  }, [series, epochs]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is read from the page, this says when.
  useEffect(() => plot.current?.recolour(), [shown]);

  const title = series.output === null ? series.measure : `${series.output} · ${series.measure}`;
  const summary = useMemo(() => summaryOf(series), [series]);
  return (
    <figure className={css.figure}>
      <figcaption className={css.caption}>
        <span className={css.title}>{title}</span>
        <span className={css.reading} aria-hidden>
          {cursor !== null && readingAt(series, cursor, (number) => t("chart.epoch", { number }))}
        </span>
      </figcaption>
      <div ref={host} className={css.plot} role="img" aria-label={t("chart.label", { title, summary })} />
    </figure>
  );
}

/** The newest number of each curve: `loss 0.58, val_loss 0.71`. */
function summaryOf(series: ChartSeries): string {
  return series.lines
    .map((line) => {
      const value = line.values.findLast((each) => each !== null);
      return `${line.label} ${value === null || value === undefined ? "?" : shortNumber(value)}`;
    })
    .join(", ");
}

function readingAt(series: ChartSeries, place: number, epoch: (number: string) => string): string {
  const at = series.at[place];
  if (at === undefined) return "";
  const values = series.lines.flatMap((line) => {
    const value = line.values[place];
    return value === null || value === undefined ? [] : [`${line.label} ${shortNumber(value)}`];
  });
  return [epoch(Number.isInteger(at) ? String(at) : at.toFixed(1)), ...values].join(" · ");
}
