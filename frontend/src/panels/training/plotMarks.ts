import type uPlot from "uplot";
import type { ChartSeries } from "../../run/series";
import { spread } from "./endLabels";
import { shortNumber } from "./numbers";

/** What is written on the canvas over the curves, in the theme's colours. */
export interface Look {
  colours: ReturnType<typeof readColours>;
  family: string;
}

/** In CSS pixels. */
export const FONT = 11;
const LABEL_GAP = 14;
const BESIDE = 8;

/** Writes the value of each curve at its end, none over another. */
export function drawEndLabels(plot: uPlot, series: ChartSeries, { colours, family }: Look): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  const ends = series.lines.flatMap((line) => {
    const place = line.values.findLastIndex((value) => value !== null);
    const value = line.values[place];
    const at = series.at[place];
    if (value === null || value === undefined || at === undefined) return [];
    const text = `${line.label} ${shortNumber(value)}`;
    return [{ line, text, x: plot.valToPos(at, "x", true), y: plot.valToPos(value, "y", true) }];
  });
  const bottom = bbox.top + bbox.height - 6 * scale;
  const heights = spread(
    ends.map((end) => end.y),
    LABEL_GAP * scale,
    bbox.top,
    bottom,
  );
  ctx.save();
  ctx.font = `${FONT * scale}px ${family}`;
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  // A seam of the background keeps the grid from crossing the letters.
  ctx.strokeStyle = colours.panel;
  ctx.lineWidth = 4 * scale;
  ctx.lineJoin = "round";
  for (const [place, { line, text, x }] of ends.entries()) {
    const y = heights[place] ?? 0;
    ctx.fillStyle = line.validation ? colours.validation : colours.training;
    ctx.strokeText(text, x + BESIDE * scale, y);
    ctx.fillText(text, x + BESIDE * scale, y);
  }
  ctx.restore();
}

/** Marks the epochs whose numbers were lost, and says what they were. */
export function drawBreaks(
  plot: uPlot,
  series: ChartSeries,
  { colours, family }: Look,
  say: (name: string, was: string) => string,
): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  ctx.save();
  ctx.font = `${FONT * scale}px ${family}`;
  ctx.fillStyle = colours.error;
  ctx.strokeStyle = colours.error;
  ctx.lineWidth = scale;
  ctx.setLineDash([2 * scale, 3 * scale]);
  ctx.textBaseline = "top";
  for (const [place, { epoch, name, was }] of series.breaks.entries()) {
    const x = plot.valToPos(epoch, "x", true);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const left = x > bbox.left + bbox.width / 2;
    ctx.textAlign = left ? "right" : "left";
    ctx.fillText(say(name, was), x + (left ? -BESIDE : BESIDE) * scale, bbox.top + place * LABEL_GAP * scale);
  }
  ctx.restore();
}

export function readColours(host: HTMLElement) {
  const style = getComputedStyle(host);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    training: read("--accent"),
    validation: read("--merge"),
    line: read("--line"),
    mute: read("--mute"),
    error: read("--error"),
    panel: read("--panel"),
  };
}
